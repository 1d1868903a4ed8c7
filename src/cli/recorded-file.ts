import path from 'node:path';
import { openRecording } from '../recording/open.ts';
import type { Recorded } from '../recording/recorded.ts';
import { explain, type Terminal } from './terminal.ts';

/**
 * Reads the exchanges of a file one after another. The first unreadable exchange ends it.
 *
 * @param name the name of the file in the names of its exchanges.
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

/** All exchanges of a file; reports and returns nothing if one cannot be read. */
export async function recordedOrExplain(
  file: string,
  terminal: Terminal,
  name?: string,
): Promise<readonly Recorded[] | undefined> {
  const recorded: Recorded[] = [];
  const use = (one: Recorded) => void recorded.push(one);
  const wrong = await readRecordedFile(file, terminal.cwd, use, name);
  if (wrong === undefined) return recorded;
  explain(wrong, terminal);
  return undefined;
}

const mostPrinted = 20;

/** Reports the unused parts of a recording, with reasons. */
export function printLeftOut(leftOut: readonly string[], terminal: Terminal): void {
  for (const line of leftOut.slice(0, mostPrinted)) terminal.note(`left out ${line}`);
  if (leftOut.length > mostPrinted) terminal.note(`left out ${leftOut.length - mostPrinted} more`);
}
