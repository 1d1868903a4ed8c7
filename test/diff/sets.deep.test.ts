import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffApis } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { answering, asking } from './pairs.ts';

type Json = Readonly<Record<string, unknown>>;

const scalar = fc.constantFrom<unknown>('a', 'bb', 'ccc', 0, 1, 2, 1.5, 7, true, false, null);
const name = fc.constantFrom('a', 'b', 'c');

/** Values of the kinds in the schemas below. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));

function optional<T>(members: Record<string, fc.Arbitrary<T>>): fc.Arbitrary<Json> {
  return fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<Json>;
}

const types = fc.constantFrom<unknown>(
  'string',
  'integer',
  'number',
  'boolean',
  'object',
  'array',
  ['string', 'null'],
  ['object', 'null'],
  ['string', 'integer'],
);
const small = fc.integer({ min: 0, max: 3 });

const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: fc.record({ type: types }) as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.constantFrom<unknown>({}, true) },
    {
      weight: 2,
      arbitrary: fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }),
    },
    {
      weight: 3,
      arbitrary: optional<unknown>({
        type: types,
        minLength: small,
        maxLength: small,
        pattern: fc.constantFrom('^a', 'b'),
        minimum: small,
        exclusiveMaximum: small,
        multipleOf: fc.constantFrom(1, 0.5, 2),
      }),
    },
    {
      weight: 5,
      arbitrary: optional<unknown>({
        type: fc.constant('object'),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 3 }),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.constantFrom<unknown>(false, true, {}), tie('schema')),
        minProperties: small,
        maxProperties: small,
      }),
    },
    {
      weight: 2,
      arbitrary: optional<unknown>({
        type: fc.constant('array'),
        items: tie('schema'),
        prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        minItems: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
        contains: tie('schema'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom('anyOf', 'oneOf', 'allOf'),
          fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
          optional<unknown>({ type: types, not: tie('schema') }),
        )
        .map(([keyword, branches, beside]) => ({ [keyword]: branches, ...beside })),
    },
  ),
}));

/** The same schema in another notation, or with a changed part. */
const rewrites: readonly ((one: unknown, other: unknown) => unknown)[] = [
  (one, other) => ({ anyOf: [one, other] }),
  (one, other) => ({ oneOf: [one, other] }),
  (one, other) => ({ allOf: [one, other] }),
  (one) => ({ anyOf: [one, { type: 'null' }] }),
  (one) => ({ allOf: [one] }),
  (one, other) => ({ type: 'object', properties: { a: one, b: other } }),
  (one) => ({ type: 'object', additionalProperties: one }),
  (one) => ({ type: 'array', items: one }),
  (one, other) => ({ not: { allOf: [one, other] } }),
  (one) => one,
  (_, other) => other,
];

const pair = fc
  .tuple(schema, schema, fc.constantFrom(...rewrites), fc.constantFrom(...rewrites))
  .map(([one, other, before, after]) => [before(one, other), after(one, other)] as const);

/** Dictionaries of fast-check have no prototype, which ajv does not expect. */
function plain(one: unknown): unknown {
  return JSON.parse(JSON.stringify(one));
}

/**
 * In other words, which ajv judges without slips: in 2020-12 some schemas do not compile, and beside
 * `items` an empty array passes for one that contains something.
 */
function asDraft07(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(asDraft07);
  if (typeof written !== 'object' || written === null) return written;
  const { prefixItems, items, contains, ...rest } = written as Json;
  const none = { type: 'array', items: { not: asDraft07(contains) } };
  if (contains !== undefined) {
    const { contains: _, ...others } = written as Json;
    return { allOf: [asDraft07(others), { not: none }] };
  }
  const others = Object.entries(rest).map(([key, inner]) => [key, asDraft07(inner)]);
  return {
    ...Object.fromEntries(others),
    ...(prefixItems === undefined
      ? items !== undefined && { items: asDraft07(items) }
      : { items: asDraft07(prefixItems), additionalItems: asDraft07(items ?? true) }),
  };
}

function judgeOf(written: unknown): (value: unknown) => boolean {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(asDraft07(written) as object);
  return (one) => validate(one) === true;
}

const settings = {
  numRuns: Number(process.env.FUZZ_RUNS ?? 150),
  seed: Number(process.env.FUZZ_SEED ?? 7),
};

/** Whether no object allows undescribed properties, which count as absent then. */
function isClosed(written: unknown): boolean {
  if (typeof written !== 'object' || written === null) return true;
  const { type, properties, additionalProperties: others } = written as Json;
  const isOfObjects = type === undefined || [type].flat().includes('object');
  const isOpen = others === undefined || others === true || Object.keys(others ?? {}).length === 0;
  if (isOpen && (properties !== undefined || (isOfObjects && type !== undefined))) return false;
  return Object.values(written).every(isClosed);
}

test('a breaking change has a value that ajv confirms, or reports that it has none; other changes refuse nothing', async () => {
  const values = fc.sample(value, { numRuns: 300, seed: 3 }).map(plain);
  await fc.assert(
    fc.asyncProperty(pair, async ([base, revision]) => {
      const [isOfBase, isOfRevision] = [judgeOf(base), judgeOf(revision)];
      const texts = [JSON.stringify(base), JSON.stringify(revision)] as const;
      for (const flow of ['request', 'response'] as const) {
        const of = flow === 'request' ? asking : answering;
        const { changes } = diffApis(await apiOf(of(texts[0])), await apiOf(of(texts[1])));
        for (const { severity, proof, witness } of changes) {
          if (severity !== 'breaking') continue;
          expect(proof).toBeDefined();
          if (witness === undefined) continue;
          const judged = [isOfBase(witness.value), isOfRevision(witness.value)];
          expect({ witness, judged }).toEqual({
            witness,
            judged: flow === 'request' ? [true, false] : [false, true],
          });
        }
        const isTold = changes.some(({ severity }) => severity !== 'compatible');
        if (isTold || (changes.length > 0 && !(isClosed(base) && isClosed(revision)))) continue;
        for (const one of values) {
          const judged = [isOfBase(one), isOfRevision(one)] as const;
          const [promised, kept] = flow === 'request' ? judged : judged.toReversed();
          const isBroken = changes.length === 0 ? promised !== kept : promised && !kept;
          expect({ one, isBroken, changes: changes.map(({ rule }) => rule) }).toMatchObject({
            isBroken: false,
          });
        }
      }
    }),
    settings,
  );
}, 600_000);
