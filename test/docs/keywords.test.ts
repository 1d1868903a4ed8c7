import { expect, test } from 'vitest';
import { siteFiles } from '../../src/docs/portal.ts';
import { describedIn } from './site.ts';

/** The text that the page of a schema has for each keyword, and for the schema that its members name. */
const rows: readonly (readonly [
  version: string,
  keywords: string,
  schema: object,
  page: string,
])[] = [
  ['3.0.4', 'nullable', { type: 'string', nullable: true }, 'string, nullable'],
  ['3.0.4', 'exclusiveMinimum', { type: 'number', minimum: 1, exclusiveMinimum: true }, '> 1'],
  ['3.0.4', 'exclusiveMaximum', { type: 'number', maximum: 1, exclusiveMaximum: true }, '< 1'],
  ['3.0.4', 'example', { type: 'string', example: 'Tom' }, 'for example Tom'],
  ['3.1.1', 'type', { type: ['string', 'integer', 'null'] }, 'string or integer, nullable'],
  ['3.1.1', 'format', { type: 'string', format: 'date' }, 'string <date>'],
  ['3.1.1', 'title', { type: 'string', title: 'The name' }, '“The name”'],
  ['3.1.1', 'description', { type: 'string', description: 'Some words.' }, 'Some words.'],
  ['3.1.1', 'enum', { enum: ['a', 'b', null, 3, true] }, 'string, integer or boolean, nullable'],
  ['3.1.1', 'enum', { enum: ['a', null] }, 'one of a, null'],
  ['3.0.4', 'enum', { type: 'string', enum: ['a'] }, 'always a'],
  ['3.1.1', 'const', { const: 7 }, 'always 7'],
  ['3.1.1', 'default', { type: 'integer', default: 7 }, '7 by default'],
  ['3.1.1', 'examples', { type: 'string', examples: ['x', 'y'] }, 'for example x, y'],
  [
    '3.1.1',
    'deprecated',
    { properties: { a: { type: 'string', deprecated: true } } },
    'a string deprecated',
  ],
  ['3.1.1', 'readOnly', { properties: { a: { type: 'string', readOnly: true } } }, 'read-only'],
  ['3.1.1', 'writeOnly', { properties: { a: { type: 'string', writeOnly: true } } }, 'write-only'],
  ['3.1.1', 'minLength', { type: 'string', minLength: 2 }, 'at least 2 characters'],
  ['3.1.1', 'maxLength', { type: 'string', maxLength: 1 }, 'at most 1 character'],
  ['3.1.1', 'pattern', { type: 'string', pattern: '^a+$' }, 'matches ^a+$'],
  ['3.1.1', 'minimum', { type: 'integer', minimum: 2 }, '≥ 2'],
  ['3.1.1', 'maximum', { type: 'integer', maximum: 2 }, '≤ 2'],
  ['3.1.1', 'exclusiveMinimum', { type: 'integer', exclusiveMinimum: 2 }, '> 2'],
  ['3.1.1', 'exclusiveMaximum', { type: 'integer', exclusiveMaximum: 2 }, '< 2'],
  ['3.1.1', 'multipleOf', { type: 'integer', multipleOf: 3 }, 'a multiple of 3'],
  [
    '3.1.1',
    'items',
    { type: 'array', items: { type: 'string', enum: ['x', 'y'] } },
    'each item: one of x, y',
  ],
  [
    '3.1.1',
    'items',
    { type: 'array', items: { type: 'string', pattern: '^b' } },
    'each item: matches ^b',
  ],
  [
    '3.1.1',
    'items',
    { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
    'array of Pet',
  ],
  [
    '3.1.1',
    'prefixItems',
    { prefixItems: [{ type: 'string' }, { type: 'integer' }] },
    '[1] integer',
  ],
  ['3.1.1', 'prefixItems', { prefixItems: [{ type: 'string' }], items: false }, 'no further items'],
  ['3.1.1', 'minItems', { type: 'array', minItems: 1 }, 'at least 1 item'],
  ['3.1.1', 'maxItems', { type: 'array', maxItems: 4 }, 'at most 4 items'],
  ['3.1.1', 'uniqueItems', { type: 'array', uniqueItems: true }, 'no item twice'],
  [
    '3.1.1',
    'contains',
    { type: 'array', contains: { const: 5 } },
    'Contains an item: integer always 5',
  ],
  [
    '3.1.1',
    'minContains',
    { type: 'array', contains: {}, minContains: 2 },
    'at least 2 such items',
  ],
  ['3.1.1', 'maxContains', { type: 'array', contains: {}, maxContains: 3 }, 'at most 3 such items'],
  ['3.1.1', 'unevaluatedItems', { type: 'array', unevaluatedItems: false }, 'no further items'],
  [
    '3.1.1',
    'unevaluatedItems',
    { type: 'array', unevaluatedItems: { type: 'string' } },
    'Further items: string',
  ],
  [
    '3.1.1',
    'properties, required',
    { required: ['a'], properties: { a: { type: 'string' } } },
    'a string required',
  ],
  ['3.1.1', 'required', { type: 'object', required: ['a', 'b'] }, 'requires a, b'],
  ['3.1.1', 'minProperties', { type: 'object', minProperties: 2 }, 'at least 2 properties'],
  ['3.1.1', 'maxProperties', { type: 'object', maxProperties: 2 }, 'at most 2 properties'],
  [
    '3.1.1',
    'patternProperties',
    { patternProperties: { '^x-': { type: 'string' } } },
    '/^x-/ string',
  ],
  [
    '3.1.1',
    'additionalProperties',
    { additionalProperties: { type: 'integer' } },
    'any other name integer',
  ],
  ['3.1.1', 'additionalProperties', { additionalProperties: false }, 'no other properties'],
  ['3.1.1', 'unevaluatedProperties', { unevaluatedProperties: false }, 'no other properties'],
  [
    '3.1.1',
    'unevaluatedProperties',
    { unevaluatedProperties: { type: 'integer' } },
    'any other name integer',
  ],
  [
    '3.1.1',
    'propertyNames',
    { propertyNames: { pattern: '^p' } },
    'Names of its properties: anything matches ^p',
  ],
  ['3.1.1', 'dependentRequired', { dependentRequired: { a: ['b', 'c'] } }, 'a requires b, c'],
  [
    '3.1.1',
    'dependentSchemas',
    { dependentSchemas: { a: { required: ['z'] } } },
    'Where a is present: object requires z',
  ],
  ['3.1.1', 'not', { not: { type: 'string' } }, 'Not: string'],
  ['3.1.1', 'if', { if: { required: ['a'] } }, 'If: object requires a'],
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword's name.
  ['3.1.1', 'then', { then: { required: ['b'] } }, 'Then: object requires b'],
  ['3.1.1', 'else', { else: { required: ['c'] } }, 'Else: object requires c'],
  [
    '3.1.1',
    'allOf',
    { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { more: {} } }] },
    'more anything',
  ],
  [
    '3.1.1',
    'oneOf',
    { oneOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'string' }] },
    'One of: Pet',
  ],
  [
    '3.1.1',
    'anyOf',
    { anyOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'string' }] },
    'Any of: Pet',
  ],
  ['3.1.1', '$ref', { properties: { a: { $ref: '#/components/schemas/Pet' } } }, 'a Pet'],
  [
    '3.1.1',
    '$ref',
    { properties: { a: { $ref: '#/components/schemas/It' } } },
    'Recursive: it is the whole value again.',
  ],
  [
    '3.1.1',
    '$dynamicRef',
    { $dynamicAnchor: 'n', properties: { a: { $dynamicRef: '#n' } } },
    'a object Recursive: it is the whole value again.',
  ],
  [
    '3.1.1',
    'contentMediaType',
    { type: 'string', contentMediaType: 'image/png' },
    'holds image/png',
  ],
  ['3.1.1', 'contentEncoding', { type: 'string', contentEncoding: 'base64' }, 'encoded as base64'],
  [
    '3.1.1',
    'contentSchema',
    { type: 'string', contentSchema: { type: 'integer' } },
    'Its content, decoded: integer',
  ],
  [
    '3.1.1',
    'externalDocs',
    { type: 'string', externalDocs: { url: 'https://example.com/x', description: 'More here' } },
    'More here',
  ],
  [
    '3.1.1',
    'discriminator',
    { discriminator: { propertyName: 'kind' }, properties: { kind: {} } },
    'kind says which one it is',
  ],
  [
    '3.1.1',
    'discriminator.mapping',
    {
      oneOf: [{ $ref: '#/components/schemas/Pet' }, { $ref: '#/components/schemas/Rock' }],
      discriminator: {
        propertyName: 'kind',
        mapping: { alive: 'Pet', dead: '#/components/schemas/Rock' },
      },
    },
    'Pet alive',
  ],
  [
    '3.1.1',
    'discriminator.mapping without oneOf',
    {
      properties: { kind: { type: 'string' } },
      discriminator: { propertyName: 'kind', mapping: { dead: '#/components/schemas/Rock' } },
    },
    'By kind: Rock dead',
  ],
  [
    '3.1.1',
    'xml',
    { type: 'string', xml: { name: 'n', attribute: true } },
    'in XML named n, an attribute',
  ],
  [
    '3.1.1',
    'x-enumDescriptions',
    { enum: ['a', 'b'], 'x-enumDescriptions': { a: 'The first.' } },
    'a: The first.',
  ],
  [
    '3.2.0',
    'discriminator.defaultMapping',
    { discriminator: { propertyName: 'kind', defaultMapping: 'Rock' } },
    'Rock where it says nothing known',
  ],
  [
    '3.2.0',
    'xml.nodeType',
    { type: 'string', xml: { nodeType: 'cdata' } },
    'in XML of node type cdata',
  ],
];

test.each(rows)('%s %s', async (openapi, _, It, wanted) => {
  const components = {
    schemas: {
      It,
      Pet: { type: 'object', properties: { name: { type: 'string' } } },
      Rock: { type: 'object', properties: { weight: { type: 'number' } } },
    },
  };
  const info = { title: 'T', version: '1' };
  const { apis } = await describedIn({ it: { openapi, info, paths: {}, components } });
  const site = await siteFiles(apis);
  if (!site.ok) throw new Error(site.reason);
  const page = String(await site.files.get('it/schemas/It.html')!());
  const [, main = ''] = /<h1>It<\/h1>(.*)<footer>/s.exec(page) ?? [];
  const text = main
    .replace(/<(?:wbr|span|b|em|strong|code|a|\/[a-z]+)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ');
  expect(text).toContain(wanted);
  const markdown = String(await site.files.get('it/schemas/It.md')!());
  const words = wanted.replace(/^.*: /, '').split(' ').at(-1)!.replace(/\.$/, '');
  expect(markdown).toContain(words);
});

test('the page of a schema does not say its name again where its type is due', async () => {
  const Tree = {
    type: ['object', 'null'],
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  };
  const info = { title: 'T', version: '1' };
  const components = { schemas: { Tree } };
  const { apis } = await describedIn({
    it: { openapi: '3.1.0', info, paths: {}, components },
  });
  const site = await siteFiles(apis);
  if (!site.ok) throw new Error(site.reason);
  const markdown = String(await site.files.get('it/schemas/Tree.md')!());
  expect(markdown).toContain('# Tree\n\nobject, nullable\n');
  expect(markdown).toContain('array of Tree');
  const page = String(await site.files.get('it/schemas/Tree.html')!());
  expect(page).toContain('<p class="value"><span class="type">object, nullable</span>');
});
