import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** A file outside of the readable folder. */
export class OutsideFolder extends Error {
  override readonly name = 'OutsideFolder';
}

/**
 * Refuses a file outside of a folder, by its real path: symbolic links are followed, also in
 * folders above a missing file. Without a folder, any file may be read.
 * @throws {OutsideFolder} if it is outside.
 */
export async function refuseOutside(file: string, folder: string | undefined): Promise<void> {
  if (folder === undefined || (await isWithin(file, folder))) return;
  throw new OutsideFolder(`it is outside of "${folder}", and nothing else may be read`);
}

/** Whether a file is below a folder, with symbolic links followed. */
export async function isWithin(file: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([realPlace(path.resolve(file)), realPlace(folder)]);
  const relative = path.relative(outer, inner);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The real path of the existing part of a path. */
async function realPlace(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const above = path.dirname(file);
    return above === file ? file : path.join(await realPlace(above), path.basename(file));
  }
}
