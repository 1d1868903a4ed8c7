import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatMediaRange,
  isForm,
  isJson,
  isMultipart,
  isText,
  isXml,
  mostSpecificMatch,
  parseMediaRange,
  rangeMatches,
  specificity,
} from '../../src/http/media-type.ts';

const parse = (text: string) => parseMediaRange(text)!;

describe('parseMediaRange() reads RFC 9110 section 8.3.1', () => {
  test.each([
    ['application/json', 'application/json'],
    ['Application/JSON', 'application/json'],
    ['  text/plain\t', 'text/plain'],
    ['text/html;charset=UTF-8', 'text/html; charset=utf-8'],
    ['text/html ; charset="UTF-8"', 'text/html; charset=utf-8'],
    ['text/html;;charset=utf-8; ', 'text/html; charset=utf-8'],
    ['multipart/form-data; boundary="a b;c"', 'multipart/form-data; boundary="a b;c"'],
    ['multipart/form-data; Boundary=AbC', 'multipart/form-data; boundary=AbC'],
    ['a/b; title="say \\"hi\\" \\\\"', 'a/b; title="say \\"hi\\" \\\\"'],
    ['a/b; empty=""', 'a/b; empty=""'],
    ['*/*', '*/*'],
    ['text/*', 'text/*'],
    ['application/*+json', 'application/*+json'],
    ['application/vnd.api+json;version=1', 'application/vnd.api+json; version=1'],
  ])('%s', (text, expected) => {
    expect(formatMediaRange(parse(text))).toBe(expected);
  });

  test.each([
    '',
    ' ',
    'garbage',
    '*',
    '*/json',
    '/json',
    'text/',
    'text/plain/more',
    'te xt/plain',
    'text /plain',
    'text/plain; charset',
    'text/plain; charset=',
    'text/plain; charset = utf-8',
    'text/plain; charset="utf-8',
    'text/plain; charset=utf 8',
    'text/plain; =utf-8',
    'text/plain, text/html',
    'text/plain; a=1; A=2',
    'téxt/plain',
    'text/plain\n',
  ])('%j is refused', (text) => {
    expect(parseMediaRange(text)).toBeUndefined();
  });

  test('the suffix is what follows the last plus sign', () => {
    expect(parse('application/problem+json').suffix).toBe('json');
    expect(parse('application/a+b+xml').suffix).toBe('xml');
    expect(parse('application/json').suffix).toBe('');
  });

  test('a formatted media type reads back unchanged', () => {
    const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit: printable }), (value) => {
        const range = { ...parse('a/b'), parameters: new Map([['p', value]]) };
        expect(parseMediaRange(formatMediaRange(range))).toEqual(range);
      }),
    );
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseMediaRange(`a/b;${text}`)));
  });
});

describe('rangeMatches() applies RFC 9110 section 12.5.1', () => {
  test.each([
    ['application/json', 'application/json', true],
    ['application/json', 'application/json; charset=utf-8', true],
    ['application/json', 'application/problem+json', false],
    ['application/json; version=1', 'application/json', false],
    ['application/json; version=1', 'application/json; version=2', false],
    ['application/json; version=1', 'application/json; q=1; version=1', true],
    ['text/plain; charset=UTF-8', 'text/plain; charset=utf-8', true],
    // RFC 8259 section 11: a charset has no effect on JSON, and forms have none either.
    ['application/json; charset=utf-8', 'application/json', true],
    ['application/json; charset=utf-8', 'application/json; charset=iso-8859-1', true],
    ['application/vnd.api+json; charset=utf-8', 'application/vnd.api+json', true],
    ['application/x-www-form-urlencoded; charset=utf-8', 'application/x-www-form-urlencoded', true],
    // Without a charset, the content is UTF-8.
    ['text/plain; charset=utf-8', 'text/plain', true],
    ['text/plain; charset=utf8', 'text/plain; charset=UTF-8', true],
    ['application/xml; charset=utf-8', 'application/xml', true],
    ['text/plain; charset=utf-8', 'text/plain; charset=iso-8859-1', false],
    ['text/plain; charset=iso-8859-1', 'text/plain', false],
    ['multipart/form-data; boundary=x', 'multipart/form-data; boundary=y', true],
    ['text/*', 'text/plain', true],
    ['text/*', 'application/json', false],
    ['*/*', 'image/png', true],
    ['text/plain', 'text/*', false],
    ['application/*+json', 'application/problem+json', true],
    ['application/*+json', 'application/json', false],
    ['application/*+json', 'text/problem+json', false],
  ])('%s and %s: %s', (range, type, expected) => {
    expect(rangeMatches(parse(range), parse(type))).toBe(expected);
  });
});

test('specificity() orders ranges from the widest to the narrowest', () => {
  const ordered = ['*/*', 'text/*', 'text/*+xml', 'text/plain', 'text/plain;format=flowed'];
  const numbers = ordered.map((text) => specificity(parse(text)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(new Set(numbers).size).toBe(ordered.length);
});

describe('mostSpecificMatch() chooses the described media type', () => {
  const described = ['*/*', 'text/*', 'text/plain', 'text/plain; format=flowed'].map(parse);
  test.each([
    ['image/png', 0],
    ['text/html', 1],
    ['text/plain; charset=utf-8', 2],
    ['text/plain; format=flowed', 3],
  ])('%s is number %i', (received, expected) => {
    expect(mostSpecificMatch(described, parse(received))).toBe(expected);
  });

  test.each([
    ['application/json', 0],
    ['application/json; charset=utf-8', 1],
    ['application/json; charset=utf-8; version=2', 2],
    ['application/json; version=2', 2],
    ['application/json; version=3', 0],
  ])('%s is number %i of those with parameters', (received, expected) => {
    const keys = ['json', 'json; charset=utf-8', 'json; version=2'];
    const ranges = keys.map((key) => parse(`application/${key}`));
    expect(mostSpecificMatch(ranges, parse(received))).toBe(expected);
  });

  test('and none when none takes it in', () => {
    expect(mostSpecificMatch(described.slice(1), parse('image/png'))).toBeUndefined();
    expect(mostSpecificMatch([], parse('image/png'))).toBeUndefined();
  });
});

describe('media types are told apart', () => {
  test.each([
    ['application/json', { json: true }],
    ['text/json', { json: true, text: true }],
    ['application/problem+json', { json: true }],
    ['image/json', {}],
    ['application/xml', { xml: true }],
    ['text/xml', { xml: true, text: true }],
    ['image/svg+xml', { xml: true }],
    ['application/x-www-form-urlencoded', { form: true }],
    ['multipart/form-data; boundary=x', { multipart: true }],
    ['text/plain', { text: true }],
    ['application/octet-stream', {}],
    ['application/jsonx', {}],
  ])('%s', (text, expected) => {
    const range = parse(text);
    expect({
      json: isJson(range),
      xml: isXml(range),
      form: isForm(range),
      multipart: isMultipart(range),
      text: isText(range),
    }).toEqual({
      json: false,
      xml: false,
      form: false,
      multipart: false,
      text: false,
      ...expected,
    });
  });
});
