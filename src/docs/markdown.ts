import MarkdownIt, { type Env, type RendererRule, type Token } from 'markdown-it';
import { escapeHtml, Html } from '../html/template.ts';
import { harmlessTags, type Targets } from './harmless-tags.ts';
import { taskItems, withBoxes } from './task-items.ts';

/**
 * A description's Markdown (CommonMark, and GitHub's tables and task lists) as harmless HTML.
 * `level` is that of its highest heading, which follows the page's headings.
 */
export function markdownHtml(
  text: string | undefined,
  level = 3,
  options: MarkdownOptions = {},
): Html {
  if (text === undefined || text === '') return new Html('');
  if (isPlain(text)) {
    return new Html(`<p>${lineHtml(text.trim())}</p>\n`);
  }
  const env = { level, ...options };
  const tokens = markdown.parse(text, env);
  const headings = tokens.filter(({ type }) => type === 'heading_open');
  // Many a text begins with `##` or `###`, because its author thought of a whole page.
  const highest = Math.min(6, ...headings.map(({ tag }) => Number(tag.slice(1))));
  const shifted = { ...env, level: level + 1 - highest };
  return new Html(markdown.renderer.render(tokens, markdown.options, shifted));
}

/** Most descriptions are one line without marks, except code. */
function isPlain(text: string): boolean {
  return isLine(text) && !/^\d+[.)]|^ {4}|^-|^[-_ ]+$|^ *- /.test(text);
}

/** Letters and code without other marks. A number before a dot begins a list. */
function isLine(text: string): boolean {
  return (
    /^(?:[\w ,;.:'"()%?≤≥“”–-]|`(?! )[^`\n]+(?<! )`(?!`))*$/.test(text) &&
    !/\b_|_\b/.test(text.replace(/`[^`]*`/g, ''))
  );
}

function lineHtml(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join('');
}

export interface MarkdownOptions extends Targets {
  /** Gives headings their `id`, if a page shows the text as its own. */
  readonly headingId?: (text: string) => string;
}

/** The headings of a text, without those of its quotes and lists. */
export function headingsOf(
  text: string | undefined,
): readonly { readonly level: number; readonly text: string }[] {
  const tokens = markdown.parse(text ?? '', {});
  return tokens.flatMap((token, index) =>
    token.type === 'heading_open' && token.level === 0
      ? [{ level: Number(token.tag.slice(1)), text: plainText(tokens[index + 1]!.children ?? []) }]
      : [],
  );
}

/** A text with boxes in its task lists, for Redoc, which does not know them. */
export function taskText(text: string): string {
  return withBoxes(text, markdown);
}

/** All words of a text, without Markdown's marks. */
export function wordsOf(text: string): string {
  const words = markdown
    .parse(text, {})
    .map(({ type, content, children }) =>
      type === 'inline' ? plainText(children ?? []) : type === 'fence' ? content : '',
    );
  return words.join(' ').replace(/\s+/g, ' ').trim();
}

/** The targets of links and pictures that are no web addresses, as written. */
export function addressesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (url: string): undefined => {
    found.add(url);
  };
  markdown.parse(text, { link: add, picture: add });
  return found;
}

/** A line of Markdown without blocks, as harmless HTML. */
export function inlineHtml(text: string, options: MarkdownOptions = {}): Html {
  if (isLine(text)) return new Html(lineHtml(text));
  return new Html(markdown.renderInline(text, { ...options }));
}

/** The text of the first paragraph on one line, without Markdown's marks: for lists and titles. */
export function firstParagraph(text: string | undefined): string {
  if (text === undefined || isPlain(text)) {
    return text?.replaceAll('`', '').replace(/\s+/g, ' ').trim() ?? '';
  }
  // Usually it is the first block, and the rest is long.
  const start = text.includes(']:') ? withoutLinks : withLinks;
  const [, first = ''] = start.exec(text) ?? [];
  if (first !== '' && isPlain(first)) return firstParagraph(first);
  const tokens = markdown.parse(first || text, {});
  const opening = tokens.findIndex(({ type }) => type === 'paragraph_open');
  return plainText(tokens[opening + 1]?.children ?? [])
    .replace(/\s+/g, ' ')
    .trim();
}

/** A paragraph at the start of a text: only references to links need the rest of the text. */
const withLinks = /^\s*([^\s#>|<`~\-*+=\d[][\s\S]*?)(?:\n[^\S\n]*\n|\s*$)/;
const withoutLinks = /^\s*([^\s#>|<`~\-*+=\d[][^[]*?)(?:\n[^\S\n]*\n|\s*$)/;

/** A text of at most so many characters, cut between words. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, text.lastIndexOf(' ', length - 1) || length - 1).replace(/[\s,;:.]+$/, '')}…`;
}

/** Without HTML, except tags that only format text; link targets are checked later. */
const markdown = new MarkdownIt({ html: false, linkify: true }).use(taskItems).use(harmlessTags);
markdown.validateLink = () => true;
// Only complete web addresses become links.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

Object.assign(markdown.renderer.rules, {
  fence: codeBlock,
  code_block: codeBlock,
  heading_open: (tokens, index, _, env) => {
    const { headingId } = (env ?? {}) as MarkdownOptions;
    const id = headingId?.(plainText(tokens[index + 1]?.children ?? []));
    const attribute = id === undefined ? '' : ` id="${escapeHtml(id)}"`;
    return `<${headingName(tokens[index]!, env)}${attribute}>`;
  },
  heading_close: (tokens, index, _, env) => `</${headingName(tokens[index]!, env)}>\n`,
  table_open: () => '<div class="scroll" tabindex="0"><table>\n',
  table_close: () => '</table></div>\n',
  // Without their alignment, which is a style.
  th_open: () => '<th>',
  td_open: () => '<td>',
} satisfies Record<string, RendererRule>);

/** Code may be wider than the page, and scrollable parts must be reachable by keyboard. */
function codeBlock(tokens: readonly Token[], index: number): string {
  const code = tokens[index]!.content.replace(/\n$/, '');
  return `<pre tabindex="0"><code>${escapeHtml(code)}</code></pre>\n`;
}

function headingName({ tag }: Token, env: Env | undefined): string {
  return `h${Math.min(6, Number(env?.level ?? 1) + Number(tag.slice(1)) - 1)}`;
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) =>
      type.endsWith('break') ? ' ' : children === null ? content : plainText(children),
    )
    .join('');
}
