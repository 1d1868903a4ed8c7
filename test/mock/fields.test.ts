import { describe, expect, it } from 'vitest';
import { requestExamples } from '../../src/example/request.ts';
import {
  createJudge,
  createMock,
  lintContract,
  messageOf,
  placeInContract,
} from '../../src/index.ts';
import { apiOf } from './api.ts';

/** The mock's answer to a GET whose answer describes this field. */
async function answerWith(version: string, name: string, header: object) {
  const responses = { 204: { description: 'Nothing.', headers: { [name]: header } } };
  const document = {
    openapi: version,
    info: { title: 'It', version: '1' },
    paths: { '/it': { get: { responses } } },
  };
  const api = await apiOf(JSON.stringify(document));
  const response = await createMock([api]).fetch(new Request('http://mock.test/it'));
  return { api, response };
}

describe('Set-Cookie has a field for each cookie (RFC 9110 section 5.3)', () => {
  const texts = { type: 'array', items: { type: 'string' } };
  const object = {
    type: 'object',
    required: ['session'],
    properties: { session: { type: 'string' }, theme: { type: 'integer' } },
  };
  it.each<[string, string, object, string[]]>([
    [
      'a text',
      '3.0.3',
      { schema: { type: 'string' }, example: 'a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT' },
      ['a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT'],
    ],
    ['a list', '3.0.3', { schema: texts, example: ['a=1; Path=/', 'b=2'] }, ['a=1; Path=/', 'b=2']],
    [
      'a list that is made',
      '3.1.0',
      { required: true, schema: { ...texts, minItems: 2, items: { enum: ['a=1'] } } },
      ['a=1', 'a=1'],
    ],
    [
      'an object',
      '3.1.0',
      { schema: object, example: { session: 'x', theme: 2 } },
      ['session=x', 'theme=2'],
    ],
    [
      'lines of 3.2',
      '3.2.0',
      { content: { 'text/plain': { schema: { type: 'string' }, example: 'a=1; Path=/\nb=2\n' } } },
      ['a=1; Path=/', 'b=2'],
    ],
    [
      'lines whose schema is about all of them',
      '3.2.0',
      { content: { 'text/plain': { schema: { pattern: '^a=1\\nb=2$' }, example: 'a=1\nb=2' } } },
      ['a=1', 'b=2'],
    ],
    [
      'lines of a text',
      '3.1.0',
      { schema: { type: 'string', pattern: '^\\w=\\d$' }, example: 'a=1\nb=2' },
      ['a=1', 'b=2'],
    ],
  ])('%s', async (_, version, header, wanted) => {
    const { api, response } = await answerWith(version, 'Set-Cookie', header);
    expect([response.status, response.headers.getSetCookie()]).toEqual([204, wanted]);
    const judge = createJudge(api);
    expect((await judge.fetched({ url: '/it' }, response)).findings).toEqual([]);
  });

  it('and is judged by what its schema describes', async () => {
    const judged = async (schema: object, lines: string[]) => {
      const { api } = await answerWith('3.1.0', 'Set-Cookie', { schema });
      const headers = { 'set-cookie': lines };
      const { findings } = await createJudge(api).fetched({ url: '/it' }, { status: 204, headers });
      return findings.map(messageOf);
    };
    expect(await judged({ ...texts, maxItems: 1 }, ['a=1', 'b=2'])).toEqual([
      'response header "Set-Cookie" must have at most 1 item, but is ["a=1","b=2"]',
    ]);
    expect(await judged(object, ['session=x; Path=/; HttpOnly', 'theme=dark'])).toEqual([
      'response header "Set-Cookie" at /theme must be integer, but is "dark"',
    ]);
    expect(await judged(object, ['theme=2'])).toEqual([
      'response header "Set-Cookie" must have the property "session"',
    ]);
  });
});

describe('a value that a header field cannot carry is not sent, and is reported', () => {
  const text = { type: 'string' };
  it.each<[string, object, string | null]>([
    ['a line break', { schema: text, example: 'a\nb' }, 'string'],
    [
      'a line break at the end',
      { content: { 'text/plain': { schema: text, example: 'a\n' } } },
      'a',
    ],
    [
      'another example',
      { schema: text, examples: { a: { value: 'a\r\nx-evil: 1' }, b: { value: 'c' } } },
      'c',
    ],
    ['a control character', { schema: text, example: 'a\u0000b' }, 'string'],
    ['a tab', { schema: text, example: 'a\tb' }, 'a\tb'],
  ])('%s', async (_, header, wanted) => {
    const { response } = await answerWith('3.1.0', 'X-It', header);
    expect([response.status, response.headers.get('x-it'), response.headers.get('x-evil')]).toEqual(
      [204, wanted, null],
    );
  });

  it('with the line of the contract if there is no other value', async () => {
    const { response } = await answerWith('3.1.0', 'X-It', {
      required: true,
      schema: { const: 'a\nb' },
    });
    const { type, detail } = (await response.json()) as Record<string, string>;
    expect([response.status, type]).toEqual([500, 'https://stoplight.io/prism/errors#VIOLATIONS']);
    expect(detail).toMatch(
      /response header "X-It" is required and missing \(.*it\.yaml:1:\d+\); with --lenient/,
    );
  });

  it('at the start, requests as well as answers', async () => {
    const api = await apiOf(`
openapi: 3.1.0
info: { title: It, version: '1' }
paths:
  /it:
    get:
      parameters:
        - { name: X-Asked, in: header, required: true, schema: { type: string }, example: "a\\nb" }
        - { name: q, in: query, schema: { type: string }, example: "a\\nb" }
      responses:
        '204':
          description: Nothing.
          headers:
            X-It: { schema: { type: string }, example: "a\\nb" }
            X-Content: { content: { text/plain: { example: "a\\nb" } } }
`);
    const judge = createJudge(api);
    expect(
      lintContract(judge).map((found) => `${messageOf(found)} ${placeInContract(found.at)}`),
    ).toEqual(
      ['8:82', '14:47', '15:51'].map(
        (at) =>
          `the example cannot be read: "\\n" cannot stand in a header field (RFC 9110 section 5.5) https://example.com/it.yaml:${at}`,
      ),
    );
    const [first] = requestExamples(api.operations[0]!, judge.schemas);
    expect(first?.request.headers['x-asked']).toBe('string');
  });
});
