import { describe, expect, test } from 'vitest';
import { dateObjects } from '../../src/client/client.ts';
import { createFormatShapes } from '../../src/generate/format-shapes.ts';
import { plainTypes } from '../../src/generate/format-types.ts';
import { createPlainViews } from '../../src/generate/plain-view.ts';
import { textsOf } from '../../src/generate/texts.ts';
import { typedDocument } from '../../src/generate/typed-document.ts';
import { loadApi } from '../../src/index.ts';
import { createReferences, createResources } from '../../src/schema/resources.ts';
import { createSchemaViews } from '../../src/schema/view.ts';
import { namedOperations } from '../../src/typescript/operation-names.ts';
import { compileErrors } from './compile.ts';

const text = { type: 'string' };
const at = { ...text, format: 'date-time' };
const instant = '2026-11-21T10:00:00Z';
const date = new Date(instant);
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const list = (items: object) => ({ type: 'array', items });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const components = {
  Meeting: object({ kind: text, when: at }, { required: ['kind', 'when'] }),
  Note: object({ kind: text, when: text }, { required: ['kind', 'when'] }),
  Tree: object({ at, below: list(ref('Tree')), next: ref('Tree') }),
  Nest: { anyOf: [at, list(ref('Nest'))] },
  Base: object({ type: text, made: at }, { discriminator: { propertyName: 'type' } }),
  Cat: { allOf: [ref('Base'), object({ born: at })] },
  Dog: { allOf: [ref('Base'), object({ born: text })] },
};
const kinds = (more: object = {}) => ({ oneOf: [ref('Meeting'), ref('Note')], ...more });
const discriminator = { propertyName: 'kind' };
const tagged = (kind: string, when: object) =>
  object({ kind: { const: kind }, when }, { required: ['kind'] });

/** A schema, the value in the answer, and the value in the program. */
const cases: readonly (readonly [string, object, unknown, unknown])[] = [
  ['a date', at, instant, date],
  ['a date or none', { anyOf: [at, { type: 'null' }] }, null, null],
  ['of two types', { ...at, type: ['string', 'null'] }, instant, date],
  ['a day, which is no instant', { ...text, format: 'date' }, '2026-11-21', '2026-11-21'],
  ['a date or a day', { anyOf: [{ ...text, format: 'date' }, at] }, '2026-11-21', '2026-11-21'],
  ['a date or a word: a word', { oneOf: [at, { ...text, enum: ['never'] }] }, 'never', 'never'],
  ['a date or a word: a date', { oneOf: [at, { ...text, enum: ['never'] }] }, instant, date],
  ['a date or a text: a number', { oneOf: [at, text] }, '2026', '2026'],
  ['a date or a number', { oneOf: [at, { type: 'integer' }] }, 7, 7],
  ['one date of some', { ...at, enum: [instant] }, instant, instant],
  ['this date', { ...at, const: instant }, instant, instant],
  ['a list', list(at), [instant], [date]],
  ['lists of dates or words', { oneOf: [list(at), list(text)] }, ['a', 'b'], ['a', 'b']],
  [
    'a tuple',
    { type: 'array', prefixItems: [at, text], items: at },
    [instant, instant, instant],
    [date, instant, date],
  ],
  ['a map', { type: 'object', additionalProperties: at }, { a: instant }, { a: date }],
  [
    'a map beside a name',
    object({ id: text }, { additionalProperties: at, required: ['id'] }),
    { id: instant, b: instant },
    { id: instant, b: date },
  ],
  [
    'names by a pattern',
    { type: 'object', patternProperties: { '^at': at } },
    { at1: instant },
    { at1: date },
  ],
  [
    'a map of lists',
    { type: 'object', additionalProperties: list(at) },
    { a: [instant] },
    { a: [date] },
  ],
  [
    'allOf',
    { allOf: [object({ a: at }), object({ b: text })] },
    { a: instant, b: instant },
    { a: date, b: instant },
  ],
  [
    'a reference',
    ref('Tree'),
    { at: instant, next: { at: instant } },
    { at: date, next: { at: date } },
  ],
  ['lists of itself', ref('Tree'), { below: [{ at: instant }] }, { below: [{ at: date }] }],
  ['a type that is a list of itself', ref('Nest'), [[instant], instant], [[date], date]],
  [
    'a discriminated branch with a date',
    kinds({ discriminator }),
    { kind: 'Meeting', when: instant },
    { kind: 'Meeting', when: date },
  ],
  [
    'a discriminated branch with a text',
    kinds({ discriminator }),
    { kind: 'Note', when: instant },
    { kind: 'Note', when: instant },
  ],
  [
    'a branch by its mapping',
    kinds({
      discriminator: { ...discriminator, mapping: { n: ref('Note').$ref, m: ref('Meeting').$ref } },
    }),
    { kind: 'n', when: instant },
    { kind: 'n', when: instant },
  ],
  [
    'a branch by a literal',
    { anyOf: [tagged('a', at), tagged('b', text), { type: 'null' }] },
    { kind: 'b', when: instant },
    { kind: 'b', when: instant },
  ],
  [
    'a branch of a union in a union',
    { oneOf: [tagged('a', at), { oneOf: [tagged('b', text), tagged('c', at)] }] },
    { kind: 'b', when: instant },
    { kind: 'b', when: instant },
  ],
  [
    'a branch beside properties',
    { ...object({ on: at }), oneOf: [tagged('a', at), tagged('b', text)] },
    { kind: 'b', when: instant, on: instant },
    { kind: 'b', when: instant, on: date },
  ],
  [
    'what extends a base',
    { oneOf: [ref('Cat'), ref('Dog')] },
    { type: 'Dog', born: instant, made: instant },
    { type: 'Dog', born: instant, made: date },
  ],
  [
    'branches that nothing tells: a date',
    kinds(),
    { kind: 'x', when: instant },
    { kind: 'x', when: date },
  ],
  [
    'branches that nothing tells: a text',
    kinds(),
    { kind: 'x', when: 'soon' },
    { kind: 'x', when: 'soon' },
  ],
  [
    'what is required elsewhere',
    { allOf: [ref('Tree'), { required: ['at'] }] },
    { at: instant },
    { at: date },
  ],
  [
    'what then says, which no type knows',
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword's name.
    { ...object({ a: text }), if: {}, then: object({ a: at }) },
    { a: instant },
    { a: instant },
  ],
];

const content = (schema: object) => ({ 'application/json': { schema } });
const document = {
  openapi: '3.1.0',
  info: { title: 'X', version: '1' },
  paths: Object.fromEntries(
    cases.map(([, schema], index) => [
      `/${index}`,
      {
        get: {
          operationId: `get${index}`,
          responses: { 200: { description: 'X', content: content(schema) } },
        },
      },
    ]),
  ),
  components: { schemas: components },
};
const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
const references = createReferences(createResources(api!));
const views = createSchemaViews(api!.dialect, references);
const typed = typedDocument(api!, namedOperations(api!), references, views);

describe('an answer has Dates where its type has them', () => {
  const shapes = createFormatShapes(createPlainViews(typed), {
    type: 'string',
    formats: ['date-time'],
  });

  test.each(cases.map(([title, , given, wanted], index) => ({ title, given, wanted, index })))(
    '$title',
    ({ given, wanted, index }) => {
      const media = api!.operations[index]!.responses[0]!.content[0]!;
      const shape = shapes.indexOf(typed.schemaOf(media, 'response')!);
      expect(shape === undefined ? given : dateObjects(given, shape, shapes.table)).toEqual(wanted);
    },
  );

  test('and the types accept them', () => {
    const lines = cases.map(([title, , , wanted], index) => {
      const type = `operations['get${index}']['responses'][200]['content']['application/json']`;
      return `true satisfies ${typeOf(wanted)} extends ${type} ? true : ${JSON.stringify(title)};`;
    });
    const use = ["import type { operations } from './types.ts';", ...lines].join('\n');
    const files = textsOf(api!, { ...plainTypes, dates: 'date' });
    expect(compileErrors({ ...Object.fromEntries(files), 'use.ts': use })).toEqual([]);
  });
});

/** The type that has this one value. */
function typeOf(value: unknown): string {
  if (value instanceof Date) return 'Date';
  if (Array.isArray(value)) return `[${value.map(typeOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${name}: ${typeOf(member)}`);
  return `{ ${members.join('; ')} }`;
}
