import { execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect as jestExpect } from 'expect';
import { toKeepContract } from 'specwright/vitest';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createJudge } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { json, requestOf, responseOf } from './exchanges.ts';

const commonJs = fileURLToPath(new URL('../../dist/commonjs/jest.cjs', import.meta.url));

const judge = createJudge(
  await apiOf(`
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://api.example.com/v1'}]
paths:
  /pets:
    post:
      operationId: createPet
      security: [{bearer: []}]
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [name]}}}
      responses:
        '201':
          description: d
          headers: {Location: {required: true, schema: {type: string}}}
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {type: integer}
                  kind: {enum: [cat, dog]}
  /pets/{id}:
    get:
      operationId: getPet
      responses: {'200': {description: d, content: {application/json: {schema: {type: object}}}}}
components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
`),
);

const url = 'https://api.example.com/v1/pets';
const create = (body: string) =>
  new Request(url, {
    method: 'POST',
    headers: { ...json, Authorization: 'Bearer t' },
    body,
  });
const created = (pet: unknown) =>
  Response.json(pet, { status: 201, headers: { Location: '/pets/7' } });

/** The message of an assertion that must fail. */
async function failure(assertion: Promise<void>): Promise<string> {
  try {
    await assertion;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion should have failed');
}

describe('toKeepContract() accepts', () => {
  test('a Fetch request and response, and leaves them readable', async () => {
    const request = create('{"name":"Rex"}');
    const response = created({ id: 7 });
    await expect(request).toKeepContract({ judge });
    await expect(response).toKeepContract({ judge, request });
    await expect({ request, response }).toKeepContract({ judge });
    await expect(response).toKeepContract({ judge, operation: 'createPet' });
    expect(await response.json()).toEqual({ id: 7 });
  });

  test('plain data', async () => {
    const request = requestOf('POST /pets', { ...json, Authorization: 'Bearer t' }, '{"name":1}');
    const response = responseOf(201, { ...json, Location: '/pets/7' }, '{}');
    await expect(request).toKeepContract({ judge });
    await expect(response).toKeepContract({ judge, request });
  });

  test('only messages', async () => {
    const refused = expect(undefined).toKeepContract({ judge });
    await expect(refused).rejects.toThrow('it is not a request, response or exchange');
    const unknown = expect(created({})).toKeepContract({ judge, operation: 'makePet' });
    await expect(unknown).rejects.toThrow(
      'Cannot find the operation "makePet": the contract has createPet, getPet',
    );
    // @ts-expect-error: an answer needs its request or operation.
    const unrelated = expect(created({})).toKeepContract({ judge });
    await expect(unrelated).rejects.toThrow('say which request or operation it answers');
  });
});

describe('toKeepContract() reports', () => {
  test('the fault of an answer, its place and the line of the contract', async () => {
    const response = Response.json({ id: '7', kind: 'cow' }, { status: 201 });
    const assertion = expect(response).toKeepContract({ judge, request: create('{}') });
    expect(await failure(assertion)).toMatchInlineSnapshot(`
      "expected the response to keep the contract, and it does not
      createPet: POST /v1/pets → 201

      violation: response header "Location" is required and missing
        contract: api.yaml:16:21
        exchange: response header "Location"

      violation: response body at /id must be integer, but is "7"
        contract: api.yaml:22:24
        exchange: response body at /id
        expected: "integer"
        received: "7"

      violation: response body at /kind must be one of "cat", "dog", but is "cow"
        contract: api.yaml:23:26
        exchange: response body at /kind
        expected: ["cat","dog"]
        received: "cow""
    `);
  });

  test('the fault of a request', async () => {
    const request = new Request(`${url}?dry=1`, { method: 'POST', headers: json, body: '{' });
    expect(await failure(expect(request).toKeepContract({ judge }))).toMatchInlineSnapshot(`
      "expected the request to keep the contract, and it does not
      createPet: POST /v1/pets?dry=1

      violation: the request does not carry bearer credentials in the header "Authorization"
        contract: api.yaml:28:32
        exchange: the request
        expected: bearer credentials in the header "Authorization"

      undocumented: query parameter "dry" is not described
        contract: api.yaml:7:5
        exchange: query parameter "dry"

      violation: request body cannot be read as application/json: line 1, column 2: a name or "}" is expected, and the end is there
        contract: api.yaml:12:19
        exchange: request body
        expected: "application/json""
    `);
  });

  test('that no operation describes the request', async () => {
    const request = new Request('https://api.example.com/v1/dogs');
    const response = Response.json({});
    const assertion = expect(response).toKeepContract({ judge, request });
    expect(await failure(assertion)).toMatchInlineSnapshot(`
      "expected the response to keep the contract, and it does not
      no operation: GET /v1/dogs → 200

      violation: no operation has the path "/v1/dogs"
        contract: api.yaml:5:1
        exchange: the path
        received: "/v1/dogs""
    `);
  });

  test('that the request is for another operation', async () => {
    const request = new Request(`${url}/7`);
    const assertion = expect(request).toKeepContract({ judge, operation: 'createPet' });
    expect(await failure(assertion)).toMatchInlineSnapshot(`
      "expected the request to keep the contract, and it does not
      getPet: GET /v1/pets/7

      The operation should be createPet."
    `);
  });

  test('that a contract is kept against the expectation', async () => {
    const request = create('{"name":"Rex"}');
    await expect(create('{}')).not.toKeepContract({ judge });
    expect(await failure(expect(request).not.toKeepContract({ judge }))).toMatchInlineSnapshot(`
      "expected the request to break the contract, and it keeps it
      createPet: POST /v1/pets"
    `);
  });
});

test('toKeepContract() fails by severity', async () => {
  const request = new Request(`${url}/7?verbose=1`);
  await expect(request).not.toKeepContract({ judge });
  await expect(request).toKeepContract({ judge, tolerate: ['undocumented', 'advisory'] });
});

describe('toKeepContract() accepts a response from a client:', () => {
  const good = '{"id":7}';
  const bad = '{"id":"7"}';
  const fields = { 'content-type': 'application/json', location: '/pets/7' };
  const sent = { method: 'POST', path: '/v1/pets' };
  const bytes = (text: string) => new TextEncoder().encode(text);
  const gzipped = { ...fields, 'content-encoding': 'gzip' };

  const shapes: Readonly<Record<string, (text: string) => object>> = {
    // The content is decoded, and the fields still name the coding.
    supertest: (text) => ({
      ...{ status: 201, statusCode: 201, header: gzipped, headers: gzipped },
      ...{ req: sent, request: {}, text, body: JSON.parse(text) },
    }),
    axios: (text) => ({
      ...{ status: 201, headers: fields, config: {}, request: sent, data: JSON.parse(text) },
    }),
    'axios with the adapter "fetch"': (text) => ({
      ...{ status: 201, headers: new Map(Object.entries(fields)), config: {} },
      request: new Request('https://api.example.com/v1/pets', { method: 'POST' }),
      data: bytes(text),
    }),
    'light-my-request': (text) => ({
      ...{ statusCode: 201, headers: fields, json: () => JSON.parse(text), body: text },
      ...{
        payload: text,
        rawPayload: bytes(text),
        raw: { req: { method: 'POST', url: '/v1/pets' } },
      },
    }),
    undici: (text) => ({ statusCode: 201, headers: fields, body: Readable.from([bytes(text)]) }),
  };

  test.each(Object.entries(shapes))('%s', async (name, shape) => {
    const options = { judge, ...(name === 'undici' && { operation: 'createPet' }) };
    await toKeepContract(shape(good), options).then(({ pass }) => expect(pass).toBe(true));
    const { pass, message } = await toKeepContract(shape(bad), options);
    expect(pass).toBe(false);
    expect(message()).toMatch(/createPet: POST .*→ 201[\s\S]*body at \/id must be integer/);
  });

  test('a text of axios is the value of JSON, unless its length is that of the content', async () => {
    const named = createJudge(
      await apiOf(`
openapi: 3.1.0
info: {title: Names, version: '1'}
paths:
  /name:
    get:
      responses: {'200': {description: d, content: {application/json: {schema: {type: string}}}}}`),
    );
    const answer = (data: string, length: number) => ({
      ...{ status: 200, config: {}, request: { method: 'GET', path: '/name' }, data },
      headers: { 'content-type': 'application/json', 'content-length': String(length) },
    });
    await expect(answer('Rex', 5)).toKeepContract({ judge: named });
    await expect(answer('Rex', 3)).not.toKeepContract({ judge: named });
  });

  test('a response that was read before cannot be judged', async () => {
    const body = Object.assign(Readable.from([]), { bodyUsed: true });
    const answer = { statusCode: 201, headers: fields, body };
    await expect(expect(answer).toKeepContract({ judge, operation: 'createPet' })).rejects.toThrow(
      /its stream has been read/,
    );
  });
});

test('specwright/jest adds the matcher to the global "expect", as CommonJS too', async () => {
  const asked = 'Cannot add toKeepContract() to the matchers: there is no global "expect"';
  await expect(import('../../src/jest.ts')).rejects.toThrow(asked);
  vi.stubGlobal('expect', jestExpect);
  vi.resetModules();
  onTestFinished(() => void vi.unstubAllGlobals());
  await import('../../src/jest.ts');
  const response = created({ id: 'seven' });
  const request = create('{}');
  await jestExpect(created({ id: 7 })).toKeepContract({ judge, request });
  const assertion = jestExpect(response).toKeepContract({ judge, request });
  expect(await failure(assertion)).toContain('response body at /id must be integer');
  const script = `
    const matchers = {};
    globalThis.expect = { extend: (more) => Object.assign(matchers, more) };
    const { openJudge } = require(${JSON.stringify(commonJs)});
    console.log(typeof openJudge, Object.keys(matchers).join());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script]);
  expect(stdout).toBe('function toKeepContract\n');
});
