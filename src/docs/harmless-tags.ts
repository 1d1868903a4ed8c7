import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it';
import { parseUrl } from '../http/url.ts';

/** The targets of a text's links and pictures on its page; `undefined` for a missing target. */
export interface Targets {
  readonly link?: (url: string) => string | undefined;
  readonly picture?: (url: string) => string | undefined;
}

/**
 * Keeps tags that only format text, without attributes and always closed, and links to the web, to
 * mail and to pages of the site. Pictures of the site are shown; other pictures become links,
 * because pages load nothing from other hosts. Other tags are shown as text.
 */
export function harmlessTags(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('html_inline', readTag);
  markdown.core.ruler.push('harmless_tags', (state) => {
    const { Token } = state;
    state.tokens = foldedBlocks(state.tokens, Token);
    const { tokens } = state;
    tokens.forEach((token, index) => {
      if (token.type !== 'inline') return;
      token.children = balanced(token.children ?? [], Token, (state.env ?? {}) as Targets);
      // HTML has its own paragraphs.
      if (tokens[index - 1]?.type !== 'paragraph_open' || !startsBlock.test(token.content)) return;
      for (const side of [-1, 1]) tokens[index + side]!.hidden = true;
    });
  });
}

/**
 * Opens `<details>` in one paragraph and closes it in another, around the blocks between them. In a
 * single paragraph, it is an ordinary tag.
 */
function foldedBlocks(tokens: Token[], TokenOf: StateCore['Token']): Token[] {
  if (!tokens.some(({ content }) => content.startsWith('<details'))) return tokens;
  const opens = /^<details(?:\s[^<>]*)?>(?!.*<\/details>)/is;
  const closes = /<\/details>\s*$/i;
  const contentAt = (index: number) =>
    tokens[index]?.type === 'paragraph_open' ? (tokens[index + 1]?.content ?? '') : '';
  const out: Token[] = [];
  /** The levels of blocks that were opened. */
  const open: number[] = [];
  const text = (content: string): Token[] => {
    const start = new TokenOf('paragraph_open', 'p', 1);
    const end = new TokenOf('paragraph_close', 'p', -1);
    const inline = new TokenOf('inline', '', 0);
    const label = new TokenOf('text', '', 0);
    label.content = content.replace(/<[^<>]*>/g, '').trim();
    Object.assign(inline, { content: label.content, children: [label] });
    return label.content === '' ? [] : [start, inline, end];
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    const content = contentAt(index);
    const isClosedLater = () =>
      tokens.some(
        (one, later) => later > index && one.level === token.level && closes.test(contentAt(later)),
      );
    if (open.length < 4 && opens.test(content) && isClosedLater()) {
      const [, summary = 'More', rest = ''] =
        /^<details[^<>]*>\s*(?:<summary[^<>]*>(.*?)<\/summary>)?(.*)$/is.exec(content) ?? [];
      const label = new TokenOf('text', '', 0);
      label.content = summary.replace(/<[^<>]*>/g, '').trim();
      out.push(new TokenOf('html', 'details', 1), new TokenOf('html', 'summary', 1), label);
      out.push(new TokenOf('html', 'summary', -1), ...text(rest));
      open.push(token.level);
      index += 2;
    } else if (closes.test(content) && open.at(-1) === token.level) {
      out.push(...text(content.replace(closes, '')), new TokenOf('html', 'details', -1));
      open.pop();
      index += 2;
    } else {
      // The end of a list or quote closes the tags that were opened in it.
      while (token.nesting === -1 && token.level < (open.at(-1) ?? 0)) {
        out.push(new TokenOf('html', 'details', -1));
        open.pop();
      }
      out.push(token);
    }
  }
  return [...out, ...open.map(() => new TokenOf('html', 'details', -1))];
}

/** Whether a link may appear on a page: to the web or to mail. */
function isSafeLink(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url) && parseUrl(url) !== undefined;
}

const startsBlock =
  /^<\/?(?:p|ul|ol|li|dl|table|pre|blockquote|div|h[1-6]|section|center|details)(?![a-z\d-])/i;

/** Tags that format text, and the parents that some of them need. */
const tags: ReadonlyMap<string, readonly string[]> = new Map([
  ...'a p b strong i em u s del ins code kbd samp var sub sup small mark abbr pre blockquote ul ol dl table details'
    .split(' ')
    .map((name): [string, string[]] => [name, []]),
  ['li', ['ul', 'ol']],
  ['summary', ['details']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tr', ['table', 'thead', 'tbody']],
  ['th', ['tr']],
  ['td', ['tr']],
]);

/** All allowed tags, for another renderer. */
export const harmlessNames: readonly string[] = [
  ...tags.keys(),
  ...['br', 'hr', 'img', 'div', 'span', 'section', 'center', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
];

const comment = /<!--[\s\S]*?-->/y;
const tag =
  /<(?<slash>\/?)(?<name>[a-z][a-z\d]*)(?=[\s/>])(?<attributes>(?:[^<>"']|"[^"<>]*"|'[^'<>]*'){0,2000})>/iy;

/** An HTML tag becomes a token of the type `html`, or nothing if it only groups. */
function readTag(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== '<') return false;
  comment.lastIndex = pos;
  tag.lastIndex = pos;
  const match = comment.exec(src) ?? tag.exec(src);
  if (match === null) return false;
  const { slash, name = '', attributes = '' } = match.groups ?? {};
  const shown = name.toLowerCase().replace(/^h[1-6]$/, 'strong');
  const isVoid = /^[bh]r$/.test(shown);
  if (isVoid || tags.has(shown)) {
    if (!silent) {
      // Set later, because a tag's counterpart is not yet known.
      const token = state.push('html', shown, 0);
      token.nesting = isVoid ? 0 : slash === '/' ? -1 : 1;
      if (shown === 'a' && slash === '') token.attrSet('href', attributeOf(attributes, 'href'));
    }
  } else if (shown === 'img') {
    if (!silent) {
      const token = state.push('image', 'img', 0);
      token.attrSet('src', attributeOf(attributes, 'src'));
      token.content = attributeOf(attributes, 'alt');
    }
  } else if (name !== '' && !/^(?:div|span|font|center|section)$/.test(shown)) return false;
  state.pos += match[0].length;
  return true;
}

function attributeOf(attributes: string, name: 'href' | 'src' | 'alt'): string {
  const [, double, single] =
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes) ?? [];
  return (double ?? single ?? '').replaceAll('&amp;', '&');
}

/** Texts do not nest deeper, and browsers have a limit. */
const maximumDepth = 12;

/** Tokens in which every element is closed inside the element in which it was opened. */
function balanced(
  tokens: readonly Token[],
  TokenOf: StateCore['Token'],
  targets: Targets,
): Token[] {
  const out: Token[] = [];
  /** The open elements, from the outside in. */
  const open: { readonly token: Token; readonly isShown: boolean }[] = [];
  const start = (token: Token, isShown = true) => {
    if (isShown) out.push(token);
    open.push({ token, isShown });
  };
  const closeFrom = (index: number) => {
    for (const { token, isShown } of open.splice(index).reverse()) {
      if (isShown) out.push(new TokenOf('html', token.tag, -1));
    }
  };
  const lastMark = () => open.findLastIndex(({ token }) => token.type !== 'html');
  /** The innermost open element with one of these names, within the innermost Markdown mark. */
  const lastOf = (names: readonly string[]) => {
    const first = lastMark() + 1;
    const index = open.slice(first).findLastIndex(({ token }) => names.includes(token.tag));
    return index === -1 ? undefined : first + index;
  };

  const startLink = (type: string, target: string | number | null) => {
    const link = new TokenOf(type, 'a', 1);
    const written = String(target);
    const inside = isSafeLink(written) ? undefined : targets.link?.(written);
    link.attrs =
      inside === undefined
        ? [
            ['href', written],
            ['rel', 'noreferrer'],
          ]
        : [['href', inside]];
    // A link inside a link would end the outer one.
    const isFree = !open.some((one) => one.isShown && one.token.tag === 'a');
    start(link, isFree && (inside !== undefined || isSafeLink(written)));
  };
  const startTag = (token: Token) => {
    const parents = tags.get(token.tag)!;
    if (parents.length > 0) {
      // An item ends the one before it; an item without a list is plain text.
      const holder = lastOf(parents);
      if (holder === undefined) return;
      closeFrom(holder + 1);
    } else if (token.tag === 'p') closeFrom(lastOf(['p']) ?? open.length);
    if (open.length <= maximumDepth) start(token);
  };

  for (const token of tokens) {
    const isHtml = token.type === 'html';
    const picture = token.type === 'image' ? pictureOf(token, targets, TokenOf) : undefined;
    if (picture !== undefined) out.push(picture);
    else if (token.type === 'image') {
      startLink('link_open', token.attrGet('src'));
      const label = new TokenOf('text', '', 0);
      label.content = token.content || 'picture';
      out.push(label);
      closeFrom(open.length - 1);
    } else if (token.nesting === 0) out.push(token);
    else if (token.nesting === 1) {
      if (token.tag === 'a') startLink(token.type, token.attrGet('href'));
      else if (isHtml) startTag(token);
      else start(token);
    } else {
      const opening = isHtml ? lastOf([token.tag]) : lastMark();
      if (opening !== undefined) closeFrom(opening);
    }
  }
  closeFrom(0);
  return out;
}

const inlinePicture = /^data:image\/(?:png|gif|jpeg|webp);base64,[a-z\d+/=]+$/i;

/** A picture of the site, or one embedded in the text. */
function pictureOf(
  token: Token,
  { picture }: Targets,
  TokenOf: StateCore['Token'],
): Token | undefined {
  const written = String(token.attrGet('src') ?? '');
  const src = inlinePicture.test(written) ? written : picture?.(written);
  if (src === undefined) return undefined;
  const shown = new TokenOf('html', 'img', 0);
  shown.attrs = [
    ['src', src],
    ['alt', token.content],
    ['loading', 'lazy'],
  ];
  return shown;
}
