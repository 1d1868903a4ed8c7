import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The content of a file, made on demand. */
export type MakeFile = () => string | Uint8Array | Promise<string | Uint8Array>;

/** Marks a folder as ours, so that it may be replaced. */
const marker = '.specwright-docs';

/** Why a folder must not be replaced; `undefined` if it may. */
export async function whyNotReplace(folder: string): Promise<string | undefined> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'ENOTDIR') return 'it is a file';
    throw error;
  }
  if (names.length === 0 || names.includes(marker)) return undefined;
  return 'it holds files that are not documentation made by specwright';
}

/**
 * Replaces the former site. The files are written beside it first, so that a failure leaves it
 * unchanged.
 */
export async function publish(folder: string, files: ReadonlyMap<string, MakeFile>): Promise<void> {
  const fresh = join(dirname(folder), `.${basename(folder)}-${randomUUID().slice(0, 8)}`);
  await mkdir(fresh, { recursive: true });
  try {
    await writeFile(
      join(fresh, marker),
      'Made by specwright; replaced by `npx specwright docs`.\n',
    );
    const folders = new Set([...files.keys()].map((path) => dirname(join(fresh, path))));
    for (const one of folders) await mkdir(one, { recursive: true });
    // For thousands of small files, another thread for each would take longer than writing.
    for (const [path, make] of files) writeFileSync(join(fresh, path), await make());
    await replace(folder, fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function replace(folder: string, fresh: string): Promise<void> {
  const former = `${fresh}-former`;
  const had = await rename(folder, former).then(
    () => true,
    () => false,
  );
  try {
    await rename(fresh, folder);
  } catch (error) {
    if (had) await rename(former, folder);
    throw error;
  }
  await rm(former, { recursive: true, force: true });
}
