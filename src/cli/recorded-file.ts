import path from 'node:path';
import { openRecording } from '../recording/open.ts';
import type { Recorded } from '../recording/recorded.ts';

/**
 * Reads the exchanges of a file one after another. One that cannot be read ends it.
 *
 * @param name what the file is called where an exchange of it is named.
 * @returns why the file or an exchange cannot be read.
 */
export async function readRecordedFile(
  file: string,
  cwd: string,
  use: (recorded: Recorded) => void,
  name: string = file,
): Promise<string | undefined> {
  const opened = await openRecording(path.resolve(cwd, file));
  if (!opened.ok) return `cannot read "${file}": ${opened.reason}`;
  for await (const read of opened.exchanges) {
    if (!read.ok) return `cannot read ${read.name} of "${name}": ${read.reason}`;
    use(read.recorded);
  }
  return undefined;
}
