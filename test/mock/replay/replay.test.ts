import { expect, test } from 'vitest';
import { createJudge, createMock } from '../../../src/index.ts';
import { readReplay } from '../../../src/mock/replay/source.ts';
import { readLine } from '../../../src/recording/ndjson.ts';
import { apiOf } from '../api.ts';

const api = await apiOf(
  `openapi: 3.1.0
info: { title: Orders, version: '1' }
servers: [{ url: 'https://shop.example.com/v1' }]
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: state, in: query, schema: { type: string } }
      responses:
        '200':
          description: orders
          content: { application/json: { schema: { type: array, items: { type: string } } } }
    post:
      operationId: addOrder
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { what: { type: string }, count: { type: integer } } }
      responses:
        '201':
          description: added
          content: { application/json: { schema: { type: object } } }
        '422':
          description: refused
          content: { application/json: { schema: { type: object, required: [why] } } }
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: an order
          content:
            application/json:
              schema: { type: object, required: [state], properties: { state: { enum: [open, paid] } } }
              example: { state: open }
`,
  'orders',
);

function line(target: string, status: number, answer: unknown, sent?: unknown) {
  const json = { 'content-type': 'application/json', 'content-encoding': 'gzip', date: 'now' };
  return JSON.stringify({
    request: {
      ...(sent !== undefined && { method: 'POST', headers: json, body: JSON.stringify(sent) }),
      url: `https://shop.example.com/v1${target}`,
    },
    response: { status, headers: json, body: JSON.stringify(answer) },
  });
}

function mockOf(lines: readonly string[], lenient = false) {
  const recorded = lines.flatMap((text, index) => {
    const read = readLine(`line ${index + 1}`, text);
    return read.ok ? [read.recorded] : [];
  });
  const { source, problems, count } = readReplay([createJudge(api)], recorded, { lenient });
  const mock = createMock([api], { replay: source, lenient });
  const ask = async (target: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await mock.mockFetch(`http://mock.test${target}`, {
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const by = response.headers.get('specwright-replay');
    return { status: response.status, by, value: await response.json(), response };
  };
  return { mock, ask, problems, count };
}

test('recorded answers of a request are replayed in order, and the last one repeats', async () => {
  const { ask } = mockOf([
    line('/orders/1', 200, { state: 'open' }),
    line('/orders/1', 200, { state: 'paid' }),
  ]);
  const states = [];
  for (const session of ['a', 'a', 'a', 'b']) {
    const { value, by } = await ask('/orders/1', undefined, { 'specwright-session': session });
    states.push([value.state, by]);
  }
  expect(states).toEqual([
    ['open', 'line 1'],
    ['paid', 'line 2'],
    ['paid', 'line 2'],
    ['open', 'line 1'],
  ]);
});

test('fields of the connection and of the encoding that was taken off are not sent', async () => {
  const { ask } = mockOf([line('/orders/1', 200, { state: 'paid' })]);
  const { response } = await ask('/orders/1');
  expect([...response.headers.keys()].sort()).not.toEqual(expect.arrayContaining(['date']));
  expect(response.headers.get('content-encoding')).toBeNull();
});

test('the nearest request answers, and the answer reports the differences', async () => {
  const { ask } = mockOf([
    line('/orders?state=open&limit=2', 200, ['a', 'b']),
    line('/orders?state=paid', 200, ['c']),
    line('/orders', 201, { id: 1 }, { what: 'tea', count: 1 }),
    line('/orders', 201, { id: 2 }, { what: 'milk', count: 1 }),
  ]);
  expect(await ask('/orders?limit=2&state=open')).toMatchObject({
    value: ['a', 'b'],
    by: 'line 1',
  });
  expect(await ask('/orders?limit=3&state=open')).toMatchObject({
    value: ['a', 'b'],
    by: 'line 1; differs: query limit',
  });
  expect(await ask('/orders', { what: 'milk', count: 7 })).toMatchObject({
    value: { id: 2 },
    by: 'line 4; differs: body /count',
  });
});

test('an unrecorded item gets the answer of the mock, which says so', async () => {
  const { ask, mock } = mockOf([line('/orders/1', 200, { state: 'paid' })]);
  expect(await ask('/orders/2')).toMatchObject({ value: { state: 'open' }, by: 'none' });
  const [entry] = await mock.journal();
  expect(entry?.trail.at(-1)?.text).toContain('nothing was recorded for these path parameters');
  await ask('/orders/1');
  const second = (await mock.journal())[1];
  expect(second?.source).toBe('replay');
  expect(second?.trail[3]?.text).toContain('because it was recorded: line 1');
});

test('an invalid request gets the recorded answer of exactly this request', async () => {
  const { ask } = mockOf([line('/orders', 422, { why: 'too many' }, { count: 'x' })]);
  expect(await ask('/orders', { count: 'x' })).toMatchObject({
    status: 422,
    value: { why: 'too many' },
    by: 'line 1',
  });
  expect(await ask('/orders', { count: 'y' })).toMatchObject({ status: 422, by: null });
});

test('an invalid answer is left out, or sent by a lenient mock with its findings', async () => {
  const lines = [line('/orders/1', 200, { state: 'lost' }), line('/nothing', 200, {})];
  const strict = mockOf(lines);
  expect(strict.count).toBe(0);
  expect(strict.problems).toEqual([
    expect.stringContaining('line 1: the answer breaks the contract: response body at /state'),
    'line 2: no contract has an operation for GET shop.example.com/v1/nothing',
  ]);
  const { ask } = mockOf(lines, true);
  const { value, response } = await ask('/orders/1');
  expect(value).toEqual({ state: 'lost' });
  expect(response.headers.get('sl-violations')).toContain('state');
});

test('an answer that opens a WebSocket is left out, because HTTP alone cannot give it', async () => {
  const { problems, ask } = mockOf([line('/orders/1', 101, {})]);
  expect(problems).toEqual(['line 1: the status 101 does not end an exchange']);
  expect(await ask('/orders/1')).toMatchObject({ status: 200, by: 'none' });
});

test('Prefer wins over the recording', async () => {
  const { ask } = mockOf([line('/orders/1', 200, { state: 'paid' })]);
  const { value, by } = await ask('/orders/1', undefined, { prefer: 'code=200' });
  expect(value).toEqual({ state: 'open' });
  expect(by).toBeNull();
});
