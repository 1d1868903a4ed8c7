import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contractSuite } from 'specwright/vitest';
import { afterAll, describe, expect, test } from 'vitest';
import { createCoverage, createJudge, type RunReport } from '../../src/index.ts';
import { serveHandler } from '../../src/verify/in-process.ts';
import { createSuite } from '../../src/verify/suite.ts';
import { apiOf } from '../api/source.ts';

const judge = createJudge(
  await apiOf(`
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example.com/v1'}]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties: {name: {type: string, maxLength: 5}}
            example: {name: Rex}
      responses:
        '201': {description: d, content: {application/json: {schema: {required: [id]}}}}
        '422': {description: d}
        '400': {description: d}
        '415': {description: d}
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}]
      responses: {'200': {description: d}, '404': {description: d}, '400': {description: d}}
`),
);

/** A provider that keeps the contract, except for the faults that a test requests. */
const pets = ({ created = { id: 7 } as object, secret = '' } = {}) => {
  let made = 0;
  return async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (secret !== '' && request.headers.get('x-token') !== secret) {
      return new Response(null, { status: 401 });
    }
    if (request.method === 'GET') {
      const isId = /^\/pets\/-?\d+$/.test(pathname);
      return new Response(null, {
        status: isId && isThere(Number(pathname.slice(6))) ? 200 : isId ? 404 : 400,
      });
    }
    if (request.method !== 'POST' || pathname !== '/pets')
      return new Response(null, { status: 404 });
    if (!/json/.test(request.headers.get('content-type') ?? ''))
      return new Response(null, { status: 415 });
    const read: unknown = await request.json().catch(() => undefined);
    const name = (read as { name?: unknown } | null | undefined)?.name;
    const fits = typeof name === 'string' && [...name].length <= 5 && !Array.isArray(read);
    if (!fits) return new Response(null, { status: read === undefined ? 400 : 422 });
    made += 1;
    const id = 'id' in created ? { id: 6 + made } : {};
    return Response.json({ ...created, ...id }, { status: 201 });
  };

  /** Whether a pet exists; pet 7 exists from the start. */
  function isThere(id: number): boolean {
    return id >= 7 && id < 7 + Math.max(made, 1);
  }
};

const folder = await mkdtemp(path.join(tmpdir(), 'specwright-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const report = path.join(folder, 'reports/pets.json');

// The suite itself: its tests are the cases of the contract.
await contractSuite({
  judge,
  fetch: pets(),
  name: 'contractSuite() at a provider that keeps its contract',
  report,
});

test('the report of a suite exists when its tests are done, and can be merged', async () => {
  const written = JSON.parse(await readFile(report, 'utf8')) as RunReport;
  expect(written).toMatchObject({
    format: 'specwright-report-3',
    verdict: 'passed',
    counts: { cases: { failed: 0 } },
  });
  expect(written.counts.cases.passed).toBeGreaterThan(8);
  expect(written.coverage[0]?.number).toBeGreaterThan(60);
});

describe('createSuite()', () => {
  async function outcomesAt(handler: Parameters<typeof serveHandler>[0], plan = {}) {
    const suite = await createSuite(judge, plan);
    const { baseUrl, close } = await serveHandler(handler);
    try {
      const outcomes = new Map<string, Awaited<ReturnType<typeof suite.run>>>();
      for (const each of suite.cases) outcomes.set(each.id, await suite.run(each, baseUrl));
      return { outcomes, baseUrl };
    } finally {
      await close();
    }
  }

  test('reports a failure like verify', async () => {
    const { outcomes, baseUrl } = await outcomesAt(pets({ created: {} }), { only: ['example'] });
    const { verdict, message } = outcomes.get('createPet/example/application.json')!;
    expect(verdict).toBe('failed');
    expect(message.replaceAll(baseUrl, 'BASE')).toMatchInlineSnapshot(`
      "api.yaml:19:71: violation: response body must have the property "id" [value-invalid]
        section   JSON Schema Validation 2020-12 section 6.5.3
        contract  '201': {description: d, content: {application/json: {schema: {required: [id]}}}}
        case      createPet with the example application/json
        request   POST /pets  application/json  {"name":"Rex"}
        response  201  application/json  {}
        curl      curl -X POST 'BASE/pets' -H 'Content-Type: application/json' --data-raw '{"name":"Rex"}'
        rerun     npx specwright verify api.yaml --base-url BASE --case createPet/example/application.json"
    `);
  });

  test('skips inconclusive cases with the reason', async () => {
    const { outcomes } = await outcomesAt(() => new Response(null, { status: 404 }), {
      only: ['getPet'],
      cases: [],
    });
    const [first] = outcomes.values();
    expect(first).toMatchObject({ verdict: 'skipped', message: expect.stringMatching(/^404: /) });
  });

  test('shows only the failures of a case, and fails if the provider is unreachable', async () => {
    const unreadable = createJudge(
      await apiOf(`
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: d
          headers: {X-Count: {schema: {type: integer}}}
          content: {application/json: {schema: {type: list}}}
`),
    );
    const answer = (count: string) => () => Response.json([], { headers: { 'x-count': count } });
    const run = async (count: string) => {
      const suite = await createSuite(unreadable, { only: ['example'] });
      const { baseUrl, close } = await serveHandler(answer(count));
      try {
        return await suite.run(suite.cases[0]!, baseUrl);
      } finally {
        await close();
      }
    };
    const failed = await run('many');
    expect(failed.message).toMatch(/header "X-Count" must be integer/);
    expect(failed.message).not.toMatch(/not-checked/);
    expect(await run('7')).toMatchObject({
      verdict: 'failed',
      message: expect.stringMatching(/^it is inconclusive: response body was not checked/),
      outcome: { kind: 'inconclusive', cause: 'unchecked' },
    });
  });

  test('shows no secret', async () => {
    const secret = 'nobody-may-see-this';
    const plan = { headers: { 'X-Token': secret }, only: ['createPet'] };
    const { outcomes } = await outcomesAt(pets({ created: { secret }, secret }), plan);
    const texts = [...outcomes.values()].map(({ message }) => message).join('\n');
    expect(texts).toContain('must have the property "id"');
    expect(texts).not.toContain(secret);
  });

  test('has every case in exactly one shard', async () => {
    const ids = async (plan = {}) => (await createSuite(judge, plan)).cases.map(({ id }) => id);
    const parts = await Promise.all(['1/3', '2/3', '3/3'].map((part) => ids({ part })));
    expect(parts.flat().sort()).toEqual((await ids()).sort());
    await expect(ids({ part: '4/3' })).rejects.toThrow('it is written i/n');
  });

  test('refuses an empty suite, and a missing credential', async () => {
    await expect(createSuite(judge, { only: ['nothing'] })).rejects.toThrow(/no case is left/);
    const credentials = { key: 'env:NO_SUCH_VARIABLE' };
    await expect(createSuite(judge, { credentials })).rejects.toThrow(
      /NO_SUCH_VARIABLE is not set/,
    );
  });
});

test('toKeepContract() adds to a coverage', async () => {
  const coverage = createCoverage(judge);
  const request = new Request('https://pets.example.com/v1/pets/7');
  const response = new Response(null, { status: 200 });
  await expect({ request, response }).toKeepContract({ judge, coverage });
  await expect(response).toKeepContract({ judge, request, coverage });
  const called = [...coverage.counts()].find(
    ([{ aim, operation }]) => aim === 'called' && operation?.id === 'getPet',
  );
  expect(called?.[1]).toBe(2);
});
