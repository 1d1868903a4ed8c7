import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * The text of a file that comes with this package, which knows itself by its name wherever its files
 * were put: `docs/findings/value-invalid.md`.
 */
export function readPackageFile(file: string): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('specwright/package.json');
  return readFile(path.join(path.dirname(manifest), file), 'utf8');
}
