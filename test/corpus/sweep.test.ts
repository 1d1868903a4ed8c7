import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The findings of the sweep by kind; tests assert no durations. */
function sweep(folder: string): readonly string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/sweep.mjs', '--all', '--timeout=900', folder],
    { encoding: 'utf8' },
  );
  expect(stdout, stderr).toContain(' operations, ');
  const [, , ...kinds] = stdout.trimEnd().split('\n\n');
  return kinds
    .filter((kind) => !kind.startsWith('an answer took'))
    .flatMap((kind) => kind.split('\n  '));
}

test('every operation of third-party documents is answered, in all described ways', () => {
  // Its schema needs two properties that exclude two of three branches.
  expect(sweep('test/corpus/documents')).toEqual([
    'the contract shows no request, and none could be made',
    'test/corpus/documents/readme-discriminators.yaml: POST /potentially-undefined-formData',
  ]);
});

const corpus = '../shared/corpus';

test.skipIf(!existsSync(corpus))(
  `as is every operation in ${corpus}, if that folder exists`,
  () => {
    expect(sweep(corpus)).toEqual([]);
  },
);
