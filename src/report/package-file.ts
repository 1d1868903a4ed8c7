import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * The text of a file in this package, found by the package's name wherever it is installed:
 * `docs/findings/value-invalid.md`.
 */
export function readPackageFile(file: string): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('specwright/package.json');
  return readFile(path.join(path.dirname(manifest), file), 'utf8');
}
