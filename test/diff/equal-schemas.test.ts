import { expect, test } from 'vitest';
import type { Node } from '../../src/api/node.ts';
import { createEqualSchemas } from '../../src/diff/equal-schemas.ts';
import type { Api } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { asking } from './pairs.ts';

/** The names of the components that both versions write in the same way. */
async function equalOf(base: string, revision: string, versions = ['3.1.0', '3.1.0']) {
  const [before, after] = [
    await apiOf(asking('true', versions[0], base)),
    await apiOf(asking('true', versions[1], revision)),
  ];
  const schemas = createEqualSchemas(before, after);
  const names = Object.keys(componentsOf(before));
  return names.filter((name) => schemas.areEqual(component(before, name), component(after, name)));
}

function componentsOf(api: Api): Readonly<Record<string, unknown>> {
  const { components } = api.root.value as {
    components: { schemas: Readonly<Record<string, unknown>> };
  };
  return components.schemas;
}

function component(api: Api, name: string): Node {
  const pointer = `/components/schemas/${name}`;
  return { value: componentsOf(api)[name], at: { document: api.root, pointer } };
}

const ref = (name: string) => `{$ref: '#/components/schemas/${name}'}`;

test('A schema differs if one that it refers to differs, at any distance', async () => {
  const around = (leaf: string) =>
    `{Leaf: ${leaf}, Middle: {items: ${ref('Leaf')}}, Top: {properties: {a: ${ref('Middle')}}}, Other: {type: string}}`;
  expect(await equalOf(around('{type: string}'), around('{type: string}'))).toEqual([
    'Leaf',
    'Middle',
    'Top',
    'Other',
  ]);
  expect(await equalOf(around('{type: string}'), around('{type: integer}'))).toEqual(['Other']);
});

test('Schemas that refer to each other are equal until one of them differs', async () => {
  const ring = (more: string) =>
    `{A: {properties: {b: ${ref('B')}}}, B: {items: ${ref('C')}}, C: {not: ${ref('A')}${more}}}`;
  expect(await equalOf(ring(''), ring(''))).toEqual(['A', 'B', 'C']);
  expect(await equalOf(ring(''), ring(', maxItems: 3'))).toEqual([]);
});

test('Comments do not count, and properties with their names do', async () => {
  expect(await equalOf('{A: {description: one}}', '{A: {example: two}}')).toEqual(['A']);
  const described = (type: string) => `{A: {properties: {description: {type: ${type}}}}}`;
  expect(await equalOf(described('string'), described('integer'))).toEqual([]);
  const listed = (text: string) => `{A: {enum: [{description: ${text}}]}}`;
  expect(await equalOf(listed('one'), listed('two'))).toEqual([]);
});

test.each([
  ['numbers that parsing rounded', '{A: {maximum: 9007199254740993}}'],
  ['a divisor that may be no zero', '{A: {multipleOf: 0}}'],
  ['a reference to nothing', `{A: {items: ${ref('Nothing')}}}`],
  ['a reference that depends on the way there', "{A: {$dynamicRef: '#x'}}"],
  ['a schema with its own URI', '{A: {$id: https://example.com/a, type: string}}'],
])('%s is left to the comparison', async (_, schemas) => {
  expect(await equalOf(schemas, schemas)).toEqual([]);
});

test('The same text may mean something else in another version of OpenAPI', async () => {
  expect(await equalOf('{A: {}}', '{A: {}}', ['3.0.3', '3.1.0'])).toEqual([]);
});

test('Members that only one version has count in both orders', async () => {
  expect(await equalOf('{A: {}}', '{A: {type: string}}')).toEqual([]);
  expect(await equalOf('{A: {type: string}}', '{A: {}}')).toEqual([]);
  expect(await equalOf('{A: {allOf: [true]}}', '{A: {allOf: [true, false]}}')).toEqual([]);
});
