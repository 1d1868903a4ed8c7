import { describe, expect, it } from 'vitest';
import type { Schema } from '../../src/api/model.ts';
import { loadApi } from '../../src/index.ts';
import { mulberry32 } from '../../src/random.ts';
import { sample } from '../../src/schema/sample.ts';
import { createSchemas, type Direction, type Schemas } from '../../src/schema/schemas.ts';

interface Given {
  readonly schemas: Schemas;
  readonly schema: Schema;
}

async function given(
  schema: unknown,
  components: Record<string, unknown> = {},
  openapi = '3.1.0',
): Promise<Given> {
  const document = {
    openapi,
    info: { title: 'Samples', version: '1' },
    paths: {},
    components: { schemas: { It: schema, ...components } },
  };
  const { api } = await loadApi('https://example.com/openapi.json', {
    read: async () => JSON.stringify(document),
  });
  const pointer = '/components/schemas/It';
  return {
    schemas: createSchemas(api!),
    schema: { value: itIn(api!.root.value), at: { document: api!.root, pointer } },
  };
}

function itIn(root: unknown): unknown {
  return (root as { components: { schemas: { It: unknown } } }).components.schemas.It;
}

async function sampled(
  schema: unknown,
  components?: Record<string, unknown>,
  direction: Direction = 'response',
  openapi?: string,
): Promise<unknown> {
  const it = await given(schema, components, openapi);
  const made = sample(it.schemas, it.schema, direction);
  if (!made.ok) return made;
  expect(it.schemas.check(it.schema, direction, made.value).kind).toBe('valid');
  return made.value;
}

const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('a sample is the plainest value that a schema allows', () => {
  const cases: readonly (readonly [name: string, schema: unknown, want: unknown])[] = [
    ['a string', text, 'string'],
    ['an integer', { type: 'integer' }, 1],
    ['a number', { type: 'number' }, 1.5],
    ['a boolean', { type: 'boolean' }, true],
    ['null', { type: 'null' }, null],
    ['anything', {}, 'string'],
    ['true', true, 'string'],
    ['an example of its own', { type: 'string', example: 'Rex' }, 'Rex'],
    ['the first of its examples', { type: 'string', examples: ['Rex', 'Tom'] }, 'Rex'],
    ['its default', { type: 'integer', default: 20 }, 20],
    ['its constant', { const: { a: 1 } }, { a: 1 }],
    ['the first of an enum', { enum: [null, 'cat', 'dog'] }, 'cat'],
    ['null, where an enum has nothing else', { enum: [null] }, null],
    ['no example that is invalid', { type: 'integer', example: 'one' }, 1],
    ['the next example where the first is invalid', { type: 'integer', examples: ['1', 2] }, 2],
    ['no default that is invalid', { type: 'integer', minimum: 10, default: 1 }, 10],
    ['the first type', { type: ['integer', 'string'] }, 1],
    ['a type before null', { type: ['null', 'integer'] }, 1],
  ];
  it.each(cases)('%s', async (_, schema, want) => {
    expect(await sampled(schema)).toEqual(want);
  });
});

describe('a sample string keeps to', () => {
  const cases: readonly (readonly [schema: object, want: unknown])[] = [
    [{ minLength: 10 }, 'stringaaaa'],
    [{ maxLength: 3 }, 'ing'],
    [{ maxLength: 0 }, ''],
    [{ format: 'date-time' }, '2024-01-15T09:30:00Z'],
    [{ format: 'date' }, '2024-01-15'],
    [{ format: 'time' }, '09:00:00Z'],
    [{ format: 'uuid' }, '3fa85f64-5717-4562-b3fc-000000000001'],
    [{ format: 'email' }, 'user@example.com'],
    [{ format: 'email', minLength: 20 }, expect.stringMatching(/^.{20,}$/)],
    [{ format: 'uri' }, 'https://example.com/1'],
    [{ format: 'ipv4' }, '192.0.2.1'],
    [{ format: 'ipv6' }, '2001:db8::1'],
    [{ format: 'hostname' }, 'host.example.com'],
    [{ format: 'byte' }, 'c3RyaW5n'],
    [{ format: 'nobody-knows' }, 'string'],
    [{ pattern: '^[A-Z]{3}-\\d{4}$' }, 'AAA-0000'],
    [{ pattern: '^\\+?[1-9]\\d{1,14}$' }, '10'],
    [{ pattern: '^(cat|dog)s?$' }, 'cat'],
    [{ pattern: '^(?<year>\\d{4})-\\k<year>$' }, '0000-0000'],
    [{ pattern: '^(\\w)\\1$' }, 'aa'],
    [{ pattern: '^(?:a|b)+$', minLength: 5 }, 'aaaaa'],
    [{ pattern: '^[^@\\s]+@[^@\\s]+$' }, 'a@a'],
    [{ pattern: '^\\p{Lu}\\p{Ll}+$' }, 'Aa'],
    [{ pattern: '^(?!000)\\d{3}$' }, '100'],
    [{ pattern: '^#[0-9a-fA-F]{6}$' }, '#000000'],
    [{ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date' }, '2024-01-15'],
    [{ pattern: '[0-9]' }, '0'],
    [{ pattern: '^[\\u0400-\\u04ff]{2,}$' }, '\u0400\u0400'],
    [{ pattern: '^[a-z0-9-_]{4,8}$', maxLength: 4 }, 'aaaa'],
    [{ pattern: '^(?=.*[A-Z])(?=.*\\d).{8,}$' }, 'A0aaaaaa'],
    [{ pattern: '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,12}$' }, 'aA0AAAAA'],
    [{ pattern: '(?<=a)b' }, 'ab'],
    [{ pattern: 'a(?=b)' }, 'ab'],
    [{ pattern: '^(?=.*b).*$', allOf: [{ pattern: 'a' }] }, expect.stringMatching(/a.*b|b.*a/)],
    [{ pattern: '^[[:upper:]]{2}\\z' }, 'AA'],
    [{ pattern: '^a++$' }, 'string'],
    [{ contentEncoding: 'base64' }, 'c3RyaW5n'],
    [{ contentEncoding: 'base64url', minLength: 9 }, expect.stringMatching(/^[\w-]{9,}$/)],
    [{ contentEncoding: 'base16' }, '737472696E67'],
    [{ contentEncoding: 'base32' }, 'ON2HE2LOM4======'],
    [{ contentMediaType: 'application/json' }, '{}'],
    [
      { contentMediaType: 'application/json', contentSchema: { required: ['n'] } },
      '{"n":"string"}',
    ],
    [
      {
        contentEncoding: 'base64',
        contentMediaType: 'application/json',
        contentSchema: { const: 5 },
      },
      'NQ==',
    ],
    [{ format: 'byte', minLength: 10 }, 'YWFhYWFhYWE='],
  ];
  it.each(cases)('%j', async (schema, want) => {
    expect(await sampled({ type: 'string', ...schema })).toEqual(want);
  });

  it('a pattern that cannot be met is a reason, not a value', async () => {
    expect(await sampled({ type: 'string', pattern: '^(?=b)a$' })).toEqual({
      ok: false,
      reason:
        'no string was found for the value "^(?=b)a$" (https://example.com/openapi.json:1:97)',
    });
  });
});

describe('a sample number keeps to', () => {
  const cases: readonly (readonly [schema: object, want: number])[] = [
    [{ type: 'integer', minimum: 5 }, 5],
    [{ type: 'integer', maximum: -5 }, -5],
    [{ type: 'integer', exclusiveMinimum: 5 }, 6],
    [{ type: 'integer', exclusiveMaximum: 0 }, -1],
    [{ type: 'integer', multipleOf: 7, minimum: 10 }, 14],
    [{ type: 'integer', minimum: 0.5, maximum: 1.5 }, 1],
    [{ type: 'integer', format: 'int32', minimum: 2147483647 }, 2147483647],
    [{ type: 'number', minimum: 0, maximum: 1 }, 1],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.1 }, 0.05],
    [{ type: 'number', multipleOf: 0.01, minimum: 19.985 }, 19.99],
  ];
  it.each(cases)('%j', async (schema, want) => {
    expect(await sampled(schema)).toBe(want);
  });

  it('bounds that OpenAPI 3.0 calls exclusive', async () => {
    const schema = { type: 'integer', minimum: 3, exclusiveMinimum: true };
    expect(await sampled(schema, {}, 'response', '3.0.3')).toBe(4);
  });
});

describe('a sample beside a reference', () => {
  const components = { Size: { type: 'integer', minimum: 3 } };
  const { $ref } = ref('Size');
  const cases: readonly (readonly [schema: object, in30: unknown, in31: unknown])[] = [
    [{ $ref, type: 'string' }, 3, expect.objectContaining({ ok: false })],
    [{ $ref, example: 'large' }, 3, 3],
    [{ $ref, default: 7 }, 3, 7],
    [{ $ref, minimum: 5 }, 3, 5],
    [{ $ref, enum: [4, 5] }, 3, 4],
  ];
  it.each(cases)('%j is ignored in 3.0 and counts from 3.1 on', async (schema, in30, in31) => {
    expect(await sampled(schema, components, 'response', '3.0.3')).toEqual(in30);
    expect(await sampled(schema, components, 'response', '3.1.0')).toEqual(in31);
  });
});

describe('a sample array', () => {
  const cases: readonly (readonly [name: string, schema: object, want: unknown])[] = [
    ['has one item to show', { items: text }, ['string']],
    ['has as many as it must', { items: text, minItems: 2 }, ['string', 'string']],
    ['has no more than it may', { items: text, maxItems: 0 }, []],
    ['has no items where none are described', {}, []],
    [
      'has items that differ',
      { items: text, minItems: 3, uniqueItems: true },
      ['string', 'string2', 'string3'],
    ],
    [
      'has objects that differ',
      {
        items: { type: 'object', properties: { id: { type: 'integer' } } },
        minItems: 2,
        uniqueItems: true,
      },
      [{ id: 1 }, { id: 2 }],
    ],
    [
      'has different members of an enum',
      { items: { enum: ['a', 'b', 'c'] }, minItems: 3, uniqueItems: true },
      ['a', 'b', 'c'],
    ],
    [
      'has strings of a pattern that differ',
      { items: { type: 'string', pattern: '^(0|[1-9][0-9]*)$' }, minItems: 4, uniqueItems: true },
      ['0', '1', '30', '2'],
    ],
    ['has its tuple', { prefixItems: [text, { type: 'integer' }], items: false }, ['string', 1]],
    ['has what it must contain', { items: { type: 'integer' }, contains: { minimum: 7 } }, [7]],
  ];
  it.each(cases)('%s', async (_, schema, want) => {
    expect(await sampled({ type: 'array', ...schema })).toEqual(want);
  });
});

describe('a sample object', () => {
  const integer = { type: 'integer' };
  const cases: readonly (readonly [name: string, schema: object, want: unknown])[] = [
    ['shows every property', { properties: { a: text, b: integer } }, { a: 'string', b: 1 }],
    ['has what is required without being described', { required: ['a'] }, { a: 'string' }],
    ['has an entry to show of a map', { additionalProperties: integer }, { key: 1 }],
    ['is empty where nothing is described', {}, {}],
    ['has as many as it must', { minProperties: 2 }, { key: 'string', key2: 'string' }],
    [
      'leaves out optional ones where it must',
      { properties: { a: text, b: text }, required: ['b'], maxProperties: 1 },
      { b: 'string' },
    ],
    [
      'has names by their pattern',
      { patternProperties: { '^x-': integer }, additionalProperties: false, minProperties: 1 },
      { 'x-': 1 },
    ],
    [
      'has names that may be names',
      { propertyNames: { pattern: '^[A-Z]{2}$' }, additionalProperties: integer },
      { AA: 1 },
    ],
    [
      'leaves out an optional property that cannot be',
      { properties: { a: text, b: false, c: { type: 'string', pattern: '^(?=b)a$' } } },
      { a: 'string' },
    ],
    [
      'has no property that "not" forbids',
      { properties: { a: text, b: text }, required: ['a'], not: { required: ['b'] } },
      { a: 'string' },
    ],
    [
      'has what a condition asks for',
      {
        properties: { kind: { enum: ['card', 'cash'] } },
        required: ['kind'],
        if: { properties: { kind: { const: 'card' } } },
        then: {
          properties: { number: { type: 'string', pattern: '^\\d{4}$' } },
          required: ['number'],
        },
      },
      { kind: 'card', number: '0000' },
    ],
    [
      'has what depends on another property',
      {
        properties: { a: text },
        dependentSchemas: { a: { required: ['b'], properties: { b: integer } } },
      },
      { a: 'string', b: 1 },
    ],
    [
      'keeps a name that prototypes have',
      { required: ['__proto__'] },
      JSON.parse('{"__proto__":"string"}'),
    ],
  ];
  it.each(cases)('%s', async (_, schema, want) => {
    expect(await sampled({ type: 'object', ...schema })).toEqual(want);
  });

  it('has no read-only property in a request and no write-only one in an answer', async () => {
    const schema = {
      type: 'object',
      required: ['id', 'password', 'name'],
      properties: {
        id: { type: 'integer', readOnly: true },
        password: { type: 'string', format: 'password', writeOnly: true },
        name: text,
      },
      example: { id: 7, password: 'secret', name: 'Rex' },
    };
    expect(await sampled(schema, {}, 'request')).toEqual({ password: 'secret', name: 'Rex' });
    expect(await sampled(schema, {}, 'response')).toEqual({ id: 7, name: 'Rex' });
    const { example: _, ...plain } = schema;
    expect(await sampled(plain, {}, 'request')).toEqual({ password: 'secret-1', name: 'string' });
  });
});

describe('a sample of combined schemas', () => {
  const parts = Array.from({ length: 100 }, (_, index) => `Part${index}`);
  const cat = {
    type: 'object',
    required: ['meows'],
    properties: { kind: text, meows: { type: 'boolean' } },
  };
  const dog = {
    type: 'object',
    required: ['barks'],
    properties: { kind: text, barks: { type: 'boolean' } },
  };
  const cases: readonly (readonly [
    name: string,
    schema: object,
    components: Record<string, unknown>,
    want: unknown,
  ])[] = [
    [
      'meets all of allOf',
      { allOf: [ref('Cat'), { properties: { lives: { type: 'integer', minimum: 9 } } }] },
      { Cat: cat },
      { kind: 'string', meows: true, lives: 9 },
    ],
    [
      'takes the strictest of allOf',
      {
        allOf: [{ type: 'number', minimum: 2 }, { type: 'integer', maximum: 8 }, { multipleOf: 4 }],
      },
      {},
      4,
    ],
    [
      'takes the first branch',
      { oneOf: [ref('Cat'), ref('Dog')] },
      { Cat: cat, Dog: dog },
      { kind: 'string', meows: true },
    ],
    [
      'names the branch by its discriminator',
      {
        oneOf: [ref('Cat'), ref('Dog')],
        discriminator: { propertyName: 'kind', mapping: { kitty: '#/components/schemas/Cat' } },
      },
      { Cat: cat, Dog: dog },
      { kind: 'kitty', meows: true },
    ],
    [
      'takes a branch that fits only once',
      { oneOf: [{ type: 'integer' }, { type: 'number' }] },
      {},
      1.5,
    ],
    [
      'fits only one of several open branches',
      {
        oneOf: [
          { type: 'object', properties: { name: text } },
          { type: 'object', properties: { size: { type: 'integer' } } },
        ],
      },
      {},
      { name: 'string', size: 'string' },
    ],
    [
      'fits the branch that allows what a hundred others require, without that',
      { oneOf: [...parts.map(ref), { type: 'object', properties: { note: text } }] },
      Object.fromEntries(parts.map((name) => [name, { type: 'object', required: [name] }])),
      { note: 'string' },
    ],
    [
      'fits only one branch inside of something else',
      {
        type: 'array',
        items: { oneOf: [ref('A'), ref('B')] },
        minItems: 1,
      },
      { A: { properties: { a: text } }, B: { properties: { b: text } } },
      [{ a: 'string', b: 1 }],
    ],
    [
      'takes a branch that can be',
      { anyOf: [{ type: 'string', pattern: '^(?=b)a$' }, { type: 'integer' }] },
      {},
      1,
    ],
    ['takes null last', { anyOf: [{ type: 'null' }, text] }, {}, 'string'],
    [
      'leaves out what two closed schemas do not both have',
      {
        allOf: [
          { type: 'object', properties: { a: text }, additionalProperties: false },
          { properties: { a: text, b: text } },
        ],
      },
      {},
      { a: 'string' },
    ],
    [
      'is something else than "not" says',
      { type: 'string', not: { const: 'string' } },
      {},
      'string2',
    ],
    [
      'ends recursion where it may end',
      ref('Node'),
      {
        Node: {
          type: 'object',
          required: ['children'],
          properties: {
            name: text,
            parent: ref('Node'),
            children: { type: 'array', items: ref('Node') },
          },
        },
      },
      { name: 'string', children: [] },
    ],
    [
      'ends recursion with null where it must be there',
      ref('Node'),
      {
        Node: {
          type: 'object',
          required: ['next'],
          properties: { next: { anyOf: [ref('Node'), { type: 'null' }] } },
        },
      },
      { next: null },
    ],
    [
      'ends recursion in the branch that ends it',
      ref('Tree'),
      {
        Tree: { oneOf: [ref('Branch'), ref('Leaf')] },
        Branch: {
          type: 'object',
          required: ['left'],
          properties: { left: ref('Tree') },
          additionalProperties: false,
        },
        Leaf: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } },
      },
      { left: { size: 1 } },
    ],
  ];
  it.each(cases)('%s', async (_, schema, components, want) => {
    expect(await sampled(schema, components)).toEqual(want);
  });

  it('reports the reason if recursion cannot end', async () => {
    const node = { type: 'object', required: ['next'], properties: { next: ref('Node') } };
    expect(await sampled(ref('Node'), { Node: node })).toEqual({
      ok: false,
      reason: 'the schema at "/next" holds itself without end',
    });
  });

  it('reports the reason if no value is valid', async () => {
    expect(await sampled(false)).toMatchObject({ ok: false });
    expect(await sampled({ allOf: [text, { type: 'integer' }] })).toEqual({
      ok: false,
      reason: 'the schemas at "" have no type in common',
    });
    expect(await sampled({ type: 'integer', not: {} })).toEqual({
      ok: false,
      reason: expect.stringContaining('could not be made to satisfy "not"'),
      closest: 1,
    });
  });

  it('reports the reason if the schema does not compile', async () => {
    expect(await sampled({ type: 'strin' })).toMatchObject({ ok: false });
    expect(await sampled(ref('Nobody'))).toMatchObject({ ok: false });
  });
});

it('of exclusive alternatives, the preferred one comes, and random samples have each', async () => {
  const schema = {
    properties: { a: text, b: text },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  };
  expect(await sampled(schema)).toEqual({ a: 'string' });
  const { schemas, schema: node } = await given(schema);
  const at = { ...node.at, pointer: `${node.at.pointer}/oneOf/1` };
  expect(sample(schemas, node, 'response', { branch: at })).toMatchObject({
    value: { b: 'string' },
  });
  const seeds = Array.from({ length: 20 }, (_, seed) => mulberry32(seed * 0x9e3779b9));
  const made = seeds.map((random) => sample(schemas, node, 'response', { random }));
  const names = made.map((one) => (one.ok ? Object.keys(one.value as object).join() : 'none'));
  expect(new Set(names)).toEqual(new Set(['a', 'b']));
});

describe('an optional property that no value satisfies is left out', () => {
  const never = { oneOf: [{ properties: { a: text } }, { properties: { b: text } }] };
  const impossible = {
    type: 'object',
    required: ['c'],
    properties: { c: { ...text, format: 'uuid', maxLength: 9 } },
  };
  const cases: readonly (readonly [name: string, schema: object, want: unknown])[] = [
    ['with no right branch', { properties: { id: text, never } }, { id: 'string' }],
    ['with no value', { properties: { id: text, impossible } }, { id: 'string' }],
    [
      'before another branch of a union around it',
      { oneOf: [{ properties: { kind: { const: 'x' }, never }, required: ['kind'] }, ref('B')] },
      { kind: 'x' },
    ],
    [
      'with the optional object around it',
      { properties: { id: text, outer: { required: ['impossible'], properties: { impossible } } } },
      { id: 'string' },
    ],
    [
      'in an item',
      { type: 'array', items: { properties: { id: text, impossible } } },
      [{ id: 'string' }],
    ],
  ];
  it.each(cases)('%s', async (_, schema, want) => {
    const B = { type: 'object', required: ['z'], properties: { z: text } };
    expect(await sampled(schema, { B })).toEqual(want);
  });

  it('and not one that is required', async () => {
    const schema = { required: ['impossible'], properties: { impossible } };
    expect(await sampled(schema)).toMatchObject({ ok: false });
  });
});

describe('an example of a part of an object is completed', () => {
  const base = {
    type: 'object',
    properties: { id: { type: 'integer' }, name: text, note: text },
    example: { id: 11, name: 'base' },
  };
  const extra = { properties: { extra: { type: 'string', example: 'more' } } };
  const cases: readonly (readonly [name: string, schema: unknown, want: unknown])[] = [
    [
      'beside another member',
      { allOf: [ref('B'), extra] },
      { id: 11, name: 'base', extra: 'more' },
    ],
    [
      'in a schema that says more',
      { allOf: [ref('B')], ...extra },
      { extra: 'more', id: 11, name: 'base' },
    ],
    [
      'beside a reference',
      { $ref: '#/components/schemas/B', ...extra },
      { extra: 'more', id: 11, name: 'base' },
    ],
    [
      'where something is required',
      { allOf: [ref('B'), { required: ['z'] }] },
      { id: 11, name: 'base', z: 'string' },
    ],
    [
      'by that of the other',
      { allOf: [ref('B'), { ...extra, example: { extra: 'x', id: 5 } }] },
      { id: 11, name: 'base', extra: 'x' },
    ],
    [
      'of a branch',
      { oneOf: [ref('B'), { type: 'integer' }], type: ['object', 'integer'], ...extra },
      { extra: 'more', id: 11, name: 'base' },
    ],
    ['not where the whole is shown', { allOf: [ref('B'), extra], example: { id: 5 } }, { id: 5 }],
    [
      'not where the other adds nothing',
      { allOf: [ref('B'), { minProperties: 1 }] },
      { id: 11, name: 'base' },
    ],
    [
      'not where it is invalid',
      { allOf: [{ properties: { id: { type: 'integer' } }, example: { id: 'x' } }, extra] },
      { id: 1, extra: 'more' },
    ],
  ];
  it.each(cases)('%s', async (_, schema, want) => {
    expect(await sampled(schema, { B: base })).toEqual(want);
  });
});

describe('a discriminator has the name of the schema that builds on it', () => {
  const pet = {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string', example: 'unknown' } },
    discriminator: {
      propertyName: 'kind',
      mapping: { dog: '#/components/schemas/Dog', cat: 'Cat' },
    },
  };
  const components = {
    Pet: pet,
    Dog: { allOf: [ref('Pet'), { properties: { bark: { type: 'boolean' } } }] },
    Cat: { allOf: [ref('Pet')], required: ['lives'], properties: { lives: { type: 'integer' } } },
    Puppy: { allOf: [ref('Dog'), { properties: { age: { type: 'integer' } } }] },
    Closed: {
      ...pet,
      additionalProperties: false,
      discriminator: { propertyName: 'kind', mapping: { o: 'Open' } },
    },
    Open: { allOf: [ref('Closed'), { required: ['more'], properties: { more: text } }] },
  };
  const cases: readonly (readonly [name: string, schema: unknown, want: unknown])[] = [
    ['by the mapping', ref('Dog'), { kind: 'dog', bark: true }],
    ['by a name in the mapping', ref('Cat'), { kind: 'cat', lives: 1 }],
    ['by its own name', ref('Puppy'), { kind: 'Puppy', bark: true, age: 1 }],
    ['of the first that the mapping names', ref('Pet'), { kind: 'dog', bark: true }],
    [
      'behind a description',
      { allOf: [ref('Cat')], description: 'A cat.' },
      { kind: 'cat', lives: 1 },
    ],
    ['or none where none fits', ref('Closed'), { kind: 'Closed' }],
  ];
  it.each(cases)('%s', async (_, schema, want) => {
    expect(await sampled(schema, components)).toEqual(want);
  });

  it('at random, too', async () => {
    const it = await given(ref('Pet'), components);
    for (const seed of [1, 2, 3, 4, 5]) {
      const made = sample(it.schemas, it.schema, 'response', { random: mulberry32(seed) });
      expect(made).toMatchObject({
        ok: true,
        value: { kind: expect.stringMatching(/^(dog|cat)$/) },
      });
    }
  });
});

describe('values that must differ', () => {
  const cases: readonly (readonly [items: unknown, want: unknown])[] = [
    [{ type: 'string', example: 'tag' }, ['tag', 'string', 'string2']],
    [{ type: 'integer', default: 7 }, [7, 1, 2]],
    [{ type: 'integer', example: 1 }, [1, 2, 3]],
    [{ type: 'string', examples: ['a', 'b'] }, ['a', 'b', 'string']],
    [{ properties: { a: { type: 'integer', example: 5 } } }, [{ a: 5 }, { a: 1 }, { a: 2 }]],
    [
      { type: 'object', properties: { a: text }, example: { a: 'x' } },
      [{ a: 'x' }, { a: 'string' }, { a: 'string2' }],
    ],
    [{ pattern: '^id-' }, ['id-', 'id-2', 'id-3']],
  ];
  it.each(cases)('%j', async (items, want) => {
    expect(await sampled({ type: 'array', uniqueItems: true, minItems: 3, items })).toEqual(want);
  });
});

describe('names of properties keep to', () => {
  const cases: readonly (readonly [schema: object, want: unknown])[] = [
    [
      { patternProperties: { '^a': true, z$: true }, propertyNames: { pattern: '^[a-z]{3}$' } },
      ['aaa', expect.stringMatching(/^..z$/)],
    ],
    [
      { patternProperties: { '^x-': true }, propertyNames: { minLength: 2, maxLength: 4 } },
      ['x-', 'x-2'],
    ],
    [
      { patternProperties: { '^n': true }, propertyNames: { enum: ['a', 'n1', 'n2'] } },
      ['n1', 'n2'],
    ],
  ];
  it.each(cases)('%j', async (schema, want) => {
    const closed = { type: 'object', minProperties: 2, additionalProperties: false, ...schema };
    expect(Object.keys((await sampled(closed)) as object)).toEqual(want);
    const unevaluated = {
      type: 'object',
      minProperties: 2,
      unevaluatedProperties: false,
      ...schema,
    };
    expect(Object.keys((await sampled(unevaluated)) as object)).toEqual(want);
  });
});

it('leaves the written values that are wrong, however many they are', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `flag${index}`);
  const properties = Object.fromEntries(
    names.map((name) => [name, { type: 'boolean', example: 'false' }]),
  );
  const value = await sampled({ type: 'object', required: names, properties });
  expect(Object.keys(value as object)).toEqual(names);
});

describe('a schema of which a value would be larger than anyone reads', () => {
  /** Components in which each level has three properties of the next level. */
  const levels = (count: number, leaf: unknown) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, level) => {
        const next =
          level === count - 1 ? leaf : { $ref: `#/components/schemas/Level${level + 1}` };
        const properties = { a: next, b: next, c: next, d: { type: 'integer' } };
        return [`Level${level}`, { type: 'object', properties }];
      }),
    );

  it('has the same random value regardless of earlier samples', async () => {
    const schema = { $ref: '#/components/schemas/Level0' };
    const [one, other] = [
      await given(schema, levels(8, { type: 'string' })),
      await given(schema, levels(8, { type: 'string' })),
    ];
    const made = (it: Given) =>
      sample(it.schemas, it.schema, 'response', { random: mulberry32(5) });
    sample(other.schemas, other.schema, 'response');
    expect(made(other)).toEqual(made(one));
    expect(JSON.stringify(made(one)).length).toBeGreaterThan(1000);
  });

  it('has fewer optional properties above a given size, and all required ones', async () => {
    const required = Array.from({ length: 30 }, (_, index) => `part${index}`);
    const properties = Object.fromEntries(required.map((name) => [name, text]));
    const schema = { type: 'object', required, properties: { ...properties, more: ref('Level0') } };
    const it = await given(schema, levels(5, { type: 'string' }));
    const keysOf = (size?: number) => {
      const made = sample(it.schemas, it.schema, 'response', { size });
      return made.ok ? JSON.stringify(made.value).match(/"[\w]+":/g) : null;
    };
    expect(keysOf(60)?.length).toBeLessThanOrEqual(60);
    expect(keysOf(60)).toContain('"more":');
    expect(keysOf(10)).toHaveLength(31);
    expect(keysOf()?.length).toBeGreaterThan(60);
  });

  it('is abandoned after a number of values, which the reason names', async () => {
    const leaf = { type: 'string', enum: Array.from({ length: 60 }, (_, index) => `v${index}`) };
    const schema = {
      $ref: '#/components/schemas/Level0',
      properties: { a: { required: ['none'], properties: { none: { enum: [1, 2], not: {} } } } },
    };
    const it = await given(schema, levels(5, { ...leaf, minLength: 4 }));
    expect(sample(it.schemas, it.schema, 'response')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/ and no more than \d+ values were tried$/),
    });
  });
});

describe('samples at random', () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer', minimum: 1, maximum: 1000 },
      size: { enum: ['S', 'M', 'L'] },
      code: { type: 'string', pattern: '^[A-Z]{4}$' },
    },
    required: ['id', 'size', 'code'],
    example: { id: 1, size: 'S', code: 'ABCD' },
  };
  const series = (seed: number) => () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };

  it('are the same for the same numbers, differ for others, and are all valid', async () => {
    const it = await given(schema);
    const made = (seed: number) =>
      sample(it.schemas, it.schema, 'response', { random: series(seed) });
    const values = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => made(seed * 7919));
    expect(made(7919)).toEqual(values[0]);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(4);
    for (const value of values) expect(value.ok).toBe(true);
  });
});
