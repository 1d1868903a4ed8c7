import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** A file that may not be read, because it is not below the folder that may be. */
export class OutsideFolder extends Error {
  override readonly name = 'OutsideFolder';
}

/**
 * Refuses a file that is not below a folder, by what its path really leads to: symbolic links are
 * followed, also those of folders above a file that is not there. Without a folder, any file may be read.
 *
 * @throws {OutsideFolder} when it is not.
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

/** Where a path leads, as far as it exists. */
async function realPlace(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const above = path.dirname(file);
    return above === file ? file : path.join(await realPlace(above), path.basename(file));
  }
}
