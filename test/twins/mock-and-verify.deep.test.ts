import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Api,
  type CaseGroup,
  createJudge,
  createMock,
  listen,
  messageOf,
  type Outcome,
  planCases,
  runCases,
} from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { randomContract } from './random-contract.ts';

/** The number of generated contracts; `SPECWRIGHT_CONTRACTS` overrides it. */
const count = Number(process.env.SPECWRIGHT_CONTRACTS ?? 10);

/** Without a state, the mock has no items to protect. */
const options = { reproduce: false, allowDestructive: true } as const;

/** The mock keeps no state, so that chains are left out. */
const groups: readonly CaseGroup[] = ['example', 'valid', 'invalid', 'access', 'protocol'];

test.each([
  ['static', false],
  ['dynamic', true],
])(
  'verify finds nothing at the %s mock of any contract',
  { timeout: 3_600_000 },
  async (_, dynamic) => {
    let passed = 0;
    const property = fc.asyncProperty(randomContract, async (contract) => {
      const outcomes = await verifyMock(await apiOf(JSON.stringify(contract)), dynamic);
      expect(outcomes.filter(isWrong).map(textOf)).toEqual([]);
      passed += outcomes.filter(({ kind }) => kind === 'passed').length;
    });
    await fc.assert(property, { numRuns: count, seed: 28 });
    expect(passed).toBeGreaterThan(count * 10);
  },
);

async function verifyMock(api: Api, dynamic: boolean): Promise<readonly Outcome[]> {
  const listening = await listen(createMock([{ name: 'made', api }], { dynamic, seed: '1' }), {
    port: 0,
  });
  if (!listening.ok) throw new Error(listening.reason);
  const judge = createJudge(api);
  const provider = { baseUrl: listening.url };
  const outcomes: Outcome[] = [];
  try {
    const cases = planCases(judge, { groups });
    for await (const outcome of runCases(cases, judge, provider, options)) {
      outcomes.push(outcome);
    }
  } finally {
    await listening.close();
  }
  return outcomes;
}

/** Whether a case failed or is inconclusive. */
function isWrong({ kind }: Outcome): boolean {
  return kind !== 'passed' && kind !== 'skipped';
}

function textOf(outcome: Outcome): string {
  const found = 'findings' in outcome ? outcome.findings : [];
  const words = found.map(({ finding }) => messageOf(finding));
  const reasons = 'reason' in outcome ? [outcome.reason] : [];
  return [outcome.kind, outcome.case.id, ...words, ...reasons].join(' | ');
}
