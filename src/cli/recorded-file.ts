import path from 'node:path';
import { openRecording } from '../recording/open.ts';
import type { Recorded } from '../recording/recorded.ts';

/** The exchanges of a file, or why they cannot be read. */
export type RecordedFile =
  | { readonly ok: true; readonly exchanges: readonly Recorded[] }
  | { readonly ok: false; readonly reason: string };

/** Reads a whole recording; one exchange that cannot be read refuses all. */
export async function readRecordedFile(file: string, cwd: string): Promise<RecordedFile> {
  const opened = await openRecording(path.resolve(cwd, file));
  if (!opened.ok) return { ok: false, reason: `cannot read "${file}": ${opened.reason}` };
  const exchanges: Recorded[] = [];
  for await (const read of opened.exchanges) {
    if (!read.ok) {
      return { ok: false, reason: `cannot read ${read.name} of "${file}": ${read.reason}` };
    }
    exchanges.push(read.recorded);
  }
  return { ok: true, exchanges };
}
