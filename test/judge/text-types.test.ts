import { expect, test } from 'vitest';
import { createJudge, messageOf } from '../../src/index.ts';
import { judgeTexts } from '../../src/judge/value.ts';
import { loadTexts } from '../api/source.ts';

const limit =
  "{anyOf: [{type: integer, maximum: 99}, {type: string, pattern: '^all$'}, {type: 'null'}]}";
const contract = `
openapi: 3.1.0
info: {title: Shelf, version: '1'}
paths:
  /shelves/{limit}:
    get:
      parameters:
        - {name: limit, in: path, required: true, schema: ${limit}}
        - {name: q, in: query, schema: ${limit}}
        - {name: many, in: query, explode: false, schema: {type: array, items: ${limit}}}
        - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {a: ${limit}}}}
        - {name: X-Limit, in: header, schema: ${limit}}
        - {name: json, in: query, content: {application/json: {schema: ${limit}}}}
      responses:
        '200': {description: d, headers: {X-Limit: {schema: ${limit}}}}
  /shelves:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded: {schema: {type: object, properties: {a: ${limit}}}}
          application/xml: {schema: {type: object, xml: {name: s}, properties: {a: ${limit}}}}
          text/plain: {schema: ${limit}}
          application/json: {schema: ${limit}}
      responses: {'204': {description: d}}
`;
const { api } = await loadTexts({ 'shelf.yaml': contract });
const judge = createJudge(api!);

const get = (target: string, headers = {}) =>
  judge.request({ method: 'GET', target, headers, body: new Uint8Array() });
const post = (type: string, text: string) =>
  judge.request({
    method: 'POST',
    target: '/shelves',
    headers: { 'content-type': type },
    body: new TextEncoder().encode(text),
  });

// A text has no type (OpenAPI 3.1.1 section 4.8.12.3), so it is valid if any of its types allows it.
test.each([
  ['a path', get('/shelves/5')],
  ['a string', get('/shelves/all')],
  ['a query', get('/shelves/5?q=7')],
  ['an empty query', get('/shelves/5?q=')],
  ['a list of both', get('/shelves/5?many=1,all,2')],
  ['a deep object', get('/shelves/5?deep[a]=3')],
  ['a header', get('/shelves/5', { 'x-limit': '3' })],
  ['content', get('/shelves/5?json=3')],
  ['a form', post('application/x-www-form-urlencoded', 'a=3')],
  ['XML', post('application/xml', '<s><a>3</a></s>')],
  ['text', post('text/plain', '3')],
])('%s may be an integer or a string', (_, { findings }) => {
  expect(findings.map(messageOf)).toEqual([]);
});

test.each([
  ['a path', get('/shelves/100')],
  ['a query', get('/shelves/5?q=some')],
  ['a list', get('/shelves/5?many=1,100')],
  ['content, where it has types', get('/shelves/5?json=%223%22')],
  ['a form', post('application/x-www-form-urlencoded', 'a=100')],
  ['text', post('text/plain', 'some')],
  ['JSON', post('application/json', '"3"')],
])('%s that is neither is refused', (_, { findings }) => {
  expect(findings).toHaveLength(1);
});

test('the value is of the type that is valid', () => {
  expect(post('application/x-www-form-urlencoded', 'a=5').body).toEqual({ a: 5 });
  const answered = (limit: string) => {
    const response = { status: 200, headers: { 'x-limit': limit }, body: new Uint8Array() };
    return judge.response(api!.operations[0]!, { method: 'GET' }, response);
  };
  expect(answered('5')).toMatchObject({ headers: { 'X-Limit': 5 }, findings: [] });
  expect(answered('all')).toMatchObject({ headers: { 'X-Limit': 'all' }, findings: [] });
  expect(answered('100').findings).toHaveLength(1);
});

test('a reading is not explained if the other one is valid', () => {
  const { schemas } = judge;
  let explained = 0;
  const counting: typeof schemas = {
    ...schemas,
    check(...given) {
      const verdict = schemas.check(...given);
      if (verdict.kind !== 'invalid') return verdict;
      return {
        kind: 'invalid',
        get errors() {
          explained += 1;
          return verdict.errors;
        },
      };
    },
  };
  const node = {
    value: { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^all$' }] },
    at: { document: api!.root, pointer: '/components/schemas/Limit' },
  };
  const place = { part: 'request', in: 'body' } as const;
  expect(judgeTexts('5', node, place, counting)).toEqual({ value: 5, findings: [] });
  expect(explained).toBe(0);
  expect(judgeTexts('five', node, place, counting).findings).toHaveLength(1);
  expect(explained).toBe(1);
});
