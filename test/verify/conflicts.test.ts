import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isObject } from '../../src/api/node.ts';
import {
  createJudge,
  type Outcome,
  planCases,
  type RunOptions,
  runCases,
} from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';

const { api } = await loadTexts({
  'accounts.yaml': `
openapi: 3.1.0
info: { title: Accounts, version: '1' }
paths:
  /accounts:
    post:
      operationId: createAccount
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [handle, owner]
              additionalProperties: false
              properties:
                handle: { type: string, pattern: '^[a-z0-9]+$', minLength: 3, maxLength: 12 }
                owner: { type: string }
                email: { type: string, format: email }
                plan: { enum: [free, paid] }
            example: { handle: kim17, owner: owner-1, email: kim@example.com, plan: free }
      responses:
        '201': { description: the account }
        '409': { description: there is one already }
        '422': { description: no account }
`,
});
const judge = createJudge(api!);

type Body = Readonly<Record<string, unknown>>;
type Status = (body: Body, taken: ReadonlySet<unknown>) => number | undefined;

/** A provider that accepts each value of some properties once; `status` overrides its answers. */
async function startProvider(unique: readonly string[], status: Status = () => undefined) {
  const taken = new Set<unknown>();
  const sent: Body[] = [];
  const server = createServer(async (request, response) => {
    const said = await text(request);
    const verdict = judge.request({
      method: request.method ?? '',
      target: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body: new TextEncoder().encode(said),
    });
    const body = (isObject(verdict.body) ? verdict.body : {}) as Body;
    sent.push(body);
    const own = status(body, taken);
    const isValid = verdict.findings.every(({ severity }) => severity !== 'violation');
    const values = unique.flatMap((name) => (name in body ? [body[name]] : []));
    const isTaken = values.some((value) => taken.has(value));
    const code = own ?? (!isValid ? 422 : isTaken ? 409 : 201);
    if (code === 201) for (const value of values) taken.add(value);
    response.writeHead(code).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

/** The outcomes of the example, valid and invalid cases. */
async function outcomesAt(baseUrl: string, options: RunOptions = {}): Promise<readonly Outcome[]> {
  const cases = planCases(judge, { groups: ['example', 'valid', 'invalid'] });
  const outcomes: Outcome[] = [];
  for await (const one of runCases(cases, judge, { baseUrl }, { nonce: 'a', ...options })) {
    outcomes.push(one);
  }
  return outcomes;
}

const idsOf = (outcomes: readonly Outcome[], kind: Outcome['kind']) =>
  outcomes.filter((one) => one.kind === kind).map((one) => one.case.id);

describe('a request that is answered 409 is sent again with new values', () => {
  test('so that every case can test a provider that accepts a value once', async () => {
    const { url } = await startProvider(['handle']);
    const outcomes = await outcomesAt(url);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['passed']));
  });

  test('in later runs, because a provider remembers the values of earlier ones', async () => {
    const { url } = await startProvider(['handle']);
    await outcomesAt(url, { nonce: 'a' });
    const again = await outcomesAt(url, { nonce: 'b' });
    expect(new Set(again.map(({ kind }) => kind))).toEqual(new Set(['passed']));
  });

  test('for each property whose values may be used once', async () => {
    const { url } = await startProvider(['handle', 'email']);
    const outcomes = await outcomesAt(url);
    expect(idsOf(outcomes, 'inconclusive')).toEqual([]);
    expect(idsOf(outcomes, 'failed')).toEqual([]);
  });

  test('but references to existing items stay', async () => {
    const { url, sent } = await startProvider(['handle'], ({ owner }) =>
      typeof owner === 'string' && owner !== 'owner-1' ? 422 : undefined,
    );
    const outcomes = await outcomesAt(url);
    expect(idsOf(outcomes, 'failed')).toEqual([]);
    // This case tests another owner, and no schema describes which owners exist.
    expect(idsOf(outcomes, 'inconclusive')).toEqual(['createAccount/valid/body/owner/unicode']);
    expect(sent.filter(({ plan }) => plan === 'free').length).toBeGreaterThan(10);
  });

  test('with a value at the same bound, so that a refusal of the bound is found', async () => {
    // The provider looks up a handle before it checks the length.
    const { url } = await startProvider(['handle'], ({ handle }, taken) =>
      typeof handle === 'string' && handle.length === 12 && !taken.has(handle) ? 422 : undefined,
    );
    const failed = idsOf(await outcomesAt(url), 'failed');
    expect(failed).toContain('createAccount/valid/body/handle/maxLength');
  });

  test('with the same violation, so that its acceptance is found', async () => {
    const { url } = await startProvider(['handle'], ({ handle, plan }, taken) =>
      taken.has(handle) ? 409 : plan === 'free' || plan === undefined ? undefined : 201,
    );
    const failed = (await outcomesAt(url)).filter((one) => one.kind === 'failed');
    expect(failed.map((one) => one.case.id)).toContain('createAccount/invalid/body/plan/enum');
    const [first] = failed;
    expect(first?.findings[0]?.reproduction).toEqual({ kind: 'again' });
    expect(first?.conflicts.map(({ exchange }) => exchange.response.status)).toEqual([409]);
  });
});

test('a provider that always answers 409 does not cause an endless run', async () => {
  const { url, sent } = await startProvider([], () => 409);
  const outcomes = await outcomesAt(url);
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['inconclusive']));
  expect(sent.length).toBeLessThan(outcomes.length * 2 + 20);
});

test('new values are not sent if only the examples of the contract are allowed', async () => {
  const { url, sent } = await startProvider(['handle']);
  for (let run = 0; run < 2; run += 1) await outcomesAt(url, { mode: 'examples' });
  expect(sent.length).toBe(2);
});

test('an invalid 409 is a finding, even if the next attempt succeeds', async () => {
  const { url } = await startProvider(['handle']);
  const { api: strict } = await loadTexts({
    'accounts.yaml': api!.root.text.replace(
      'there is one already }',
      'there is one already, content: { application/problem+json: {} } }',
    ),
  });
  const own = createJudge(strict!);
  const found = new Set<string>();
  const plan = planCases(own, { groups: ['example', 'valid'] });
  for await (const one of runCases(plan, own, { baseUrl: url }, { nonce: 'a' })) {
    if (one.kind === 'failed') for (const { fingerprint } of one.findings) found.add(fingerprint);
  }
  expect([...found]).toEqual(['createAccount body-missing 409 response body']);
});
