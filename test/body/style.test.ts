import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery, takeParameter } from '../../src/body/query.ts';
import type { Shape } from '../../src/body/shape.ts';
import { readStyled, type Style, type Styled, writeStyled } from '../../src/body/style.ts';
import { integer, integers, rgb, shape, string, strings } from './shapes.ts';

const parameter = (
  place: Styled['in'],
  style: Style,
  explode: boolean,
  allowReserved = false,
): Styled => ({ name: 'color', in: place, style, explode, allowReserved });

const colors = ['blue', 'black', 'brown'];
const object = { R: 100, G: 200, B: 150 };

describe('the examples of OpenAPI 3.1 section 4.8.12.4', () => {
  test.each<[Styled['in'], Style, boolean, string, Shape, unknown]>([
    ['path', 'matrix', false, ';color', string, ''],
    ['path', 'matrix', false, ';color=blue', string, 'blue'],
    ['path', 'matrix', false, ';color=blue,black,brown', strings, colors],
    ['path', 'matrix', false, ';color=R,100,G,200,B,150', rgb, object],
    ['path', 'matrix', true, ';color=blue', string, 'blue'],
    ['path', 'matrix', true, ';color=blue;color=black;color=brown', strings, colors],
    ['path', 'matrix', true, ';R=100;G=200;B=150', rgb, object],
    ['path', 'label', false, '.', string, ''],
    ['path', 'label', false, '.blue', string, 'blue'],
    ['path', 'label', false, '.blue,black,brown', strings, colors],
    ['path', 'label', false, '.R,100,G,200,B,150', rgb, object],
    ['path', 'label', true, '.blue.black.brown', strings, colors],
    ['path', 'label', true, '.R=100.G=200.B=150', rgb, object],
    ['path', 'simple', false, '', string, ''],
    ['path', 'simple', false, 'blue', string, 'blue'],
    ['path', 'simple', false, 'blue,black,brown', strings, colors],
    ['path', 'simple', false, 'R,100,G,200,B,150', rgb, object],
    ['path', 'simple', true, 'blue,black,brown', strings, colors],
    ['path', 'simple', true, 'R=100,G=200,B=150', rgb, object],
    ['query', 'form', false, 'color=', string, ''],
    ['query', 'form', false, 'color=blue', string, 'blue'],
    ['query', 'form', false, 'color=blue,black,brown', strings, colors],
    ['query', 'form', false, 'color=R,100,G,200,B,150', rgb, object],
    ['query', 'form', true, 'color=blue', string, 'blue'],
    ['query', 'form', true, 'color=blue&color=black&color=brown', strings, colors],
    ['query', 'form', true, 'R=100&G=200&B=150', rgb, object],
    ['query', 'spaceDelimited', false, 'color=blue%20black%20brown', strings, colors],
    ['query', 'spaceDelimited', false, 'color=R%20100%20G%20200%20B%20150', rgb, object],
    ['query', 'pipeDelimited', false, 'color=blue%7Cblack%7Cbrown', strings, colors],
    ['query', 'pipeDelimited', false, 'color=R%7C100%7CG%7C200%7CB%7C150', rgb, object],
    [
      'query',
      'deepObject',
      true,
      'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150',
      rgb,
      object,
    ],
  ])('%s %s, explode %s: %s', (place, style, explode, text, described, value) => {
    const styled = parameter(place, style, explode);
    expect(writeStyled(styled, value)).toBe(text);
    const read =
      place === 'query'
        ? takeParameter(styled, parseQuery(text), described).decoded
        : readStyled(styled, text, described);
    expect(read).toEqual({ ok: true, value });
  });
});

describe('reading splits before it decodes', () => {
  test.each<[Style, boolean, string, Shape, unknown]>([
    ['simple', false, 'a%2Cb,c', strings, ['a,b', 'c']],
    ['simple', false, '1,2', integers, [1, 2]],
    ['simple', false, '1,x', integers, [1, 'x']],
    ['simple', false, '1,2', string, '1,2'],
    ['simple', false, '1,2', shape({}), '1,2'],
    ['simple', false, '', strings, []],
    ['simple', false, '', rgb, {}],
    ['simple', false, '007', integer, '007'],
    ['simple', false, 'a+b', string, 'a+b'],
    ['simple', false, 'caf%C3%A9', string, 'café'],
    ['simple', true, 'R=1%3D1', shape({ type: 'object' }), { R: '1=1' }],
    ['simple', true, '__proto__=1', shape({ type: 'object' }), JSON.parse('{"__proto__":"1"}')],
    ['label', false, '.1.5', shape({ type: 'number' }), 1.5],
    ['label', true, '.a%2Eb.c', strings, ['a.b', 'c']],
    ['label', false, '', strings, []],
    ['matrix', true, '', strings, []],
    ['matrix', true, ';R', shape({ type: 'object' }), { R: '' }],
    ['matrix', false, ';color=1;color=2', integer, [1, 2]],
  ])('%s, explode %s: %s', (style, explode, text, described, value) => {
    expect(readStyled(parameter('path', style, explode), text, described)).toEqual({
      ok: true,
      value,
    });
  });

  test('a header is not percent-encoded', () => {
    const header = parameter('header', 'simple', false);
    expect(readStyled(header, '100%,a%20b', strings)).toEqual({
      ok: true,
      value: ['100%', 'a%20b'],
    });
    expect(writeStyled(header, ['100%', 'a b'])).toBe('100%,a b');
  });
});

describe('malformed input is refused with a reason', () => {
  test.each<[Style, boolean, string, Shape, string]>([
    ['simple', false, '100%', string, '"100%" is not percent-encoded UTF-8'],
    ['simple', false, 'a,%FF', strings, '"%FF" is not percent-encoded UTF-8'],
    ['simple', false, '%zz,1', rgb, '"%zz" is not percent-encoded UTF-8'],
    ['simple', false, 'R,100,G', rgb, 'name "G" has no value'],
    ['simple', true, 'R=100,G', rgb, 'name "G" has no value'],
    ['simple', true, 'R=100,R=2', rgb, 'property "R" is given more than once'],
    ['label', false, 'blue', string, 'there is no "." before the value'],
    ['label', false, '', string, 'there is no "." before the value'],
    ['matrix', false, 'color=blue', string, 'there is no ";" before the name'],
    ['matrix', false, ';colour=blue', string, '"colour" stands where "color" should'],
  ])('%s, explode %s: %s', (style, explode, text, described, reason) => {
    expect(readStyled(parameter('path', style, explode), text, described)).toEqual({
      ok: false,
      reason,
    });
  });
});

describe('writing encodes text that would read as a delimiter', () => {
  test.each<[Styled, unknown, string]>([
    // A slash or a question mark would end the segment, even with allowReserved.
    [parameter('path', 'simple', false, true), 'a/b?c=d:e', 'a%2Fb%3Fc=d:e'],
    [parameter('path', 'simple', false), ['a,b', 'c/d'], 'a%2Cb,c%2Fd'],
    [parameter('path', 'label', true), ['a.b', 'c'], '.a%2Eb.c'],
    [parameter('path', 'simple', true), { 'a=b': "it's" }, 'a%3Db=it%27s'],
    [parameter('path', 'simple', false), [], ''],
    [parameter('path', 'simple', false), undefined, ''],
    [parameter('path', 'simple', false), null, ''],
    [parameter('path', 'simple', false), [1, null, true], '1,,true'],
    [parameter('path', 'simple', false), '\ud800', '%EF%BF%BD'],
    [parameter('query', 'form', true), [], ''],
    [parameter('query', 'form', true), { a: undefined, b: [1, 2] }, 'b=1&b=2'],
    [parameter('query', 'form', true), 'a&b=c d+e', 'color=a%26b%3Dc%20d%2Be'],
    [parameter('query', 'form', true, true), 'a/b?c:d@e,f', 'color=a/b?c:d@e,f'],
    [parameter('query', 'form', true, true), 'a&b+c#d [e]', 'color=a%26b%2Bc%23d%20%5Be%5D'],
    [parameter('query', 'form', true, true), '50% of 20%25', 'color=50%25%20of%2020%25'],
    [parameter('query', 'form', false, true), ['a,b', 'c/d'], 'color=a%2Cb,c/d'],
    [{ ...parameter('query', 'form', true), name: 'a b&' }, 1, 'a%20b%26=1'],
    [
      parameter('query', 'deepObject', true),
      { a: { b: [1, 'x y'] } },
      'color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D=x%20y',
    ],
    [parameter('cookie', 'form', false), ['a;b', 'c'], 'color=a%3Bb,c'],
    [parameter('cookie', 'cookie', true), ['a', 'b'], 'color=a; color=b'],
    [parameter('path', 'simple', false), [{ a: 1 }], '%7B%22a%22%3A1%7D'],
  ])('%j %j', (styled, value, expected) => {
    expect(writeStyled(styled, value)).toBe(expected);
  });
});

describe('reading returns what was written', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 });
  const values = {
    scalar: [word, string],
    array: [fc.array(word, { minLength: 1 }), strings],
    object: [
      fc.dictionary(word, word, { minKeys: 1 }),
      shape({ type: 'object', additionalProperties: { type: 'string' } }),
    ],
  } as const;
  const cases: [Styled['in'], Style, boolean][] = [
    ['path', 'simple', false],
    ['path', 'simple', true],
    ['path', 'label', false],
    ['path', 'label', true],
    ['path', 'matrix', false],
    ['path', 'matrix', true],
    ['query', 'form', false],
    ['query', 'form', true],
  ];
  for (const [place, style, explode] of cases) {
    for (const [structure, [arbitrary, described]] of Object.entries(values)) {
      test(`${style}, explode ${explode}, ${structure}`, () => {
        const styled = parameter(place, style, explode);
        fc.assert(
          fc.property(arbitrary as fc.Arbitrary<unknown>, (value) => {
            const text = writeStyled(styled, value);
            const read =
              place === 'query'
                ? takeParameter(styled, parseQuery(text), described).decoded
                : readStyled(styled, text, described);
            expect(read).toEqual({ ok: true, value });
          }),
        );
      });
    }
  }

  test('reading does not throw for any text', () => {
    const styles = fc.constantFrom<Style>('simple', 'label', 'matrix');
    const shapes = fc.constantFrom(string, strings, rgb, shape({}));
    fc.assert(
      fc.property(fc.string(), styles, fc.boolean(), shapes, (text, style, explode, described) => {
        readStyled(parameter('path', style, explode), text, described);
        takeParameter(parameter('query', 'deepObject', explode), parseQuery(text), described);
        takeParameter(parameter('query', 'form', explode), parseQuery(text), described);
      }),
    );
  });
});
