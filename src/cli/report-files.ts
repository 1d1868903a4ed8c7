import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { whyFilesRefuse } from './file-trouble.ts';
import { explain, type Terminal } from './terminal.ts';

/** A report that is wanted: `sarif=lint.sarif`, `github=-`. */
export interface WantedReport<Kind extends string> {
  readonly kind: Kind;
  readonly file: string;
}

/** Reads `KIND=FILE`; says what is wrong where it is not that. */
export function readWantedReports<Kind extends string>(
  texts: readonly string[],
  kinds: readonly Kind[],
  terminal: Terminal,
): readonly WantedReport<Kind>[] | undefined {
  const reports: WantedReport<Kind>[] = [];
  for (const text of texts) {
    const equals = text.indexOf('=');
    const file = text.slice(equals + 1);
    const kind = kinds.find((known) => known === text.slice(0, equals));
    if (kind !== undefined && file !== '') {
      reports.push({ kind, file });
      continue;
    }
    const known = kinds.join(', ');
    explain(`cannot write the report "${text}": it is written KIND=FILE, with ${known}`, terminal);
    return undefined;
  }
  return reports;
}

/** Writes reports; `false` where one could not be, which is said. */
export async function writeReports<Kind extends string>(
  reports: readonly WantedReport<Kind>[],
  textOf: (kind: Kind) => string,
  terminal: Terminal,
): Promise<boolean> {
  let isWritten = true;
  for (const { kind, file } of reports) {
    const text = textOf(kind);
    if (file === '-') {
      if (text !== '') terminal.out(text);
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
  // Others write to the summary of a job as well.
  if (file === env.GITHUB_STEP_SUMMARY) return appendFile(file, text);
  const place = path.resolve(cwd, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
}
