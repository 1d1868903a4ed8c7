import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mulberry32 } from '../../src/random.ts';
import { sample } from '../../src/schema/sample.ts';
import { schemasOf } from './suite.ts';

/** The number of generated schemas; `SPECWRIGHT_SCHEMAS` overrides it. */
const count = Number(process.env.SPECWRIGHT_SCHEMAS ?? 300);

type JsonSchema = Readonly<Record<string, unknown>>;

/** Satisfiable schemas whose constraints random values rarely meet. */
const scalar = fc.constantFrom<JsonSchema>(
  { type: 'string', pattern: '^(?=.*[A-Z])(?=.*\\d)[\\w-]{6,9}$' },
  { type: 'string', pattern: '(?<=a)b$' },
  { type: 'string', pattern: '^(?!ab)[ab]{2,3}$' },
  { type: 'string', pattern: '^[a-z\\d-]{1,63}:.{0,1023}$', minLength: 5 },
  { type: 'string', pattern: '^\\p{L}[\\p{L}\\s-]*$', maxLength: 4 },
  { type: 'string', contentEncoding: 'base64', minLength: 6 },
  {
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
  },
  { type: 'integer', minimum: 7, example: 7 },
  { type: 'integer', default: 3 },
  { type: 'number', exclusiveMinimum: 0.5, multipleOf: 0.25 },
  { type: 'string', example: 'tag' },
  { type: ['string', 'null'], minLength: 2 },
);

const { schema } = fc.letrec<{ schema: JsonSchema; object: JsonSchema }>((tie) => {
  const properties = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'kind'), tie('schema'), {
    maxKeys: 3,
  });
  const object = fc.record({ properties, isRequired: fc.boolean(), show: fc.boolean() }).map(
    ({ properties, isRequired, show }): JsonSchema => ({
      type: 'object',
      properties,
      ...(isRequired && { required: Object.keys(properties) }),
      ...(show && {
        example: Object.fromEntries(Object.keys(properties).map((name) => [name, 1])),
      }),
    }),
  );
  const shared = fc.constantFrom<JsonSchema>(
    { $ref: '#/$defs/Pet' },
    { $ref: '#/$defs/Dog' },
    { $ref: '#/$defs/List' },
  );
  return {
    object,
    schema: fc.oneof(
      { depthSize: 'small' },
      scalar,
      shared,
      object,
      // The second member of allOf has a different property, so that both can be satisfied.
      tie('object').map((base) => ({
        allOf: [
          base,
          { properties: { extra: { type: 'string', example: 'ex' } }, required: ['extra'] },
        ],
      })),
      scalar.map((items) => ({ type: 'array', uniqueItems: true, minItems: 2, items })),
      fc
        .tuple(tie('schema'), fc.constantFrom('^[a-z]{3}$', '^x-\\w+$', '^[ab]'))
        .map(([member, pattern]) => ({
          type: 'object',
          minProperties: 2,
          patternProperties: { [pattern]: member },
          propertyNames: { minLength: 2, maxLength: 6 },
          additionalProperties: false,
        })),
    ),
  };
});

const shared = {
  Pet: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' } },
    discriminator: { propertyName: 'kind', mapping: { dog: '#/$defs/Dog' } },
  },
  Dog: {
    allOf: [{ $ref: '#/$defs/Pet' }],
    required: ['bark'],
    properties: { bark: { type: 'boolean' } },
  },
  List: {
    type: 'object',
    required: ['next'],
    properties: { next: { anyOf: [{ $ref: '#/$defs/List' }, { type: 'null' }] } },
  },
};

test('every sample of a generated schema is valid for the judge and for ajv', {
  timeout: 600_000,
}, async () => {
  const property = fc.asyncProperty(schema, fc.integer(), async (made, seed) => {
    const text = JSON.stringify({ allOf: [made], $defs: shared });
    const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });
    const isValid = ajv.compile(JSON.parse(text));
    const ours = await schemasOf(JSON.parse(text));
    for (const random of [undefined, mulberry32(seed)]) {
      const sampled = sample(ours.schemas, ours.schema, 'response', { random });
      expect(sampled).toMatchObject({ ok: true });
      if (!sampled.ok) continue;
      expect(isValid(sampled.value), JSON.stringify([sampled.value, isValid.errors])).toBe(true);
      expect(ours.schemas.check(ours.schema, 'response', sampled.value).kind).toBe('valid');
    }
  });
  await fc.assert(property, { numRuns: count, seed: 21 });
});
