import { existsSync } from 'node:fs';
import path from 'node:path';

/** A folder and all folders above it, up to the root of the file system. */
export function* foldersUpFrom(folder: string): Iterable<string> {
  let current = folder;
  for (;;) {
    yield current;
    const parent = path.dirname(current);
    if (parent === current) return;
    current = parent;
  }
}

/** The nearest folder at or above one with a redocly.yaml, in the same checkout. */
export function projectAround(cwd: string): string | undefined {
  for (const folder of foldersUpFrom(cwd)) {
    const has = (name: string) => existsSync(path.join(folder, name));
    if (has('redocly.yaml') || has('redocly.yml')) return folder;
    if (has('.git')) return undefined;
  }
  return undefined;
}
