import { describe, expect, test } from 'vitest';
import { createJudge, messageOf, placeInContract } from '../../src/index.ts';
import { apiOf, apiWithPaths } from '../api/source.ts';
import { brief, json, requestOf, responseOf } from './exchanges.ts';

const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    get:
      responses:
        '200':
          description: d
          headers:
            X-Total: {required: true, schema: {type: integer}}
            X-Tags: {schema: {type: array, items: {enum: [a, b]}}}
            Set-Cookie: {schema: {type: string, pattern: '^\\w+='}}
          content:
            application/json:
              schema: {type: array, items: {type: object, required: [id], properties: {id: {type: integer}}}}
        '204': {description: d}
        4XX:
          description: d
          content:
            application/problem+json: {schema: {type: object, required: [title]}}
        '404':
          description: d
          content:
            text/plain: {schema: {type: string}}
        default:
          description: d
          content:
            application/json: {schema: {type: object}}
    head: {responses: {'200': {description: d, content: {application/json: {schema: {type: object}}}}}}
    post: {responses: {'201': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Bad'}}}}}}
    put: {responses: {'200': {description: d}}}
components:
  schemas:
    Bad: {type: nonsense}
`);
const judge = createJudge(api);
const total = { 'X-Total': '2' };
const problem = { 'Content-Type': 'application/problem+json' };

describe('judge.exchange() judges answers', () => {
  test.each<[string, string, ReturnType<typeof responseOf>, string[]]>([
    ['what is described', 'GET', responseOf(200, { ...json, ...total }, '[{"id":1}]'), []],
    [
      'an item without its id',
      'GET',
      responseOf(200, { ...json, ...total }, '[{"id":1},{}]'),
      ['value-invalid required response body at /1'],
    ],
    [
      'a missing header',
      'GET',
      responseOf(200, json, '[]'),
      ['header-missing response header "X-Total"'],
    ],
    [
      'a header of another type',
      'GET',
      responseOf(200, { ...json, 'X-Total': 'two' }, '[]'),
      ['value-invalid type response header "X-Total"'],
    ],
    [
      'a header that is a list',
      'GET',
      responseOf(200, { ...json, ...total, 'X-Tags': 'a,c' }, '[]'),
      ['value-invalid enum response header "X-Tags" at /1'],
    ],
    [
      'cookies one by one',
      'GET',
      responseOf(200, { ...json, ...total, 'Set-Cookie': ['a=1', '=2'] }, '[]'),
      ['value-invalid pattern response header "Set-Cookie"'],
    ],
    [
      'another media type',
      'GET',
      responseOf(200, { 'Content-Type': 'text/html', ...total }, '<p>'),
      ['media-type-undocumented response body'],
    ],
    ['no media type', 'GET', responseOf(200, total, '[]'), ['media-type-missing response body']],
    [
      'JSON that is cut off',
      'GET',
      responseOf(200, { ...json, ...total }, '[{"id":1}'),
      ['body-malformed response body'],
    ],
    [
      'bytes that are no UTF-8',
      'GET',
      responseOf(200, { ...json, ...total }, new Uint8Array([0x22, 0xff, 0x22])),
      ['body-malformed response body'],
    ],
    [
      'nothing where a body is described',
      'GET',
      responseOf(200, { ...json, ...total }),
      ['body-missing response body'],
    ],
    ['no content', 'GET', responseOf(204), []],
    [
      'an exact status before its range',
      'GET',
      responseOf(404, { 'Content-Type': 'text/plain' }, 'gone'),
      [],
    ],
    ['a range before default', 'GET', responseOf(409, problem, '{"title":"t"}'), []],
    [
      'a range whose schema is broken',
      'GET',
      responseOf(409, problem, '{}'),
      ['value-invalid required response body'],
    ],
    ['default for the rest', 'GET', responseOf(503, json, '{}'), []],
    [
      'a status that nothing describes',
      'PUT',
      responseOf(503, json, '{}'),
      ['status-undocumented the status'],
    ],
    [
      'a body where none is described',
      'PUT',
      responseOf(200, json, '{}'),
      ['body-undocumented response body'],
    ],
    ['HEAD, which has no body', 'HEAD', responseOf(200, json), []],
    [
      'a schema that does not compile, never as fine',
      'POST',
      responseOf(201, json, '{}'),
      ['not-checked response body'],
    ],
  ])('%s', (_, method, response, wanted) => {
    const { findings } = judge.exchange({ request: requestOf(`${method} /pets`), response });
    expect(brief(findings)).toEqual(wanted);
  });

  test('in words, with the place in the contract', () => {
    const response = responseOf(200, { ...json, ...total }, '[{"id":"7"}]');
    const { findings } = judge.exchange({ request: requestOf('GET /pets'), response });
    expect(findings.map(messageOf)).toEqual(['response body at /0/id must be integer, but is "7"']);
    expect(placeInContract(findings[0]!.at)).toBe('api.yaml:16:93');
  });
});

describe('judge.response() judges sequences of values', async () => {
  const streams = await apiOf(`
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /events:
    get:
      responses:
        '200':
          description: d
          content:
            text/event-stream:
              itemSchema: {type: object, required: [event], properties: {event: {enum: [add]}, retry: {maximum: 9}}}
            application/jsonl: {schema: {type: array, maxItems: 2}, itemSchema: {$ref: '#/components/schemas/Pet'}}
            application/json-seq: {schema: {type: array, items: {type: integer}}}
            application/x-ndjson: {schema: {$ref: '#/components/schemas/Pet'}}
        '202':
          description: d
          content: {text/event-stream: {schema: {type: string, maxLength: 9}}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: integer, format: int64}}}
`);
  const [operation] = streams.operations;
  const judged = (status: number, type: string, body: string) => {
    const answer = responseOf(status, { 'Content-Type': type }, body);
    return brief(createJudge(streams).response(operation!, { method: 'GET' }, answer).findings);
  };

  test.each<[number, string, string, string[]]>([
    [200, 'text/event-stream', 'event: add\ndata: 1\nretry: 5\n\n', []],
    [
      200,
      'text/event-stream; charset=utf-8',
      'data: 1\n\nevent: add\nretry: 10\ndata: 2\n\n',
      [
        'value-invalid required response body at /0',
        'value-invalid maximum response body at /1/retry',
      ],
    ],
    [200, 'application/jsonl', '{"id":1}\n{"id":2}\n', []],
    [
      200,
      'application/jsonl',
      '{"id":1}\n{}\n{"id":9223372036854775808}\n',
      [
        'value-invalid maxItems response body',
        'value-invalid required response body at /1',
        'value-invalid format response body at /2/id',
      ],
    ],
    [200, 'application/jsonl', '{"id":1,}', ['body-malformed response body']],
    [200, 'application/json-seq', '\x1e1\n\x1e"2"\n', ['value-invalid type response body at /1']],
    // In 3.2 a sequence is a list, which no object is.
    [200, 'application/x-ndjson', '{"id":1}\n', ['not-checked response body']],
    [202, 'text/event-stream', 'data: 1\n\n', []],
    [202, 'text/event-stream', 'data: 10\n\n', ['value-invalid maxLength response body']],
  ])('%d %s %j', (status, type, body, wanted) => {
    expect(judged(status, type, body)).toEqual(wanted);
  });
});

describe('judge.response() applies the schema of a sequence to each value before 3.2, which has itemSchema', async () => {
  const older = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /events:
    get:
      responses:
        '200':
          description: values
          content:
            text/event-stream: {schema: {$ref: '#/components/schemas/Pet'}}
            application/jsonl: {schema: {oneOf: [{$ref: '#/components/schemas/Pet'}, {type: integer}]}}
            application/json-seq: {schema: {$ref: '#/components/schemas/Pet'}}
        '201': {description: data or a word, content: {text/event-stream: {schema: {anyOf: [{$ref: '#/components/schemas/Pet'}, {const: end}]}}}}
        '202': {description: a text, content: {text/event-stream: {schema: {type: string, maxLength: 9}}}}
        '203': {description: events, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Event'}}}}
        '206': {description: a list, content: {text/event-stream: {schema: {type: array, maxItems: 2, items: {$ref: '#/components/schemas/Pet'}}}}}
        '207': {description: a list of events, content: {text/event-stream: {schema: {type: array, items: {$ref: '#/components/schemas/Event'}}}}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: integer, format: int64}}}
    Event: {type: object, required: [event, data], properties: {event: {enum: [add]}, data: {$ref: '#/components/schemas/Pet'}}}
`);
  const [operation] = older.operations;
  const judge = createJudge(older);
  const stream = 'text/event-stream';

  test.each<[number, string, string, string[]]>([
    [200, stream, 'data: {"id":1}\n\nevent: x\ndata: {"id":2}\n\n', []],
    [200, stream, 'data: {"id":"1"}\n\n', ['value-invalid type response body at /0/id']],
    [200, stream, 'data: hello\n\n', ['value-invalid type response body at /0']],
    [
      200,
      stream,
      'data: {"id":9223372036854775808}\n\ndata: {"id":1,"id":2}\n\n',
      ['value-invalid format response body at /0/id', 'body-duplicate-key response body at /1/id'],
    ],
    // A stream may mark its end in this way, but only at its end.
    [200, stream, 'data: {"id":1}\n\ndata: [DONE]\n\n', []],
    [200, stream, 'data: [DONE]\n\ndata: {"id":1}\n\n', ['value-invalid type response body at /0']],
    [200, 'application/jsonl', '{"id":1}\n7\n', []],
    [200, 'application/jsonl', '{"id":1}\n"7"\n', ['value-invalid type response body at /1']],
    [200, 'application/json-seq', '\x1e{}\n', ['value-invalid required response body at /0']],
    [201, stream, 'data: {"id":1}\n\ndata: end\n\n', []],
    [201, stream, 'data: over\n\n', ['value-invalid type response body at /0']],
    [202, stream, 'data: 10\n\n', ['value-invalid maxLength response body']],
    [203, stream, 'event: add\ndata: {"id":1}\n\n', []],
    [203, stream, 'data: {"id":1}\n\n', ['value-invalid required response body at /0']],
    [203, stream, 'event: add\ndata: {}\n\n', ['value-invalid required response body at /0/data']],
    [206, stream, 'data: {"id":1}\n\ndata: {"id":2}\n\n', []],
    [
      206,
      stream,
      'data: {}\n\ndata: {"id":2}\n\ndata: {"id":2}\n\n',
      ['value-invalid maxItems response body', 'value-invalid required response body at /0'],
    ],
    [207, stream, 'event: add\ndata: {"id":1}\n\n', []],
  ])('%d %s %j', (status, type, body, wanted) => {
    const answer = responseOf(status, { 'Content-Type': type }, body);
    expect(brief(judge.response(operation!, { method: 'GET' }, answer).findings)).toEqual(wanted);
  });
});

test('whitespace around the members of a field, and its lines, make no difference (RFC 9110 section 5.6.1)', async () => {
  const { operations, ...rest } = await apiWithPaths(`
/pets:
  get:
    responses:
      '200': {description: d, headers: {X-Ids: {schema: {type: array, items: {type: integer}}}, X-Size: {explode: true, schema: {type: object, properties: {w: {type: integer}, h: {type: integer}}}}}}
`);
  const fieldJudge = createJudge({ ...rest, operations });
  const judged = (headers: Record<string, string | string[]>) =>
    brief(
      fieldJudge.response(operations[0]!, { method: 'GET' }, responseOf(200, headers)).findings,
    );
  expect(judged({ 'X-Ids': '1, 2 ,3' })).toEqual([]);
  expect(judged({ 'X-Ids': ['1', '2'] })).toEqual([]);
  expect(judged({ 'X-Ids': ['1', 'x'] })).toEqual([
    'value-invalid type response header "X-Ids" at /1',
  ]);
  expect(judged({ 'X-Size': 'w=1, h=2' })).toEqual([]);
});

test('two judges of one API may differ about formats only', async () => {
  const api = await apiWithPaths(`
/pets:
  get:
    responses:
      '200': {description: d, content: {application/json: {schema: {type: string, format: date, minLength: 3}}}}
`);
  const said = (formats: boolean, body: string) => {
    const response = responseOf(200, { 'Content-Type': 'application/json' }, body);
    const { response: judged } = createJudge(api, { formats });
    return brief(judged(api.operations[0]!, { method: 'GET' }, response).findings);
  };
  expect(said(true, '"2026-02-30"')).toEqual(['value-invalid format response body']);
  expect(said(false, '"2026-02-30"')).toEqual([]);
  expect(said(false, '"x"')).toEqual(['value-invalid minLength response body']);
});
