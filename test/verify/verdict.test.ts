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

/** The verdict in a line: what was found, and `?` with the reason where nothing can be said. */
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
    ['is met with the success that is described', list, 200, []],
    ['is met with another one', list, 204, ['violation success-undocumented']],
    ['is sent elsewhere', list, 302, ['violation success-undocumented']],
    [
      'is sent to the same path at another base URL',
      list,
      308,
      [unknown, state('? 308: it redirects to the same path below https://pets')],
      { headers: { location: 'https://pets.example/v1/pets' } },
    ],
    [
      'is sent to where it was',
      list,
      308,
      ['violation success-undocumented'],
      { headers: { location: '/v1/pets' } },
    ],
    [
      'is met with a success that default swallows',
      put(good),
      202,
      ['violation success-undocumented'],
    ],
    ['is called bad, as it is described', create, 422, [refusal]],
    ['is called bad', list, 400, [refusal, unknown]],
    [
      'has another id in its body than in its path, and is called bad',
      putPet('{"id":8}'),
      400,
      [unknown, state('? 400: the id in the body is another one than in the path')],
    ],
    ['has the id of its path in its body', putPet('{"id":7}'), 400, [refusal, unknown]],
    ['has another id in its body, and meets a crash', putPet('{"id":8}'), 500, [refusal, unknown]],
    ['meets a crash', list, 500, [refusal, unknown]],
    ['meets a crash that default covers', put(good), 500, [refusal]],
    [
      'meets a provider that will be back',
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
    [
      'is not let in with the credentials given',
      create,
      401,
      [refusal],
      { credentials: ['token'] },
    ],
    ['is not let in where everybody is', list, 401, [refusal, unknown]],
    ['requests a missing item', get, 404, [state('? 404: what was asked for')]],
    ['requests a missing path without parameters', list, 404, [refusal, unknown]],
    ['comes in a bad moment', create, 409, [state('? 409: the state')]],
    ['comes too often', list, 429, [unknown, state('? 429: too many')]],
    ['meets what the contract says instead of a success', requestOf('DELETE /pets/7'), 410, []],
    ['meets a refusal where no success is described', requestOf('DELETE /pets/7'), 400, [unknown]],
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
    ['is refused as it is described', bodyless, 422, []],
    ['is refused with a status that is not described', bodyless, 400, [unknown]],
    ['is accepted, though a refusal is described', bodyless, 201, ['violation request-accepted']],
    [
      'is accepted, and no other success is described for that either',
      bodyless,
      202,
      ['violation request-accepted'],
    ],
    [
      'is accepted, though default describes refusals',
      put(bad),
      200,
      ['violation request-accepted'],
    ],
    ['is accepted where no refusal is described', patch, 200, ['undocumented request-accepted']],
    ['is accepted in another media type', xml, 201, ['violation request-accepted']],
    ['is accepted without credentials', tokenless, 201, ['violation request-accepted']],
    ['is sent to a login', tokenless, 302, [unknown]],
    [
      'is sent elsewhere',
      bodyless,
      303,
      [unknown, expect.stringContaining('? 303: it redirects, which says neither')],
    ],
    ['is sent elsewhere, as a success is described', form, 303, ['violation request-accepted']],
    ['is accepted with a word for a number, and only 404 is described', word, 200, []],
    ['is not found, as it is described', word, 404, []],
    ['is not found, and that is not what was tried', bodyless, 404, [unknown, other]],
    ['is not let in, and that is not what was tried', bodyless, 401, [other]],
    ['is in conflict with the state, which was not tested', bodyless, 409, [other]],
    [
      'makes the provider fail',
      bodyless,
      500,
      ['violation request-crashed', expect.stringContaining('failed before')],
    ],
    [
      'makes it fail as default describes',
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
    ['has no method', trace, 405, [], { headers: { allow: 'GET, POST, PUT, PATCH' } }],
    ['has no method, and is not told which there are', trace, 405, ['advisory allow-incomplete']],
    [
      'has an unknown method, and the answer lists others',
      trace,
      405,
      ['advisory allow-incomplete'],
      { headers: { allow: 'GET' } },
    ],
    ['has no method, and yet one', trace, 204, ['undocumented operation-undocumented']],
    ['has no path', nowhere, 404, []],
    ['has no path, and yet one', nowhere, 200, ['undocumented operation-undocumented']],
    ['asks for the fields only', requestOf('HEAD /pets'), 200, []],
    ['makes the provider fail', nowhere, 500, ['violation request-crashed']],
  ])('%s', (_, request, status, want, told) => {
    expect(verdict(request, undescribed(request), status, told)).toEqual(want);
  });
});
