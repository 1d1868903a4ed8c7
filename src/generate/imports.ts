import type { OutputOptions } from './output.ts';

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

/** How generated files name one another, and where they have the run-time half from. */
export type ImportOptions = Pick<OutputOptions, 'runtime' | 'extension'>;

/** An import of another generated file, `types` or `client`, as `write` puts it. */
export function fileImport(
  file: string,
  { extension = 'js' }: ImportOptions,
  write: (from: string) => string,
): string {
  // Deno looks for the very file that is named, which TypeScript finds under the name it will have.
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
