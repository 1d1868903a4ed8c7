import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { negotiate, parseAccept } from '../../src/http/accept.ts';
import { formatMediaRange, parseMediaRange } from '../../src/http/media-type.ts';

describe('parseAccept() reads RFC 9110 section 12.5.1', () => {
  test.each([
    ['', []],
    ['text/html', ['text/html 1']],
    ['audio/*; q=0.2, audio/basic', ['audio/* 0.2', 'audio/basic 1']],
    [
      'text/plain; q=0.5,\ttext/html , text/x-dvi; q=0.8',
      ['text/plain 0.5', 'text/html 1', 'text/x-dvi 0.8'],
    ],
    [', text/html,,', ['text/html 1']],
    ['text/html;q=0', ['text/html 0']],
    ['text/html;q=0.123', ['text/html 0.123']],
    ['text/html;q=1.000', ['text/html 1']],
    ['text/html;Q=0.5;level=1', ['text/html; level=1 0.5']],
    ['text/html;title="a,b;q=0"', ['text/html; title="a,b;q=0" 1']],
    ['text/html, *; q=.2, */*; q=.2', ['text/html 1', '*/* 0.2', '*/* 0.2']],
  ])('%s', (text, expected) => {
    const { ranges, invalid } = parseAccept(text);
    expect(ranges.map(({ range, quality }) => `${formatMediaRange(range)} ${quality}`)).toEqual(
      expected,
    );
    expect(invalid).toEqual([]);
  });

  test.each([
    ['garbage', ['garbage']],
    ['text/html, garbage, */json', ['garbage', '*/json']],
    ['text/html;q=2', ['text/html;q=2']],
    ['text/html;q=1.001', ['text/html;q=1.001']],
    ['text/html;q=-1', ['text/html;q=-1']],
    ['text/html;q=0.1234', ['text/html;q=0.1234']],
    ['text/html;q=', ['text/html;q=']],
    ['text/html;title="a,b', ['text/html;title="a,b']],
  ])('%s has invalid entries', (text, invalid) => {
    expect(parseAccept(text).invalid).toEqual(invalid);
  });
});

describe('negotiate() orders the offers', () => {
  const both = ['application/json', 'application/xml'];
  test.each<[string | undefined, string[], number[]]>([
    [undefined, both, [0, 1]],
    ['', both, [0, 1]],
    ['*/*', both, [0, 1]],
    ['garbage', both, [0, 1]],
    ['application/xml', both, [1]],
    ['application/xml, application/json;q=0.9', both, [1, 0]],
    // With equal quality, the more specific range comes first, then the earlier one.
    ['application/xml;q=0.5, application/json;q=0.5', both, [1, 0]],
    ['*/*, application/xml', both, [1, 0]],
    ['application/*, text/plain', ['application/json', 'text/plain'], [1, 0]],
    ['application/xml;q=0, */*', both, [0]],
    ['application/*;q=0.1, application/xml', both, [1, 0]],
    ['text/html', both, []],
    ['garbage, text/html', both, []],
    ['*/*;q=0', both, []],
    ['application/json', [], []],
    // RFC 9110 section 12.5.1: the most specific range gives the quality, at any position.
    [
      'text/*;q=0.3, text/html;q=0.7, text/html;level=1',
      ['text/html;level=1', 'text/html', 'text/plain'],
      [0, 1, 2],
    ],
    ['text/html;level=2;q=0.4, */*;q=0.5', ['text/html;level=2', 'image/jpeg'], [1, 0]],
    // Requested parameters must be offered, or at least not contradicted.
    ['application/json;version=2', ['application/json'], [0]],
    ['application/json;version=2', ['application/json;version=1'], []],
    ['application/json;version=2;q=0, */*;q=0', ['application/json'], []],
    ['application/json;version=2', ['application/json', 'application/json;version=2'], [1]],
    ['application/json; charset=UTF-8', ['application/json'], [0]],
    ['text/plain; charset=iso-8859-1', ['text/plain'], []],
    ['text/plain; charset=utf-8', ['text/plain; charset=iso-8859-1'], []],
    ['application/json', ['application/json; charset=utf-8'], [0]],
    ['application/json; charset=iso-8859-1', ['application/json'], [0]],
  ])('%s of %j', (accept, offered, expected) => {
    expect(
      negotiate(
        accept,
        offered.map((text) => parseMediaRange(text)!),
      ),
    ).toEqual(expected);
  });

  test('beside how good they are themselves', () => {
    const offers = both.map((text) => parseMediaRange(text)!);
    expect(negotiate(undefined, offers, [0.5, 1])).toEqual([1, 0]);
    expect(negotiate('application/json, application/xml;q=0.8', offers, [0.5, 1])).toEqual([1, 0]);
    expect(negotiate('application/json, application/xml;q=0.8', offers, [1, 0])).toEqual([0]);
  });

  test('no text makes it throw', () => {
    const offers = both.map((text) => parseMediaRange(text)!);
    fc.assert(fc.property(fc.string(), (text) => void negotiate(text, offers)));
  });
});
