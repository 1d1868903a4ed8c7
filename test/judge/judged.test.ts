import { describe, expect, test } from 'vitest';
import { createJudge } from '../../src/index.ts';
import { answeredBody, expressionContextOf } from '../../src/judge/judged.ts';
import { apiOf } from '../api/source.ts';
import { brief, json, requestOf, responseOf } from './exchanges.ts';

const judge = createJudge(
  await apiOf(`
openapi: 3.2.0
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    put:
      operationId: putPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: X-Trace, in: header, schema: {type: boolean}}
        - {name: session, in: cookie, schema: {type: integer}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {properties: {age: {type: integer}}}
      responses:
        '200':
          description: d
          headers:
            X-Total: {schema: {type: integer}}
            Set-Cookie: {schema: {type: string}}
          content: {'application/*': {schema: {required: [id]}}}
        4XX: {description: d}
  /search:
    get:
      operationId: search
      parameters:
        - name: filter
          in: querystring
          content: {application/json: {schema: {properties: {n: {type: integer}}}}}
      responses: {'200': {description: d}}
`),
);

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const put = requestOf(
  'PUT /pets/7?tags=a&tags=b',
  { ...form, 'X-Trace': 'true', Cookie: 'session=9007199254740993' },
  'age=3',
);

describe('a judged exchange', () => {
  test('contains all parts of the request', () => {
    const { request } = judge.exchange({ request: put, response: responseOf(204) });
    const { path, query, header, cookie, exact, body, content, operation } = request;
    expect({ path, query, header, cookie, body }).toEqual({
      path: { id: 7 },
      query: { tags: ['a', 'b'] },
      header: { 'X-Trace': true },
      cookie: { session: 9007199254740992 },
      body: { age: 3 },
    });
    expect([...(exact ?? [])].map(([{ name }, value]) => [name, value])).toEqual([
      ['session', 9007199254740993n],
    ]);
    expect(operation?.id).toBe('putPet');
    expect(content.media?.name).toBe('application/x-www-form-urlencoded');
  });

  test('has a query that is one value under the name of its parameter', () => {
    const { query } = judge.request(requestOf('GET /search?%7B%22n%22%3A1%7D'));
    expect(query).toEqual({ filter: { n: 1 } });
  });

  test('contains all parts of the answer', () => {
    const headers = { ...json, 'X-Total': '3', 'Set-Cookie': ['a=1', 'b=2'] };
    const { response } = judge.exchange({
      request: put,
      response: responseOf(200, headers, '{"id": 9007199254740993}'),
    });
    expect(response.described?.status).toBe('200');
    expect(response.headers).toEqual({ 'X-Total': 3, 'Set-Cookie': ['a=1', 'b=2'] });
    expect(response.content.media?.name).toBe('application/*');
    expect(response.body).toEqual({ id: 9007199254740992 });
    expect(response.content).toMatchObject({ instance: { id: 9007199254740993n }, isExact: true });
  });

  test('lists findings of the request before those of the answer', () => {
    const judged = judge.exchange({
      request: requestOf('PUT /pets/x'),
      response: responseOf(200, json, '{}'),
    });
    expect(brief(judged.findings)).toEqual([
      ...brief(judged.request.findings),
      ...brief(judged.response.findings),
    ]);
    expect(judged.response.findings).not.toEqual([]);
  });

  test('without an operation has an unjudged answer', () => {
    const judged = judge.exchange({ request: requestOf('GET /cats'), response: responseOf(200) });
    expect(judged).toMatchObject({ operation: undefined, response: { findings: [] } });
    expect(brief(judged.findings)).toEqual(brief(judged.request.findings));
  });

  test('is judged by the given operation', () => {
    const [operation] = judge.api.operations;
    const exchange = { request: requestOf('GET /cats'), response: responseOf(503) };
    const judged = judge.exchange(exchange, operation);
    expect(judged.operation).toBe(operation);
    expect(judged.request.operation).toBeUndefined();
    expect(judged.response).toEqual(
      judge.response(operation!, exchange.request, exchange.response),
    );
  });
});

describe('the body of an answer', () => {
  test.each<[what: string, ...answer: Parameters<typeof responseOf>]>([
    ['that is described', 200, json, '{"id": 1}'],
    ['whose status is described without a content', 404, json, '{"id": 1}'],
    ['whose status is not described', 503, json, '{"id": 1}'],
  ])('%s is read by its Content-Type', (_, ...answer) => {
    const judged = judge.exchange({ request: put, response: responseOf(...answer) });
    expect(answeredBody(judged)).toEqual({ id: 1 });
    expect(expressionContextOf(judged)).toMatchObject({
      method: 'PUT',
      url: '/pets/7?tags=a&tags=b',
      request: { path: { id: 7 }, body: { age: 3 } },
      response: { body: { id: 1 } },
    });
  });
});
