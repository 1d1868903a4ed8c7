import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { corpus } from '../corpus/documents.ts';

const script = fileURLToPath(new URL('../../scripts/wire.mjs', import.meta.url));

/** The script's output for a folder of documents, without documents that have no faults. */
function faults(folder: string): {
  readonly status: number | null;
  readonly lines: readonly string[];
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder, '--all'], {
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '' && !/, 0 faults$/.test(line));
  return { status, lines: stdout === '' ? [stderr] : lines };
}

test.each([
  ['every place and media type', fileURLToPath(new URL('./wire', import.meta.url))],
  ['the documents of others', corpus],
])(
  'our judge and other parsers read the values that clients send for %s',
  { timeout: 600_000 },
  (_, folder) => {
    expect(faults(folder)).toEqual({ status: 0, lines: [] });
  },
);

test('a missing folder is skipped, and reported', () => {
  expect(faults('/nowhere')).toEqual({
    status: 2,
    lines: ['skipped: there is no folder /nowhere'],
  });
});
