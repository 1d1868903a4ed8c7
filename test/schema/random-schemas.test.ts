import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeOften, schemasOf } from './suite.ts';

/** The number of generated schemas, each with ten values; `SPECWRIGHT_SCHEMAS` overrides it. */
const count = Number(process.env.SPECWRIGHT_SCHEMAS ?? 300);

const name = fc.constantFrom('a', 'b', 'c', '__proto__');
const number = fc.nat(3);

/** Schemas that depend on the evaluated parts of a branch, and that may be recursive. */
const { schema } = fc.letrec<{ schema: unknown; object: Record<string, unknown> }>((tie) => {
  const schema = tie('schema');
  const some = fc.array(schema, { minLength: 1, maxLength: 3 });
  const byName = fc.dictionary(name, schema, { maxKeys: 3 });
  const keywords: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    type: fc.constantFrom('object', 'array', 'integer', ['object', 'integer'], ['array', 'null']),
    properties: byName,
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'b|c', '_'), schema, { maxKeys: 2 }),
    additionalProperties: schema,
    unevaluatedProperties: fc.oneof(fc.constant(false), schema),
    unevaluatedItems: fc.oneof(fc.constant(false), schema),
    propertyNames: fc.constantFrom({ pattern: '^[abc]' }, { maxLength: 1 }),
    required: fc.uniqueArray(name, { maxLength: 2 }),
    dependentRequired: fc.dictionary(fc.constantFrom('a', 'b'), fc.constant(['c'])),
    dependentSchemas: fc.dictionary(fc.constantFrom('a', 'b'), schema, { maxKeys: 2 }),
    prefixItems: some,
    items: schema,
    contains: schema,
    minContains: number,
    maxContains: number,
    minItems: number,
    uniqueItems: fc.boolean(),
    allOf: some,
    anyOf: some,
    oneOf: some,
    not: schema,
    if: schema,
    then: schema,
    else: schema,
    $ref: fc.constantFrom('#/$defs/r', '#/$defs/s'),
    const: fc.constantFrom(1, { a: 1 }, [1, 2]),
    minimum: number,
    multipleOf: fc.constantFrom(2, 0.1),
  };
  const one = fc
    .constantFrom(...Object.keys(keywords))
    .chain((keyword) => keywords[keyword]!.map((value) => ({ [keyword]: value })));
  const object = fc
    .array(one, { minLength: 1, maxLength: 4 })
    .map((parts) => Object.assign({}, ...parts));
  return {
    object,
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(true, false, { type: 'integer' }, { properties: { a: true } }),
      object,
    ),
  };
});

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(0, 1, 2, 'a', null),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

test('a second validator agrees about made-up schemas', { timeout: 1_200_000 }, async () => {
  const uri = 'https://made-up.example/schema';
  // The targets of references contain no reference, so that every check ends.
  const plain = { r: { properties: { a: true }, prefixItems: [true] }, s: { required: ['b'] } };
  const property = fc.asyncProperty(
    schema,
    fc.array(value, { minLength: 10, maxLength: 10 }),
    async (made, values) => {
      // As JSON, so that `__proto__` is an ordinary member.
      const text = JSON.stringify({ allOf: [made], $defs: plain });
      registerSchema(JSON.parse(text), uri, 'https://json-schema.org/draft/2020-12/schema');
      try {
        const second = await validate(uri);
        const ours = await schemasOf(JSON.parse(text));
        const given = JSON.parse(JSON.stringify(values));
        for (const [index, one] of [...given, ...given].entries()) {
          if (index === given.length) judgeOften(ours.schemas, ours.schema, one);
          const verdict = ours.schemas.check(ours.schema, 'response', one);
          const valid = verdict.kind === 'not-checked' ? verdict.problem.args : verdict.kind;
          expect(valid).toEqual(second(one).valid ? 'valid' : 'invalid');
          if (verdict.kind === 'invalid') expect(verdict.errors).not.toEqual([]);
        }
      } finally {
        unregisterSchema(uri);
      }
    },
  );
  await fc.assert(property, { numRuns: count, seed: 12 });
});
