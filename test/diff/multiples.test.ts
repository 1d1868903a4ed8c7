import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';
import { answering, asking, changesBetween } from './pairs.ts';

/** Short, tiny and huge numbers, as their digits and the power of ten. */
const written = fc.record({
  digits: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9999 })),
  power: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -300, max: 290 })),
});
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

const numbers = fc.tuple(written, written).chain(([one, other]) =>
  // Two numbers at random are hardly ever multiples of each other.
  fc.constantFrom(
    [one, other],
    [one, { ...other, power: one.power }],
    [one, { digits: one.digits * other.digits, power: one.power }],
    [{ digits: one.digits * other.digits, power: one.power }, one],
  ),
);

const textOf = ({ digits, power }: Written) => `${digits}e${power}`;
const times = ({ digits, power }: Written, factor: number) => Number(`${digits * factor}e${power}`);

/** Whether the judge accepts the first multiples of a number as multiples of another one. */
async function areMultiples(of: Written, by: Written): Promise<boolean> {
  const api = await apiOf(asking(`{type: number, multipleOf: ${Number(textOf(by))}}`));
  const schema = api.operations[0]!.requestBody!.content[0]!.schema!;
  const schemas = createSchemas(api);
  return [1, 2, 3, 4, 5, 6, 7, 60].every(
    (factor) => schemas.check(schema, 'request', times(of, factor)).kind === 'valid',
  );
}

// biome-ignore format: a table is read by its rows
const table: readonly (readonly [string, string, string, readonly string[], readonly string[]])[] = [
  ['multiples of next to nothing',
    '{type: number, multipleOf: 1e-9}',
    '{type: number, multipleOf: 3}',
    ['breaking request-multiple-of-narrowed *'], ['compatible response-multiple-of-narrowed']],
  ['next to no multiples',
    '{type: number, multipleOf: 0.01}',
    '{type: number, multipleOf: 1e-12}',
    ['compatible request-multiple-of-widened'], ['breaking response-multiple-of-widened *']],
  ['almost the same multiples',
    '{type: number, multipleOf: 1}',
    '{type: number, multipleOf: 1.0000000000000002}',
    ['breaking request-multiple-of-replaced *'], ['breaking response-multiple-of-replaced *']],
  ['multiples of two numbers in one',
    '{type: integer, allOf: [{multipleOf: 2}, {multipleOf: 3}]}',
    '{type: integer, multipleOf: 6}',
    [], []],
  ['multiples that integers are anyway',
    '{type: integer, multipleOf: 0.5}',
    '{type: integer}',
    [], []],
  ['multiples where there were none',
    '{type: number, minimum: 100}',
    '{type: number, minimum: 100, multipleOf: 1e-3}',
    ['breaking request-multiple-of-narrowed *'], ['compatible response-multiple-of-narrowed']],
];

test.each(table)('%s', async (_, base, revision, request, response) => {
  expect(await changesBetween(asking(base), asking(revision))).toEqual(request);
  expect(await changesBetween(answering(base), answering(revision))).toEqual(response);
});

test('the verdict on multiples agrees with the judge', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, async ([from, to]) => {
      const schemaOf = (number: Written) => `{type: number, multipleOf: ${Number(textOf(number))}}`;
      const [before, after] = [schemaOf(from!), schemaOf(to!)];
      const allowsLess = !(await areMultiples(from!, to!));
      const allowsMore = !(await areMultiples(to!, from!));
      const kind = allowsLess ? (allowsMore ? 'replaced' : 'narrowed') : 'widened';
      const verdict = (breaks: boolean, flow: string) =>
        allowsLess || allowsMore
          ? [
              `${breaks ? 'breaking' : 'compatible'} ${flow}-multiple-of-${kind}${breaks ? ' *' : ''}`,
            ]
          : [];
      expect({
        asked: await changesBetween(asking(before), asking(after)),
        answered: await changesBetween(answering(before), answering(after)),
      }).toEqual({
        asked: verdict(allowsLess, 'request'),
        answered: verdict(allowsMore, 'response'),
      });
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 100), seed: Number(process.env.FUZZ_SEED ?? 1) },
  );
});
