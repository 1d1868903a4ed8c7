import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createJudge,
  type Finding,
  type Outcome,
  type RunOptions,
  runCases,
} from '../../src/index.ts';
import type { Case, Expectation, Step } from '../../src/verify/case.ts';
import { loadTexts } from '../api/source.ts';
import { requestOf } from '../judge/exchanges.ts';

const { api } = await loadTexts({
  'pets.yaml': `
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [name] } } }
      responses:
        '201': { description: the pet }
        '422': { description: no pet }
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: the pet }
        '404': { description: no such pet }
`,
});
const judge = createJudge(api!);

const create = (body: string) =>
  requestOf('POST /pets', { 'content-type': 'application/json' }, body);
const accepted: Expectation = { kind: 'accepted' };

function caseOf(
  id: string,
  request: ReturnType<typeof requestOf>,
  expectation: Expectation = accepted,
  more: Partial<Case> = {},
): Case {
  const { operation = judge.api.operations[0]! } = judge.request(request);
  const step: Step = {
    operation,
    make: () => ({ ok: true, request, draft: undefined }),
    expectation,
  };
  const safe = request.method === 'GET' && expectation.kind === 'accepted';
  return {
    id,
    group: 'valid',
    operation,
    title: id,
    at: operation.at,
    safe,
    steps: [step],
    ...more,
  };
}

const refused = (request: ReturnType<typeof requestOf>): Expectation => ({
  kind: 'refused',
  because: judge.request(request).findings[0] as Finding,
});

async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function outcomesOf(
  cases: readonly Case[],
  baseUrl: string,
  options: RunOptions & { readonly concurrency?: number } = {},
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const provider = { baseUrl, concurrency: options.concurrency ?? 4 };
  for await (const outcome of runCases(cases, judge, provider, options)) outcomes.push(outcome);
  return outcomes;
}

describe('runCases()', () => {
  test('returns outcomes in the order of the cases, regardless of their durations', async () => {
    const url = await startServer((request, response) => {
      const delay = request.url === '/pets/0' ? 40 : 0;
      setTimeout(() => response.end(), delay);
    });
    const cases = [0, 1, 2, 3].map((id) => caseOf(`read ${id}`, requestOf(`GET /pets/${id}`)));
    const outcomes = await outcomesOf(cases, url);
    expect(outcomes.map(({ kind, case: { id } }) => `${kind} ${id}`)).toEqual([
      'passed read 0',
      'passed read 1',
      'passed read 2',
      'passed read 3',
    ]);
  });

  test('runs no other case beside one that writes', async () => {
    let underWay = 0;
    const together: string[] = [];
    const url = await startServer((request, response) => {
      underWay += 1;
      if (request.method === 'POST' && underWay > 1) together.push('a write with others');
      setTimeout(() => {
        if (request.method === 'POST' && underWay > 1) together.push('others with a write');
        underWay -= 1;
        response.writeHead(request.method === 'POST' ? 201 : 200).end();
      }, 5);
    });
    const read = (id: string) => caseOf(id, requestOf('GET /pets/1'));
    const cases = [read('a'), caseOf('write', create('{"name":"Rex"}')), read('b'), read('c')];
    const outcomes = await outcomesOf(cases, url);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(together).toEqual([]);
  });

  test('runs a QUERY in parallel with others, since it writes nothing', async () => {
    const { api: lists } = await loadTexts({
      'lists.yaml': `
openapi: 3.2.0
info: { title: Lists, version: '1' }
paths:
  /lists:
    query: { operationId: findLists, responses: { '200': { description: lists } } }
`,
    });
    let most = 0;
    let underWay = 0;
    const url = await startServer((_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end();
      }, 20);
    });
    const listJudge = createJudge(lists!);
    const [operation] = lists!.operations;
    const request = requestOf('QUERY /lists');
    const cases = ['a', 'b'].map((id) => caseOf(id, request, accepted, { operation: operation! }));
    const asked = cases.map((each) => ({
      ...each,
      steps: [{ ...each.steps[0], operation: operation! }] as const,
    }));
    const kinds: string[] = [];
    for await (const { kind } of runCases(asked, listJudge, { baseUrl: url })) kinds.push(kind);
    expect({ kinds, most }).toEqual({ kinds: ['passed', 'passed'], most: 2 });
  });

  test('keeps the findings of a chain that loses its provider', async () => {
    const server = createServer((_, response) => {
      response.writeHead(400, { connection: 'close' }).end(() => server.close());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [first] = caseOf('create', create('{"name":"Rex"}')).steps;
    const [read] = caseOf('read', requestOf('GET /pets/1')).steps;
    const chain = caseOf('chain', create('{"name":"Rex"}'), accepted, { steps: [first, read] });
    const [outcome] = await outcomesOf([chain], url, { reproduce: false });
    const { kind, findings } = outcome as Extract<Outcome, { readonly findings: unknown }>;
    expect([kind, ...findings.map(({ finding }) => finding.code)]).toEqual([
      'failed',
      'request-refused',
      'status-undocumented',
    ]);
  });

  test('sends no requests that the mode forbids, and names the mode that allows them', async () => {
    const sent: string[] = [];
    const url = await startServer((request, response) => {
      sent.push(`${request.method} ${request.url}`);
      response.end();
    });
    const cases = [
      caseOf('write', create('{"name":"Rex"}')),
      caseOf('read', requestOf('GET /pets/1')),
    ];
    const outcomes = await outcomesOf(cases, url, { mode: 'safe' });
    expect(outcomes[0]).toMatchObject({
      kind: 'skipped',
      reason: 'it writes, or breaks the contract; --mode full allows it',
    });
    expect(outcomes[1]?.kind).toBe('passed');
    expect(sent).toEqual(['GET /pets/1']);
  });

  test('stops sending requests to an unreachable provider', async () => {
    const cases = [1, 2, 3, 4, 5].map((id) => caseOf(`${id}`, requestOf(`GET /pets/${id}`)));
    const outcomes = await outcomesOf(cases, 'http://127.0.0.1:9', { concurrency: 1 });
    expect(outcomes.map((outcome) => 'reason' in outcome && outcome.reason)).toEqual([
      'the connection was refused',
      'the connection was refused',
      'the connection was refused',
      'the provider did not answer 3 times: the connection was refused',
      'the provider did not answer 3 times: the connection was refused',
    ]);
  });

  test('reports the fault of a request that was accepted', async () => {
    const url = await startServer((_, response) => response.writeHead(201).end());
    const bad = create('{}');
    const [outcome] = await outcomesOf([caseOf('nameless', bad, refused(bad))], url);
    expect(outcome).toMatchObject({
      kind: 'failed',
      findings: [
        {
          finding: { code: 'request-accepted', severity: 'violation' },
          fingerprint: 'createPet request-accepted 201 request body required name',
          step: 0,
        },
      ],
    });
  });
});
