import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schema } from '../../src/api/model.ts';
import type { JsonType, Shape } from '../../src/body/shape.ts';
import { type Outline, outlineOf } from '../../src/docs/outline.ts';
import { createJudge, diffApis, type Judge, planCases } from '../../src/index.ts';
import { foreignFlag, hasFlag } from '../../src/schema/direction.ts';
import { heldBy, namedBy } from '../../src/schema/members.ts';
import { sample } from '../../src/schema/sample.ts';
import type { Direction, SchemaVerdict } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';
import { requestOf } from '../verify/planned.ts';

// All code that reads schemas must give the same result for two equivalent documents, whatever the
// siblings of a reference are, and whichever OpenAPI version the documents use.

type JsonObject = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, unknown>>;

/** The number of generated documents for each property; `SPECWRIGHT_SCHEMAS` overrides it. */
const numRuns = Number(process.env.SPECWRIGHT_SCHEMAS ?? 100);
const directions = ['request', 'response'] as const;

const names = ['It', 'A', 'B'];
const itself = '/components/schemas/It';
const property = fc.constantFrom('a', 'b', 'c');
const number = fc.nat(3);

/** Schemas that refer to one another, with annotations and limits beside the references. */
function arbitrarySchemas(version: '3.0' | '3.1'): fc.Arbitrary<Schemas> {
  const { schema, object } = fc.letrec<{ schema: unknown; object: JsonObject }>((tie) => {
    const some = fc.array(tie('schema'), { minLength: 1, maxLength: 2 });
    const shared: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
      type: fc.constantFrom('object', 'array', 'integer', 'string'),
      $ref: fc.constantFrom(...names.map((name) => `#/components/schemas/${name}`)),
      properties: fc.dictionary(property, tie('schema'), { maxKeys: 3 }),
      additionalProperties: fc.oneof(fc.constant(false), tie('schema')),
      required: fc.uniqueArray(property, { minLength: 1, maxLength: 2 }),
      items: tie('schema'),
      allOf: some,
      oneOf: some,
      anyOf: some,
      enum: fc.constantFrom(['a', 'b'], [1, 2], [null, 'a']),
      minimum: number,
      maximum: number,
      minLength: number,
      minItems: fc.nat(1),
      readOnly: fc.constant(true),
      writeOnly: fc.constant(true),
      default: fc.constantFrom(1, 'a', null),
      example: fc.constantFrom(2, 'b', { a: 1 }),
    };
    const own: Readonly<Record<string, fc.Arbitrary<unknown>>> =
      version === '3.0'
        ? { nullable: fc.boolean(), exclusiveMinimum: fc.boolean(), exclusiveMaximum: fc.boolean() }
        : {
            type: fc.constantFrom('object', 'string', ['object', 'null'], ['integer', 'array']),
            exclusiveMinimum: number,
            const: fc.constantFrom('a', 1),
            prefixItems: some,
            patternProperties: fc.dictionary(fc.constant('^c'), tie('schema'), { maxKeys: 1 }),
          };
    const keywords = { ...shared, ...own };
    const one = fc
      .constantFrom(...Object.keys(keywords))
      .chain((keyword) => keywords[keyword]!.map((value) => ({ [keyword]: value })));
    const object = fc
      .array(one, { minLength: 1, maxLength: 4 })
      .map((parts): JsonObject => Object.assign({}, ...parts));
    const leaf = fc.constantFrom<unknown>({ type: 'string' }, { type: 'integer', readOnly: true });
    return {
      object,
      schema: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, object),
    };
  });
  return fc.record({ It: object, A: schema, B: schema });
}

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(0, 1, 2, 'a', 'b', null),
    fc.dictionary(property, tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
}));
const values = fc.array(value, { minLength: 6, maxLength: 6 });

interface Given {
  readonly judge: Judge;
  readonly schema: Schema;
}

/** The schema `It`, which one operation uses for its request and its response. */
async function given(version: string, schemas: Schemas): Promise<Given> {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/It' } } };
  const post = {
    operationId: 'post',
    requestBody: { required: true, content },
    responses: { 200: { description: 'D', content } },
  };
  const document = {
    openapi: version,
    info: { title: 'T', version: '1' },
    paths: { '/it': { post } },
    components: { schemas },
  };
  const judge = createJudge(await apiOf(JSON.stringify(document)));
  return { judge, schema: judge.api.operations[0]!.requestBody!.content[0]!.schema! };
}

/** The results of all readers of a schema, without places. */
function told({ judge, schema }: Given, values: readonly unknown[]) {
  const { schemas } = judge;
  const each = (tell: (value: unknown, direction: Direction) => unknown) =>
    values.map((value) => directions.map((direction) => tell(value, direction)));
  return {
    verdicts: each((value, direction) => {
      const { kind } = schemas.check(schema, direction, value);
      // A schema that refers to itself for the same value may be unchecked, which depends on the order.
      return kind === 'not-checked' ? expect.anything() : kind;
    }),
    misplaced: each((value, direction) =>
      schemas.misplaced(schema, direction, value).map(({ pointer }) => pointer),
    ),
    shape: toldOfShape(schemas.shape(schema), 3),
    outlines: directions.map((direction) => toldOfOutline(outlineOf(schema, schemas, direction))),
  };
}

/** The samples and cases of a schema. Their depth depends on how a recursion is written. */
function made({ judge, schema }: Given) {
  return {
    samples: directions.map((direction) => {
      const one = sample(judge.schemas, schema, direction);
      return one.ok ? one.value : 'none';
    }),
    cases: [...planCases(judge, { groups: ['valid', 'invalid'] })].map(
      (one) => `${one.id} ${new TextDecoder().decode(requestOf(one).body)}`,
    ),
  };
}

function toldOfShape(shape: Shape | undefined, depth: number): unknown {
  if (shape === undefined || depth === 0) return undefined;
  return {
    types: [...shape.types].sort(),
    required: [...(shape.required ?? [])].sort(),
    items: toldOfShape(shape.items(), depth - 1),
    additional: toldOfShape(shape.additionalProperties(), depth - 1),
    properties: [...shape.properties()].map(([name, one]) => [name, toldOfShape(one, depth - 1)]),
  };
}

/** The missing properties that `It` itself requires, without those that other schemas require. */
function missingOf(verdict: SchemaVerdict): readonly unknown[] {
  const errors = verdict.kind === 'invalid' ? verdict.errors : [];
  return errors
    .filter(({ keyword, at }) => keyword === 'required' && at.pointer.startsWith(`${itself}/`))
    .map(({ expected }) => expected);
}

/** An outline without type names, which differ between a reference and its target. */
function toldOfOutline({ facts, members, groups, cut }: Outline): unknown {
  return {
    facts: [...facts].sort(),
    cut: cut?.kind,
    members: members.map((one) => [one.name, one.required, toldOfOutline(one)]),
    variants: groups.flatMap(({ variants }) => variants.map(toldOfOutline)),
  };
}

/** The schemas with each schema rewritten, from the outside in. */
function rewritten(schemas: Schemas, rewrite: (schema: JsonObject) => JsonObject): Schemas {
  const each = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(rewrite(value as JsonObject)).map(([keyword, operand]) => {
        if (/^(?:allOf|oneOf|anyOf|prefixItems)$/.test(keyword)) {
          return [keyword, (operand as unknown[]).map(each)];
        }
        if (/^(?:properties|patternProperties)$/.test(keyword)) {
          const named = Object.entries(operand as JsonObject);
          return [keyword, Object.fromEntries(named.map(([name, one]) => [name, each(one)]))];
        }
        return [
          keyword,
          /^(?:items|additionalProperties)$/.test(keyword) ? each(operand) : operand,
        ];
      }),
    );
  };
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, each(one)]));
}

/** Siblings of a reference are ignored (OpenAPI 3.0.4 section 4.7.23). */
function withoutSiblings(schema: JsonObject): JsonObject {
  return schema.$ref === undefined ? schema : { $ref: schema.$ref };
}

/** Keywords of OpenAPI 3.0 (3.0.4 section 4.7.24) as those of 3.1. */
function inWordsOf31(schema: JsonObject): JsonObject {
  if (schema.$ref !== undefined) return { $ref: schema.$ref };
  const { nullable, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const { minimum, maximum, ...unbounded } = rest;
  return {
    ...unbounded,
    ...(nullable === true && typeof rest.type === 'string' && { type: [rest.type, 'null'] }),
    ...(minimum !== undefined && {
      [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum,
    }),
    ...(maximum !== undefined && {
      [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum,
    }),
  };
}

/** From 3.1 on, a reference applies beside its siblings (JSON Schema 2020-12 section 8.2.3.1). */
function asMembers(schema: JsonObject): JsonObject {
  const { $ref, ...siblings } = schema;
  if ($ref === undefined || Object.keys(siblings).length === 0) return schema;
  const { allOf } = siblings;
  return { ...siblings, allOf: [{ $ref }, ...(Array.isArray(allOf) ? allOf : [])] };
}

describe('every reader of schemas', () => {
  test.each<
    [title: string, from: '3.0' | '3.1', to: '3.0' | '3.1', (one: JsonObject) => JsonObject]
  >([
    ['ignores the siblings of a reference in 3.0', '3.0', '3.0', withoutSiblings],
    ['reads a schema in 3.0 like its equivalent in 3.1', '3.0', '3.1', inWordsOf31],
    ['applies the siblings of a reference from 3.1 on', '3.1', '3.1', asMembers],
  ])('%s', async (_, from, to, rewrite) => {
    const property = fc.asyncProperty(arbitrarySchemas(from), values, async (schemas, values) => {
      const one = await given(`${from}.0`, schemas);
      const other = await given(`${to}.0`, rewritten(schemas, rewrite));
      expect(told(one, values)).toEqual(told(other, values));
      if (from === '3.0') expect(made(one)).toEqual(made(other));
      const { changes } = diffApis(one.judge.api, other.judge.api);
      expect(changes.map(({ rule }) => rule)).toEqual([]);
    });
    await fc.assert(property, { numRuns, seed: 13 });
  });

  test.each(['3.0', '3.1'] as const)(
    'names the same properties, and the same read-only and write-only ones, in %s',
    async (version) => {
      const property = fc.asyncProperty(arbitrarySchemas(version), async (made) => {
        const { judge, schema } = await given(`${version}.0`, made);
        const { schemas } = judge;
        const here = schemas.views.of(schema).schemas;
        const nodes = namedBy(here, 'properties');
        const all = Object.fromEntries([...nodes.keys()].map((name) => [name, 1]));
        for (const direction of directions) {
          const flag = foreignFlag(direction);
          const isForeign = (name: string) =>
            nodes.get(name)!.some((node) => hasFlag(node, flag, schemas.views));
          const foreign = [...nodes.keys()].filter(isForeign);
          const misplaced = schemas.misplaced(schema, direction, all);
          expect(misplaced.map(({ pointer }) => pointer.slice(1))).toEqual(foreign);
          const outline = outlineOf(schema, schemas, direction);
          // The outline of a list shows the members of its items.
          const hasItems = heldBy(here, 'items').length > 0;
          const shown = new Set(outline.members.map(({ name }) => name));
          const example = sample(schemas, schema, direction);
          for (const name of foreign) {
            expect(missingOf(schemas.check(schema, direction, {}))).not.toContain(name);
            if (example.ok) expect(Object.keys(Object(example.value))).not.toContain(name);
            if (!hasItems) expect(shown).not.toContain(name);
          }
          if (outline.cut !== undefined) continue;
          for (const name of nodes.keys()) if (!isForeign(name)) expect(shown).toContain(name);
        }
      });
      await fc.assert(property, { numRuns, seed: 13 });
    },
  );

  test.each(['3.0', '3.1'] as const)(
    'gives a shape that has a type of each valid value, in %s',
    async (version) => {
      const property = fc.asyncProperty(arbitrarySchemas(version), values, async (made, values) => {
        const { judge, schema } = await given(`${version}.0`, made);
        const { schemas } = judge;
        const certain = schemas.views.of(schema).schemas;
        if (!certain.some(({ keywords }) => keywords.type !== undefined)) return;
        for (const value of values) {
          if (schemas.check(schema, 'response', value).kind !== 'valid') continue;
          const { types } = schemas.shape(schema);
          expect(typesOf(value).some((type) => types.has(type))).toBe(true);
        }
      });
      await fc.assert(property, { numRuns, seed: 13 });
    },
  );
});

function typesOf(value: unknown): readonly JsonType[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return ['integer', 'number'];
  return [typeof value as 'string' | 'object'];
}
