import { inOrder, type Splice } from './write-examples.ts';

const context = 3;

/** The lines that splices remove and add, in the unified format of `diff -u`. */
export function unifiedDiff(
  label: string,
  text: string,
  splices: readonly Splice[],
): readonly string[] {
  const lines = text.split('\n');
  const starts = lineStarts(lines);
  const changes = changesOf(text, starts, splices);
  // After the last line break, there is no further line.
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const output: string[] = [];
  let shift = 0;
  for (let index = 0; index < changes.length; ) {
    const group = [changes[index]!];
    while (
      changes[index + 1] !== undefined &&
      changes[index + 1]!.first - group.at(-1)!.end <= 2 * context
    ) {
      index += 1;
      group.push(changes[index]!);
    }
    index += 1;
    const first = Math.max(0, group[0]!.first - context);
    const last = group.at(-1)!.end;
    const end = Math.max(last, Math.min(count, last + context));
    const body: string[] = [];
    let at = first;
    let grown = 0;
    for (const change of group) {
      body.push(...lines.slice(at, change.first).map((line) => ` ${line}`));
      body.push(...lines.slice(change.first, change.end).map((line) => `-${line}`));
      body.push(...change.lines.map((line) => `+${line}`));
      grown += change.lines.length - (change.end - change.first);
      at = change.end;
    }
    body.push(...lines.slice(at, end).map((line) => ` ${line}`));
    const size = end - first;
    output.push(`@@ -${range(first, size)} +${range(first + shift, size + grown)} @@`);
    output.push(...body.map((line) => line.replace(/\r$/, '')));
    shift += grown;
  }
  return output.length === 0 ? [] : [`--- ${label}`, `+++ ${label}`, ...output];
}

/** An empty range is named by the line before it. */
function range(first: number, size: number): string {
  return `${size === 0 ? first : first + 1},${size}`;
}

/** Whole lines, from `first` to before `end`, and their replacement. */
interface Change {
  readonly first: number;
  readonly end: number;
  readonly lines: readonly string[];
}

function changesOf(
  text: string,
  starts: readonly number[],
  splices: readonly Splice[],
): readonly Change[] {
  const changes: Change[] = [];
  const sorted = inOrder(splices);
  for (let index = 0; index < sorted.length; ) {
    const first = lineAt(starts, sorted[index]!.from);
    let last = lineAt(starts, sorted[index]!.to);
    let at = starts[first]!;
    let result = '';
    for (; index < sorted.length && lineAt(starts, sorted[index]!.from) <= last; index += 1) {
      const splice = sorted[index]!;
      result += text.slice(at, splice.from) + splice.text;
      at = splice.to;
      last = Math.max(last, lineAt(starts, splice.to));
    }
    const lineEnd = text.indexOf('\n', at);
    result += text.slice(at, lineEnd === -1 ? text.length : lineEnd);
    changes.push(trimmed(text, starts, first, last + 1, result.split('\n')));
  }
  return changes;
}

/** Without unchanged lines. */
function trimmed(
  text: string,
  starts: readonly number[],
  first: number,
  end: number,
  lines: readonly string[],
): Change {
  const old = text
    .slice(starts[first], starts[end] === undefined ? undefined : starts[end]! - 1)
    .split('\n');
  let before = 0;
  while (before < old.length && before < lines.length && old[before] === lines[before]) before += 1;
  let after = 0;
  while (
    after < old.length - before &&
    after < lines.length - before &&
    old[old.length - 1 - after] === lines[lines.length - 1 - after]
  ) {
    after += 1;
  }
  return {
    first: first + before,
    end: end - after,
    lines: lines.slice(before, lines.length - after),
  };
}

function lineStarts(lines: readonly string[]): readonly number[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
