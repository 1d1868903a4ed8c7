import path from 'node:path';

/** A folder, the one around it, and so on to the root of the file system. */
export function* foldersUpFrom(folder: string): Iterable<string> {
  let current = folder;
  for (;;) {
    yield current;
    const parent = path.dirname(current);
    if (parent === current) return;
    current = parent;
  }
}
