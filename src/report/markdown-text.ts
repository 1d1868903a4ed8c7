/** A literal text in one line: a provider's words must not become links, images or HTML. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>()#+!|~&@-]/g, (character) => `\\${character}`)
    .replace(/\s+/g, ' ')
    .replaceAll('://', ':&#47;/');
}

/** Text between backticks, which may contain backticks (CommonMark 0.31.2 section 6.1). */
export function markdownCode(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  // In a table, a bar ends its cell, even in code.
  const line = text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block of code with any contents (CommonMark 0.31.2 section 4.5). */
export function markdownBlock(text: string, language: string): readonly string[] {
  const fence = '`'.repeat(Math.max(2, longestRun(text)) + 1);
  return [`${fence}${language}`, ...text.split('\n'), fence];
}

/** The rows of a table, with the head first; the cells are Markdown. */
export function markdownTable(
  [head = [], ...rows]: readonly (readonly string[])[],
  alignment = '---',
): readonly string[] {
  return [head, head.map((_, column) => (column === 0 ? '---' : alignment)), ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
