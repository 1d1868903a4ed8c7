import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api, Schema } from '../../src/api/model.ts';
import type { StandardSchema } from '../../src/client/validate.ts';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { schemaLibraries } from '../../src/generate-settings.ts';
import { loadApi } from '../../src/index.ts';
import { randomOf } from '../../src/random.ts';
import { type Sample, sample } from '../../src/schema/sample.ts';
import { createSchemas, type Direction, type Schemas } from '../../src/schema/schemas.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';
import { compileErrors } from './compile.ts';

const project = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/schemas-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

type Library = (typeof schemaLibraries)[number];

async function schemasOf(api: Api, name: string, library: Library) {
  const files = await generateFiles(api, project, outputOf({ schemas: library }));
  const text = files.get('schemas.ts')!;
  const file = join(folder, `${library}_${name.replace(/\W/g, '_')}.ts`);
  await writeFile(file, text);
  return { files, text, made: (await import(file)) as Readonly<Record<string, StandardSchema>> };
}

/** What a schema finds wrong with a value; `undefined` if nothing. */
async function issuesOf(schema: StandardSchema, value: unknown) {
  return (await schema['~standard'].validate(value)).issues;
}

async function load(schemas: object, openapi = '3.1.0'): Promise<Api> {
  const document = {
    openapi,
    info: { title: 'X', version: '1' },
    paths: {},
    components: { schemas },
  };
  const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
  return api!;
}

const others: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e12, '', 'text', '2026-02-03', '2026-02-03T04:05:06Z'],
  ...['a@example.com', 'https://example.com/x', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'ü'],
  ...[[], [1], ['a', 'a'], {}, { id: 1 }, { name: 'x', other: null }],
];

/** A value with a part removed, added or replaced. */
function changed(value: unknown, random: () => number): unknown {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const isList = Array.isArray(value);
  if (typeof value !== 'object' || value === null || random() < 0.1) return pick(others);
  const entries = Object.entries(value);
  const at = Math.floor(random() * (entries.length + 1));
  const own = entries[at];
  const way = random();
  if (own === undefined)
    entries.push([isList ? `${at}` : pick(['extra', 'id', 'type']), pick(others)]);
  else if (way < 0.25) entries.splice(at, 1);
  else if (way < 0.5) entries[at] = [own[0], pick(others)];
  else entries[at] = [own[0], changed(own[1], random)];
  return isList ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

/** The constants that check only a part of their schemas, as the comments above them say. */
function partial(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const parts = [
    ...text.matchAll(
      /((?:\/\/ Not checked[^\n]*\n)?)(?:\/\*\*[^\n]*\n)?export const (\S+?)(?:: \S+)? = ([\s\S]*?;\n)(?=\n|$)/g,
    ),
  ];
  for (const [, comment, name] of parts) if (comment) found.add(name!);
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const [, , name, code] of parts) {
      if (
        [...found].some((one) =>
          new RegExp(`(?<![\\w.'])${one.replace(/\$/g, '\\$')}(?!\\w)`).test(code!),
        )
      )
        found.add(name!);
    }
  }
  return found;
}

/** Whether docs/client.md explains why the library decides differently. */
function isExplained(
  value: unknown,
  schema: Schema,
  direction: Direction,
  schemas: Schemas,
): boolean {
  const { type, properties } = schema.value as Record<string, unknown>;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  // A schema that describes properties is about objects, as in types.ts.
  if (type === undefined && properties !== undefined && !isObject) return true;
  // What belongs to the other direction is left out.
  return isObject && schemas.misplaced(schema, direction, value).length > 0;
}

test.each(schemaLibraries)(
  'the judge and %s agree on values, for every component of many contracts',
  async (library) => {
    let compared = 0;
    const different: string[] = [];
    for (const document of contractsAndDocuments(1_000_000)) {
      const { api } = await loadApi(document);
      if (api === undefined || api.schemas.size === 0) continue;
      const { text, made } = await schemasOf(api, document, library);
      const schemas = createSchemas(api);
      const less = partial(text);
      for (const [name, schema] of api.schemas) {
        for (const direction of ['response', 'request'] as Direction[]) {
          const constant = direction === 'request' && made[`${name}Input`] ? `${name}Input` : name;
          const own = made[constant];
          if (own === undefined || less.has(constant)) continue;
          const random = randomOf(`${document} ${name} ${direction}`);
          const built: Sample = sample(schemas, schema, direction);
          let value = built.ok ? built.value : {};
          for (let count = 0; count < 30; count += 1) {
            const verdict = schemas.check(schema, direction, value);
            if (verdict.kind !== 'not-checked' && !isExplained(value, schema, direction, schemas)) {
              compared += 1;
              const issues = await issuesOf(own, value);
              if ((issues === undefined) !== (verdict.kind === 'valid')) {
                const why =
                  verdict.kind === 'invalid'
                    ? verdict.errors.map(({ at, ...e }) => e)
                    : issues?.map(({ message }) => message);
                different.push(
                  `${basename(document)} ${constant}: ${JSON.stringify([value, why])}`,
                );
              }
            }
            value = changed(built.ok && count % 3 === 0 ? built.value : value, random);
          }
        }
      }
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  },
  120_000,
);

const keywords: readonly (readonly [string, object, readonly unknown[], readonly unknown[]])[] = [
  ['a list of types', { type: ['string', 'null'], minLength: 2 }, ['ab', null], ['a', 1]],
  ['enum of several kinds', { enum: ['a', 1, null] }, ['a', 1, null], ['b', 2, false]],
  ['enum beside a type', { type: 'string', enum: ['a', 1] }, ['a'], ['b', 1]],
  ['const', { const: true }, [true], [false, 1]],
  [
    'numbers',
    { type: 'number', exclusiveMinimum: 0, maximum: 2, multipleOf: 0.5 },
    [0.5, 2],
    [0, 2.5, 0.7],
  ],
  ['integers', { type: 'integer', format: 'int32' }, [0, -0, 2147483647], [2147483648, 0.5, '1']],
  [
    'formats',
    { type: 'string', format: 'date-time' },
    ['2026-02-03T04:05:06.7+01:00'],
    ['2026-02-03T04:05Z', '2026-02-30T04:05:06Z'],
  ],
  ['a format that objects inherit', { type: 'string', format: 'constructor' }, ['a'], [1]],
  ['the same of numbers', { type: 'number', format: 'toString' }, [1], ['a']],
  ['patterns', { type: 'string', pattern: '^[a-z/]+\\n?$' }, ['a/b', 'a\n'], ['A', '']],
  [
    'unique items',
    { type: 'array', items: { type: 'integer' }, uniqueItems: true, maxItems: 2 },
    [[], [1, 2]],
    [
      [1, 1],
      [1, 2, 3],
    ],
  ],
  [
    'tuples',
    {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'integer' }],
      items: false,
      minItems: 1,
    },
    [['a'], ['a', 1]],
    [[], [1], ['a', 1, 2]],
  ],
  [
    'tuples with others',
    { prefixItems: [{ type: 'string' }], items: { type: 'integer' }, minItems: 3 },
    [['a', 1, 2]],
    [
      ['a', 1],
      ['a', 'b', 'c'],
    ],
  ],
  [
    'closed objects',
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    [{}, { a: 1 }],
    [{ b: 1 }, []],
  ],
  [
    'maps',
    { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 1 },
    [{ a: 1 }],
    [{}, { a: 'b' }],
  ],
  [
    'other properties',
    {
      type: 'object',
      properties: { a: { type: 'string' } },
      additionalProperties: { type: 'integer' },
    },
    [{ a: 'x', b: 1 }],
    [{ a: 1 }, { b: 'x' }],
  ],
  [
    'what is required and not described',
    { type: 'object', required: ['a'] },
    [{ a: 1 }, { a: null }],
    [{}, { b: 1 }],
  ],
  [
    'allOf with a closed object',
    {
      allOf: [
        { type: 'object', properties: { a: {} }, additionalProperties: false },
        { type: 'object', properties: { b: {} } },
      ],
    },
    [{ a: 1 }, {}],
    [{ a: 1, b: 2 }],
  ],
  [
    'oneOf',
    { oneOf: [{ type: 'number' }, { type: 'integer' }, { type: 'string' }] },
    [1.5, 'a'],
    [1, null],
  ],
  [
    'anyOf beside a type',
    { type: 'string', anyOf: [{ minLength: 3 }, { pattern: '^a' }] },
    ['abc', 'a'],
    ['b', 3],
  ],
  [
    'branches that require',
    {
      type: 'object',
      properties: { a: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    [{ a: 'x' }, { b: 1 }],
    [{}, { a: 'x', b: 1 }, { a: 1 }],
  ],
  ['not', { type: 'string', not: { enum: ['a'] } }, ['b'], ['a', 1]],
  ['never', { type: 'object', properties: { a: false } }, [{}], [{ a: 1 }]],
  [
    'names that are no identifiers',
    { type: 'object', required: ["it's", 'a-b'], properties: { "it's": { type: 'string' } } },
    [{ "it's": 'x', 'a-b': 1 }],
    [{ "it's": 'x' }],
  ],
];

describe.each(schemaLibraries)('%s and the judge agree on', (library) => {
  let api: Api;
  let made: Readonly<Record<string, StandardSchema>>;
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const schemas = keywords.map(([, schema], index) => [`Value${index}`, schema] as const);
    api = await load(Object.fromEntries(schemas));
    ({ made, files } = await schemasOf(api, 'keywords', library));
  });

  test.each(keywords)('%s', async (name, _, valid, invalid) => {
    const constant = `Value${keywords.findIndex(([own]) => own === name)}`;
    const schemas = createSchemas(api);
    for (const value of [...valid, ...invalid]) {
      const isValid = valid.includes(value);
      const { kind } = schemas.check(api.schemas.get(constant)!, 'request', value);
      expect([value, kind]).toEqual([value, isValid ? 'valid' : 'invalid']);
      const issues = await issuesOf(made[constant]!, value);
      expect([value, issues === undefined]).toEqual([value, isValid]);
    }
  });

  test('all of that in code that compiles strictly', () => {
    expect(compileErrors(Object.fromEntries(files))).toEqual([]);
  });
});

test.each(schemaLibraries)(
  'requests and answers, recursion and names have schemas of %s whose types are those of types.ts',
  async (library) => {
    const tree = {
      type: 'object',
      required: ['id', 'label'],
      properties: {
        id: { type: 'integer', readOnly: true },
        secret: { type: 'string', writeOnly: true },
        label: { type: 'string' },
        children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        leaf: {
          oneOf: [{ $ref: '#/components/schemas/Set' }, { $ref: '#/components/schemas/a.b' }],
        },
      },
    };
    const closed = (name: string) => ({
      ...{ type: 'object', required: [name], additionalProperties: false },
      properties: { [name]: { type: 'string', enum: ['x', 'y'] } },
    });
    const json = (schema: object) => ({ 'application/json': { schema } });
    const document = {
      openapi: '3.1.0',
      info: { title: 'Trees', version: '1' },
      paths: {
        '/trees': {
          post: {
            operationId: 'plant',
            requestBody: { required: true, content: json({ $ref: '#/components/schemas/Tree' }) },
            responses: {
              201: { description: 'Planted', content: json({ $ref: '#/components/schemas/Tree' }) },
              default: {
                description: 'A fault',
                content: json({ type: 'object', properties: { if: { if: {} } } }),
              },
            },
          },
        },
      },
      components: { schemas: { Tree: tree, Set: closed('set'), 'a.b': closed('ab') } },
    };
    const { api } = await loadApi('/trees.json', { read: async () => JSON.stringify(document) });
    const { made, files, text } = await schemasOf(api!, 'trees', library);
    expect(text).toContain('// Not checked: if.');
    const whole = { id: 1, label: 'a', children: [{ id: 2, label: 'b', leaf: { set: 'x' } }] };
    const isValid = async (name: string, value: unknown) =>
      (await issuesOf(made[name]!, value)) === undefined;
    expect(await isValid('Tree', whole)).toBe(true);
    expect(await isValid('Tree', { label: 'a' })).toBe(false);
    expect(await isValid('TreeInput', { label: 'a', children: [{ label: 'b' }] })).toBe(true);
    expect(await isValid('plantBody', { label: 'a', children: [{}] })).toBe(false);
    const uses = {
      zod: [
        '',
        'plantBody.parse',
        'plantAnswers[201].parse',
        'SetSchema.parse',
        'AB.shape.ab',
        'TreeInput.parse',
      ],
      valibot: [
        "import * as v from 'valibot';",
        ...['v.parse(plantBody, ', 'v.parse(plantAnswers[201], ', 'v.parse(SetSchema, '],
        ...['AB.entries.ab', 'v.parse(TreeInput, '],
      ],
    }[library];
    const [imports, parseBody, parseAnswer, parseSet, member, parseInput] = uses.map((text) =>
      text.endsWith('parse') ? `${text}(` : text,
    );
    expect(
      compileErrors({
        ...Object.fromEntries(files),
        'use.ts': `import { Tree, TreeInput, SetSchema, AB, plantAnswers, plantBody } from './schemas.ts';
import { createBoatsClient as createClient } from './rename.ts';
import type { components } from './types.ts';
${imports}
const body: components['schemas']['TreeInput'] = ${parseBody}{});
const answer: components['schemas']['Tree'] = ${parseAnswer}{});
answer.children?.[0]?.id satisfies number | undefined;
${parseSet}{}).set satisfies 'x' | 'y';
${member};
await createClient({ baseUrl: 'http://localhost' }).plant({ body: ${parseInput}{}) });
export const all = [Tree, body];
`,
        'rename.ts': "export { createTreesClient as createBoatsClient } from './client.ts';\n",
      }).map((error) => error.replace('createTreesClient', '')),
    ).toEqual([]);
  },
);

test.each(schemaLibraries)('those of %s for many contracts compile strictly', async (library) => {
  const all: Record<string, string> = {};
  for (const [index, file] of contractsAndDocuments(400_000).entries()) {
    const { api } = await loadApi(file);
    if (api === undefined) continue;
    const { files } = await schemasOf(api, file, library);
    for (const name of ['schemas.ts', 'types.ts']) all[`${index}/${name}`] = files.get(name)!;
  }
  expect(compileErrors(all)).toEqual([]);
});
