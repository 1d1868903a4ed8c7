/** The size limit of an answer: more would fill the context of a model without helping it. */
const mostCharacters = 24_000;
const longestLine = 4_000;

/** The cut is mentioned, so that a part is never taken for the whole. */
export function shortLine(line: string, most = longestLine): string {
  return line.length <= most
    ? line
    : `${line.slice(0, most)} … (${line.length - most} more characters)`;
}

/** The lines of an answer from `offset` up to the limit, and how to get the others. */
export function boundedLines(
  lines: readonly string[],
  { offset = 0, most = Number.POSITIVE_INFINITY }: { offset?: number; most?: number } = {},
  more = (next: number) => `give "offset": ${next} for them`,
): string {
  if (offset > 0 && offset >= lines.length) return `there are only ${lines.length} lines`;
  const shown: string[] = [];
  let left = mostCharacters;
  for (const line of lines.slice(offset, offset + Math.min(most, lines.length))) {
    const short = shortLine(line);
    left -= short.length + 1;
    if (left < 0 && shown.length > 0) break;
    shown.push(short);
  }
  const next = offset + shown.length;
  const rest = lines.length - next;
  return [...shown, ...(rest > 0 ? [`… ${rest} more; ${more(next)}`] : [])].join('\n');
}

/** The lines of a text that may have many. */
export function linesOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split('\n'));
}
