import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { whyFilesRefuse } from '../file-trouble.ts';
import type { WantedReport } from './flags.ts';
import { explain, type Terminal } from './terminal.ts';

/** Writes reports; reports a failure and returns `false`. */
export async function writeReports<Kind extends string>(
  reports: readonly WantedReport<Kind>[],
  textOf: (kind: Kind) => string,
  terminal: Terminal,
): Promise<boolean> {
  let isWritten = true;
  for (const { kind, file } of reports) {
    const text = textOf(kind);
    if (file === '-') {
      if (text !== '') terminal.out(text.replace(/\n$/, ''));
      continue;
    }
    try {
      await write(file, text, terminal);
    } catch (error) {
      const reason = whyFilesRefuse(error) ?? String(error);
      explain(`cannot write the report "${file}": ${reason}`, terminal);
      isWritten = false;
    }
  }
  return isWritten;
}

async function write(file: string, text: string, { cwd, env }: Terminal): Promise<void> {
  // Other programs write to the job summary, too.
  if (file === env.GITHUB_STEP_SUMMARY) return appendFile(file, text);
  const place = path.resolve(cwd, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
}
