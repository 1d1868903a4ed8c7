import { describe, expect, test } from 'vitest';
import { type Outline, outlineOf } from '../../src/docs/outline.ts';
import { createSchemas, type Direction } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';

/** The outline of the schema `S`, a line for each member. */
async function told(
  schemas: string,
  { direction = 'response', version = '3.1.0' }: { direction?: Direction; version?: string } = {},
): Promise<string> {
  const api = await apiOf(`
openapi: ${version}
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}
components:
  schemas:
${schemas.replace(/^(?=.)/gm, '    ')}`);
  const schema = api.operations[0]!.responses[0]!.content[0]!.schema!;
  return lines('', outlineOf(schema, createSchemas(api), direction)).join('\n');
}

function lines(name: string, outline: Outline & { required?: boolean }, depth = 0): string[] {
  const { type, facts, required, description, deprecated } = outline;
  const cut =
    outline.cut?.kind === 'elsewhere'
      ? `see ${outline.cut.components.join(', ') || outline.cut.pointer}`
      : outline.cut && `recursive ${outline.cut.path}`.trim();
  const notes = [required && 'required', deprecated && 'deprecated', cut, description, ...facts];
  const told = [`${name} ${type}`.trim(), ...notes.filter(Boolean)].join('; ');
  const inside = [
    ...outline.members.flatMap((member) => lines(member.name, member, depth + 1)),
    ...outline.groups.flatMap(({ title, variants }) =>
      variants.flatMap((variant) => lines(`${title} ${variant.name}:`, variant, depth + 1)),
    ),
  ];
  return ['  '.repeat(depth) + told, ...inside];
}

describe('outlineOf() describes', () => {
  test('a choice by the name of its component, and links to further reading once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const choices = names.map((name) => `    One of ${name}: string`).join('\n');
    expect(
      await told(`
S:
  type: object
  properties:
    list: {type: array, items: {$ref: '#/components/schemas/NewItem'}}
    own: {type: array, items: {type: string, externalDocs: {url: https://example.com/own}}}
    item: {$ref: '#/components/schemas/NewItem'}
NewItem:
  title: New Item
  externalDocs: {url: https://example.com/item}
  oneOf: [{type: 'null'}, ${names.map((name) => `{title: ${name}, type: string}`).join(', ')}]
`),
    ).toBe(`S
  list array of NewItem, nullable
${choices}
  own array of string; each item: [see also](<https://example.com/own>)
  item NewItem, nullable; [see also](<https://example.com/item>)
${choices}`);
  });

  test('types, with their formats and null', async () => {
    expect(
      await told(`
S:
  type: object
  required: [a]
  properties:
    a: {type: string, format: date, description: A day.}
    b: {type: [integer, 'null']}
    c: {oneOf: [{$ref: '#/components/schemas/T'}, {type: 'null'}]}
    d: {type: array, items: {$ref: '#/components/schemas/T'}}
    e: {type: array, items: {type: array, items: {type: string}}}
    f: true
    g: {const: 1}
T: {type: object, properties: {x: {type: string}}}
`),
    ).toBe(`S
  a string <date>; required; A day.
  b integer, nullable
  c T, nullable
    x string
  d array of T
    x string
  e array of arrays of string
  f anything
  g integer; always \`1\``);
  });

  test('null as OpenAPI 3.0 writes it, and flags beside bounds', async () => {
    const schema = `
S: {type: integer, nullable: true, minimum: 1, exclusiveMinimum: true, maximum: 9}
`;
    expect(await told(schema, { version: '3.0.3' })).toBe('integer, nullable; > 1; ≤ 9');
  });

  test('no null if nullable has no effect: without a type, and after 3.0', async () => {
    expect(await told('S: {nullable: true, enum: [a]}', { version: '3.0.3' })).toBe(
      'string; always `a`',
    );
    expect(await told('S: {type: string, nullable: true}')).toBe('string');
  });

  test('members beside a reference, which in 3.0 is the description', async () => {
    const schemas = `
S:
  properties:
    a: {$ref: '#/components/schemas/T', maxLength: 3, writeOnly: true, description: Here.}
    b: {$ref: '#/components/schemas/T', maxLength: 3, description: Here.}
T: {type: string, minLength: 1}
`;
    expect(await told(schemas, { version: '3.0.3' })).toBe(`S
  a string; Here.; at least 1 character
  b string; Here.; at least 1 character`);
    expect(await told(schemas)).toBe(`S
  b string; Here.; at most 3 characters; at least 1 character`);
  });

  test('a list that contains itself, even without a type', async () => {
    expect(await told("S: {items: {$ref: '#/components/schemas/S'}}")).toBe(
      'array of arrays; recursive',
    );
  });

  test('limits in words', async () => {
    expect(
      await told(`
S:
  type: object
  minProperties: 1
  additionalProperties: false
  properties:
    a: {type: string, minLength: 2, maxLength: 2, pattern: '^a\`b$'}
    b: {type: array, minItems: 1, uniqueItems: true, items: {type: string}}
    c: {type: number, exclusiveMinimum: 0, maximum: 1, multipleOf: 0.1, default: 0.5}
    d: {enum: [x, y, null]}
`),
    ).toBe(`S; at least 1 property; no other properties
  a string; exactly 2 characters; matches \`\` ^a\`b$ \`\`
  b array of string; at least 1 item; no item twice
  c number; > 0; ≤ 1; a multiple of 0.1; \`0.5\` by default
  d string, nullable; one of \`x\`, \`y\`, \`null\``);
  });

  test('allOf as one object, and the alternatives of oneOf by their names', async () => {
    expect(
      await told(`
S:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {required: [b], properties: {b: {type: string}}}
  oneOf:
    - {$ref: '#/components/schemas/Cat'}
    - {title: A dog, properties: {barks: {type: boolean}}}
    - {properties: {other: {type: string}}}
Base: {type: object, required: [a], properties: {a: {type: string}}}
Cat: {type: object, properties: {lives: {type: integer}}}
`),
    ).toBe(`S
  a string; required
  b string; required
  One of Cat: Cat
    lives integer
  One of A dog: A dog
    barks boolean
  One of choice 3: object
    other string`);
  });

  test('properties without names', async () => {
    expect(
      await told(`
S:
  type: object
  patternProperties: {'^x-': {type: string}}
  additionalProperties: {type: integer}
`),
    ).toBe(`S
  /^x-/ string
  * integer`);
  });

  test('a description beside a reference, before that of its target', async () => {
    expect(
      await told(`
S: {type: object, properties: {a: {$ref: '#/components/schemas/T', description: Here.}}}
T: {type: string, description: Everywhere.}
`),
    ).toBe(`S
  a string; Here.`);
  });

  test('only the members of one direction', async () => {
    const schema = `
S:
  type: object
  properties: {id: {type: string, readOnly: true}, secret: {type: string, writeOnly: true}}
`;
    expect(await told(schema)).toBe('S\n  id string; read-only');
    expect(await told(schema, { direction: 'request' })).toBe('S\n  secret string; write-only');
  });

  test('recursive objects, once', async () => {
    expect(
      await told(`
S: {type: object, properties: {name: {type: string}, children: {type: array, items: {$ref: '#/components/schemas/S'}}}}
`),
    ).toBe(`S
  name string
  children array of S; recursive`);
  });
});

test('very deep or very wide schemas in part, with a note', async () => {
  const deep = Array.from({ length: 30 }, (_, index) =>
    index === 29
      ? `D29: {type: object, properties: {end: {type: string}}}`
      : `D${index}: {type: object, properties: {next: {$ref: '#/components/schemas/D${index + 1}'}}}`,
  );
  const text = await told(`S: {$ref: '#/components/schemas/D0'}\n${deep.join('\n')}\n`);
  expect(text).toMatch(/next D\d+; see D\d+$/);
  expect(text.split('\n').length).toBeLessThan(15);
});
