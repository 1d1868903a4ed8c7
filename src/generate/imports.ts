import type { OutputOptions } from './output.ts';

/** An import of names, sorted, with `type` where needed; on one line if it fits. */
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

/** How generated files import each other, and the run-time half. */
export type ImportOptions = Pick<OutputOptions, 'runtime' | 'extension'>;

/** An import of another generated file, `types` or `client`, as `write` puts it. */
export function fileImport(
  file: string,
  { extension = 'js' }: ImportOptions,
  write: (from: string) => string,
): string {
  // Deno needs the actual file name, and TypeScript the name after compilation.
  const hint = extension === 'js' ? `// @deno-types="./${file}.ts"\n` : '';
  return hint + write(`./${file}${extension === 'none' ? '' : `.${extension}`}`);
}

/** An import of the run-time half: of the library, or of the file beside it. */
export function runtimeImport(
  names: readonly string[],
  options: ImportOptions,
  write: (names: readonly string[], from: string) => string = importText,
): string {
  if (!options.runtime) return write(names, 'specwright/client');
  return fileImport('runtime', options, (from) => write(names, from));
}
