import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJudge } from '../../src/index.ts';
import { areUnique, isEqual } from '../../src/schema/equality.ts';
import { apiOf } from '../api/source.ts';
import { json, requestOf } from '../judge/exchanges.ts';

const trap = fc.constantFrom('toString', 'valueOf', 'constructor', '__proto__', 'a');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, -0, 1, '', '1', '[1]'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc
      .array(fc.tuple(trap, tie('value')), { maxLength: 2 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
}));

test('isEqual() and areUnique() agree about every pair', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(isEqual(a, JSON.parse(JSON.stringify(a)))).toBe(true);
      expect(areUnique([a, b])).toBe(!isEqual(a, b));
    }),
    { numRuns: 2000 },
  );
});

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ constructor: {} }, { constructor: {} }, true],
  [{ toString: 1 }, { valueOf: 1 }, false],
  [{}, [], false],
  [[1, 2], [2, 1], false],
  [0, -0, true],
  [1, '1', false],
  [null, {}, false],
])('isEqual(%j, %j) is %s', (a, b, wanted) => {
  expect(isEqual(a, b)).toBe(wanted);
  expect(isEqual(b, a)).toBe(wanted);
});

describe('names of Object.prototype are names like any other', async () => {
  const judge = createJudge(
    await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /const: {post: {requestBody: {content: {application/json: {schema: {const: {}}}}}}}
  /enum: {post: {requestBody: {content: {application/json: {schema: {enum: [{}, [], 1]}}}}}}
  /unique: {post: {requestBody: {content: {application/json: {schema: {uniqueItems: true}}}}}}
`),
  );
  const traps = ['toString', 'valueOf', 'constructor', '__proto__'];

  test.each(traps)('%s', (name) => {
    const found = (path: string, body: string) =>
      judge.request(requestOf(`POST ${path}`, json, body)).findings.map(({ args }) => args.keyword);
    expect(found('/const', `{"${name}":1}`)).toEqual(['const']);
    expect(found('/enum', `{"${name}":{}}`)).toEqual(['enum']);
    expect(found('/unique', `[{"${name}":{}},{"${name}":{}}]`)).toEqual(['uniqueItems']);
    expect(found('/unique', `[{"${name}":{}},{"${name}":1}]`)).toEqual([]);
  });
});
