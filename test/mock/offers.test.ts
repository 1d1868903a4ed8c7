import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/index.ts';
import { apiOf } from './api.ts';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const picture = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';

const order = {
  schema: { type: 'object', required: ['total'], properties: { total: { type: 'integer' } } },
  example: { total: 12 },
};
const name = { schema: { type: 'string' }, example: 'Ada' };
const file = { schema: { type: 'string', format: 'binary' } };
const count = { schema: { type: 'integer' }, example: 3 };
const page = { schema: { type: 'string' }, example: '<p>Hi</p>' };

/** The status, media type and text of the answer to a GET, for this described content. */
async function got(content: object, accept?: string): Promise<string> {
  const paths = { '/it': { get: { responses: { 200: { description: 'It.', content } } } } };
  const document = { openapi: '3.1.0', info: { title: 'It', version: '1' }, paths };
  const mock = createMock([await apiOf(JSON.stringify(document))]);
  const headers = accept === undefined ? {} : { accept };
  const response = await mock.fetch(new Request('http://mock.test/it', { headers }));
  const type = response.headers.get('content-type');
  const text = response.ok && !/^(image|application.(octet|pdf))/.test(type!);
  return [response.status, type, text ? await response.text() : ''].join(' ').trim();
}

describe('a described range is answered as a type that its values can be of', () => {
  it.each<[string, object, string | undefined, string]>([
    ['an object as JSON', order, undefined, '200 application/json {"total":12}'],
    ['an object for a browser', order, browser, '200 application/json {"total":12}'],
    ['an object for a picture', order, picture, '200 application/json {"total":12}'],
    ['no object as text', order, 'text/plain', '406 application/problem+json'],
    ['no object as a picture', order, 'image/png', '406 application/problem+json'],
    [
      'an object as the JSON that is asked for',
      order,
      'application/hal+json',
      '200 application/hal+json {"total":12}',
    ],
    [
      'an object as XML that is asked for alone',
      order,
      'application/xml',
      '200 application/xml <?xml version="1.0" encoding="UTF-8"?><root><total>12</total></root>',
    ],
    ['a text', name, undefined, '200 text/plain; charset=utf-8 Ada'],
    ['a text for a picture', name, picture, '200 text/plain; charset=utf-8 Ada'],
    ['a text as JSON', name, 'application/json', '200 application/json "Ada"'],
    ['a text as the text that is asked for', name, 'text/csv', '200 text/csv; charset=utf-8 Ada'],
    ['no text as a picture', name, 'image/webp', '406 application/problem+json'],
    ['a page', page, browser, '200 text/html; charset=utf-8 <p>Hi</p>'],
    ['a number', count, undefined, '200 application/json 3'],
    ['a number for a browser', count, browser, '200 text/html; charset=utf-8 3'],
    ['a file', file, undefined, '200 application/octet-stream'],
    [
      'a file for a program',
      file,
      'application/json, text/plain, */*',
      '200 application/octet-stream',
    ],
    ['a file for a picture', file, picture, '200 image/png'],
    ['a file of the type that is asked for', file, 'application/pdf', '200 application/pdf'],
    ['what nothing is said of', {}, undefined, '200 application/json {}'],
  ])('%s', async (_, media, accept, want) => {
    expect(await got({ '*/*': media }, accept)).toBe(want);
  });

  it.each<[string, object, string | undefined, string]>([
    ['application/*', order, browser, '200 application/json {"total":12}'],
    ['application/*+json', order, undefined, '200 application/vnd.any+json {"total":12}'],
    ['text/*', name, browser, '200 text/html; charset=utf-8 Ada'],
    ['text/*', name, 'application/json', '406 application/problem+json'],
    ['image/*', file, 'image/webp', '200 image/webp'],
    ['audio/*', file, undefined, '200 audio/vnd.any string'],
  ])('%s: %j for %s', async (range, media, accept, want) => {
    expect(await got({ [range]: media }, accept)).toBe(want);
  });
});

describe('only the most specific key describes an answer', () => {
  const line = { schema: { type: 'array', items: { type: 'string' } }, example: ['pen'] };

  it.each([
    [undefined, '200 application/json ["pen"]'],
    ['application/json', '200 application/json ["pen"]'],
    ['*/*', '200 application/json ["pen"]'],
    [browser, '200 application/json ["pen"]'],
    ['application/vnd.order+json', '200 application/vnd.order+json {"total":12}'],
  ])('Accept: %s', async (accept, want) => {
    expect(await got({ '*/*': order, 'application/json': line }, accept)).toBe(want);
    expect(await got({ 'application/*': order, 'application/json': line }, accept)).toBe(want);
  });
});

it('the mock answers with the next acceptable type if the first has no valid answer', async () => {
  const never = { schema: { type: 'object', required: ['a'], properties: { a: false } } };
  const content = { 'application/xml': never, 'application/json': order };
  expect(await got(content, 'application/xml, application/json;q=0.5')).toBe(
    '200 application/json {"total":12}',
  );
  expect(await got(content, 'application/xml')).toMatch(/^500 /);
});

it('a described refusal is answered in a type within its range', async () => {
  const refusal = {
    schema: { type: 'object', required: ['why'], properties: { why: { const: 'no' } } },
  };
  const responses = {
    200: { description: 'Good.' },
    400: { description: 'Bad.', content: { '*/*': refusal } },
  };
  const parameters = [{ name: 'n', in: 'query', required: true, schema: { type: 'integer' } }];
  const paths = { '/it': { get: { parameters, responses } } };
  const document = { openapi: '3.0.3', info: { title: 'It', version: '1' }, paths };
  const mock = createMock([
    await apiOf(JSON.stringify(document).replace('"const":"no"', '"enum":["no"]')),
  ]);
  for (const accept of [browser, 'text/plain', '*/*', 'application/json']) {
    const response = await mock.fetch(
      new Request('http://mock.test/it?n=x', { headers: { accept } }),
    );
    expect([response.status, await response.json()]).toEqual([400, { why: 'no' }]);
  }
});

it('types of equal quality come in the order of the request', async () => {
  const content = { 'application/xml': order, 'application/json': order };
  expect(await got(content, 'application/json, application/xml')).toMatch(/ application\/json /);
  expect(await got(content, 'application/xml, application/json')).toMatch(/ application\/xml /);
  expect(await got(content, '*/*, application/json')).toMatch(/ application\/json /);
});

it('a type without an encoder comes last', async () => {
  const { schema } = order;
  const content = {
    'text/plain': { schema },
    'application/json': { schema },
    'text/json': { schema },
  };
  for (const accept of [undefined, '*/*', 'text/plain, application/json', 'text/plain, */*']) {
    expect(await got(content, accept)).toBe('200 application/json {"total":1}');
  }
  expect(await got(content, 'text/plain')).toBe('200 text/plain; charset=utf-8 {"total":1}');
});

describe('parameters of a key', () => {
  const both = {
    'application/json; version=1': { example: { v: 1 } },
    'application/json; version=2': { example: { v: 2 } },
  };
  it.each<[object, string | undefined, string]>([
    [both, undefined, '200 application/json; version=1 {"v":1}'],
    [both, 'application/json', '200 application/json; version=1 {"v":1}'],
    [both, 'application/json; version=2', '200 application/json; version=2 {"v":2}'],
    [both, 'application/json; version=3', '406 application/problem+json'],
    [
      { 'application/json': order },
      'application/json; version=2',
      '200 application/json {"total":12}',
    ],
    [
      { 'application/json;charset=UTF-8': order },
      'application/json',
      '200 application/json; charset=utf-8 {"total":12}',
    ],
    [{ 'text/plain; charset=utf-8': name }, 'text/plain', '200 text/plain; charset=utf-8 Ada'],
  ])('%j for %s', async (content, accept, want) => {
    expect(await got(content, accept)).toBe(want);
  });
});
