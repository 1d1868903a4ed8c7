import { describe, expect, test } from 'vitest';
import type { OperationContract, ParameterContract } from '../../src/client/contract.ts';
import { fieldText } from '../../src/http/field-text.ts';
import { answer, answering, clientOf } from './exchange.ts';

async function sentWith(operation: Partial<OperationContract>, params: object) {
  const { sent, fetch } = answering(answer(200, 'application/json', '{}'));
  await clientOf(operation, { fetch }).call({ params: params as never });
  const { url, headers } = sent[0]!;
  return { url: url.replace('http://api.test', ''), headers };
}

const colours = ['blue', 'black'];
const colour = { R: 100, G: 200 };

describe('a query parameter', () => {
  // OpenAPI 3.1 section 4.8.12.4, and the cases that its table leaves open.
  test.each<[string, Omit<ParameterContract, 'in' | 'name'> | undefined, unknown, string]>([
    ['form by default', undefined, colours, '?color=blue&color=black'],
    ['form by default, an object', undefined, colour, '?R=100&G=200'],
    ['form, not exploded', { explode: false }, colours, '?color=blue,black'],
    ['an object, not exploded', { explode: false }, colour, '?color=R,100,G,200'],
    ['spaceDelimited', { style: 'spaceDelimited', explode: false }, colours, '?color=blue%20black'],
    ['pipeDelimited', { style: 'pipeDelimited', explode: false }, colours, '?color=blue%7Cblack'],
    [
      'deepObject',
      { style: 'deepObject', explode: true },
      colour,
      '?color%5BR%5D=100&color%5BG%5D=200',
    ],
    ['allowReserved', { allowReserved: true }, 'a/b?c=d', '?color=a/b?c=d'],
    ['content', { content: 'application/json' }, { a: [1] }, '?color=%7B%22a%22%3A%5B1%5D%7D'],
    ['a text with reserved characters', undefined, 'a/b&c', '?color=a%2Fb%26c'],
    ['a date', undefined, new Date(0), '?color=1970-01-01T00%3A00%3A00.000Z'],
    ['nothing', undefined, undefined, ''],
    ['an empty array', undefined, [], ''],
    ['an empty text', undefined, '', '?color='],
  ])('is written in its style: %s', async (_, style, value, query) => {
    const styles: ParameterContract[] =
      style === undefined ? [] : [{ in: 'query', name: 'color', ...style }];
    const { url } = await sentWith({ styles }, { query: { color: value } });
    expect(url).toBe(`/${query}`);
  });

  test('has its own style beside another', async () => {
    const styles: ParameterContract[] = [{ in: 'query', name: 'a', explode: false }];
    const { url } = await sentWith({ styles }, { query: { a: [1, 2], b: [3, 4] } });
    expect(url).toBe('/?a=1,2&b=3&b=4');
  });
});

describe('a path parameter', () => {
  test.each<[string, Omit<ParameterContract, 'in' | 'name'> | undefined, unknown, string]>([
    ['simple by default', undefined, 'a/b c', '/x/a%2Fb%20c'],
    ['an array', undefined, colours, '/x/blue,black'],
    ['label', { style: 'label', explode: true }, colours, '/x/.blue.black'],
    ['matrix', { style: 'matrix', explode: true }, colour, '/x/;R=100;G=200'],
    ['braces', undefined, '{id}', '/x/%7Bid%7D'],
  ])('is written in its style: %s', async (_, style, id, path) => {
    const styles: ParameterContract[] =
      style === undefined ? [] : [{ in: 'path', name: 'id', ...style }];
    const { url } = await sentWith({ path: '/x/{id}', styles }, { path: { id } });
    expect(url).toBe(path);
  });

  test.each([
    ['', 'the path parameter "id" is empty'],
    [undefined, 'the path parameter "id" is empty'],
    ['.', '"." is not a segment of a path'],
    ['..', '".." is not a segment of a path'],
  ])('%j would change the path, and is refused', async (id, reason) => {
    await expect(sentWith({ path: '/x/{id}' }, { path: { id } })).rejects.toThrow(
      `Cannot call call: ${reason}`,
    );
  });
});

test('a fragment of the path is not sent, and does not hide a query', async () => {
  const operation = { path: '/files/{id}#share' };
  const { url } = await sentWith(operation, { path: { id: '1#2' }, query: { fields: 'link' } });
  expect(url).toBe('/files/1%232?fields=link');
});

describe('a header and a cookie parameter', () => {
  test('are written unescaped, in their styles', async () => {
    const { headers } = await sentWith(
      {},
      {
        header: { 'X-List': ['a b', 'c'], 'X-Object': { a: 1 }, 'X-None': undefined },
        cookie: { one: 1, list: ['a', 'b'] },
      },
    );
    expect(headers.get('x-list')).toBe('a b,c');
    expect(headers.get('x-object')).toBe('a,1');
    expect(headers.has('x-none')).toBe(false);
    expect(headers.get('cookie')).toBe('one=1; list=a; list=b');
  });

  test('are sent in UTF-8, with credentials too', async () => {
    const { sent, fetch } = answering(answer(200, 'application/json', '{}'));
    const operation = { security: [['key', 'bearer', 'crumb']] };
    const schemes = {
      key: { in: 'header', name: 'X-Key' },
      bearer: { http: 'Bearer' },
      crumb: { in: 'cookie', name: 'crumb' },
    } as const;
    const credentials = { key: 'Łódź', bearer: 'ключ', crumb: 'naïve' };
    await clientOf(operation, { fetch, credentials }, { schemes }).call({
      params: { header: { 'X-Port': 'Köln, 東京' }, cookie: { port: 'Köln' } },
    });
    const text = (name: string) => fieldText(sent[0]!.headers.get(name)!);
    expect(text('x-port')).toBe('Köln, 東京');
    expect(text('x-key')).toBe('Łódź');
    expect(text('authorization')).toBe('Bearer ключ');
    expect(text('cookie')).toBe('port=K%C3%B6ln; crumb=naïve');
  });
});
