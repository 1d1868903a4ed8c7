import { expect, test } from 'vitest';
import { type PlanOptions, planCases } from '../../src/index.ts';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const notes = `
  /notes:
    get:
      operationId: listNotes
      responses:
        '200': {description: all}
        '429': {description: later, content: {application/json: {schema: {type: object, required: [code]}}}}
    post:
      operationId: addNote
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}}}, example: {text: Hi}}}
      responses:
        '201': {description: made}
        '400': {description: no}
        '415': {description: no}
        '413': {description: too large, content: {application/json: {schema: {type: object, required: [code]}}}}`;

const largeBody = 2 ** 16;

/** A provider with limits, and its answers beyond them. */
function limited(refuse: { large?: Answer; often?: Answer }) {
  let reads = 0;
  return {
    handle({ operation, request }: Received): Answer {
      const isLarge = request.body.length >= largeBody;
      if (operation === 'addNote') return (isLarge && refuse.large) || [201];
      reads += 1;
      return (reads > 40 && refuse.often) || [200];
    },
  };
}

async function limitCases(refuse: Parameters<typeof limited>[0], mode: 'full' | 'safe' = 'full') {
  const judge = await judgeOf(notes);
  const plan = { largeBody, burst: 60, groups: ['protocol'] as const };
  const { outcomes, seen } = await runAt(judge, limited(refuse), { plan, run: { mode } });
  const of = (id: string) => outcomes.find((one) => one.case.id === id)!;
  const found = (id: string) => {
    const outcome = of(id);
    const codes = 'findings' in outcome ? outcome.findings.map((one) => one.finding.code) : [];
    return [outcome.kind, ...codes];
  };
  return {
    large: found('addNote/protocol/body/large'),
    burst: found('listNotes/protocol/burst'),
    reason: (id: string) => (of(id) as { reason?: string }).reason,
    seen,
    last: outcomes.at(-1)!.case.id,
  };
}

test('verify provokes a described 413 and 429, and checks their answers', async () => {
  const error = { code: 'limit' };
  const kept = await limitCases({ large: [413, error], often: [429, error] });
  expect(kept.large).toEqual(['passed']);
  expect(kept.burst).toEqual(['passed']);
  const broken = await limitCases({ large: [413, {}], often: [429, {}] });
  expect(broken.large).toEqual(['failed', 'value-invalid']);
  expect(broken.burst).toEqual(['failed', 'value-invalid']);
});

test('without a reached limit there is no finding', async () => {
  const { large, burst, reason } = await limitCases({});
  expect([large, burst]).toEqual([['inconclusive'], ['inconclusive']]);
  expect(reason('addNote/protocol/body/large')).toBe(
    '201: a body of 0.06 MiB did not reach the limit',
  );
  expect(reason('listNotes/protocol/burst')).toBe('200: 60 requests did not reach the limit');
});

test('a body that is too large for the provider may be refused otherwise, and must not crash it', async () => {
  expect((await limitCases({ large: [400] })).large).toEqual(['inconclusive']);
  expect((await limitCases({ large: [500] })).large).toContain('request-refused');
});

test('a burst only reads, does not wait, and comes last', async () => {
  const often: Answer = [429, { code: 'limit' }, { 'retry-after': '20' }];
  const { burst, last, large, seen } = await limitCases({ often }, 'safe');
  expect([burst, large]).toEqual([['passed'], ['skipped']]);
  expect(last).toBe('listNotes/protocol/burst');
  expect(new Set(seen)).toEqual(new Set(['GET /notes']));
});

test('a large body keeps the contract, and is planned only on request', async () => {
  const judge = await judgeOf(notes);
  const cases = (options: PlanOptions) => [...planCases(judge, options)];
  expect(
    cases({})
      .map(({ id }) => id)
      .filter((id) => /large|burst/.test(id)),
  ).toEqual([]);
  const large = cases({ largeBody }).find(({ id }) => id.endsWith('/large'))!;
  const made = large.steps[0].make([]);
  expect(made.ok && made.request.body.length).toBe(largeBody);
  expect(made.ok && judge.request(made.request).findings).toEqual([]);
});
