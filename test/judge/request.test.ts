import { describe, expect, test } from 'vitest';
import { createJudge, messageOf } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { brief, json, requestOf, responseOf } from './exchanges.ts';

const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: tags, in: query, explode: false, schema: {type: array, items: {type: string, enum: [a, b]}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, required: [by], properties: {by: {type: string}, max: {type: number}}}}
        - {name: X-Trace, in: header, required: true, schema: {type: string, format: uuid}}
        - {name: session, in: cookie, schema: {type: string, minLength: 3}}
        - {name: where, in: query, content: {application/json: {schema: {type: object, required: [a]}}}}
      responses: {'200': {description: d}}
    delete:
      responses: {'204': {description: d}}
  /pets:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Pet'}
          application/xml:
            schema: {$ref: '#/components/schemas/Pet'}
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/Pet'}
          text/*:
            schema: {type: string, maxLength: 5}
      responses: {'201': {description: d}}
    put:
      requestBody:
        content: {application/json: {schema: {type: object}}}
      responses: {'200': {description: d}}
    patch:
      responses: {'200': {description: d}}
components:
  schemas:
    Pet:
      type: object
      xml: {name: pet}
      required: [name]
      additionalProperties: false
      properties:
        name: {type: string}
        age: {type: integer}
        tags: {type: array, items: {type: string}}
`);
const judge = createJudge(api);
const uuid = 'c211984f-b5a5-45fb-ae38-9f22fe0465d9';
const trace = { 'X-Trace': uuid };

describe('judge.request() judges parameters', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['GET /pets/1', trace, []],
    ['GET /pets/1?limit=5&tags=a,b&filter[by]=x&filter[max]=1.5', trace, []],
    ['GET /pets/0', trace, ['value-invalid minimum path parameter "id"']],
    ['GET /pets/x', trace, ['value-invalid type path parameter "id"']],
    ['GET /pets/1.0', trace, []],
    ['GET /pets/%zz', trace, ['parameter-malformed path parameter "id"']],
    ['GET /pets/1', {}, ['parameter-missing header "X-Trace"']],
    ['GET /pets/1', { 'X-Trace': 'no' }, ['value-invalid format header "X-Trace"']],
    ['GET /pets/1?limit=5x', trace, ['value-invalid type query parameter "limit"']],
    ['GET /pets/1?limit=', trace, ['value-invalid type query parameter "limit"']],
    ['GET /pets/1?tags=a,c', trace, ['value-invalid enum query parameter "tags" at /1']],
    ['GET /pets/1?filter[max]=1', trace, ['value-invalid required query parameter "filter"']],
    ['GET /pets/1?offset=1', trace, ['parameter-undocumented query parameter "offset"']],
    [
      'GET /pets/1',
      { ...trace, Cookie: 'session=ab' },
      ['value-invalid minLength cookie "session"'],
    ],
    ['GET /pets/1', { ...trace, Cookie: 'session=abc; other=1' }, []],
    ['GET /pets/1?where=%7B%22a%22:1%7D', trace, []],
    ['GET /pets/1?where=%7B%7D', trace, ['value-invalid required query parameter "where"']],
    ['GET /pets/1?where=%7B', trace, ['parameter-malformed query parameter "where"']],
  ])('%s %j', (line, headers, wanted) => {
    expect(brief(judge.request(requestOf(line, headers)).findings)).toEqual(wanted);
  });

  test('and returns their values', () => {
    const verdict = judge.request(requestOf('GET /pets/7?tags=a&limit=3', trace));
    expect(verdict).toMatchObject({ path: { id: 7 }, query: { tags: ['a'], limit: 3 } });
  });
});

describe('judge.request() judges the path and the method', () => {
  test.each([
    ['GET /dogs', ['path-unknown the path'], []],
    ['PUT /pets/1', ['method-unknown the method'], ['GET', 'DELETE']],
  ])('%s', (line, wanted, allowed) => {
    const verdict = judge.request(requestOf(line));
    expect(brief(verdict.findings)).toEqual(wanted);
    expect(verdict).toMatchObject({ operation: undefined, allowed });
  });

  test.each([
    ['GET /dogs', '/paths'],
    ['PUT /pets/1', '/paths/~1pets~1{id}'],
    ['GET /pets', '/paths/~1pets'],
  ])('and lists the methods of the path: %s', (line, wanted) => {
    expect(judge.request(requestOf(line)).findings[0]?.at?.pointer).toBe(wanted);
  });
});

describe('judge.request() judges the body', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const xml = { 'Content-Type': 'application/xml' };

  test.each<[string, string, Record<string, string>, string, string[]]>([
    ['JSON', 'POST /pets', json, '{"name":"Rex","age":3}', []],
    [
      'JSON with a charset',
      'POST /pets',
      { 'Content-Type': 'application/json; charset=utf-8' },
      '{"name":"Rex"}',
      [],
    ],
    ['a missing property', 'POST /pets', json, '{}', ['value-invalid required request body']],
    [
      'a wrong type',
      'POST /pets',
      json,
      '{"name":1}',
      ['value-invalid type request body at /name'],
    ],
    [
      'a surplus property',
      'POST /pets',
      json,
      '{"name":"a","x":1}',
      ['value-invalid additionalProperties request body'],
    ],
    [
      'a polluting name',
      'POST /pets',
      json,
      '{"name":"a","__proto__":{}}',
      ['value-invalid additionalProperties request body'],
    ],
    ['malformed JSON', 'POST /pets', json, '{"name":', ['body-malformed request body']],
    ['no body', 'POST /pets', json, '', ['body-missing request body']],
    ['no body, nor a type', 'POST /pets', {}, '', ['body-missing request body']],
    [
      'a body without a type',
      'POST /pets',
      {},
      '{"name":"a"}',
      ['media-type-missing request body'],
    ],
    [
      'another type',
      'POST /pets',
      { 'Content-Type': 'image/png' },
      'x',
      ['media-type-undocumented request body'],
    ],
    [
      'no type at all',
      'POST /pets',
      { 'Content-Type': 'garbage' },
      'x',
      ['media-type-undocumented request body'],
    ],
    ['a form', 'POST /pets', form, 'name=Rex&age=3&tags=a&tags=b', []],
    [
      'a form with a wrong type',
      'POST /pets',
      form,
      'name=Rex&age=three',
      ['value-invalid type request body at /age'],
    ],
    ['XML', 'POST /pets', xml, '<pet><name>Rex</name><age>3</age><tags>a</tags></pet>', []],
    [
      'XML with another root',
      'POST /pets',
      xml,
      '<dog><name>Rex</name></dog>',
      ['body-malformed request body'],
    ],
    ['malformed XML', 'POST /pets', xml, '<pet><name>Rex</pet>', ['body-malformed request body']],
    [
      'XML with a wrong type',
      'POST /pets',
      xml,
      '<pet><name>Rex</name><age>x</age></pet>',
      ['value-invalid type request body at /age'],
    ],
    ['a media range', 'POST /pets', { 'Content-Type': 'text/plain' }, 'short', []],
    [
      'a media range, too long',
      'POST /pets',
      { 'Content-Type': 'text/csv' },
      'longer',
      ['value-invalid maxLength request body'],
    ],
    ['an optional body that is absent', 'PUT /pets', {}, '', []],
    [
      'a body where none is described',
      'PATCH /pets',
      json,
      '{}',
      ['body-undocumented request body'],
    ],
  ])('%s', (_, line, headers, body, wanted) => {
    expect(brief(judge.request(requestOf(line, headers, body)).findings)).toEqual(wanted);
  });
});

describe('judge.request() judges directions', async () => {
  const users = createJudge(
    await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /users:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Users'}}}}
      responses:
        '201': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Users'}}}}
components:
  schemas:
    Users: {type: array, items: {allOf: [{$ref: '#/components/schemas/User'}]}}
    User:
      required: [id, secret]
      properties:
        id: {type: integer, readOnly: true}
        secret: {$ref: '#/components/schemas/Secret'}
        friend: {$ref: '#/components/schemas/User'}
    Secret: {type: string, writeOnly: true}
`),
  );

  test.each<[string, string[], string[]]>([
    [
      '[{"secret":"s"}]',
      [],
      [
        'value-invalid required response body at /0',
        'property-misplaced response body at /0/secret',
      ],
    ],
    [
      '[{"id":1}]',
      ['value-invalid required request body at /0', 'property-misplaced request body at /0/id'],
      [],
    ],
    [
      '[{"id":1,"friend":{"secret":"s"}}]',
      ['value-invalid required request body at /0', 'property-misplaced request body at /0/id'],
      [
        'value-invalid required response body at /0/friend',
        'property-misplaced response body at /0/friend/secret',
      ],
    ],
  ])('%s', (body, asked, answered) => {
    const request = requestOf('POST /users', json, body);
    expect(brief(users.request(request).findings)).toEqual(asked);
    const [operation] = users.api.operations;
    const response = responseOf(201, json, body);
    expect(brief(users.response(operation!, request, response).findings)).toEqual(answered);
  });
});

describe('judge.request() judges files', async () => {
  const files = createJudge(
    await apiOf(`
openapi: 3.0.4
info: {title: T, version: '1'}
paths:
  /raw:
    put:
      requestBody:
        content:
          image/png: {schema: {type: string, format: binary, maxLength: 4}}
          application/octet-stream: {}
      responses: {'200': {description: d}}
  /form:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties: {file: {type: string, format: binary}, note: {type: string}}
      responses: {'200': {description: d}}
`),
  );
  const part = (name: string, type: string, content: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"; filename="f"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;

  test.each<[string, string, string, string | Uint8Array, string[]]>([
    ['bytes', 'PUT /raw', 'image/png', new Uint8Array([0, 255, 128]), []],
    [
      'too many',
      'PUT /raw',
      'image/png',
      new Uint8Array(5),
      ['value-invalid maxLength request body'],
    ],
    ['without a schema', 'PUT /raw', 'application/octet-stream', new Uint8Array([1]), []],
    [
      'in a form',
      'POST /form',
      'multipart/form-data; boundary=b',
      `${part('file', 'image/png', 'x')}--b--`,
      [],
    ],
    [
      'missing in a form',
      'POST /form',
      'multipart/form-data; boundary=b',
      `${part('note', 'text/plain', 'x')}--b--`,
      ['value-invalid required request body'],
    ],
  ])('%s', (_, line, contentType, body, wanted) => {
    const request = requestOf(line, { 'Content-Type': contentType }, body);
    expect(brief(files.request(request).findings)).toEqual(wanted);
  });
});

describe('judge.request() reads form data in the styles of its encodings', () => {
  // 3.0.4 section 4.7.15.1.2 knows them in forms only; from 3.1 on they count in form data as well.
  test.each<[string, string, string[], unknown]>([
    ['3.0.4', 'multipart/form-data', ['tags', 'a,b'], { tags: ['a,b'] }],
    ['3.1.0', 'multipart/form-data', ['tags', 'a,b'], { tags: ['a', 'b'] }],
    ['3.2.0', 'multipart/form-data', ['tags', 'a,b'], { tags: ['a', 'b'] }],
    ['3.1.0', 'multipart/mixed', ['tags', 'a,b'], { tags: ['a,b'] }],
    ['3.1.0', 'multipart/form-data', ['size[w]', '1', 'size[h]', '2'], { size: { w: 1, h: 2 } }],
    ['3.1.0', 'multipart/form-data', ['r', '1', 'g', 'x'], { color: { r: 1, g: 'x' } }],
    ['3.0.4', 'multipart/form-data', ['color', '{"r":1}'], { color: { r: 1 } }],
  ])('OpenAPI %s, %s: %j', async (openapi, mediaType, parts, value) => {
    const styles = createJudge(
      await apiOf(`
openapi: ${openapi}
info: {title: T, version: '1'}
paths:
  /:
    post:
      requestBody:
        content:
          ${mediaType}:
            schema:
              type: object
              properties:
                tags: {type: array, items: {type: string}}
                size: {type: object, properties: {w: {type: integer}, h: {type: integer}}}
                color: {type: object, properties: {r: {type: integer}, g: {type: string}}}
            encoding:
              tags: {style: form, explode: false}
              size: {style: deepObject, explode: true}
              color: {allowReserved: false}
      responses: {'200': {description: d}}
`),
    );
    const texts = parts.flatMap((name, at) =>
      at % 2 === 0
        ? [`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${parts[at + 1]}\r\n`]
        : [],
    );
    const request = requestOf(
      'POST /',
      { 'Content-Type': `${mediaType}; boundary=b` },
      `${texts.join('')}--b--`,
    );
    const { findings, body } = styles.request(request);
    expect(brief(findings)).toEqual([]);
    expect(body).toEqual(value);
  });
});

describe('judge.request() judges security (OpenAPI 3.1 section 4.8.30)', async () => {
  const secured = createJudge(
    await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
security: [{bearer: []}, {key: [], cookie: []}]
paths:
  /either: {get: {responses: {'200': {description: d}}}}
  /public: {get: {security: [], responses: {'200': {description: d}}}}
  /optional: {get: {security: [{bearer: []}, {}], responses: {'200': {description: d}}}}
  /basic: {get: {security: [{basic: []}], responses: {'200': {description: d}}}}
  /query: {get: {security: [{query: []}], responses: {'200': {description: d}}}}
components:
  securitySchemes:
    bearer: {type: http, scheme: Bearer}
    basic: {type: http, scheme: basic}
    key: {type: apiKey, in: header, name: X-Key}
    cookie: {type: apiKey, in: cookie, name: sid}
    query: {type: apiKey, in: query, name: key}
`),
  );

  test.each<[string, Record<string, string>, boolean]>([
    ['GET /either', {}, false],
    ['GET /either', { Authorization: 'Bearer abc' }, true],
    ['GET /either', { Authorization: 'bearer abc' }, true],
    ['GET /either', { Authorization: 'Bearer' }, false],
    ['GET /either', { Authorization: 'Basic YTpi' }, false],
    ['GET /either', { 'X-Key': 'k' }, false],
    ['GET /either', { 'X-Key': 'k', Cookie: 'sid=1' }, true],
    ['GET /public', {}, true],
    ['GET /optional', {}, true],
    ['GET /basic', { Authorization: 'Basic YTpi' }, true],
    ['GET /basic', { Authorization: 'Basic YQ==' }, false],
    ['GET /query?key=1', {}, true],
    ['GET /query', {}, false],
  ])('%s %j', (line, headers, met) => {
    const { findings } = secured.request(requestOf(line, headers));
    expect(findings.map(({ code }) => code)).toEqual(met ? [] : ['security-unmet']);
  });
});

describe('judge.request() judges a query as a whole (OpenAPI 3.2 section 4.12)', async () => {
  const judge = createJudge(
    await apiOf(`
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /form:
    get:
      parameters:
        - name: q
          in: querystring
          required: true
          content:
            application/x-www-form-urlencoded:
              schema: {type: object, required: [a], additionalProperties: false, properties: {a: {type: integer}, b: {type: array, items: {type: string}}}}
      responses: {'200': {description: d}}
  /json:
    get:
      parameters:
        - name: q
          in: querystring
          content: {application/json: {schema: {type: object, properties: {numbers: {type: array, items: {type: integer}}}}}}
      responses: {'200': {description: d}}
`),
  );

  test.each<[string, string[]]>([
    ['GET /form?a=1&b=x&b=y%20z', []],
    ['GET /form', ['parameter-missing query parameter "q"']],
    ['GET /form?a=x', ['value-invalid type query parameter "q" at /a']],
    ['GET /form?a=1&c=2', ['value-invalid additionalProperties query parameter "q"']],
    ['GET /json', []],
    ['GET /json?%7B%22numbers%22%3A%5B1%2C2%5D%7D', []],
    [
      'GET /json?%7B%22numbers%22%3A%5B%22x%22%5D%7D',
      ['value-invalid type query parameter "q" at /numbers/0'],
    ],
    ['GET /json?numbers=1', ['parameter-malformed query parameter "q"']],
    ['GET /json?%7B%ZZ', ['parameter-malformed query parameter "q"']],
  ])('%s', (line, wanted) => {
    expect(brief(judge.request(requestOf(line)).findings)).toEqual(wanted);
  });
});

test('the requirement of a request shows where each alternative ends', async () => {
  const secured = createJudge(
    await apiOf(`
openapi: 3.1.0
info: {title: Secured, version: '1'}
paths:
  /both: {get: {security: [{basic: [], key: []}, {bearer: []}], responses: {}}}
components:
  securitySchemes:
    basic: {type: http, scheme: basic}
    bearer: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
`),
  );
  const { findings } = secured.request(requestOf('GET /both'));
  expect(findings.map(messageOf)).toEqual([
    'the request does not carry both basic credentials in the header "Authorization" and a key in the header "X-Key" or bearer credentials in the header "Authorization"',
  ]);
});

describe('judge.request() judges parsed JSON', () => {
  test.each<[unknown, string, string[]]>([
    [{ name: 'Rex' }, 'application/json; charset=utf-8', []],
    [{ name: 1 }, 'application/json', ['value-invalid type request body at /name']],
    [null, 'application/json', ['value-invalid type request body']],
    [{}, 'image/png', ['media-type-undocumented request body']],
    // Its numbers would all be texts, and nobody could tell whether they are right.
    [{ name: 'Rex', age: '3' }, 'application/x-www-form-urlencoded', ['not-checked request body']],
    ['Rex', 'text/plain', ['not-checked request body']],
  ])('%j as %s', (value, type, wanted) => {
    const request = requestOf('POST /pets', { 'Content-Type': type });
    expect(brief(judge.request({ ...request, json: value }).findings)).toEqual(wanted);
  });

  test('and returns it', () => {
    const value = { name: 'Rex' };
    const { body } = judge.request({ ...requestOf('POST /pets', json), json: value });
    expect(body).toBe(value);
  });

  test('of answers, too', () => {
    const response = { ...responseOf(200, json), json: {} };
    expect(
      brief(judge.exchange({ request: requestOf('GET /pets/1', trace), response }).findings),
    ).toEqual(['body-undocumented response body']);
  });
});
