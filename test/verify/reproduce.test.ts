import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type CaseFinding,
  createJudge,
  type Outcome,
  type Provider,
  planCases,
  runCases,
} from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';

const { api } = await loadTexts({
  'pets.yaml': `
openapi: 3.1.0
info: { title: Pets, version: '1' }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: query, name: key }
paths:
  /pets:
    post:
      operationId: createPet
      security: [{ token: [], key: [] }]
      parameters:
        - { name: dry, in: query, schema: { type: boolean }, example: true }
        - { name: X-Trace, in: header, schema: { type: string }, example: abc }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: { type: string }
                tags: { type: array, items: { type: string } }
                owner: { type: object, properties: { name: { type: string }, age: { type: integer } } }
            example: { name: Rex, tags: [old, tall, loud, red], owner: { name: Kim, age: 7 } }
      responses:
        '201': { description: the pet, content: { text/plain: { schema: { type: string } } } }
        '422': { description: no pet }
`,
});
const judge = createJudge(api!);

type Body = Readonly<Record<string, unknown>>;
interface Got {
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Body;
}

/** A provider that answers 500 if `fails` says so, and records its requests. */
async function startProvider(fails: (got: Got, count: number) => boolean) {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request;
    got.push({ url, headers, body: JSON.parse(await text(request)) as Body });
    if (fails(got.at(-1)!, got.length)) response.writeHead(500).end();
    else {
      const echo = `${headers.authorization} ${url}`;
      response.writeHead(201, { 'content-type': 'text/plain', 'set-cookie': 'sid=abcdef; Path=/' });
      response.end(echo);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got };
}

async function exampleAt(baseUrl: string, more: Partial<Provider> = {}): Promise<Outcome> {
  const cases = planCases(judge, { groups: ['example'], credentials: more.credentials ?? {} });
  for await (const outcome of runCases(cases, judge, { baseUrl, ...more })) return outcome;
  throw new Error('there is no case');
}

function refusalOf(outcome: Outcome): CaseFinding {
  const found = 'findings' in outcome ? outcome.findings : [];
  return found.find(({ finding }) => finding.code === 'request-refused')!;
}

const bodyOf = ({ shown }: CaseFinding): unknown =>
  JSON.parse(new TextDecoder().decode(shown?.request.body));

describe('a failure is sent again', () => {
  test('as the smallest valid request, if no member is needed for the failure', async () => {
    const { url, got } = await startProvider(() => true);
    const found = refusalOf(await exampleAt(url));
    expect(found.reproduction).toEqual({ kind: 'again' });
    expect(bodyOf(found)).toEqual({ name: 'Rex' });
    expect(found.shown?.request.target).toBe('/pets?key=TOKEN');
    expect(Object.keys(found.shown!.request.headers)).not.toContain('x-trace');
    // The request, its repetition, and one smaller request.
    expect(got.length).toBe(3);
  });

  test('with the members that it needs to fail', async () => {
    const { url, got } = await startProvider(
      ({ body }) => JSON.stringify(body).includes('loud') && 'owner' in body,
    );
    const found = refusalOf(await exampleAt(url));
    expect(bodyOf(found)).toEqual({ name: 'Rex', tags: ['loud'], owner: {} });
    expect(got.length).toBeLessThan(30);
  });

  test('and is called flaky if it does not fail again', async () => {
    const { url } = await startProvider((_, count) => count === 1);
    const found = refusalOf(await exampleAt(url));
    expect(found.reproduction).toEqual({ kind: 'not-again' });
    expect(found.shown).toBe(undefined);
  });

  test('once in a run for each kind of failure', async () => {
    const { url, got } = await startProvider(() => true);
    let cases = 0;
    const plan = planCases(judge, { groups: ['example', 'valid'] });
    for await (const { kind } of runCases(plan, judge, { baseUrl: url })) {
      expect(kind).toBe('failed');
      cases += 1;
    }
    expect(cases).toBeGreaterThan(3);
    expect(got.length).toBe(cases + 2);
  });
});

describe('secrets', () => {
  const credentials = { token: 'sesame/open', key: 'mellon/enter' };

  test('reach only the provider', async () => {
    const { url, got } = await startProvider(() => false);
    const outcome = await exampleAt(url, { credentials, variables: { token: 'PETS_TOKEN' } });
    expect(got[0]?.headers.authorization).toBe('Bearer sesame/open');
    expect(got[0]?.url).toContain('key=mellon%2Fenter');
    expect(outcome.kind).toBe('passed');
    if (outcome.kind !== 'passed') return;
    const [{ request, response }] = outcome.exchanges as [(typeof outcome.exchanges)[0]];
    expect(request.headers.authorization).toBe('Bearer REDACTED_PETS_TOKEN');
    expect(request.target).toContain('key=REDACTED_KEY');
    expect(response.headers['set-cookie']).toBe('sid=[redacted]');
    expect(new TextDecoder().decode(response.body)).toContain('Bearer REDACTED_PETS_TOKEN');
    expect(judge.request(request).findings).toEqual([]);
  });

  test('are fetched again when they expire', async () => {
    const { url, got } = await startProvider(() => false);
    let fetched = 0;
    const renewal = {
      after: 0,
      fetch: async () => {
        fetched += 1;
        return { ...credentials, token: `fresh-${fetched}` };
      },
    };
    const outcome = await exampleAt(url, { credentials, renewal });
    expect(got[0]?.headers.authorization).toBe('Bearer fresh-1');
    expect(JSON.stringify(outcome.kind === 'passed' && outcome.exchanges)).not.toContain('fresh');
  });
});
