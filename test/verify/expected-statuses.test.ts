import { describe, expect, test } from 'vitest';
import type { ExpectedStatuses } from '../../src/configuration.ts';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

/** The contract leaves open which names a customer may have, and whether a creation is immediate. */
const judge = await judgeOf(`
  /customers:
    post:
      operationId: createCustomer
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string}}, additionalProperties: {type: string}}
            example: {name: Ada}
      responses:
        '201': {description: made}
        '202': {description: will be made}
        '400': {description: no}
        '415': {description: no}
        '422': {description: no}`);

type Handle = (received: Received) => Answer;

/** The codes and statuses of the failures, and the number of inconclusive cases. */
async function ranWith(expected: ExpectedStatuses, handle: Handle, takes?: Handle) {
  const run = { statuses: { 'POST /customers': expected }, reproduce: false };
  const reference = { handle, ...(takes && { takes }) };
  const { outcomes } = await runAt(judge, reference, { run });
  const findings = outcomes.flatMap((one) => ('findings' in one ? one.findings : []));
  const failed = findings.filter(({ finding }) => finding.severity === 'violation');
  return {
    failed: [...new Set(failed.map(({ finding: { code, args } }) => `${code} ${args.received}`))],
    inconclusive: outcomes.filter(({ kind }) => kind === 'inconclusive').length,
  };
}

const made: Handle = () => [201];
const knowsNames: Handle = ({ body }) => [
  Object.keys(body).some((key) => key !== 'name') ? 422 : 201,
];

describe('for requests that keep the contract', () => {
  test('a refusal outside the agreed statuses is not a rule of the provider', async () => {
    const open = await ranWith({}, knowsNames);
    expect(open.failed).toEqual([]);
    expect(open.inconclusive).toBeGreaterThan(0);
    const agreed = await ranWith({ valid: [201] }, knowsNames);
    expect(agreed).toEqual({ failed: ['request-refused 422'], inconclusive: 0 });
  });

  test('a refusal with an agreed status is as good as a success', async () => {
    const agreed = await ranWith({ valid: ['2XX', 422] }, knowsNames);
    expect(agreed).toEqual({ failed: [], inconclusive: 0 });
  });

  test('a described success is not enough', async () => {
    const later: Handle = () => [202];
    expect((await ranWith({}, later)).failed).toEqual([]);
    expect((await ranWith({ valid: [202] }, later)).failed).toEqual([]);
    expect((await ranWith({ valid: [201] }, later)).failed).toEqual(['status-unexpected 202']);
  });

  test('the state of a provider and missing credentials count as without agreed statuses', async () => {
    const taken: Handle = () => [409];
    expect((await ranWith({ valid: [201] }, taken)).failed).toEqual([]);
    expect((await ranWith({ valid: [409] }, taken)).inconclusive).toBe(0);
  });
});

describe('for requests that break the contract', () => {
  test('another refusal fails, and an agreed one passes', async () => {
    expect((await ranWith({ invalid: ['4XX'] }, made)).failed).toEqual([]);
    expect((await ranWith({ invalid: [400, 415] }, made)).failed).toEqual([]);
    expect((await ranWith({ invalid: [422, 415] }, made)).failed).toEqual([
      'status-unexpected 400',
    ]);
  });

  test('an agreed acceptance is not a finding, and an agreed refusal is expected', async () => {
    const [takes, loose] = [made, await judgeOf(looseContract)];
    expect((await ranWith({ invalid: [201, 400, 415] }, made, takes)).failed).toEqual([]);
    const run = { statuses: { addNote: { invalid: [400] } }, reproduce: false };
    const { found } = await runAt(loose, { handle: made, takes }, { run });
    expect(found.some((one) => one.startsWith('violation addNote/invalid/body/'))).toBe(true);
    const without = await runAt(loose, { handle: made, takes }, { run: { reproduce: false } });
    expect(without.found.filter((one) => one.startsWith('violation'))).toEqual([]);
  });
});

/** A contract that does not describe how invalid requests are refused. */
const looseContract = `
  /notes:
    post:
      operationId: addNote
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}}}}}}
      responses: {'201': {description: made}}`;
