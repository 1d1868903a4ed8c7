import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainTypes } from '../../src/generate/format-types.ts';
import { textsOf } from '../../src/generate/texts.ts';
import { type Api, loadApi } from '../../src/index.ts';
import { mulberry32 } from '../../src/random.ts';
import { sample } from '../../src/schema/sample.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { compileErrors } from './compile.ts';

/** The number of generated schemas of each dialect; `SPECWRIGHT_SCHEMAS` overrides it. */
const count = Number(process.env.SPECWRIGHT_SCHEMAS ?? 80);
/** The number of random values of each schema in each direction, beside the simplest value. */
const variations = 2;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

/** What every made-up schema may refer to: recursion, both directions, bases and unions. */
const components = {
  Node: object(
    { id: { ...text, readOnly: true }, secret: { ...text, writeOnly: true }, next: ref('Node') },
    { required: ['id', 'secret'] },
  ),
  Name: { ...text, enum: ['x', 'y'] },
  Pet: object(
    { kind: text, name: ref('Name') },
    { required: ['kind'], discriminator: { propertyName: 'kind' } },
  ),
  // The judge ignores a discriminator; the schema of the property decides.
  Cat: {
    allOf: [ref('Pet'), object({ kind: { ...text, enum: ['Cat'] }, claws: { type: 'integer' } })],
  },
  Dog: {
    ...object(
      { kind: { ...text, enum: ['Dog'] }, bark: { type: 'boolean' } },
      { required: ['bark'] },
    ),
    allOf: [ref('Pet')],
  },
  Either: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } },
};

interface Described {
  readonly type?: string;
  readonly properties?: object;
  readonly required?: readonly string[];
}

type Dialect = '3.0.3' | '3.1.0';

/** Schemas as contracts write them. */
function schemasOf(dialect: Dialect): fc.Arbitrary<object> {
  const name = fc.constantFrom('a', 'b', 'c');
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
  // What is required is described, and something is there in both directions.
  const described = ({ required = [], properties = {}, ...others }: Described) => ({
    ...others,
    properties: { ...properties, d: text },
    required: required.filter((each) => Object.hasOwn(properties, each)),
  });
  const component = fc.constantFrom(...Object.keys(components)).map(ref);
  const only31 = <T>(arbitrary: T) => (dialect === '3.1.0' ? [arbitrary] : []);
  const scalar = fc.constantFrom<object>(
    ...[text, { type: 'integer' }, { type: 'boolean' }, { ...text, format: 'date-time' }],
    ...[{ ...text, enum: ['x', 'y'] }, { type: 'integer', enum: [1, 2] }, { enum: ['x', 1] }],
    ...only31({ const: 'x' }),
  );
  const { schema } = fc.letrec<{ schema: object; object: Described }>((tie) => {
    const some = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
    const flagged = fc
      .tuple(tie('schema'), fc.constantFrom({}, {}, { readOnly: true }, { writeOnly: true }))
      .map(([own, flag]) => ({ ...own, ...flag }));
    const list = fc.record(
      { type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(2) },
      { requiredKeys: ['type', 'items'] },
    );
    const tuple = some.map((prefixItems) => ({ type: 'array', prefixItems }));
    const kinds = fc.oneof(
      scalar,
      component,
      tie('object'),
      tie('object'),
      list,
      some.map((anyOf) => ({ anyOf })),
      some.map((oneOf) => ({ oneOf })),
      fc.tuple(tie('object'), some).map(([own, anyOf]) => ({ ...own, anyOf })),
      fc
        .array(fc.oneof(component, tie('object')), { minLength: 1, maxLength: 3 })
        .map((allOf) => ({ allOf })),
      fc.tuple(tie('object'), component).map(([{ required, ...own }, base]) => ({
        allOf: [own, base, { required: required ?? [] }],
      })),
      fc.tuple(tie('object'), component).map(([own, base]) => ({ ...own, allOf: [base] })),
      fc.tuple(tie('object'), component).map(([own, base]) => ({ ...own, ...base })),
      fc.constant({ required: ['name'], allOf: [ref('Pet')] }),
      ...only31(tuple),
    );
    const nullable = (own: object) =>
      dialect === '3.0.3'
        ? { nullable: true, ...own }
        : 'type' in own && !('enum' in own)
          ? { ...own, type: [own.type, 'null'] }
          : { anyOf: [own, { type: 'null' }] };
    return {
      object: fc
        .record(
          {
            type: fc.constant('object'),
            properties: fc.dictionary(name, flagged, { maxKeys: 3 }),
            required: names,
            additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          },
          { requiredKeys: ['type'] },
        )
        .map(described),
      schema: fc.oneof(
        { depthSize: 'small' },
        { weight: 1, arbitrary: scalar },
        { weight: 5, arbitrary: kinds },
        { weight: 1, arbitrary: kinds.map(nullable) },
      ),
    };
  });
  return schema;
}

/** An API with an operation for each schema, which takes and gives it. */
async function apiOf(dialect: Dialect, schemas: readonly object[]): Promise<Api> {
  const paths = schemas.map((schema, index) => {
    const content = { 'application/json': { schema } };
    const operation = {
      operationId: `op${index}`,
      requestBody: { required: true, content },
      responses: { 200: { description: 'X', content } },
    };
    return [`/${index}`, { post: operation }];
  });
  const document = {
    openapi: dialect,
    info: { title: 'X', version: '1' },
    paths: Object.fromEntries(paths),
    components: { schemas: components },
  };
  const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
  return api!;
}

/** The type that has this one value. Unlike a literal, it may have properties beside those described. */
function typeOfValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(typeOfValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${typeOfValue(member)}`,
  );
  return `{ ${members.join('; ')} }`;
}

/** Lines that compile if the types of an API accept the values that its judge accepts. */
function acceptance(api: Api): readonly string[] {
  const schemas = createSchemas(api);
  return api.operations.flatMap(({ requestBody, responses }, index) => {
    const operation = `operations['op${index}']`;
    const sides = [
      ['request', requestBody!, `${operation}['requestBody']`],
      ['response', responses[0]!, `${operation}['responses'][200]`],
    ] as const;
    const random = mulberry32(index);
    return sides.flatMap(([direction, { content }, type]) =>
      [{}, ...Array.from({ length: variations }, () => ({ random }))].flatMap((options) => {
        const value = sample(schemas, content[0]!.schema!, direction, options);
        if (!value.ok) return [];
        const accepted = `${typeOfValue(value.value)} extends ${type}['content']['application/json']`;
        return [`true satisfies ${accepted} ? true : ${index};`];
      }),
    );
  });
}

test('a type accepts what the judge accepts: made-up schemas', async () => {
  const files: Record<string, string> = {};
  const schemas: Record<string, readonly object[]> = {};
  for (const dialect of ['3.0.3', '3.1.0'] as const) {
    const made = fc.sample(schemasOf(dialect), count);
    const api = await apiOf(dialect, made);
    const lines = acceptance(api);
    expect(lines.length).toBeGreaterThan(count * variations);
    schemas[`values-${dialect}.ts`] = made;
    files[`types-${dialect}.ts`] = textsOf(api, plainTypes).get('types.ts')!;
    files[`values-${dialect}.ts`] = [
      `import type { operations } from './types-${dialect}.ts';`,
      ...lines,
    ].join('\n');
  }
  const refused = compileErrors(files).map((error) => {
    const [file, line] = error.split(':') as [string, string];
    const text = files[file]?.split('\n')[Number(line) - 1] ?? '';
    const index = Number(/\['op(\d+)'\]/.exec(text)?.[1]);
    return `${JSON.stringify(schemas[file]?.[index])} does not accept ${text || error}`;
  });
  expect(refused).toEqual([]);
});
