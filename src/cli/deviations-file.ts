import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from '../api/model.ts';
import { fileReason } from '../file-trouble.ts';
import { thrownMessage } from '../thrown-message.ts';
import { addDeviations, type Deviations, parseDeviations } from '../verify/deviations.ts';
import type { Terminal } from './terminal.ts';
import type { createFindingsReporter } from './verify-reporters.ts';

/** The deviations of an API: from the given file, or from the one beside its contract. */
export async function readDeviations(
  api: Api,
  { given, accept }: { readonly given: string | undefined; readonly accept: boolean },
  cwd: string,
): Promise<Deviations> {
  const { uri } = api.root;
  const beside = uri.startsWith('file:')
    ? join(dirname(fileURLToPath(uri)), 'deviations.yaml')
    : resolve(cwd, 'deviations.yaml');
  const file = given === undefined ? beside : resolve(cwd, given);
  try {
    return parseDeviations(await readFile(file, 'utf8'), file, relative(cwd, file));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    // A given file must exist, unless this run writes it.
    const isExpected = isMissing && (given === undefined || accept);
    const reason = fileReason(error) ?? thrownMessage(error);
    const problems = isExpected ? [] : [`cannot read the deviations "${file}": ${reason}`];
    return { file, entries: [], problems };
  }
}

/** Writes the failures to the file of deviations; they are excused for a month, not for ever. */
export async function acceptDeviations(
  { file }: Deviations,
  found: ReturnType<ReturnType<typeof createFindingsReporter>['accepted']>,
  terminal: Terminal,
): Promise<boolean> {
  if (found.length === 0) return true;
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const added = found.map((one) => ({ ...one, owner: 'to be named', until }));
  const former = await readFile(file, 'utf8').catch(() => '');
  await writeFile(file, addDeviations(former, added));
  const count = `${found.length} deviation${found.length === 1 ? '' : 's'}`;
  terminal.note(`${count} written to ${file}: say there why, who will fix it, and until when`);
  return true;
}
