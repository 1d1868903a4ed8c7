import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Schema } from '../../src/api/model.ts';
import { placeInContract } from '../../src/index.ts';
import { createSchemas, type Direction, type Schemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';

/** The schemas of a document with these components, and the component `S`. */
async function schemaOf(
  schemas: Record<string, unknown>,
  version = '3.1.0',
): Promise<{ schemas: Schemas; schema: Schema }> {
  const api = await apiOf(
    stringify({
      openapi: version,
      info: { title: 'T', version: '1' },
      paths: {},
      components: { schemas },
    }),
  );
  const at = { document: api.root, pointer: '/components/schemas/S' };
  return { schemas: createSchemas(api), schema: { value: schemas.S, at } };
}

async function verdict(
  schema: unknown,
  value: unknown,
  { version = '3.1.0', direction = 'response' as Direction, others = {} } = {},
) {
  const made = await schemaOf({ S: schema, ...others }, version);
  return made.schemas.check(made.schema, direction, value);
}

describe('check() in OpenAPI 3.1, where a schema is JSON Schema 2020-12', () => {
  test.each<[string, unknown, unknown, 'valid' | 'invalid']>([
    ['a list of types', { type: ['string', 'null'] }, null, 'valid'],
    ['numeric exclusive bounds', { exclusiveMinimum: 1 }, 1, 'invalid'],
    ['prefixItems', { prefixItems: [{ type: 'string' }], items: false }, ['a', 1], 'invalid'],
    [
      'minItems beside prefixItems',
      { prefixItems: [{ type: 'string' }], minItems: 1 },
      [],
      'invalid',
    ],
    ['siblings of $ref', { $ref: '#/components/schemas/N', minimum: 5 }, 4, 'invalid'],
    ['nullable, which is nothing there', { type: 'string', nullable: true }, null, 'invalid'],
    ['decimal multipleOf', { multipleOf: 0.01 }, 19.99, 'valid'],
    ['a value that is no multiple of a decimal', { multipleOf: 0.01 }, 19.999, 'invalid'],
    ['names of the prototype in required', { required: ['constructor'] }, {}, 'invalid'],
    ['a pattern that only compiles without u', { pattern: '^[a-z\\-\\_]+$' }, 'a-_', 'valid'],
    ['a pattern with u', { pattern: '^\\p{Lu}$' }, 'É', 'valid'],
    ['code points, not units', { maxLength: 1 }, '😀', 'valid'],
    ['an undefined format', { format: 'colour' }, 'whatever', 'valid'],
    ['unknown keywords', { unheardOf: 1, 'x-extra': {} }, 1, 'valid'],
    ['unevaluatedProperties through allOf', closed(), { a: 1, b: 2 }, 'valid'],
    ['a surplus property there', closed(), { a: 1, c: 2 }, 'invalid'],
    ['if and then', { if: { required: ['a'] }, then: { required: ['b'] } }, { a: 1 }, 'invalid'],
    ['a boolean schema', false, 1, 'invalid'],
  ])('%s', async (_, schema, value, wanted) => {
    const others = { N: { type: 'number' } };
    expect((await verdict(schema, value, { others })).kind).toBe(wanted);
  });

  test('a recursive schema', async () => {
    const schema = {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        children: { type: 'array', items: { $ref: '#/components/schemas/S' } },
      },
    };
    const value = { name: 'a', children: [{ name: 'b', children: [{}] }] };
    expect(await verdict(schema, value)).toMatchObject({
      kind: 'invalid',
      errors: [{ pointer: '/children/0/children/0', keyword: 'required', expected: 'name' }],
    });
  });

  test('a reference to an anchor', async () => {
    const others = { A: { $anchor: 'amount', type: 'integer' } };
    const schema = { $ref: '#amount' };
    expect((await verdict(schema, 'x', { others })).kind).toBe('invalid');
    expect((await verdict(schema, 1, { others })).kind).toBe('valid');
  });
});

function closed() {
  return {
    allOf: [{ properties: { a: true } }],
    properties: { b: true },
    unevaluatedProperties: false,
  };
}

describe('check() in OpenAPI 3.0, which is translated (3.0.4 section 4.7.24)', () => {
  test.each<[string, unknown, unknown, 'valid' | 'invalid']>([
    ['nullable beside a type', { type: 'string', nullable: true }, null, 'valid'],
    // "nullable: true" is only meaningful with "type", and does not add null to an enum.
    ['nullable without a type', { nullable: true, minLength: 1 }, null, 'valid'],
    ['nullable with an enum', { type: 'string', nullable: true, enum: ['a'] }, null, 'invalid'],
    ['an exclusive bound', { minimum: 1, exclusiveMinimum: true }, 1, 'invalid'],
    ['an inclusive bound', { minimum: 1, exclusiveMinimum: false }, 1, 'valid'],
    [
      'siblings of $ref, which are ignored',
      { $ref: '#/components/schemas/N', minimum: 5 },
      4,
      'valid',
    ],
    ['const, which is nothing there', { const: 1 }, 2, 'valid'],
    ['if, which is nothing there', { if: true, then: false }, 2, 'valid'],
    ['example, which says nothing', { type: 'string', example: 1 }, 'a', 'valid'],
  ])('%s', async (_, schema, value, wanted) => {
    const others = { N: { type: 'number' } };
    expect((await verdict(schema, value, { version: '3.0.3', others })).kind).toBe(wanted);
  });
});

describe('check() by direction', () => {
  const schema = {
    allOf: [
      { required: ['id', 'name'], properties: { name: { type: 'string' } } },
      { properties: { id: { $ref: '#/components/schemas/Id' } } },
    ],
    required: ['id', 'secret'],
    properties: { secret: { type: 'string', writeOnly: true } },
  };
  const others = { Id: { type: 'integer', readOnly: true } };

  test.each<[string, unknown, 'valid' | 'invalid']>([
    ['not', { not: { required: ['id'] } }, 'valid'],
    ['if', { if: { required: ['id'] }, then: false }, 'valid'],
    ['allOf', { allOf: [{ required: ['id'] }] }, 'valid'],
  ])('leaves what only asks under "%s" as it is', async (_, schema, wanted) => {
    const flagged = { ...(schema as object), properties: { id: { readOnly: true } } };
    expect((await verdict(flagged, {}, { direction: 'request' })).kind).toBe(wanted);
  });

  test.each<[string, unknown, '3.0.3' | '3.1.0', boolean]>([
    ['in a member of allOf', { allOf: [{ type: 'integer' }, { readOnly: true }] }, '3.0.3', true],
    ['behind a member of allOf', { allOf: [{ $ref: '#/components/schemas/Id' }] }, '3.0.3', true],
    ['beside a reference', { $ref: '#/components/schemas/N', readOnly: true }, '3.1.0', true],
    ['beside one in 3.0', { $ref: '#/components/schemas/N', readOnly: true }, '3.0.3', false],
    ['in a branch', { oneOf: [{ readOnly: true }, { type: 'integer' }] }, '3.1.0', false],
  ])('reads readOnly %s', async (_, id, version, isReadOnly) => {
    const own = { required: ['id'], properties: { id } };
    const options = { direction: 'request', version, others: { ...others, N: {} } } as const;
    const { kind } = await verdict(own, {}, options);
    expect(kind).toBe(isReadOnly ? 'valid' : 'invalid');
  });

  test.each(['anyOf', 'oneOf', 'allOf'])('asks by no branch of %s for more', async (keyword) => {
    const branches = [{ required: ['id', 'name'], type: 'object' }, { type: 'integer' }];
    const kept = keyword === 'allOf' ? branches.slice(0, 1) : branches;
    const own = { properties: { id: { readOnly: true } }, [keyword]: kept };
    const result = await verdict(own, {}, { direction: 'request' });
    const errors = result.kind === 'invalid' ? result.errors : [];
    expect(errors.map(({ expected }) => expected)).toEqual(['name']);
  });

  test.each<[Direction, unknown, string[]]>([
    ['request', { name: 'a', secret: 's' }, []],
    ['request', { name: 'a' }, ['secret']],
    ['response', { name: 'a' }, ['id']],
    ['response', { name: 'a', id: 1 }, []],
  ])('of a %s asks for what that direction carries', async (direction, value, missing) => {
    const result = await verdict(schema, value, { direction, others });
    const errors = result.kind === 'invalid' ? result.errors : [];
    expect(errors.map(({ expected }) => expected)).toEqual(missing);
  });
});

describe('references between schemas (JSON Schema Core 2020-12 section 8.2)', () => {
  test.each<[string, unknown, unknown, 'valid' | 'invalid']>([
    [
      'are read against the nearest $id',
      {
        $id: 'https://schemas.example/root',
        properties: { a: { $ref: 'part' } },
        $defs: { p: { $id: 'part', type: 'integer' } },
      },
      { a: 'x' },
      'invalid',
    ],
    [
      'count a pointer from the nearest $id',
      { $id: 'https://schemas.example/root', $ref: '#/$defs/p', $defs: { p: { minimum: 5 } } },
      4,
      'invalid',
    ],
    [
      'are dynamic where a dynamic anchor of the name is further out',
      {
        $id: 'https://schemas.example/strings',
        $ref: 'list',
        $defs: {
          item: { $dynamicAnchor: 'item', type: 'string' },
          list: {
            $id: 'list',
            items: { $dynamicRef: '#item' },
            $defs: { any: { $dynamicAnchor: 'item' } },
          },
        },
      },
      [1],
      'invalid',
    ],
    ['pass over what only looks like an $id', { enum: [{ $id: 'x', $ref: '#y' }] }, 1, 'invalid'],
    [
      'leave no property uncounted where the first branch does not fit',
      {
        $ref: '#/components/schemas/N',
        oneOf: [
          { required: ['a'], properties: { a: true } },
          { required: ['b'], properties: { b: true } },
        ],
        unevaluatedProperties: false,
      },
      { n: 1, b: 1 },
      'valid',
    ],
  ])('%s', async (_, schema, value, wanted) => {
    const others = { N: { properties: { n: true } } };
    expect((await verdict(schema, value, { others })).kind).toBe(wanted);
  });

  test('say at which place an unevaluated member breaks its schema', async () => {
    const schema = {
      allOf: [{ properties: { a: true } }],
      unevaluatedProperties: { type: 'object', properties: { n: { type: 'integer' } } },
    };
    expect(await verdict(schema, { a: 1, b: { n: 'x' } })).toMatchObject({
      kind: 'invalid',
      errors: [
        {
          pointer: '/b/n',
          keyword: 'type',
          at: { pointer: '/components/schemas/S/unevaluatedProperties/properties/n/type' },
        },
      ],
    });
  });
});

describe('the dialect of a schema', () => {
  test.each([
    ['2020-12', 'https://json-schema.org/draft/2020-12/schema', 'invalid'],
    ['that of OpenAPI', 'https://spec.openapis.org/oas/3.1/dialect/base', 'invalid'],
    ['an unknown one', 'https://json-schema.org/draft-04/schema#', 'not-checked'],
  ])('is %s', async (_, $schema, wanted) => {
    expect((await verdict({ $schema, minimum: 5 }, 4)).kind).toBe(wanted);
  });
});

describe('check() explains', () => {
  const pets = {
    oneOf: [
      {
        type: 'object',
        required: ['kind', 'lives'],
        properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
      },
      {
        type: 'object',
        required: ['kind', 'tricks'],
        properties: {
          kind: { const: 'dog' },
          tricks: { type: 'array', items: { type: 'string' } },
        },
      },
    ],
  };

  test.each<[string, unknown, unknown, [pointer: string, keyword: string][]]>([
    [
      'contains by itself, not why each item is not it',
      { contains: { const: 'a' } },
      ['b', 'c'],
      [['', 'contains']],
    ],
    ['the closest branch by its tag', pets, { kind: 'dog', tricks: [1] }, [['/tricks/0', 'type']]],
    ['what that branch misses', pets, { kind: 'cat' }, [['', 'required']]],
    [
      'the closest branch by a tag inside of its allOf',
      { anyOf: [{ allOf: pets.oneOf.slice(0, 1) }, { allOf: pets.oneOf.slice(1) }] },
      { kind: 'dog', tricks: [1], lives: 9 },
      [['/tricks/0', 'type']],
    ],
    [
      'a branch without a tag before those with another one',
      { anyOf: [...pets.oneOf, { required: ['a', 'b', 'c'] }] },
      { kind: 'ox', lives: 9, tricks: [] },
      [
        ['', 'required'],
        ['', 'required'],
        ['', 'required'],
      ],
    ],
    [
      'the closest branch by its tag in a second property, where the first is the same',
      {
        anyOf: ['a', 'b'].map((role) => ({
          required: [role],
          properties: { type: { const: 't' }, role: { enum: [role] } },
        })),
      },
      { type: 't', role: 'b' },
      [['', 'required']],
    ],
    [
      'the closest branch by type',
      { anyOf: [pets, { type: 'string', minLength: 2 }] },
      'a',
      [['', 'minLength']],
    ],
    ['one cause a place', { type: 'integer', minimum: 5, enum: [5] }, 'x', [['', 'type']]],
    [
      'faults beside a oneOf as well',
      { ...pets, maxProperties: 1 },
      { kind: 'dog', tricks: [1] },
      [
        ['/tricks/0', 'type'],
        ['', 'maxProperties'],
      ],
    ],
    ['two branches that fit', { oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, [['', 'oneOf']]],
    ['a then, not its if', { if: true, then: { required: ['a'] } }, {}, [['', 'required']]],
    [
      'each missing property',
      { required: ['a', 'b'] },
      {},
      [
        ['', 'required'],
        ['', 'required'],
      ],
    ],
  ])('%s', async (_, schema, value, wanted) => {
    const result = await verdict(schema, value);
    const errors = result.kind === 'invalid' ? result.errors : [];
    expect(errors.map(({ pointer, keyword }) => [pointer, keyword])).toEqual(wanted);
  });

  const animals = {
    Cat: { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } },
    Dog: { type: 'object', required: ['tricks', 'age'], additionalProperties: false },
  };
  const either = [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }];

  test.each<[string, unknown, unknown, unknown[]]>([
    [
      'whose name it has',
      { oneOf: either, discriminator: { propertyName: 'kind' } },
      { kind: 'Dog' },
      ['tricks', 'age', 'kind'],
    ],
    [
      'that is mapped to it by name',
      { oneOf: either, discriminator: { propertyName: 'kind', mapping: { d: 'Dog' } } },
      { kind: 'd' },
      ['tricks', 'age', 'kind'],
    ],
    [
      'that is mapped to it by reference',
      {
        anyOf: either,
        discriminator: { propertyName: 'kind', mapping: { d: '#/components/schemas/Dog' } },
      },
      { kind: 'd' },
      ['tricks', 'age', 'kind'],
    ],
    [
      'that there is, where the tag names none',
      { oneOf: either, discriminator: { propertyName: 'kind' } },
      { kind: 'Cow' },
      [['Cat', 'Dog']],
    ],
  ])('by a discriminator, the branch %s', async (_, schema, value, wanted) => {
    const result = await verdict(schema, value, { others: animals });
    const errors = result.kind === 'invalid' ? result.errors : [];
    expect(errors.map(({ expected }) => expected)).toEqual(wanted);
  });

  test('but a discriminator changes no outcome', async () => {
    const schema = { oneOf: either, discriminator: { propertyName: 'kind' } };
    expect((await verdict(schema, { kind: 'Dog', lives: 9 }, { others: animals })).kind).toBe(
      'valid',
    );
  });

  test.each<[string, unknown, unknown[]]>([
    ['all that branches ask for, where no branch has it', pets.oneOf, ['cat', 'dog']],
    [
      'those of enumerations as well',
      [...pets.oneOf, { properties: { kind: { enum: ['cow', 'dog'] } } }],
      ['cat', 'dog', 'cow'],
    ],
    [
      'those of unions inside',
      [pets, { properties: { kind: { const: 'ox' } } }],
      ['cat', 'dog', 'ox'],
    ],
  ])('by a tag, %s', async (_, oneOf, wanted) => {
    const value = { kind: 'cat?', lives: 'nine' };
    const result = await verdict({ oneOf }, value);
    const errors = result.kind === 'invalid' ? result.errors : [];
    expect(errors).toMatchObject([
      {
        pointer: '/kind',
        keyword: 'enum',
        expected: wanted,
        at: { pointer: expect.stringMatching(/\/oneOf$/) },
      },
    ]);
  });

  test('which branches match, if more than one does', async () => {
    const schema = { oneOf: [...either, { title: 'Anything' }] };
    const result = await verdict(schema, { lives: 9 }, { others: animals });
    expect(result).toMatchObject({
      errors: [{ keyword: 'oneOf', expected: ['Cat', 'Anything'] }],
    });
  });

  test.each<[string, unknown, unknown, [pointer: string, keyword: string][]]>([
    ['the pattern before the length', { pattern: '^a+$', minLength: 3 }, 'b', [['', 'pattern']]],
    [
      'the property’s own schema before one that forbids it',
      {
        allOf: [
          { properties: { a: { type: 'integer' } } },
          { properties: { b: true }, additionalProperties: false },
        ],
      },
      { a: 'x' },
      [['/a', 'type']],
    ],
    [
      'what is inside the property before one that forbids it',
      {
        allOf: [
          { properties: { a: { properties: { n: { type: 'integer' } } } } },
          { additionalProperties: false },
        ],
      },
      { a: { n: 'x' } },
      [['/a/n', 'type']],
    ],
  ])('at one place, %s', async (_, schema, value, wanted) => {
    const result = await verdict(schema, value);
    const errors = result.kind === 'invalid' ? result.errors : [];
    expect(errors.map(({ pointer, keyword }) => [pointer, keyword])).toEqual(wanted);
  });

  test('a property that must not be present, at its place in the contract', async () => {
    const schema = { properties: { a: { properties: { b: false } } } };
    expect(await verdict(schema, { a: { b: 1 } })).toMatchObject({
      errors: [
        {
          pointer: '/a/b',
          keyword: 'false schema',
          at: { pointer: '/components/schemas/S/properties/a/properties/b' },
        },
      ],
    });
  });

  test('a schema as it was written, not as it was translated', async () => {
    const result = await verdict({ not: { $ref: '#/components/schemas/N' } }, 1, {
      others: { N: { type: 'integer' } },
    });
    expect(result).toMatchObject({ errors: [{ expected: { $ref: '#/components/schemas/N' } }] });
  });

  test('with the keyword’s place, behind references too', async () => {
    const result = await verdict(
      { properties: { n: { $ref: '#/components/schemas/N' } } },
      { n: 1 },
      { others: { N: { type: 'string' } } },
    );
    const [error] = result.kind === 'invalid' ? result.errors : [];
    expect(error?.at.pointer).toBe('/components/schemas/N/type');
    expect(placeInContract(error?.at)).toBe('api.yaml:13:7');
  });
});

describe('a schema that cannot be compiled is never passed over', () => {
  test.each<[string, unknown, string, string?]>([
    ['an invalid type', { properties: { a: { type: 'strin' } } }, '/properties/a/type'],
    ['a type in prefixItems', { prefixItems: [{ type: 'strin' }] }, '/prefixItems/0/type'],
    ['prefixItems without items', { prefixItems: [] }, '/prefixItems'],
    ['a bound that is not a number', { minimum: '5' }, '/minimum'],
    ['a reference to nothing', { items: { $ref: '#/components/schemas/Gone' } }, '/items/$ref'],
    ['an enum without values', { enum: [] }, '/enum'],
    ['a schema that is text', { properties: { a: 'string' } }, '/properties/a'],
    ['a list of types in 3.0', { type: ['string', 'null'] }, '/type', '3.0.3'],
    [
      'the exclusive bound of 3.0 in 3.1',
      { minimum: 1, exclusiveMinimum: true },
      '/exclusiveMinimum',
    ],
  ])('%s', async (_, schema, pointer, version = '3.1.0') => {
    const result = await verdict(schema, {}, { version });
    expect(result.kind === 'not-checked' && result.problem).toMatchObject({
      code: 'schema-uncompilable',
      at: { pointer: `/components/schemas/S${pointer}` },
    });
  });

  test.each<[string, unknown, unknown, RegExp]>([
    ['a pattern that could take years', { pattern: '^(a+)+\\1$' }, 'a'.repeat(50), /too long/],
    ['a schema that only leads to itself', { $ref: '#/components/schemas/S' }, 1, /without end/],
  ])('nor a value: %s', async (_, schema, value, wanted) => {
    const result = await verdict(schema, value);
    expect(result.kind === 'not-checked' && result.problem.args.reason).toMatch(wanted);
  });

  test.each<[string, unknown, unknown, string[]]>([
    [
      'a pattern',
      { allOf: [{ minLength: 100 }, { pattern: '^(a+)+\\1$' }] },
      'a'.repeat(50),
      ['minLength'],
    ],
    [
      'a schema that only leads to itself',
      { allOf: [{ minLength: 100 }, { $ref: '#/components/schemas/L' }] },
      'a',
      ['schema'],
    ],
  ])('and is explained as far as can be: %s', async (_, schema, value, wanted) => {
    const others = { L: { $ref: '#/components/schemas/L' } };
    const result = await verdict(schema, value, { others });
    expect(result.kind === 'invalid' && result.errors.map(({ keyword }) => keyword)).toEqual(
      wanted,
    );
  });

  // Only what depends on the pattern is unchecked.
  test.each<[string, unknown, unknown, 'valid' | 'invalid' | 'unread']>([
    ['what the pattern is about', { pattern: 'a++' }, 'b', 'unread'],
    ['what it is not about', { pattern: 'a++' }, 5, 'valid'],
    ['what else is said of it', { type: 'string', maxLength: 2, pattern: 'a++' }, 'aaa', 'invalid'],
    [
      'what stands beside it',
      { properties: { a: { pattern: '(' }, b: { type: 'integer' } } },
      { a: 'x', b: 'y' },
      'invalid',
    ],
    ['its negation', { not: { pattern: 'a++' } }, 'b', 'unread'],
    [
      'the names that it may be about',
      {
        patternProperties: { 'a++': { type: 'integer' } },
        additionalProperties: { type: 'boolean' },
      },
      { x: 1 },
      'unread',
    ],
    [
      'a member that fits no way',
      {
        patternProperties: { 'a++': { type: 'integer' } },
        additionalProperties: { type: 'boolean' },
      },
      { x: 'y' },
      'invalid',
    ],
    [
      'members that no pattern looked at',
      { patternProperties: { 'a++': true }, unevaluatedProperties: false },
      { x: 'y' },
      'valid',
    ],
    ['an alternative to it', { anyOf: [{ pattern: 'a++' }, { const: 'b' }] }, 'b', 'valid'],
    ['ASCII, which all dialects read alike', { pattern: '^[[:alpha:]]+$' }, 'a1', 'invalid'],
    ['other letters', { pattern: '^[[:alpha:]]+$' }, 'é', 'unread'],
  ])('by a pattern of another dialect: %s', async (_, schema, value, wanted) => {
    const result = await verdict(schema, value);
    const isUnread = result.kind === 'valid' && result.unread !== undefined;
    expect(isUnread ? 'unread' : result.kind).toBe(wanted);
  });

  test('not if another part refers to it, either', async () => {
    const schema = { properties: { a: { $ref: '#/components/schemas/Bad' } } };
    const result = await verdict(schema, {}, { others: { Bad: { type: 'nonsense' } } });
    expect(result.kind).toBe('not-checked');
  });
});
