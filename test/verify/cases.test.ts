import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJudge, type Judge, loadApi, type PlanOptions, planCases } from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';
import { documents } from '../corpus/documents.ts';
import { judgeOf, planned, requestOf } from './planned.ts';

/** The ids of the planned cases that begin with `start`. */
function ids(judge: Judge, start: string, options: PlanOptions = {}): readonly string[] {
  return [...planCases(judge, options)].map(({ id }) => id).filter((id) => id.startsWith(start));
}

describe('parameters', async () => {
  const judge = await judgeOf(`
  /things/{id}:
    get:
      operationId: op
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, maximum: 9}, example: 7}
        - {name: sort, in: query, schema: {enum: [up, down]}}
        - {name: tag, in: query, required: true, explode: false, schema: {type: array, maxItems: 2, items: {type: string, maxLength: 2}}, example: [a]}
        - {name: X-Mode, in: header, required: true, schema: {type: string, pattern: '^[a-z]$'}, example: m}
      responses: {'200': {description: d}}`);

  test('are absent or present, at their edges, one at a time', () => {
    expect(planned(judge, 'op/valid/')).toEqual([
      'parameters/required  GET /things/7?tag=a, x-mode: m',
      'parameters/all  GET /things/7?sort=up&tag=a, x-mode: m',
      'path/id/maximum  GET /things/9?tag=a, x-mode: m',
      'query/sort/enum/up  GET /things/7?sort=up&tag=a, x-mode: m',
      'query/sort/enum/down  GET /things/7?sort=down&tag=a, x-mode: m',
      'query/tag/maximal  GET /things/7?tag=a,a, x-mode: m',
      'query/tag/maxItems  GET /things/7?tag=a,a, x-mode: m',
      'query/tag/items/maxLength  GET /things/7?tag=a,aa, x-mode: m',
      'query/tag/items/maxLength/astral  GET /things/7?tag=a,a%F0%9F%98%80, x-mode: m',
    ]);
  });

  test('are wrong in one way, as far as text can be wrong', () => {
    expect(planned(judge, 'op/invalid/')).toEqual([
      'query/tag/required  GET /things/7, x-mode: m',
      'header/X-Mode/required  GET /things/7?tag=a',
      'query/tag/style/form-exploded  GET /things/7?tag=a&tag=a, x-mode: m',
      'query/tag/style/spaceDelimited  GET /things/7?tag=a%20a, x-mode: m',
      'query/tag/style/pipeDelimited  GET /things/7?tag=a%7Ca, x-mode: m',
      'path/id/type/boolean  GET /things/true?tag=a, x-mode: m',
      'path/id/type/number  GET /things/7.5?tag=a, x-mode: m',
      'path/id/type/string  GET /things/text?tag=a, x-mode: m',
      'path/id/type/object  GET /things/key,value?tag=a, x-mode: m',
      'path/id/maximum  GET /things/10?tag=a, x-mode: m',
      'query/sort/enum  GET /things/7?sort=up2&tag=a, x-mode: m',
      'query/tag/maxItems  GET /things/7?tag=a,a,a2, x-mode: m',
      'query/tag/items/maxLength  GET /things/7?tag=a,aaa, x-mode: m',
      'header/X-Mode/pattern  GET /things/7?tag=a, x-mode: !',
      'header/X-Mode/pattern/case  GET /things/7?tag=a, x-mode: M',
      'header/X-Mode/pattern/longer  GET /things/7?tag=a, x-mode: mm',
    ]);
  });

  test('of a list are tried with no other filter beside them, but those that are given', async () => {
    const list = await judgeOf(`
  /things:
    get:
      operationId: op
      parameters:
        - {name: color, in: query, schema: {enum: [red, blue]}, example: red}
        - {name: text, in: query, schema: {type: string}, example: none has this}
        - {name: shop, in: query, required: true, schema: {type: string}, example: main}
      responses: {'200': {description: d}}`);
    expect(planned(list, 'op/valid/query/color/enum')).toEqual([
      '/red  GET /things?color=red&shop=main',
      '/blue  GET /things?color=blue&shop=main',
    ]);
    const [given] = planned(list, 'op/valid/query/color/enum', { fixtures: { text: 'a' } });
    expect(given).toBe('/red  GET /things?color=red&text=a&shop=main');
  });

  test('have the configured values', () => {
    const fixtures = { id: 3, 'op.sort': 'down' };
    expect(planned(judge, 'op/example', { fixtures })).toEqual([
      '  GET /things/3?sort=down&tag=a, x-mode: m',
    ]);
  });
});

describe('bodies', async () => {
  const judge = await judgeOf(`
  /things:
    post:
      operationId: op
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [a], properties: {a: {type: integer}}}}
          application/xml: {schema: {type: object, xml: {name: t}, required: [a], properties: {a: {type: integer}}}}
      responses: {'200': {description: d}}`);

  test('are absent, malformed, or of another media type', () => {
    expect(
      planned(judge, 'op/invalid/')
        .filter((line) => /required|malformed|content-type/.test(line))
        .map((line) => line.replace(/<\?xml.*\?>/, '')),
    ).toEqual([
      'body/required  POST /things',
      'body/malformed/truncated  {"a":1',
      'body/malformed/comma  {"a":1,}',
      'body/malformed/no-json  <not>json</not>',
      'body/content-type/undescribed  {"a":1}',
      'body/content-type/missing  {"a":1}',
      'body:application.xml/malformed/truncated  <t><a>1</a></t',
      'body:application.xml/malformed/no-xml  {"not": "xml"}',
      'body:application.xml/content-type/undescribed  <t><a>1</a></t>',
      'body:application.xml/content-type/missing  <t><a>1</a></t>',
      'body/a/required  {}',
      'body:application.xml/a/required  <t/>',
    ]);
  });
});

describe('access', async () => {
  const judge = await judgeOf(
    `
  /things:
    get:
      operationId: op
      security: [{key: [], token: []}, {pair: []}, {}]
      responses: {'200': {description: d}}
  /closed:
    get:
      operationId: closed
      security: [{key: [], token: []}, {pair: []}]
      responses: {'200': {description: d}}`,
    `components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
    pair: {type: http, scheme: basic}
`,
  );
  const credentials = { key: 'k', token: 't', pair: 'u:p' };

  test('is tested without credentials, with a part of them, with wrong ones, in another place, and in each valid way', () => {
    expect(planned(judge, 'closed/access/', { credentials })).toEqual([
      'none  GET /closed',
      'key+token/key/wrong  GET /closed, x-key: kx, authorization: Bearer t',
      'key+token/key/in-query  GET /closed?X-Key=k, authorization: Bearer t',
      'key+token/key/in-cookie  GET /closed, authorization: Bearer t, cookie: X-Key=k',
      'key+token/key/missing  GET /closed, authorization: Bearer t',
      'key+token/token/wrong  GET /closed, x-key: k, authorization: Bearer tx',
      'key+token/token/missing  GET /closed, x-key: k',
      'pair/wrong  GET /closed, authorization: Basic dTpweA==',
      'pair/scheme  GET /closed, authorization: Bearer u-p',
      'key+token  GET /closed, x-key: k, authorization: Bearer t',
      'pair  GET /closed, authorization: Basic dTpw',
    ]);
  });

  test('is left to anonymous requests if they are allowed', () => {
    expect(ids(judge, 'op/access/', { credentials })).toEqual([
      'op/access/key+token/key/wrong',
      'op/access/key+token/token/wrong',
      'op/access/pair/wrong',
      'op/access/key+token',
      'op/access/pair',
      'op/access/anonymous',
    ]);
  });

  test('is tested with a credential that lacks a scope, if there is one', async () => {
    const scoped = await judgeOf(
      `
  /things:
    get:
      operationId: read
      security: [{token: [read]}]
      responses: {'200': {description: d}}
    post:
      operationId: write
      security: [{token: [read, write]}]
      responses: {'200': {description: d}}
    delete:
      operationId: remove
      security: [{token: [write]}, {token: []}]
      responses: {'200': {description: d}}`,
      `components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: oauth2, flows: {}}
`,
    );
    const given = { key: 'k', token: 't', 'token:read,list': 'r', 'token:': 'n' };
    expect(ids(scoped, 'read/access/', { credentials: given })).toEqual([
      'read/access/none',
      'read/access/token/scope/read',
      'read/access/token/wrong',
      'read/access/token/scheme',
      'read/access/token',
    ]);
    expect(planned(scoped, 'write/access/token/scope', { credentials: given })).toEqual([
      '/write  POST /things, authorization: Bearer r',
      '/read  POST /things, authorization: Bearer n',
    ]);
    // Another alternative needs no scope.
    expect(planned(scoped, 'remove/access/token/scope', { credentials: given })).toEqual([]);
  });

  test('is not guessed: without valid credentials, invalid ones are unknown', () => {
    expect(ids(judge, 'closed/access/')).toEqual(['closed/access/none']);
  });
});

test('protocol: other methods, HEAD, an unknown path, and an unacceptable Accept', async () => {
  const judge = await judgeOf(`
  /things:
    get:
      operationId: op
      responses: {'200': {description: d, content: {text/plain: {schema: {type: string}}}}}`);
  expect(planned(judge, 'op/protocol/')).toEqual([
    'method/PATCH  PATCH /things',
    'method/HEAD  HEAD /things',
    'accept/unacceptable  GET /things, accept: application/vnd.specwright.unknown',
    'path/unknown  GET /things/specwright-unknown',
  ]);
});

test('protocol: no undescribed PATCH or PUT where items lie below', async () => {
  const judge = await judgeOf(`
  /things: {get: {operationId: list, responses: {'200': {description: d}}}}
  /things/{id}: {get: {operationId: read, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: d}}}}
  /boxes: {get: {operationId: boxes, responses: {'200': {description: d}}}, post: {operationId: box, responses: {'201': {description: d}}}}
  /boxes/{id}: {get: {operationId: open, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'200': {description: d}}}}`);
  const methods = (name: string) => planned(judge, `${name}/protocol/method/`);
  expect(methods('list')).toEqual(['POST  POST /things', 'HEAD  HEAD /things']);
  expect(methods('boxes')).toEqual(['HEAD  HEAD /boxes']);
  expect(methods('read')[0]).toMatch(/^PATCH {2}PATCH \/things\//);
});

test('ids trip neither a shell nor a path, and are given once', async () => {
  const judge = await judgeOf(`
  /a b/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: 'filter[$x]', in: query, required: true, schema: {type: string}}
      responses: {'200': {description: d}}`);
  const all = ids(judge, '');
  expect(all).toContain('GET.a~20b._id_/invalid/query/filter~5B~24x~5D/required');
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((id) => !/^[\w.~/@+=,:-]+$/.test(id))).toEqual([]);
});

test('ids and their order depend neither on the seed nor on examples', async () => {
  const written = (example: string) =>
    judgeOf(`
  /things:
    post:
      operationId: op
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {a: {type: string, minLength: 1}, b: {type: array, items: {type: integer}}}}
            ${example}
      responses: {'200': {description: d}}`);
  const plain = ids(await written(''), 'op/');
  expect(ids(await written('example: {a: xyz, b: [1, 2, 3]}'), 'op/')).toEqual(plain);
  expect(ids(await written(''), 'op/', { seed: 7 })).toEqual(plain);
});

test('a seed produces the same values, regardless of the folder of the documents', async () => {
  const at = async (folder: string) => {
    const { api } = await loadTexts({
      [`${folder}/api.yaml`]: `
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /things:
    post:
      operationId: op
      requestBody: {content: {application/json: {schema: {$ref: 'thing.yaml#/Thing'}}}}
      responses: {'200': {description: d}}`,
      [`${folder}/thing.yaml`]:
        'Thing: {type: object, required: [a], properties: {a: {type: string}}}',
    });
    return planned(createJudge(api!), 'op/example', { seed: 7 });
  };
  const here = await at('here');
  expect(here[0]).toContain('"a"');
  expect(await at('some/where/else')).toEqual(here);
});

describe('real documents', () => {
  const files = documents.map((file) => [path.basename(file), file] as const);
  test.each(files)('%s: a run sends the planned cases', { timeout: 600_000 }, async (_, file) => {
    const { api } = await loadApi(file);
    const judge = createJudge(api!);
    let count = 0;
    for (const one of planCases(judge)) {
      if (one.group !== 'example' && one.group !== 'valid' && one.group !== 'invalid') continue;
      const { findings } = judge.request(requestOf(one));
      const wrong = findings.filter(({ severity }) => severity === 'violation');
      expect({ id: one.id, wrong: wrong.length }).toEqual({
        id: one.id,
        wrong: one.group === 'invalid' ? 1 : 0,
      });
      count += 1;
    }
    expect(count > 0).toBe(api!.operations.length > 0);
  });
});

test('lists and objects in another style, if it changes their meaning', async () => {
  const judge = await judgeOf(`
  /things/{codes}:
    get:
      operationId: op
      parameters:
        - {name: codes, in: path, required: true, style: label, schema: {type: array, items: {type: integer}}, example: [1, 2]}
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}, example: [1, 2]}
        - {name: names, in: query, schema: {type: array, items: {type: string}}, example: [a, b]}
        - {name: price, in: query, required: true, style: deepObject, schema: {type: object, additionalProperties: false, properties: {min: {type: integer}}}, example: {min: 1}}
      responses: {'200': {description: d}}`);
  const styles = (start: string) =>
    planned(judge, `op/invalid/${start}/style/`).map((one) => one.replace('GET /things/', ''));
  expect(styles('path/codes').map((one) => one.replace(/\?.*/, ''))).toEqual([
    'simple  1,2',
    'simple-exploded  1,2',
    'label-exploded  .1.2',
    'matrix  ;codes=1,2',
    'matrix-exploded  ;codes=1;codes=2',
  ]);
  const query = (start: string) => styles(start).map((one) => one.replace('.1,2?', ''));
  const rest = 'names=a&names=b&price%5Bmin%5D=1';
  expect(query('query/ids')).toEqual([
    `form  ids=1,2&${rest}`,
    `spaceDelimited  ids=1%202&${rest}`,
    `pipeDelimited  ids=1%7C2&${rest}`,
  ]);
  expect(query('query/names')).toEqual([]);
  expect(
    query('query/price').map((one) => one.replace('ids=1&ids=2&names=a&names=b&', '')),
  ).toEqual([
    'form  price=min,1',
    'form-exploded  min=1',
    'spaceDelimited  price=min%201',
    'pipeDelimited  price=min%7C1',
    'unclosed  price%5Bmin=1',
    'nested  price%5Bmin%5D%5Bspecwright%5D=1',
  ]);
});
