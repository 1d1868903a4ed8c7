import type { ContentGroup } from './content.ts';
import type { Cut, Member, Outline, Variant } from './outline.ts';

/** Blocks of Markdown with empty lines between them. */
export function joined(blocks: readonly (string | false | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined && block !== false && block !== '').join('\n\n')}\n`;
}

/** The schemas of media types, as Markdown. */
export function contentText({ names, outline, item, encoding }: ContentGroup): string {
  const media = names.map((name) => `\`${name}\``).join(', ');
  const parts = encoding.flatMap(({ name, facts, headers }) => [
    `- part ${name === '' ? '(any other)' : `\`${name}\``}: ${facts.join('; ')}`,
    ...headers.map((header) => memberText(header, 1, 'header')),
  ]);
  return joined([
    outline === undefined ? media : `${media}: ${headText(outline)}`,
    outline && insideText(outline, 0),
    item && `A sequence. Each item: ${headText(item)}`,
    item && insideText(item, 0),
    parts.length > 0 && `How its parts are sent:\n\n${parts.join('\n')}`,
  ]);
}

/** A whole schema. */
export function outlineText(outline: Outline): string {
  return joined([headText(outline), insideText(outline, 0)]);
}

function insideText({ members, groups, cut }: Outline, depth: number): string {
  const lines = [
    ...members.map((member) => memberText(member, depth)),
    ...groups.flatMap(({ title, variants }) => [
      `${'  '.repeat(depth)}- ${title.toLowerCase()}`,
      ...variants.map((variant) => variantText(variant, depth + 1)),
    ]),
    ...(cut === undefined ? [] : [`${'  '.repeat(depth)}- ${cutText(cut)}`]),
  ];
  return lines.join('\n');
}

function cutText(cut: Cut): string {
  if (cut.kind === 'recursive') {
    return `recursive: ${cut.path === '' ? 'the whole value' : `\`${cut.path}\``} again`;
  }
  const names = cut.components.map((name) => `[${name}](#schema/${encodeURIComponent(name)})`);
  return `more properties: ${names.length === 0 ? `\`${cut.pointer}\` of the document` : names.join(', ')}`;
}

export function memberText(member: Member, depth: number, place?: string): string {
  const about = [place, member.required && 'required', member.deprecated && 'deprecated']
    .filter(Boolean)
    .map((word) => `, ${word}`);
  const name = member.name === '*' ? 'any other name' : `\`${member.name}\``;
  return itemText(`${name} (${member.type}${about.join('')})`, member, depth);
}

function variantText(variant: Variant, depth: number): string {
  const { name, type, tag } = variant;
  const kind = name === '' || name === type ? type : `(${type})`;
  const words = [name === type ? '' : name, kind, tag && `for ${tag}`].filter(Boolean);
  return itemText(words.join(' '), variant, depth);
}

function itemText(head: string, outline: Outline, depth: number): string {
  const details = [oneLine(outline.description), outline.facts.join('; '), valuesText(outline)]
    .filter(Boolean)
    .join(' ');
  const line = `${'  '.repeat(depth)}- ${head}${details === '' ? '' : `: ${details}`}`;
  const inside = insideText(outline, depth + 1);
  return inside === '' ? line : `${line}\n${inside}`;
}

function headText(outline: Outline): string {
  const { type, facts, description } = outline;
  return [type, ...facts, oneLine(description), valuesText(outline)].filter(Boolean).join('; ');
}

function valuesText({ values }: Outline): string {
  const list = values.map(({ value, description }) =>
    description === '' ? value : `${value} (${oneLine(description)})`,
  );
  return list.length === 0 ? '' : `one of ${list.join(', ')}`;
}

function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim();
}

/** A fence longer than any inside (CommonMark section 4.5). */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}
