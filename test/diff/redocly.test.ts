import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { operationTable } from './operation-table.ts';
import { answering, asking } from './pairs.ts';
import { schemaTable } from './schema-table.ts';

interface Pair {
  readonly title: string;
  readonly base: string;
  readonly revision: string;
  readonly wanted: readonly string[];
}

const pairs: readonly Pair[] = [
  ...schemaTable.flatMap(([title, base, revision, request, response]) => [
    { title: `request: ${title}`, base: asking(base), revision: asking(revision), wanted: request },
    {
      title: `response: ${title}`,
      base: answering(base),
      revision: answering(revision),
      wanted: response,
    },
  ]),
  ...Object.values(operationTable)
    .flat()
    .map(([title, base, revision, wanted]) => ({ title, base, revision, wanted })),
];

/** The version bump that Redocly's differ requires: `major`, `minor`, `patch` or `none`. */
async function redoclyBump({ base, revision }: Pair, folder: string): Promise<string> {
  await writeFile(path.join(folder, 'base.yaml'), base);
  await writeFile(path.join(folder, 'revision.yaml'), revision);
  const program = path.resolve('node_modules/@redocly/cli/bin/cli.js');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const args = [program, 'diff', 'base.yaml', 'revision.yaml', '--format=json'];
  const stdout = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, { cwd: folder, env }, (_, out) => resolve(out)),
  );
  return stdout === '' ? 'failed' : String(JSON.parse(stdout).bump ?? 'none');
}

/**
 * How often Redocly's differ reports the breaking pairs of our tables, and only those. Dangerous pairs are left out,
 * because both answers can be defended. Each pair runs the program, so a run with SPECWRIGHT_FULL tries all pairs, and
 * other runs a few.
 */
test('docs/diff.md says how often Redocly’s differ is right', { timeout: 900_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'redocly-diff-'));
  const certain = pairs.filter(({ wanted }) => !wanted.some((one) => one.startsWith('dangerous')));
  const tried = process.env.SPECWRIGHT_FULL ? certain : certain.slice(0, 2);
  let right = 0;
  const missed: string[] = [];
  const alarmed: string[] = [];
  for (const pair of tried) {
    const breaks = pair.wanted.some((one) => one.startsWith('breaking'));
    const bump = await redoclyBump(pair, folder);
    if (breaks === (bump === 'major')) right += 1;
    else (breaks ? missed : alarmed).push(`${pair.title} (${bump})`);
  }
  await rm(folder, { recursive: true, force: true });
  if (!process.env.SPECWRIGHT_FULL) {
    expect({ right, missed, alarmed }).toEqual({ right: 2, missed: [], alarmed: [] });
    return;
  }
  process.stdout.write(`missed:\n  ${missed.join('\n  ')}\nalarmed:\n  ${alarmed.join('\n  ')}\n`);
  const page = (await readFile('docs/diff.md', 'utf8')).replaceAll(/\s+/g, ' ');
  expect(page).toContain(
    `right about ${right} of ${tried.length} pairs, missed ${missed.length} breaking changes, and reported ${alarmed.length} that break nothing`,
  );
});
