/** An import of names, sorted, a `type` before some; on one line where that has room. */
export function importText(names: readonly string[], from: string): string {
  const sorted = [...names].sort((a, b) => {
    const [x, y] = [a.replace('type ', ''), b.replace('type ', '')];
    return x < y ? -1 : 1;
  });
  const line = `import { ${sorted.join(', ')} } from '${from}';\n`;
  if (line.length <= 100) return line;
  return `import {\n${sorted.map((each) => `  ${each},\n`).join('')}} from '${from}';\n`;
}

/** An import of types alone. */
export function typeImport(names: readonly string[], from: string): string {
  return `import type { ${[...names].sort().join(', ')} } from '${from}';\n`;
}
