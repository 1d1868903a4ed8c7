import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Short, because the path of a Unix socket in the folder may have 104 characters. */
const prefix = 'sw-';

/** Gives the tests, and the programs that they start, a temporary folder of their own, and deletes it after them. */
export default function setup(): (() => void) | undefined {
  // Vitest calls this for each project.
  if (path.basename(tmpdir()).startsWith(prefix)) return undefined;
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
