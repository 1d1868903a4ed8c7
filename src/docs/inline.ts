import { escapeHtml, Html } from '../html/template.ts';

/**
 * The inline half of Markdown (CommonMark 0.31 section 6) as HTML that can do nothing: text, code,
 * emphasis, and links to the web and to mail. Of HTML, the tags that only shape text are kept,
 * without attributes and always closed; pictures become links, because pages load nothing from
 * elsewhere; everything else is shown as the text that it is.
 */
export function inlineHtml(text: string): Html {
  return new Html(render(text, 0));
}

/** Whether a link leads where a page may lead: to the web or to mail. */
export function isSafeLink(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url) && URL.canParse(url);
}

/** Nobody nests deeper, and a stack has an end. */
const maximumDepth = 12;

function render(text: string, depth: number): string {
  if (depth > maximumDepth) return escapeHtml(text);
  let out = '';
  let plain = '';
  const open: string[] = [];
  const hopeless = new Set<string>();
  const flush = () => {
    out += escapeHtml(plain);
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const found = spanAt(text, at, depth, hopeless) ?? tagAt(text, at, open);
    if (found === undefined) {
      plain += text[at];
      at += 1;
    } else {
      flush();
      out += found.html;
      at = found.end;
    }
  }
  flush();
  for (const name of open.reverse()) out += `</${name}>`;
  return out;
}

interface Span {
  readonly html: string;
  readonly end: number;
}

function spanAt(text: string, at: number, depth: number, hopeless: Set<string>): Span | undefined {
  switch (text[at]) {
    case '\\':
      return escapeAt(text, at);
    case '`':
      return codeAt(text, at);
    case '*':
    case '_':
    case '~':
      return emphasisAt(text, at, depth, hopeless);
    case '!':
      return text[at + 1] === '[' ? linkAt(text, at + 1, depth, 'picture') : undefined;
    case '[':
      return linkAt(text, at, depth, '');
    case '&':
      return entityAt(text, at);
    case '<':
      return autolinkAt(text, at);
    case 'h':
      return bareLinkAt(text, at);
    case ' ':
      return match(/ {2,}\n/y, text, at, () => '<br>\n');
    default:
      return undefined;
  }
}

function match(
  pattern: RegExp,
  text: string,
  at: number,
  html: (match: RegExpExecArray) => string | undefined,
): Span | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const made = html(found);
  return made === undefined ? undefined : { html: made, end: at + found[0].length };
}

function escapeAt(text: string, at: number): Span | undefined {
  return match(/\\(?:([!-/:-@[-`{-~])|\n)/y, text, at, ([, mark]) =>
    mark === undefined ? '<br>\n' : escapeHtml(mark),
  );
}

function entityAt(text: string, at: number): Span | undefined {
  return match(
    /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy,
    text,
    at,
    ([entity]) => entity,
  );
}

function codeAt(text: string, at: number): Span | undefined {
  const fence = /`+/y;
  fence.lastIndex = at;
  const marks = fence.exec(text)![0];
  const start = at + marks.length;
  const verbatim = { html: marks, end: start };
  for (let end = text.indexOf(marks, start); end !== -1; end = text.indexOf(marks, end)) {
    let stop = end;
    while (text[stop] === '`') stop += 1;
    if (stop - end === marks.length) {
      const content = text.slice(start, end).replace(/\n/g, ' ');
      const trimmed = /^ .*[^ ].* $|^ [^ ] $/.test(content) ? content.slice(1, -1) : content;
      return { html: `<code>${escapeHtml(trimmed)}</code>`, end: stop };
    }
    end = stop;
  }
  return verbatim;
}

const marks: readonly (readonly [mark: string, tag: string])[] = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 's'],
  ['*', 'em'],
  ['_', 'em'],
];

/** Marks that nothing closes from here on are `hopeless`, and not looked for again. */
function emphasisAt(
  text: string,
  at: number,
  depth: number,
  hopeless: Set<string>,
): Span | undefined {
  for (const [mark, tag] of marks) {
    if (hopeless.has(mark) || !text.startsWith(mark, at)) continue;
    const start = at + mark.length;
    const isWord = (index: number) => /[\p{L}\p{N}]/u.test(text[index] ?? '');
    if (/\s|^$/.test(text[start] ?? '')) continue;
    if (mark[0] === '_' && isWord(at - 1)) continue;
    const end = closingMark(text, start, mark, isWord);
    if (end === -1) {
      hopeless.add(mark);
      continue;
    }
    const inside = render(text.slice(start, end), depth + 1);
    return { html: `<${tag}>${inside}</${tag}>`, end: end + mark.length };
  }
  return undefined;
}

function closingMark(
  text: string,
  start: number,
  mark: string,
  isWord: (index: number) => boolean,
): number {
  for (let end = text.indexOf(mark, start + 1); end !== -1; end = text.indexOf(mark, end + 1)) {
    const isInside = mark.length === 1 && (text[end + 1] === mark || text[end - 1] === mark);
    const isOpening = /\s/.test(text[end - 1]!) || text[end - 1] === '\\';
    if (isInside || isOpening || (mark[0] === '_' && isWord(end + mark.length))) continue;
    // Of three marks in a row, the first closes what is inside.
    return mark.length === 2 && text[end + 2] === mark[0] ? end + 1 : end;
  }
  return -1;
}

/** `[text](target "title")`; a target that is not safe leaves its text behind. */
function linkAt(text: string, at: number, depth: number, kind: '' | 'picture'): Span | undefined {
  const end = closingBracket(text, at);
  if (end === undefined || text[end + 1] !== '(') return undefined;
  const target =
    /\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+"[^"]*"|\s+'[^']*')?\s*\)/y;
  const label = text.slice(at + 1, end);
  return match(target, text, end + 1, ([, pointed, bare]) => {
    const name = kind === 'picture' ? escapeHtml(label || 'picture') : render(label, depth + 1);
    return anchor(pointed ?? bare ?? '', name);
  });
}

function closingBracket(text: string, at: number): number | undefined {
  let open = 0;
  // A text between brackets that goes on for long is none.
  for (let index = at; index < Math.min(text.length, at + 2_000); index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '[') open += 1;
    else if (text[index] === ']') {
      open -= 1;
      if (open === 0) return index;
    }
  }
  return undefined;
}

function autolinkAt(text: string, at: number): Span | undefined {
  return match(/<([a-z]+:[^\s<>]*)>/iy, text, at, ([, url]) =>
    isSafeLink(url!) ? anchor(url!, escapeHtml(url!)) : undefined,
  );
}

function bareLinkAt(text: string, at: number): Span | undefined {
  if (/[\p{L}\p{N}/"'=]/u.test(text[at - 1] ?? '')) return undefined;
  return match(/https?:\/\/[^\s<>"'`)\]]*[^\s<>"'`)\].,;:!?*_~]/y, text, at, ([url]) =>
    anchor(url, escapeHtml(url)),
  );
}

function anchor(url: string, name: string): string {
  if (!isSafeLink(url)) return name;
  // A link in a link would end the outer one.
  const inside = name.replace(/<\/?a\b[^>]*>/g, '');
  return `<a href="${escapeHtml(url)}" rel="noreferrer">${inside}</a>`;
}

/** Tags that shape text and stand for themselves, and where some of them may stand. */
const tags: Readonly<Record<string, readonly string[] | undefined>> = {
  ...Object.fromEntries(
    'p b strong i em u s del ins code kbd samp var sub sup small mark pre blockquote ul ol dl table'
      .split(' ')
      .map((name) => [name, []]),
  ),
  li: ['ul', 'ol'],
  dt: ['dl'],
  dd: ['dl'],
  thead: ['table'],
  tbody: ['table'],
  tr: ['table', 'thead', 'tbody'],
  th: ['tr'],
  td: ['tr'],
};

/** A tag of HTML: written out when it is harmless, dropped when it only groups, else `undefined`. */
function tagAt(text: string, at: number, open: string[]): Span | undefined {
  if (text[at] !== '<') return undefined;
  const comment = match(/<!--[\s\S]*?-->/y, text, at, () => '');
  if (comment !== undefined) return comment;
  return match(
    /<(\/?)([a-z][a-z\d]*)(?=[\s/>])((?:[^<>"']|"[^"<>]*"|'[^'<>]*'){0,2000})>/iy,
    text,
    at,
    ([, slash, name, attributes]) =>
      writeTag(name!.toLowerCase(), slash === '/', attributes!, open),
  );
}

function writeTag(
  name: string,
  isEnd: boolean,
  attributes: string,
  open: string[],
): string | undefined {
  if (name === 'br') return '<br>';
  if (name === 'hr') return '<hr>';
  if (/^(div|span|font|center|section)$/.test(name)) return '';
  const heading = /^h[1-6]$/.test(name);
  const tag = heading ? 'strong' : name;
  if (tag === 'a') return linkTag(isEnd, attributes, open);
  const parents = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  if (parents === undefined) return undefined;
  if (isEnd) return closeTo(tag, open);
  if (parents.length > 0 && !parents.includes(open.at(-1) ?? '')) {
    // An item ends the one before it, and one without its list is only its text.
    const holder = open.findLastIndex((name) => parents.includes(name));
    if (holder === -1) return '';
    const closed = open.splice(holder + 1).reverse();
    open.push(tag);
    return `${closed.map((name) => `</${name}>`).join('')}<${tag}>`;
  }
  const before = tag === 'p' && open.includes('p') ? closeTo('p', open) : '';
  if (open.length > maximumDepth) return '';
  open.push(tag);
  return `${before}<${tag}>`;
}

function linkTag(isEnd: boolean, attributes: string, open: string[]): string {
  if (isEnd) return closeTo('a', open);
  const [, double, single] = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes) ?? [];
  const url = (double ?? single ?? '').replaceAll('&amp;', '&');
  if (!isSafeLink(url) || open.includes('a')) return '';
  open.push('a');
  return `<a href="${escapeHtml(url)}" rel="noreferrer">`;
}

/** Closes a tag and all that were opened in it; nothing when it is not open. */
function closeTo(name: string, open: string[]): string {
  const index = open.lastIndexOf(name);
  if (index === -1) return '';
  return open
    .splice(index)
    .reverse()
    .map((tag) => `</${tag}>`)
    .join('');
}
