import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it';

/**
 * Lets tags through that only shape text, without attributes and always closed, and links to the web
 * and to mail. Pictures become links, because pages load nothing from elsewhere; other tags are shown
 * as the text that they are.
 */
export function harmlessTags(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('html_inline', readTag);
  markdown.core.ruler.push('harmless_tags', ({ tokens, Token }) => {
    tokens.forEach((token, index) => {
      if (token.type !== 'inline') return;
      token.children = balanced(token.children ?? [], Token);
      // HTML brings paragraphs of its own.
      if (tokens[index - 1]?.type !== 'paragraph_open' || !startsBlock.test(token.content)) return;
      for (const side of [-1, 1]) tokens[index + side]!.hidden = true;
    });
  });
}

/** Whether a link leads where a page may lead: to the web or to mail. */
function isSafeLink(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url) && URL.canParse(url);
}

const startsBlock =
  /^<\/?(?:p|ul|ol|li|dl|table|pre|blockquote|div|h[1-6]|section|center)(?![a-z\d-])/i;

/** Tags that shape text and stand for themselves, and where some of them may stand. */
const tags: ReadonlyMap<string, readonly string[]> = new Map([
  ...'a p b strong i em u s del ins code kbd samp var sub sup small mark pre blockquote ul ol dl table'
    .split(' ')
    .map((name): [string, string[]] => [name, []]),
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tr', ['table', 'thead', 'tbody']],
  ['th', ['tr']],
  ['td', ['tr']],
]);

const comment = /<!--[\s\S]*?-->/y;
const tag =
  /<(?<slash>\/?)(?<name>[a-z][a-z\d]*)(?=[\s/>])(?<attributes>(?:[^<>"']|"[^"<>]*"|'[^'<>]*'){0,2000})>/iy;

/** A tag of HTML becomes a token of the type `html`, or nothing where it only groups. */
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
      // Said afterwards, because nothing says yet that it is closed, or was opened.
      const token = state.push('html', shown, 0);
      token.nesting = isVoid ? 0 : slash === '/' ? -1 : 1;
      if (shown === 'a' && slash === '') token.attrSet('href', hrefOf(attributes));
    }
  } else if (name !== '' && !/^(?:div|span|font|center|section)$/.test(shown)) return false;
  state.pos += match[0].length;
  return true;
}

function hrefOf(attributes: string): string {
  const [, double, single] = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes) ?? [];
  return (double ?? single ?? '').replaceAll('&amp;', '&');
}

/** Nobody nests deeper, and a browser has an end. */
const maximumDepth = 12;

/** Tokens in which every element is closed, in the element in which it was opened. */
function balanced(tokens: readonly Token[], TokenOf: StateCore['Token']): Token[] {
  const out: Token[] = [];
  /** What is open, from the outside in. */
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
  /** The innermost open one of these elements of HTML, within the innermost mark of Markdown. */
  const lastOf = (names: readonly string[]) => {
    const first = lastMark() + 1;
    const index = open.slice(first).findLastIndex(({ token }) => names.includes(token.tag));
    return index === -1 ? undefined : first + index;
  };

  const startLink = (type: string, target: string | number | null) => {
    const link = new TokenOf(type, 'a', 1);
    const url = String(target);
    link.attrs = [
      ['href', url],
      ['rel', 'noreferrer'],
    ];
    // A link in a link would end the outer one.
    start(link, isSafeLink(url) && !open.some((one) => one.isShown && one.token.tag === 'a'));
  };
  const startTag = (token: Token) => {
    const parents = tags.get(token.tag)!;
    if (parents.length > 0) {
      // An item ends the one before it, and one without its list is only its text.
      const holder = lastOf(parents);
      if (holder === undefined) return;
      closeFrom(holder + 1);
    } else if (token.tag === 'p') closeFrom(lastOf(['p']) ?? open.length);
    if (open.length <= maximumDepth) start(token);
  };

  for (const token of tokens) {
    const isHtml = token.type === 'html';
    if (token.type === 'image') {
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
