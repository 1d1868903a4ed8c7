import { describe, expect, test } from 'vitest';
import { createJudge, type Finding, type HttpRequest } from '../../src/index.ts';
import type { Expectation } from '../../src/verify/case.ts';
import { judgeAnswer, judgeStep } from '../../src/verify/verdict.ts';
import { loadTexts } from '../api/source.ts';
import { requestOf, responseOf } from '../judge/exchanges.ts';

const { api } = await loadTexts({
  'pets.yaml': `
openapi: 3.1.0
info: { title: Pets, version: '1' }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { '200': { description: pets } }
    post:
      operationId: createPet
      security: [{ token: [] }]
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [name] } } }
      responses:
        '201': { description: the pet }
        '401': { description: who are you }
        '409': { description: there is one }
        '422': { description: no pet }
    put:
      operationId: replacePets
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [name] } } }
      responses: { '200': { description: pets }, default: { description: anything else } }
    patch:
      operationId: mendPets
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [name] } } }
      responses: { '200': { description: pets } }
  /forms:
    post:
      operationId: sendForm
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [name] } } }
      responses: { '303': { description: see the pet }, '400': { description: no } }
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: a pet }, '404': { description: none } }
    put:
      operationId: replacePet
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '200': { description: a pet } }
    delete:
      operationId: deletePet
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '410': { description: pets stay } }
`,
});
const judge = createJudge(api!);

const json = { 'content-type': 'application/json' };
const token = { authorization: 'Bearer TOKEN' };
const good = '{"name":"Rex"}';
const bad = '{}';

const list = requestOf('GET /pets');
const create = requestOf('POST /pets', { ...json, ...token }, good);
const get = requestOf('GET /pets/7');
const putPet = (body: string) => requestOf('PUT /pets/7', json, body);

const accepted: Expectation = { kind: 'accepted' };
const refused = (request: HttpRequest): Expectation => ({
  kind: 'refused',
  because: judge.request(request).findings[0] as Finding,
});
const undescribed = (request: HttpRequest): Expectation => ({
  kind: 'undescribed',
  because: judge.request(request).findings[0] as Finding,
});

interface Told {
  readonly credentials?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The verdict as lines: the findings, and `?` with the reason if it is inconclusive. */
function verdict(
  request: HttpRequest,
  expectation: Expectation,
  status: number,
  { credentials = [], headers = {} }: Told = {},
): readonly string[] {
  const operation =
    judge.request(request).operation ?? api!.operations.find(({ path }) => path === '/pets')!;
  const step = { operation, expectation, make: () => ({ ok: false, reason: '' }) as const };
  const judged = judgeStep(step, { request, response: responseOf(status, headers) }, judge);
  const { findings, inconclusive } = judgeAnswer(
    { step, judged, draft: undefined, former: [] },
    { credentials: new Set(credentials), baseUrl: 'http://pets.example/v1' },
  );
  const found = findings.map(({ code, severity }) => `${severity} ${code}`);
  return inconclusive === undefined ? found : [...found, `? ${inconclusive.reason.slice(0, 60)}`];
}

const refusal = 'violation request-refused';
const unknown = 'undocumented status-undocumented';

describe('a request that keeps the contract', () => {
  const state = (text: string) => expect.stringContaining(text);
  test.each<[string, HttpRequest, number, readonly unknown[], Told?]>([
    ['gets the described success', list, 200, []],
    ['gets another success', list, 204, ['violation success-undocumented']],
    ['is redirected', list, 302, ['violation success-undocumented']],
    [
      'is redirected to the same path at another base URL',
      list,
      308,
      [unknown, state('? 308: it redirects to the same path below https://pets')],
      { headers: { location: 'https://pets.example/v1/pets' } },
    ],
    [
      'is redirected to the same URL',
      list,
      308,
      ['violation success-undocumented'],
      { headers: { location: '/v1/pets' } },
    ],
    ['gets a success that only default covers', put(good), 202, ['violation success-undocumented']],
    ['gets the described refusal', create, 422, [refusal]],
    ['gets an undescribed refusal', list, 400, [refusal, unknown]],
    [
      'has a different id in its body than in its path, and is refused',
      putPet('{"id":8}'),
      400,
      [unknown, state('? 400: the id in the body is another one than in the path')],
    ],
    ['has the id of its path in its body', putPet('{"id":7}'), 400, [refusal, unknown]],
    ['has a different id in its body, and gets a crash', putPet('{"id":8}'), 500, [refusal]],
    ['gets a crash', list, 500, [refusal]],
    ['gets a crash that default covers', put(good), 500, [refusal]],
    [
      'gets a 503 with Retry-After',
      list,
      503,
      [unknown, state('? 503: ')],
      { headers: { 'retry-after': '5' } },
    ],
    [
      'lacks credentials that are not configured',
      create,
      401,
      [state('give --credential token=…')],
    ],
    ['gets a 401 despite its credentials', create, 401, [refusal], { credentials: ['token'] }],
    ['gets a 401 without a security requirement', list, 401, [refusal, unknown]],
    ['requests a missing item', get, 404, [state('? 404: what was asked for')]],
    ['requests a missing path without parameters', list, 404, [refusal, unknown]],
    ['conflicts with the state', create, 409, [state('? 409: the state')]],
    ['exceeds a limit', list, 429, [unknown, state('? 429: too many')]],
    ['gets the described answer, which is not a success', requestOf('DELETE /pets/7'), 410, []],
    ['gets a refusal if no success is described', requestOf('DELETE /pets/7'), 400, [unknown]],
  ])('%s', (_, request, status, want, told) => {
    expect(verdict(request, accepted, status, told)).toEqual(want);
  });
});

function put(body: string): HttpRequest {
  return requestOf('PUT /pets', json, body);
}

describe('a request that breaks the contract', () => {
  const bodyless = requestOf('POST /pets', { ...json, ...token }, bad);
  const tokenless = requestOf('POST /pets', json, good);
  const xml = requestOf('POST /pets', { 'content-type': 'text/xml', ...token }, '<a/>');
  const patch = requestOf('PATCH /pets', json, bad);
  const word = requestOf('GET /pets/seven');
  const form = requestOf('POST /forms', json, bad);
  const other = expect.stringContaining('refused for another reason');
  test.each<[string, HttpRequest, number, readonly unknown[]]>([
    ['is refused as described', bodyless, 422, []],
    ['is refused with an undescribed status', bodyless, 400, [unknown]],
    ['is accepted, though a refusal is described', bodyless, 201, ['violation request-accepted']],
    ['is accepted with an undescribed success', bodyless, 202, ['violation request-accepted']],
    [
      'is accepted, though default describes refusals',
      put(bad),
      200,
      ['violation request-accepted'],
    ],
    ['is accepted, and no refusal is described', patch, 200, ['undocumented request-accepted']],
    ['is accepted in another media type', xml, 201, ['violation request-accepted']],
    ['is accepted without credentials', tokenless, 201, ['violation request-accepted']],
    ['is redirected to a login', tokenless, 302, [unknown]],
    [
      'is redirected',
      bodyless,
      303,
      [unknown, expect.stringContaining('? 303: it redirects, which says neither')],
    ],
    ['is redirected as a success is described', form, 303, ['violation request-accepted']],
    ['is accepted with a word for a number, if only 404 is described', word, 200, []],
    ['gets a described 404', word, 404, []],
    ['gets a 404 for another reason', bodyless, 404, [unknown, other]],
    ['gets a 401 for another reason', bodyless, 401, [other]],
    ['gets a 409 for another reason', bodyless, 409, [other]],
    [
      'crashes the provider',
      bodyless,
      500,
      ['violation request-crashed', expect.stringContaining('failed before')],
    ],
    [
      'crashes the provider as default describes',
      put(bad),
      500,
      ['advisory request-crashed', expect.stringContaining('failed before')],
    ],
  ])('%s', (_, request, status, want) => {
    expect(verdict(request, refused(request), status)).toEqual(want);
  });
});

describe('a request that the contract does not describe', () => {
  const trace = requestOf('DELETE /pets');
  const nowhere = requestOf('GET /nowhere');
  test.each<[string, HttpRequest, number, readonly unknown[], Told?]>([
    ['has an unknown method', trace, 405, [], { headers: { allow: 'GET, POST, PUT, PATCH' } }],
    ['has an unknown method, and the answer lists none', trace, 405, ['advisory allow-incomplete']],
    [
      'has an unknown method, and the answer lists others',
      trace,
      405,
      ['advisory allow-incomplete'],
      { headers: { allow: 'GET' } },
    ],
    ['has an unknown method, and succeeds', trace, 204, ['undocumented operation-undocumented']],
    ['has an unknown path', nowhere, 404, []],
    ['has an unknown path, and succeeds', nowhere, 200, ['undocumented operation-undocumented']],
    ['is a HEAD', requestOf('HEAD /pets'), 200, []],
    ['crashes the provider', nowhere, 500, ['violation request-crashed']],
  ])('%s', (_, request, status, want, told) => {
    expect(verdict(request, undescribed(request), status, told)).toEqual(want);
  });
});
