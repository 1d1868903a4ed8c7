import { escapeHtml, Html, html } from '../html/template.ts';
import { inlineHtml } from './inline.ts';

/**
 * A description's Markdown (CommonMark, and GitHub's tables) as HTML that can do nothing. `level` is
 * that of its highest heading, because it stands under headings of the page.
 */
export function markdownHtml(text: string | undefined, level = 3): Html {
  return new Html(blocks((text ?? '').replace(/\r\n?/g, '\n').split('\n'), level, 0));
}

/** The text of the first paragraph on one line, without Markdown's marks: for lists and titles. */
export function firstParagraph(text: string | undefined): string {
  const paragraph = (text ?? '')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .find((part) => part !== '' && !/^(#|```|---|\||<!--)/.test(part));
  return (paragraph ?? '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^<>]*>/g, '')
    .replace(/[`*]|\b_|_\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A text of at most so many characters, cut between words. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, text.lastIndexOf(' ', length - 1) || length - 1).replace(/[\s,;:.]+$/, '')}…`;
}

const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const heading = /^ {0,3}(#{1,6})(?!\S)(.*)$/;
const rule = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const quote = /^ {0,3}> ?/;
const bullet = /^( {0,3})([-*+]|\d{1,9}[.)])( +|$)/;
const htmlBlock = /^ {0,3}<\/?(?:p|ul|ol|li|dl|table|pre|blockquote|div|h[1-6]|section|center)\b/i;
/** Nobody nests deeper, and a stack has an end. */
const maximumDepth = 12;

function blocks(lines: readonly string[], level: number, depth: number): string {
  let out = '';
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const block =
      depth > maximumDepth
        ? paragraph(lines, at, level)
        : (fenced(lines, at) ??
          indented(lines, at) ??
          headed(line, at, level) ??
          (rule.test(line) ? { html: '<hr>', end: at + 1 } : undefined) ??
          quoted(lines, at, level, depth) ??
          list(lines, at, level, depth) ??
          table(lines, at) ??
          paragraph(lines, at, level));
    out += `${block.html}\n`;
    at = block.end;
  }
  return out;
}

interface Block {
  readonly html: string;
  readonly end: number;
}

function fenced(lines: readonly string[], at: number): Block | undefined {
  const [, marks, info] = fence.exec(lines[at]!) ?? [];
  if (marks === undefined || (marks[0] === '`' && info!.includes('`'))) return undefined;
  const closing = new RegExp(`^ {0,3}\\${marks[0]}{${marks.length},}\\s*$`);
  let end = at + 1;
  while (end < lines.length && !closing.test(lines[end]!)) end += 1;
  return { html: codeBlock(lines.slice(at + 1, end)), end: end + 1 };
}

function indented(lines: readonly string[], at: number): Block | undefined {
  if (!/^ {4}|^\t/.test(lines[at]!)) return undefined;
  let end = at;
  while (end < lines.length && /^ {4}|^\t|^\s*$/.test(lines[end]!)) end += 1;
  while (lines[end - 1]!.trim() === '') end -= 1;
  return {
    html: codeBlock(lines.slice(at, end).map((line) => line.replace(/^ {4}|^\t/, ''))),
    end,
  };
}

/** It may be wider than the page, and what scrolls must be reached by the keyboard. */
function codeBlock(lines: readonly string[]): string {
  return `<pre tabindex="0"><code>${escapeHtml(lines.join('\n'))}</code></pre>`;
}

function headed(line: string, at: number, level: number): Block | undefined {
  const [, marks, text = ''] = heading.exec(line) ?? [];
  if (marks === undefined) return undefined;
  return headingOf(marks.length, text.trim().replace(/(^|\s)#+$/, ''), level, at + 1);
}

function headingOf(own: number, text: string, level: number, end: number): Block {
  const tag = `h${Math.min(6, level + own - 1)}`;
  return { html: `<${tag}>${inlineHtml(text).text}</${tag}>`, end };
}

function quoted(
  lines: readonly string[],
  at: number,
  level: number,
  depth: number,
): Block | undefined {
  if (!quote.test(lines[at]!)) return undefined;
  let end = at;
  while (end < lines.length && (quote.test(lines[end]!) || isContinued(lines, end, at))) end += 1;
  const inside = lines.slice(at, end).map((line) => line.replace(quote, ''));
  return { html: `<blockquote>${blocks(inside, level, depth + 1)}</blockquote>`, end };
}

/** A line that goes on with the paragraph above it, without the marks of its block. */
function isContinued(lines: readonly string[], at: number, start: number): boolean {
  return at > start && lines[at]!.trim() !== '' && !startsBlock(lines[at]!);
}

function startsBlock(line: string): boolean {
  return [fence, heading, rule, quote, bullet].some((pattern) => pattern.test(line));
}

function list(
  lines: readonly string[],
  at: number,
  level: number,
  depth: number,
): Block | undefined {
  const first = bullet.exec(lines[at]!);
  if (first === null) return undefined;
  const kind = kindOf(first[2]!);
  const items: string[][] = [];
  let width = 0;
  let end = at;
  let isLoose = false;
  while (end < lines.length) {
    const line = lines[end]!;
    const marker = bullet.exec(line);
    const indent = line.search(/\S/);
    if (line.trim() === '') {
      // A blank line ends the list unless what follows belongs to it.
      const next = lines.slice(end).find((later) => later.trim() !== '');
      if (next === undefined) break;
      const belongs = next.search(/\S/) >= width || kindOf(bullet.exec(next)?.[2]) === kind;
      if (!belongs) break;
      isLoose = true;
      items.at(-1)!.push('');
    } else if (indent >= width && items.length > 0) {
      items.at(-1)!.push(line.slice(width));
    } else if (marker !== null && kindOf(marker[2]) === kind && !rule.test(line)) {
      width = marker[0].length - (marker[3]!.length > 4 ? marker[3]!.length - 1 : 0);
      items.push([line.slice(width)]);
    } else if (items.length > 0 && isContinued(lines, end, at)) {
      items.at(-1)!.push(line.trim());
    } else break;
    end += 1;
  }
  const inside = items.map((item) => {
    const text = blocks(item, level, depth + 1).trim();
    // A tight list has no paragraphs (CommonMark section 5.3).
    return `<li>${isLoose ? text : text.replace(/^<p>(.*?)<\/p>/s, '$1')}</li>`;
  });
  return { html: `<${kind}>\n${inside.join('\n')}\n</${kind}>`, end };
}

function kindOf(marker: string | undefined): 'ul' | 'ol' | undefined {
  if (marker === undefined) return undefined;
  return /\d/.test(marker) ? 'ol' : 'ul';
}

function table(lines: readonly string[], at: number): Block | undefined {
  const line = lines[at]!;
  const separator = lines[at + 1];
  if (!line.includes('|') || separator === undefined) return undefined;
  if (!/^[\s|:-]+$/.test(separator) || !separator.includes('-')) return undefined;
  const head = cellsOf(line);
  if (cellsOf(separator).length !== head.length) return undefined;
  let end = at + 2;
  const rows: string[][] = [];
  while (end < lines.length && lines[end]!.includes('|') && lines[end]!.trim() !== '') {
    const cells = cellsOf(lines[end]!);
    rows.push(head.map((_, index) => cells[index] ?? ''));
    end += 1;
  }
  const row = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${inlineHtml(cell).text}</${tag}>`).join('')}</tr>`;
  return {
    html: `<div class="scroll" tabindex="0"><table><thead>${row('th', head)}</thead><tbody>${rows
      .map((cells) => row('td', cells))
      .join('')}</tbody></table></div>`,
    end,
  };
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\||(?<!\\)\|$/g, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function paragraph(lines: readonly string[], at: number, level: number): Block {
  let end = at + 1;
  while (end < lines.length && isContinued(lines, end, at)) {
    const [, underline] = /^ {0,3}(=+|-+)\s*$/.exec(lines[end]!) ?? [];
    if (underline !== undefined) break;
    end += 1;
  }
  const text = lines
    .slice(at, end)
    .map((line) => line.replace(/^\s+/, ''))
    .join('\n');
  const underline = /^ {0,3}(=+|-{2,})\s*$/.exec(lines[end] ?? '')?.[1];
  if (underline !== undefined && !htmlBlock.test(text)) {
    return headingOf(underline[0] === '=' ? 1 : 2, text, level, end + 1);
  }
  const { text: inside } = inlineHtml(text.trimEnd());
  // HTML brings paragraphs of its own.
  return { html: htmlBlock.test(text) ? inside : html`<p>${new Html(inside)}</p>`.text, end };
}
