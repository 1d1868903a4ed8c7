import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createJudge,
  type Outcome,
  planCases,
  type RunOptions,
  runCases,
} from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';
import { type Handle, type Outgoing, serve } from '../mutants/http.ts';

/** Runs the wanted cases of a contract at a provider. */
async function runAt(
  contract: string,
  handle: Handle,
  only: RegExp,
  options: RunOptions = {},
): Promise<readonly Outcome[]> {
  const { api } = await loadTexts({ 'api.yaml': contract });
  const judge = createJudge(api!);
  const { url, close } = await serve(handle);
  onTestFinished(close);
  const outcomes: Outcome[] = [];
  const cases = planCases(judge, { only: (id) => only.test(id) });
  for await (const outcome of runCases(cases, judge, { baseUrl: url }, options)) {
    outcomes.push(outcome);
  }
  return outcomes;
}

const json = (status: number, value: unknown, headers = {}): Outgoing => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  json: value,
});

/** A contract of boats whose answers have no schema. */
const boats = (parameter: string) => `
openapi: 3.1.0
info: { title: Boats, version: '1' }
paths:
  /boats:
    get:
      operationId: list
      responses: { '200': { description: boats, content: { application/json: { schema: {} } } } }
    post:
      operationId: launch
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: it swims, content: { application/json: { schema: {} } } } }
  /boats/{${parameter}}:
    get:
      operationId: read
      parameters: [{ name: ${parameter}, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: a boat, content: { application/json: { schema: {} } } }
        '404': { description: there is no such boat }
`;

describe('verify learns the ids of existing items', () => {
  const rows: readonly (readonly [parameter: string, listed: unknown])[] = [
    ['id', [{ id: 'b-7' }]],
    ['boatId', { boats: [{ boatid: 'b-7', name: 'Ada' }] }],
    ['boat_gid', { data: [{ gid: 'b-7' }], next: null }],
    ['slug', { items: [{ slug: 'b-7', name: 'Ada' }] }],
    ['id', { results: [{ boat: { boat_id: 'b-7' } }] }],
    ['uuid', [{ name: 'Ada', uuid: 'b-7' }]],
  ];
  test.for(rows)('from a list for {%s}', async ([parameter, listed]) => {
    const [outcome] = await runAt(
      boats(parameter),
      ({ path }) =>
        path === '/boats'
          ? json(200, listed)
          : path === '/boats/b-7'
            ? json(200, {})
            : json(404, {}),
      /^read\/example/,
    );
    expect(outcome).toMatchObject({
      kind: 'passed',
      exchanges: [{ request: { target: '/boats/b-7' } }],
    });
  });

  const creations: readonly (readonly [string, unknown, string | undefined])[] = [
    ['an envelope', { boat: { id: 'b-9' } }, undefined],
    ['beside an envelope', { boatid: 'b-9', boat: { name: 'Ada' } }, undefined],
    ['Location', {}, '/boats/b-9'],
    ['Location with a host', {}, 'https://boats.example/boats/b-9'],
  ];
  test.for(creations)('from a creation: %s', async ([, made, location]) => {
    const [outcome] = await runAt(
      boats('id'),
      ({ method, path }) =>
        method === 'POST'
          ? json(201, made, location === undefined ? {} : { location })
          : path === '/boats'
            ? json(200, [])
            : path === '/boats/b-9'
              ? json(200, {})
              : json(404, {}),
      /^read\/example/,
    );
    expect(outcome).toMatchObject({ kind: 'passed' });
  });

  test('and creates no item if writes are forbidden', async () => {
    const asked: string[] = [];
    await runAt(
      boats('id'),
      ({ method, path }) => {
        asked.push(`${method} ${path}`);
        return path === '/boats' ? json(200, []) : json(404, {});
      },
      /^read\/example/,
      { mode: 'safe' },
    );
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  test('and a fixture overrides it', async () => {
    const { api } = await loadTexts({ 'api.yaml': boats('id') });
    const judge = createJudge(api!);
    const asked: string[] = [];
    const { url, close } = await serve(({ path }) => {
      asked.push(path);
      return json(200, {});
    });
    onTestFinished(close);
    const fixtures = { id: 'mine' };
    const cases = planCases(judge, { fixtures, only: (id) => /^read\/example/.test(id) });
    for await (const _ of runCases(cases, judge, { baseUrl: url }, { fixtures }));
    expect(asked).toEqual(['/boats/mine']);
  });
});

test('ids of an item are those of the item that it lies below', async () => {
  const contract = `
openapi: 3.1.0
info: { title: Harbors, version: '1' }
paths:
  /harbors:
    get:
      operationId: list
      responses: { '200': { description: all, content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: integer } } } } } } } }
  /harbors/{harborId}/piers:
    get:
      operationId: piers
      parameters: [{ name: harborId, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: all, content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: integer } } } } } } } }
  /harbors/{harborId}/piers/{pierId}:
    get:
      operationId: read
      parameters:
        - { name: harborId, in: path, required: true, schema: { type: integer } }
        - { name: pierId, in: path, required: true, schema: { type: integer } }
      responses: { '200': { description: one }, '404': { description: none } }
`;
  const [outcome] = await runAt(
    contract,
    ({ path }) => {
      if (path === '/harbors') return json(200, [{ id: 70 }]);
      if (path === '/harbors/70/piers') return json(200, [{ id: 71 }]);
      return path === '/harbors/70/piers/71' ? { status: 200, headers: {} } : json(404, {});
    },
    /^read\/example/,
  );
  expect(outcome).toMatchObject({ kind: 'passed' });
});
