import { expect, test } from 'vitest';
import { type Finding, finding } from '../../src/finding.ts';
import type { Outcome } from '../../src/index.ts';
import { createTally } from '../../src/verify/tally.ts';
import { loadTexts } from '../api/source.ts';

const { api } = await loadTexts({
  'pets.yaml': `
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, responses: {'200': {description: all pets}}}
`,
});
const [operation] = api!.operations;
const body = { part: 'response', in: 'body' } as const;
const wrong = finding('value-invalid', operation!.at, body, { keyword: 'type' });
const unchecked = finding('not-checked', operation!.at, body, { reason: 'of its schema' });

/** The outcome of a case with these findings, whose fingerprints are their codes. */
function outcomeWith(kind: 'passed' | 'failed' | 'inconclusive', ...found: Finding[]) {
  const findings = found.map((one) => ({
    finding: one,
    step: 0,
    fingerprint: one.code,
    excused: false,
  }));
  const steps = [{ operation, expectation: { kind: 'accepted' } }];
  const inconclusive = { reason: 'of its schema', cause: 'unchecked' };
  return {
    kind,
    case: { id: 'listPets/example', group: 'example', operation, steps },
    exchanges: [],
    conflicts: [],
    findings,
    ...(kind === 'inconclusive' && inconclusive),
  } as unknown as Outcome;
}

test('an unchecked part is not a violation, and is counted', () => {
  const tally = createTally();
  tally.saw(outcomeWith('failed', wrong, unchecked));
  tally.saw(outcomeWith('inconclusive', unchecked));
  tally.saw(outcomeWith('passed'));
  expect([...tally.failures.values()]).toEqual([1]);
  expect([tally.total('failed'), tally.unchecked, tally.unanswered]).toEqual([1, 2, 0]);
  expect(tally.reasons('inconclusive')).toEqual([['of its schema', 1]]);
  expect(tally.inconclusive()).toEqual([]);
});
