import { describe, expect, test } from 'vitest';
import { requestExamples, whyNoRequest } from '../../src/example/request.ts';
import { createJudge } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    put:
      operationId: put
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: a/b c}
        - {name: page, in: query, schema: {type: integer}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}, example: [x, y]}
      security: [{token: []}, {key: []}]
      requestBody:
        content:
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string}}}
            examples:
              good: {value: {name: Tom}}
              bad: {value: {}}
          application/xml:
            schema: {type: object, xml: {name: pet}, properties: {name: {type: string}}}
            example: <pet><name>Tom</name></pet>
      responses: {'200': {description: d}}
    get:
      operationId: get
      parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 5, maximum: 4}}]
      responses: {'200': {description: d}}
    delete:
      operationId: delete
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      security: [{token: []}, {}]
      responses: {'200': {description: d}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: query, name: key}
`);
const judge = createJudge(api);
const operation = (id: string) => api.operations.find((other) => other.id === id)!;

function shown(id: string, credentials?: Record<string, string>) {
  return requestExamples(operation(id), judge.schemas, credentials && { credentials }).map(
    ({ name, request: { target, headers, body } }) => ({
      name,
      target,
      headers,
      body: new TextDecoder().decode(body),
    }),
  );
}

describe('requestExamples()', () => {
  test('shows each valid example of each media type, with what the operation requires', () => {
    const common = { target: '/pets/a%2Fb%20c?tags=x&tags=y' };
    expect(shown('put')).toEqual([
      {
        ...common,
        name: 'application/json good',
        headers: { authorization: 'Bearer TOKEN', 'content-type': 'application/json' },
        body: '{"name":"Tom"}',
      },
      {
        ...common,
        name: 'application/xml',
        headers: { authorization: 'Bearer TOKEN', 'content-type': 'application/xml' },
        body: '<pet><name>Tom</name></pet>',
      },
    ]);
  });

  test('uses the alternative with configured credentials', () => {
    expect(shown('put', { key: 'k' })[0]).toMatchObject({
      target: '/pets/a%2Fb%20c?tags=x&tags=y&key=k',
      headers: { 'content-type': 'application/json' },
    });
    expect(shown('delete', { token: 't' })[0]!.headers).toEqual({ authorization: 'Bearer t' });
  });

  test('stays anonymous where that is allowed', () => {
    expect(shown('delete')[0]!.headers).toEqual({});
  });

  test('gives no request if no value satisfies a required parameter', () => {
    expect(shown('get')).toEqual([]);
  });

  test('leaves out a body that no value satisfies if it may be left out', async () => {
    const requestsOf = async (required: boolean) => {
      const { operations, schemas } = await described(required);
      return requestExamples(operations[0]!, schemas).map(({ name, request: { body } }) => [
        name,
        body.byteLength,
      ]);
    };
    expect(await requestsOf(false)).toEqual([['', 0]]);
    expect(await requestsOf(true)).toEqual([]);
  });

  test('gives requests without a finding of the judge', () => {
    for (const { request } of requestExamples(operation('put'), judge.schemas)) {
      expect(judge.request(request).findings).toEqual([]);
    }
  });
});

describe('whyNoRequest()', () => {
  test('names the required parameter without a valid value', () => {
    expect(whyNoRequest(operation('get'), judge.schemas)).toBe(
      'no valid value was found for its path parameter "id"',
    );
  });

  test('names the line of the keyword that no value of a body satisfies', async () => {
    const { operations, schemas } = await described(true);
    expect(whyNoRequest(operations[0]!, schemas)).toMatch(
      /^no valid value was found for its application\/json body: no string was found for "\/code" \(.*:14:28\)$/,
    );
  });
});

/** An operation with a body that contradicts itself: a UUID has 36 characters. */
async function described(required: boolean) {
  const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /x:
    post:
      operationId: x
      requestBody:
        required: ${required}
        content:
          application/json:
            schema:
              required: [code]
              properties: {code: {type: string, format: uuid, minLength: 24, maxLength: 24}}
              type: object
      responses: {'200': {description: d}}
`);
  return { operations: api.operations, schemas: createJudge(api).schemas };
}

test.each([
  ['application/x-www-form-urlencoded', '/x?a=b+c&n=1&n=2', '/x?a=b%20c&n=1&n=2'],
  ['application/json', '/x?%7B%22a%22%3A%22b%20c%22%2C%22n%22%3A%5B1%2C2%5D%7D'],
])('a query as a whole is written as %s', async (type, ...targets) => {
  const described = await apiOf(`
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /x:
    get:
      operationId: x
      parameters:
        - name: q
          in: querystring
          content: {${type}: {schema: {type: object}, example: {a: b c, n: [1, 2]}}}
      responses: {'200': {description: d}}
`);
  const { schemas } = createJudge(described);
  const [shown] = requestExamples(described.operations[0]!, schemas);
  expect(targets).toContain(shown?.request.target);
});

describe('parameters that are sent together', () => {
  const pet = '{type: object, properties: {id: {type: integer}}}';
  const described = async (required: boolean) => {
    const found = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: x
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}, example: '7'}
        - {name: a, in: query, required: true, schema: ${pet}, example: {id: 1}}
        - {name: b, in: query, required: ${required}, schema: ${pet}, example: {id: 2}}
        - {name: c, in: query, schema: {type: string, minLength: 2, maxLength: 1}, example: x}
      responses: {'200': {description: d}}
`);
    return { schemas: createJudge(found).schemas, operation: found.operations[0]! };
  };

  test('are judged together: an optional one that shares a name is left out', async () => {
    const { operation, schemas } = await described(false);
    const [shown] = requestExamples(operation, schemas);
    expect(shown?.request.target).toBe('/pets/7?id=1');
    // The value is the parsed one; the text is that of the contract.
    expect(shown?.call.parameters[0]).toMatchObject({ written: '7', value: 7 });
  });

  test('and nothing is shown where two that are required do', async () => {
    const { operation, schemas } = await described(true);
    expect(requestExamples(operation, schemas)).toEqual([]);
  });

  test('but what exists at a provider is sent as it is', async () => {
    const { operation, schemas } = await described(false);
    const valueFor = ({ name }: { name: string }) => (name === 'id' ? 'seven' : undefined);
    const [shown] = requestExamples(operation, schemas, { valueFor });
    expect(shown?.request.target).toBe('/pets/seven?id=1');
  });
});

describe('a path with a fragment', async () => {
  const found = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets/{id}#link:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: 'a#b'}
        - {name: fields, in: query, required: true, schema: {type: string}, example: link}
      responses: {'200': {description: d}}
`);

  test('is sent without it (RFC 9110 section 7.1)', () => {
    const [shown] = requestExamples(found.operations[0]!, createJudge(found).schemas);
    expect(shown?.request.target).toBe('/pets/a%23b?fields=link');
  });
});
