import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Change } from './plan.ts';

/**
 * Writes all of the changes or none, also after a signal. Every text is first written beside its
 * target, and then moved. If a move fails, the earlier moves are undone.
 * @throws the file system's error, after everything is restored.
 */
export function applyChanges(changes: readonly Change[], cwd: string): Promise<void> {
  return uninterrupted(() => writeAll(changes, cwd));
}

async function writeAll(changes: readonly Change[], cwd: string): Promise<void> {
  const places = await Promise.all(
    changes.map(async (change) => {
      const named = path.resolve(cwd, change.path);
      // A symbolic link stays one: its target is written.
      const file = await realpath(named).catch(() => named);
      return { ...change, file, beside: `${file}.specwright-${process.pid}` };
    }),
  );
  const moved: typeof places = [];
  try {
    for (const { file, beside, after } of places) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(beside, after, { flag: 'wx' });
    }
    for (const place of places) {
      await stillAs(place.file, place.before);
      await rename(place.beside, place.file);
      moved.push(place);
    }
  } catch (error) {
    for (const { file, before } of moved) {
      await (before === undefined ? rm(file) : writeFile(file, before));
    }
    throw error;
  } finally {
    for (const { beside } of places) await rm(beside, { force: true });
  }
}

async function stillAs(file: string, before: string | undefined): Promise<void> {
  const now = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (now !== before) throw new Error(`"${file}" has changed meanwhile; run this again`);
}

/** Runs a short step that must not be interrupted. */
async function uninterrupted(run: () => Promise<void>): Promise<void> {
  const ignore = () => {};
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, ignore);
  try {
    await run();
  } finally {
    for (const signal of signals) process.off(signal, ignore);
  }
}
