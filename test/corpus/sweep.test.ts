import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What the sweep finds, by kind; how long something took is not for a test to say. */
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

test('every operation of the documents of others is answered, in all that it describes', () => {
  // One needs two properties that forbid two of three branches; the other has two branches that are alike.
  expect(sweep('test/corpus/documents')).toEqual([
    'the contract shows no request, and none could be made',
    'test/corpus/documents/readme-discriminators.yaml: PATCH /mapping-with-duplicate-schemas',
    'test/corpus/documents/readme-discriminators.yaml: POST /potentially-undefined-formData',
  ]);
});

const corpus = '../shared/corpus';

test.skipIf(!existsSync(corpus))(`as is every one in ${corpus}, where that folder is there`, () => {
  expect(sweep(corpus)).toEqual([]);
});
