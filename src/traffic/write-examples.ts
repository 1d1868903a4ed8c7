import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';
import { withoutMember, withValue } from '../json/edit.ts';
import { child, type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import { isEqual } from '../schema/equality.ts';
import type { NewExample } from './examples.ts';

/** A part of a text, by its offsets, and its replacement. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** New examples of the media type at a pointer. */
export interface Addition {
  readonly pointer: Pointer;
  readonly examples: readonly NewExample[];
}

export interface WrittenExamples {
  readonly splices: readonly Splice[];
  /** Examples that cannot be inserted safely, with reasons. */
  readonly refused: readonly { readonly addition: Addition; readonly reason: string }[];
}

/** The new name of a lone `example`, which excludes `examples` (OpenAPI 3.1 section 4.8.14). */
const loneName = 'example';

/**
 * Inserts examples into a YAML or JSON text, and leaves everything else unchanged. Each change is
 * parsed again, and refused if it changes anything but the examples.
 */
export function writeExamples(text: string, additions: readonly Addition[]): WrittenExamples {
  const root = parseDocument(text, { merge: true, prettyErrors: false });
  const value: unknown = root.toJS();
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const planned = additions.map((addition) => {
    const splices = splicesFor(addition, root.contents, text);
    if (typeof splices === 'string') return { addition, splices: [], reason: splices };
    const wanted = splices.map((one) => ({ ...one, text: one.text.replace(/\n/g, eol) }));
    return { addition, splices: wanted, reason: undefined };
  });
  const all = planned.filter(({ reason }) => reason === undefined);
  const yields = (some: typeof all) =>
    isReadAs(
      withSplices(
        text,
        some.flatMap(({ splices }) => splices),
      ),
      some.reduce((whole, { addition }) => withExamples(whole, addition), value),
    );
  const kept = yields(all) ? all : all.filter((one) => yields([one]));
  const refused = planned.flatMap((one) =>
    kept.includes(one)
      ? []
      : [
          {
            addition: one.addition,
            reason: one.reason ?? 'it is written in a way that has no place for more',
          },
        ],
  );
  return { splices: kept.flatMap(({ splices }) => splices), refused };
}

/** A text with all of its splices. */
export function withSplices(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const splice of inOrder(splices)) {
    result += text.slice(at, splice.from) + splice.text;
    at = splice.to;
  }
  return result + text.slice(at);
}

export function inOrder(splices: readonly Splice[]): readonly Splice[] {
  return splices.toSorted((a, b) => a.from - b.from);
}

function isReadAs(text: string, wanted: unknown): boolean {
  try {
    const read = parseDocument(text, { merge: true, prettyErrors: false });
    return read.errors.length === 0 && isEqual(read.toJS(), wanted);
  } catch {
    return false;
  }
}

function withExamples(whole: unknown, { pointer, examples }: Addition): unknown {
  const lone = child(pointer, 'example');
  const given = valueAt(whole, lone);
  let result = whole;
  if (given !== undefined) {
    result = withoutMember(result, lone);
    result = withValue(result, child(pointer, 'examples', loneName, 'value'), given);
  }
  for (const { name, ...written } of examples) {
    result = withValue(result, child(pointer, 'examples', name), written);
  }
  return result;
}

function splicesFor(
  { pointer, examples }: Addition,
  root: Node | null,
  text: string,
): readonly Splice[] | string {
  const media = nodeAt(root, pointer);
  if (media === undefined) return 'it stands behind an anchor';
  const written = Object.fromEntries(examples.map(({ name, ...one }) => [name, one]));
  const lone = pairOf(media, 'example');
  if (lone !== undefined) return [loneSplice(lone, written, media, text)];
  const named = pairOf(media, 'examples')?.value;
  if (named === undefined) return [memberSplice(media, { examples: written }, text)];
  if (!isMap<Node, Node>(named) || pairOf(named, '$ref') !== undefined) {
    return 'its "examples" stand somewhere else';
  }
  return [memberSplice(named, written, text)];
}

type Mapping = YAMLMap<Node, Node>;

function nodeAt(root: Node | null, pointer: Pointer): Mapping | undefined {
  let node = root;
  for (const token of parsePointer(pointer) ?? []) {
    if (isMap<Node, Node>(node)) node = pairOf(node, token)?.value ?? null;
    else node = isSeq<Node>(node) ? (node.items[Number(token)] ?? null) : null;
    if (isAlias(node)) return undefined;
  }
  return isMap<Node, Node>(node) ? node : undefined;
}

function pairOf(map: Mapping, name: string): Pair<Node, Node> | undefined {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

/** Members after the last one of a mapping, in the same notation. */
function memberSplice(map: Mapping, members: object, text: string): Splice {
  return map.flow === true ? flowSplice(map, members, text) : blockSplice(map, members, text);
}

function flowSplice(map: Mapping, members: object, text: string): Splice {
  const [start, end] = map.range!;
  const last = map.items.at(-1);
  const from = last === undefined ? start + 1 : endOf(last, start + 1);
  const first = map.items[0]?.key.range?.[0];
  const indent = first === undefined ? undefined : ownLineIndent(text, first);
  if (indent === undefined) {
    const inner = JSON.stringify(members).slice(1, -1);
    const padding = last === undefined && text[end - 1] === '}' ? ' ' : '';
    return { from, to: from, text: `${last === undefined ? ' ' : ', '}${inner}${padding}` };
  }
  const lines = JSON.stringify(members, null, stepOf(text, start, indent))
    .split('\n')
    .slice(1, -1);
  const step = lines[0]!.length - lines[0]!.trimStart().length;
  const shifted = lines.map((line) => `\n${indent}${line.slice(step)}`).join('');
  return { from, to: from, text: `,${shifted}` };
}

/** The indentation of a mapping's members in braces, relative to its line. */
function stepOf(text: string, start: number, indent: string): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const outer = /^[ \t]*/.exec(text.slice(line, start))![0];
  const step = indent.slice(outer.length);
  return indent.startsWith(outer) && step !== '' ? step : '  ';
}

/** The text before an offset in its line, if it is only spaces and tabs. */
function ownLineIndent(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

function blockSplice(map: Mapping, members: object, text: string): Splice {
  const key = map.items[0]!.key.range![0];
  const indent = indentAt(text, key);
  const from = endOfLine(text, endOf(map.items.at(-1)!, key));
  return { from, to: from, text: blockLines(members, indent, beginsLine(text, from)) };
}

/** The lines of members at a place where a line begins or the one before has its end. */
function blockLines(members: object, indent: string, isAtStart: boolean): string {
  const lines = stringify(members, { lineWidth: 0, compat: 'yaml-1.1' })
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
  return isAtStart ? `${lines}\n` : `\n${lines}`;
}

/** `example: x` as `examples: { example: { value: x } }`, with more beside it. */
function loneSplice(lone: Pair<Node, Node>, members: object, media: Mapping, text: string): Splice {
  const [from, keyEnd] = lone.key.range!;
  const end = endOf(lone, keyEnd);
  if (media.flow === true) {
    const value = text.slice(lone.value?.range?.[0] ?? end, end) || 'null';
    const inner = JSON.stringify(members).slice(1, -1);
    return {
      from,
      to: end,
      text: `"examples": { "${loneName}": { "value": ${value} }, ${inner} }`,
    };
  }
  const indent = indentAt(text, from);
  const to = endOfLine(text, end);
  // One deeper for the name, and one for `value`.
  const deeper = text
    .slice(keyEnd, to)
    .replace(/\n(?=[^\r\n])/g, '\n    ')
    .replace(/^\s*:/, ':');
  const old = `examples:\n${indent}  ${loneName}:\n${indent}    value${deeper}`;
  const added = blockLines(members, `${indent}  `, beginsLine(text, to));
  return { from, to, text: old + added };
}

function beginsLine(text: string, offset: number): boolean {
  return text[offset - 1] === '\n';
}

/** As many spaces as there are characters before the offset in its line, with `- ` included. */
function indentAt(text: string, offset: number): string {
  return ' '.repeat(offset - (text.lastIndexOf('\n', offset - 1) + 1));
}

/** The end of a pair: its deepest last value, without comments that follow. */
function endOf({ key, value }: Pair<Node, Node>, otherwise: number): number {
  let node: Node | null = value;
  while ((isMap<Node, Node>(node) || isSeq<Node>(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    if (last === undefined) break;
    const next: Node | null = isMap(node) ? (last as Pair<Node, Node>).value : (last as Node);
    if (next === null) return (last as Pair<Node, Node>).key?.range?.[1] ?? otherwise;
    node = next;
  }
  return node?.range?.[1] ?? key.range?.[1] ?? otherwise;
}

/** The end of the line that contains an offset; at the start of a line, the offset itself. */
function endOfLine(text: string, offset: number): number {
  if (beginsLine(text, offset)) return offset;
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
