import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { keywords } from '../../src/schema/keywords.ts';
import { whyNoOperand } from '../../src/schema/operand.ts';

describe('whyNoOperand() describes the value that a keyword needs', () => {
  test.each<[string, unknown, string | undefined]>([
    [
      'type',
      'int',
      'one of array, boolean, integer, null, number, object, string, or a list of them',
    ],
    ['maxLength', '5', 'a whole number, 0 or more'],
    ['multipleOf', 0, 'a number above 0'],
    ['required', true, 'a list of names, each once'],
    ['allOf', [], 'a list of schemas, at least one'],
    ['const', 'anything', undefined],
    // An unknown keyword is valid, even with the name of an inherited member.
    ['constructor', 1, undefined],
    ['x-note', 1, undefined],
  ])('%s: %j', (keyword, value, wanted) => {
    const reason = wanted && `"${keyword}" must be ${wanted}, but is ${JSON.stringify(value)}`;
    expect(whyNoOperand(keyword, value)).toBe(reason);
  });
});

describe('whyNoOperand() agrees with the meta-schema of 2020-12', () => {
  const isSchema = new Ajv2020({ strict: false }).getSchema(
    'https://json-schema.org/draft/2020-12/schema',
  )!;
  const values = [
    ...[null, true, false, 0, 1, -1, 1.5, '', 'string', 'int', 'a*'],
    ...[[], ['a'], ['a', 'b'], ['a', 'a'], [1], [null], ['string'], ['string', 'null'], ['int']],
    ...[
      ['string', 'string'],
      [{}],
      [{}, true],
      {},
      { a: {} },
      { a: true },
      { a: [] },
      { a: ['b'] },
    ],
    ...[{ a: ['b', 'b'] }, { a: [1] }, { a: 'b' }],
  ];
  // An unknown format is an annotation, and so is one that is not a string.
  const unlike = ['format'];
  /** Whether a member that must be a schema is not one, which another check covers. */
  const holdsNoSchema = (keyword: string, value: unknown) =>
    keywords[keyword] !== 'plain' &&
    Object.values(value ?? {}).some((item) => typeof item !== 'boolean' && !isPlainObject(item));

  test.each(Object.keys(keywords).filter((keyword) => !unlike.includes(keyword)))(
    'about %s',
    (keyword) => {
      if (keywords[keyword] === 'schema') return expect(whyNoOperand(keyword, 1)).toBeUndefined();
      for (const value of values) {
        if (holdsNoSchema(keyword, value)) continue;
        const agrees = [whyNoOperand(keyword, value) === undefined, isSchema({ [keyword]: value })];
        expect([keyword, value, agrees[0]]).toEqual([keyword, value, agrees[1]]);
      }
    },
  );
});

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
