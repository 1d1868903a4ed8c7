import { describe, expect, test } from 'vitest';
import { plainTypes, type TypeOptions } from '../../src/generate/format-types.ts';
import { textsOf } from '../../src/generate/texts.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from './compile.ts';

/** What is generated of a document; others that it refers to are given by their names. */
async function textsOfDocument(document: object, others: Readonly<Record<string, unknown>> = {}) {
  const { api } = await loadApi('/x.json', {
    read: async (uri) => JSON.stringify(others[uri.slice(uri.lastIndexOf('/') + 1)] ?? document),
  });
  return textsOf(api!, plainTypes);
}

/** A document whose `POST /x` takes the schema `T` and answers with it. */
async function texts(
  schemas: Readonly<Record<string, unknown>>,
  options: Partial<TypeOptions> = {},
  openapi = '3.1.0',
) {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/T' } } };
  const document = {
    openapi,
    info: { title: 'X', version: '1' },
    paths: {
      '/x': {
        post: {
          operationId: 'x',
          requestBody: { required: true, content },
          responses: { 200: { description: 'X', content } },
        },
      },
    },
    components: { schemas },
  };
  const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
  return textsOf(api!, { ...plainTypes, ...options });
}

/** The component schemas of the types, without comments and on one line each. */
async function typesOf(
  ...given: Parameters<typeof texts>
): Promise<Readonly<Record<string, string>>> {
  return schemasOf((await texts(...given)).get('types.ts')!);
}

function schemasOf(text: string): Readonly<Record<string, string>> {
  const schemas = text.slice(text.indexOf('  schemas: {'), text.indexOf('\n  };\n  responses'));
  return Object.fromEntries(splitMembers(schemas.replace(/\/\*\*.*?\*\//gs, '')));
}

/** The members of `schemas: {`, which are indented by four spaces. */
function splitMembers(text: string): [string, string][] {
  return text
    .split(/\n {4}(?=[\w"])/)
    .slice(1)
    .map((member) => {
      const colon = member.indexOf(': ');
      const type = member
        .slice(colon + 2)
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/;$/, '');
      return [member.slice(0, colon), type.replace(/components\["schemas"\]\["(\w+)"\]/g, '$1')];
    });
}

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };

describe('a schema', () => {
  test.each<[string, object, string, string?]>([
    ['const', { const: 'a' }, '"a"'],
    ['const null', { const: null }, 'null'],
    ['enum', { type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
    ['nullable of 3.0', { type: 'string', nullable: true }, 'string | null', '3.0.3'],
    [
      'nullable of 3.0 with an enum',
      { type: 'string', enum: ['a'], nullable: true },
      '"a" | null',
      '3.0.3',
    ],
    ['null of 3.1', { type: ['string', 'null'] }, 'string | null'],
    ['a tuple', { type: 'array', prefixItems: [text] }, '[ string?, ...unknown[] ]'],
    [
      'a tuple with all its items, and no others',
      { type: 'array', prefixItems: [text, { type: 'integer' }], minItems: 2, items: false },
      '[ string, number ]',
    ],
    [
      'a tuple with others',
      { type: ['array', 'null'], prefixItems: [text], minItems: 1, items: { type: 'integer' } },
      '[ string, ...number[] ] | null',
    ],
    ['a keyword that 3.0 does not have', { type: 'string', const: 'a' }, 'string', '3.0.4'],
    ['an object of which nothing is said', { type: 'object' }, '{ [key: string]: unknown; }'],
    ['an object without properties', object({}), '{ [key: string]: unknown; }'],
    ['an empty object', { type: 'object', additionalProperties: false }, 'Record<string, never>'],
    ['true', object({ a: true }), '{ a?: unknown; }'],
    [
      'optional and required',
      object({ a: text, b: text }, { required: ['b'] }),
      '{ a?: string; b: string; }',
    ],
    [
      'a default makes nothing required',
      object({ a: { ...text, default: 'x' } }),
      '{ a?: string; }',
    ],
    [
      'members without a name beside some with one',
      object({ a: { type: 'integer' } }, { additionalProperties: text }),
      '{ a?: number; } & { [key: string]: string | number; }',
    ],
    [
      'any members',
      object({ a: text }, { additionalProperties: true }),
      '{ a?: string; } & { [key: string]: unknown; }',
    ],
    [
      'anyOf that narrows what stands beside it',
      {
        ...object({ a: text, b: text }),
        anyOf: [{ required: ['a'] }, object({ c: text }, { required: ['c'] })],
      },
      '{ a?: string; b?: string; } & ({ a: string; } | { c: string; })',
    ],
    ['false', object({ a: false, b: { not: {} } }), '{ a?: never; b?: never; }'],
    ['no items', { type: 'array', items: false }, 'never[]'],
    [
      'required of what is described elsewhere',
      { allOf: [ref('U'), { required: ['a'] }] },
      'WithRequired<U, "a">',
    ],
    [
      'required beside other properties',
      { allOf: [ref('U'), object({ b: text }, { required: ['a', 'b'] })] },
      'WithRequired<U & { b: string; }, "a">',
    ],
    [
      'required of each branch',
      { oneOf: [ref('U'), object({ b: text })], required: ['a'] },
      'WithRequired<U | { b?: string; }, "a">',
    ],
    [
      'required and no more',
      { type: 'object', allOf: [{ required: ['a'] }, { required: ['b'] }] },
      '{ a: unknown; b: unknown; }',
    ],
    [
      'required and described nowhere',
      object({ a: text }, { required: ['b'] }),
      '{ a?: string; b: unknown; }',
    ],
    [
      'items without a type, as properties are',
      { prefixItems: [text], items: { type: 'integer' } },
      '[ string?, ...number[] ]',
    ],
    [
      'an image, for which JSON has a text only',
      { ...text, contentMediaType: 'image/png' },
      'string',
    ],
    [
      'a type beside branches',
      { type: 'string', anyOf: [{ enum: ['a'] }, { format: 'uuid' }] },
      '"a" | string',
    ],
    ['keywords beside a reference', { ...ref('U'), required: ['a'] }, 'WithRequired<U, "a">'],
    [
      'keywords beside a reference, which 3.0 ignores',
      { ...ref('U'), type: 'object' },
      'U',
      '3.0.3',
    ],
    ['a reference to nothing', ref('V'), 'unknown'],
    ['recursion', object({ next: ref('T') }), '{ next?: T; }'],
    ['binary, for which JSON has a text only', { ...text, format: 'binary' }, 'string'],
    [
      'a definition inside',
      { ...object({ a: { $ref: '#/components/schemas/T/$defs/D' } }), $defs: { D: text } },
      '{ a?: D; }',
    ],
  ])('is translated: %s', async (_, schema, type, openapi = '3.1.0') => {
    const types = await typesOf({ T: schema, U: object({ a: text }) }, {}, openapi);
    expect(types.T).toBe(type);
  });
});

describe('a file', () => {
  const file = { type: 'string', format: 'binary' };
  const content = (mediaType: string, schema: object) => ({ [mediaType]: { schema } });

  /** The files for a document with these request bodies and answers. */
  async function filesOf(
    bodies: object,
    schemas: Readonly<Record<string, unknown>> = {},
    { answers = {}, openapi = '3.1.0' }: { answers?: object; openapi?: string } = {},
  ) {
    const operation = {
      operationId: 'x',
      requestBody: { required: true, content: bodies },
      responses: { 200: { description: 'X', content: answers } },
    };
    const files = await textsOfDocument({
      openapi,
      info: { title: 'X', version: '1' },
      paths: { '/x': { post: operation } },
      components: { schemas },
    });
    const [types, client] = [files.get('types.ts')!, files.get('client.ts')!];
    return { files, types: schemasOf(types), client };
  }

  test.each<[string, object, string, string?]>([
    ['binary', file, 'Binary'],
    ['several of a name', { type: 'array', items: file }, 'Binary[]'],
    ['by reference', ref('F'), 'F'],
    ['one or several', { anyOf: [file, { type: 'array', items: file }] }, 'Binary | Binary[]'],
    ['what is in a part of JSON', object({ a: file }), '{ a?: string; }'],
    ['what a part of JSON refers to', object({ a: ref('F') }), '{ a?: F; }'],
    ['an image', { ...text, contentMediaType: 'image/png' }, 'Binary'],
    ['of any type', { contentMediaType: 'application/pdf' }, 'Binary'],
    [
      'an image or none',
      { type: ['string', 'null'], contentMediaType: 'image/*' },
      'Binary | null',
    ],
    [
      'an encoded image',
      { ...text, contentMediaType: 'image/png', contentEncoding: 'base64' },
      'string',
    ],
    ['JSON in a text', { ...text, contentMediaType: 'application/json' }, 'string'],
    [
      'an image, which 3.0 does not know',
      { ...text, contentMediaType: 'image/png' },
      'string',
      '3.0.4',
    ],
  ])('is a part of a multipart body: %s', async (_, schema, type, openapi = '3.1.0') => {
    const bodies = content('multipart/form-data', ref('T'));
    const { types } = await filesOf(bodies, { T: object({ p: schema }), F: file }, { openapi });
    expect(types.T).toBe(`{ p?: ${type}; }`);
  });

  test('is a text in JSON, with another name if a multipart body has the schema as well', async () => {
    const both = {
      ...content('application/json', ref('T')),
      ...content('multipart/form-data', ref('T')),
    };
    const { files, types, client } = await filesOf(both, { T: object({ p: ref('F') }), F: file });
    expect(types).toEqual({
      T: '{ p?: F; }',
      TMultipart: '{ p?: FMultipart; }',
      F: 'string',
      FMultipart: 'Binary',
    });
    expect(client).toContain("body: components['schemas']['TMultipart'] | MultipartBody;");
    expect(client).toContain("body: components['schemas']['T'];");
    expect(compileErrors(Object.fromEntries(files))).toEqual([]);
  });

  test.each([
    'application/json',
    'application/xml',
    'application/x-www-form-urlencoded',
    'text/plain',
  ])('is a text in an answer of %s, and in a body', async (mediaType) => {
    const own = content(mediaType, ref('T'));
    const { types } = await filesOf(own, { T: object({ p: file }) }, { answers: own });
    expect(types.T).toBe('{ p?: string; }');
  });

  test('is the whole body of any other media type', async () => {
    const { client } = await filesOf(
      content('application/octet-stream', file),
      {},
      {
        answers: content('image/png', file),
      },
    );
    expect(client).toContain('body: BytesBody;');
    expect(client).toContain("Success<200, Bytes, 'image/png'>");
  });
});

describe('an answer of several media types', () => {
  /** The outcomes of an answer with these media types, and what the client knows about them. */
  async function outcomesOf(content: Readonly<Record<string, object>>) {
    const described = Object.entries(content).map(([name, schema]) => [name, { schema }]);
    const responses = { 200: { description: 'X', content: Object.fromEntries(described) } };
    const document = {
      openapi: '3.1.0',
      info: { title: 'X', version: '1' },
      paths: { '/x': { get: { operationId: 'x', responses } } },
      components: {
        schemas: { Pet: object({ name: text }), Name: text, Both: { anyOf: [ref('Pet'), text] } },
      },
    };
    const client = (await textsOfDocument(document)).get('client.ts')!;
    return {
      outcomes: [...client.matchAll(/\| (Success<.*>)/g)].map(([, type]) => type),
      isChecked: client.includes('structured: true'),
    };
  }

  const pet = "components['schemas']['Pet']";
  test.each<[string, Readonly<Record<string, object>>, string[], boolean]>([
    ['of any media type is an object', { '*/*': ref('Pet') }, [`200, ${pet}, '*/*'`], true],
    [
      'or a list',
      { '*/*': { type: 'array' } },
      ["200, operations['x']['responses'][200]['content']['*/*'], '*/*'"],
      true,
    ],
    [
      'of any media type may be a text',
      { '*/*': ref('Name') },
      ["200, components['schemas']['Name'] | string | Bytes, '*/*'"],
      false,
    ],
    [
      'is an object or a text',
      { '*/*': ref('Both') },
      ["200, components['schemas']['Both'] | string | Bytes, '*/*'"],
      false,
    ],
    [
      'is no text where an object is described',
      { 'text/plain': ref('Pet'), 'application/json': ref('Pet'), 'text/json': ref('Pet') },
      [`200, ${pet}`, `200, ${pet}, 'text/json'`],
      true,
    ],
    ['is a text where that is all', { 'text/csv': ref('Pet') }, ["200, string, 'text/csv'"], false],
    [
      'is a text where a text is described',
      { 'text/plain': text, 'application/json': ref('Pet') },
      [
        "200, operations['x']['responses'][200]['content']['text/plain'], 'text/plain'",
        `200, ${pet}`,
      ],
      false,
    ],
  ])('%s', async (_, content, outcomes, isChecked) => {
    expect(await outcomesOf(content)).toEqual({
      outcomes: outcomes.map((outcome) => `Success<${outcome}>`),
      isChecked,
    });
  });
});

describe('a type that is part of itself', () => {
  const list = (items: object) => ({ type: 'array', items });

  test('gets a name if it is a list, in any notation', async () => {
    const files = await texts({
      T: { ...list(ref('T')), description: 'A tree' },
      Any: {
        anyOf: [text, list(ref('Any')), { type: 'object', additionalProperties: ref('Any') }],
      },
      Pair: { type: ['array', 'null'], prefixItems: [ref('Other')], items: false },
      Other: list({ allOf: [ref('Pair')] }),
      Node: object({ nodes: list(ref('Node')) }),
    });
    const types = files.get('types.ts')!;
    expect(schemasOf(types)).toEqual({
      T: 'TRecursive',
      Any: 'AnyRecursive',
      Pair: 'PairRecursive',
      Other: 'OtherRecursive',
      Node: '{ nodes?: Node[]; }',
    });
    expect(types.replace(/\s+/g, ' ')).toContain(
      'type TRecursive = TRecursive[]; type AnyRecursive = string | AnyRecursive[] | ' +
        '{ [key: string]: components["schemas"]["Any"]; }; ' +
        'type PairRecursive = [ OtherRecursive? ] | null; type OtherRecursive = PairRecursive[];',
    );
    expect(compileErrors({ 'types.ts': types })).toEqual([]);
  });

  test('has no other effect on a union or an intersection', async () => {
    const files = await texts({
      T: { oneOf: [ref('T'), text] },
      Here: ref('There'),
      There: { allOf: [ref('Here'), object({ a: text })] },
      Pet: { ...object({ name: text }), oneOf: [ref('Cat')] },
      Cat: { allOf: [ref('Pet'), object({ claws: { type: 'integer' } })] },
    });
    const types = files.get('types.ts')!;
    expect(schemasOf(types)).toEqual({
      T: 'never | string',
      Here: 'There',
      There: 'unknown & { a?: string; }',
      Pet: '{ name?: string; } & Cat',
      Cat: '{ name?: string; } & { claws?: number; }',
    });
    expect(compileErrors({ 'types.ts': types })).toEqual([]);
  });
});

test('required properties exist in objects, and do not affect other values', async () => {
  const files = await texts(
    {
      T: { allOf: [ref('Maybe'), { required: ['a'] }] },
      Maybe: object({ a: { ...text, nullable: true }, b: text }, { nullable: true }),
      Kinds: { oneOf: [object({ a: text }), object({ b: text })], required: ['a'] },
    },
    {},
    '3.0.3',
  );
  const use = `
import type { components } from './types.ts';
type Schemas = components['schemas'];
export const fine: readonly Schemas['T'][] = [null, { a: null }, { a: 'x', b: 'y' }];
export const text: string | null | undefined = fine[0]?.a;
export const kinds: readonly Schemas['Kinds'][] = [{ a: 'x' }, { a: 1, b: 'y' }];
// @ts-expect-error
export const without: Schemas['T'] = { b: 'y' };
// @ts-expect-error
export const none: Schemas['Kinds'] = { b: 'y' };
`;
  expect(compileErrors({ 'types.ts': files.get('types.ts')!, 'use.ts': use })).toEqual([]);
});

describe('a reference', () => {
  test('leads to the target of an anchor or an identifier (JSON Schema Core section 8.2)', async () => {
    const types = await typesOf({
      T: object({
        anchored: { $ref: '#here' },
        dynamic: { $dynamicRef: '#node' },
        identified: { $ref: 'https://schemas.example/size' },
      }),
      Here: { ...text, $anchor: 'here' },
      Node: { ...object({ next: { $dynamicRef: '#node' } }), $dynamicAnchor: 'node' },
      Size: {
        ...object({ width: { $ref: '#/$defs/Length' }, height: { $ref: '#length' } }),
        $id: 'https://schemas.example/size',
        $defs: { Length: { type: 'integer', $anchor: 'length' } },
      },
    });
    expect(types).toEqual({
      T: '{ anchored?: Here; dynamic?: Node; identified?: Size; }',
      Here: 'string',
      Node: '{ next?: Node; }',
      Size: '{ width?: Length; height?: Length; }',
      Length: 'number',
    });
  });
});

test('an operation of a method of 3.2 has the types of references to the document by its own URI', async () => {
  const content = {
    'application/json': { schema: { $ref: 'https://example.com/x#/components/schemas/T' } },
  };
  const document = {
    openapi: '3.2.0',
    $self: 'https://example.com/x',
    info: { title: 'X', version: '1' },
    paths: { '/x': { query: { operationId: 'x', responses: { 200: { content } } } } },
    components: { schemas: { T: text } },
  };
  const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
  const types = (await textsOf(api!, plainTypes)).get('types.ts');
  expect(types).toContain('"application/json": components["schemas"]["T"];');
});

test('a query that is a form has its members as parameters (OpenAPI 3.2 section 4.12)', async () => {
  const form = {
    schema: object({ a: text, tags: { type: 'array', items: text } }, { required: ['a'] }),
    encoding: { tags: { style: 'pipeDelimited' } },
  };
  const query = {
    ...{ name: 'q', in: 'querystring', required: true },
    content: { 'application/x-www-form-urlencoded': form },
  };
  const document = {
    openapi: '3.2.0',
    info: { title: 'X', version: '1' },
    paths: { '/x': { get: { operationId: 'x', parameters: [query], responses: {} } } },
  };
  const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
  const files = await textsOf(api!, plainTypes);
  expect(files.get('types.ts')).toMatch(
    /query: \{\s+a: string;\s+tags\?: string\[\] \| undefined;\s+\}/,
  );
  expect(files.get('client.ts')).toContain(
    "readonly query: operations['x']['parameters']['query'];",
  );
  expect(files.get('client.ts')).toContain(
    "styles: [{ in: 'query', name: 'tags', style: 'pipeDelimited', explode: false }]",
  );
});

describe('an operation', () => {
  const info = { title: 'X', version: '1' };
  const parameter = (name: string, place: string, required = true) => {
    return { name, in: place, required, schema: text };
  };
  const oneLine = (file = '') => file.replace(/\s+/g, ' ');

  test('has no header parameters that OpenAPI ignores (3.0.4 section 4.7.12.1)', async () => {
    const parameters = ['Authorization', 'accept', 'Content-Type', 'X-Trace'].map((name) =>
      parameter(name, 'header', name !== 'X-Trace'),
    );
    const paths = { '/x': { get: { operationId: 'x', parameters, responses: {} } } };
    const files = await textsOfDocument({ openapi: '3.0.4', info, paths });
    expect(oneLine(files.get('types.ts'))).toContain(
      'header?: { "X-Trace"?: string | undefined; };',
    );
    expect(files.get('client.ts')).toContain('  x(call?: XCall): Promise<XResult>;');
  });

  test('has the parameters of its path, unless it describes them itself', async () => {
    const document = {
      openapi: '3.1.0',
      info,
      paths: {
        '/x/{id}': {
          parameters: [parameter('id', 'path'), { $ref: '#/components/parameters/Page' }],
          get: {
            operationId: 'x',
            parameters: [{ ...parameter('page', 'query'), schema: { type: 'integer' } }],
            responses: {},
          },
        },
      },
      components: { parameters: { Page: parameter('page', 'query', false) } },
    };
    const types = oneLine((await textsOfDocument(document)).get('types.ts'));
    expect(types).toContain(
      'x: { parameters: { query: { page: number; }; header?: never; path: { id: string; };',
    );
  });

  test('has its own server, and that of its path', async () => {
    const operation = (operationId: string, more = {}) => ({ operationId, responses: {}, ...more });
    const document = {
      ...{ openapi: '3.0.4', info, servers: [{ url: 'https://a.test' }] },
      paths: {
        '/x': {
          get: operation('x'),
          post: operation('up', { servers: [{ url: 'https://up.test' }] }),
        },
        '/y': { servers: [{ url: 'https://y.test' }], get: operation('y') },
      },
    };
    const client = oneLine((await textsOfDocument(document)).get('client.ts'));
    expect(client).toContain("x: { method: 'GET', path: '/x', answers: {} }");
    expect(client).toContain(
      "up: { method: 'POST', path: '/x', server: 'https://up.test', answers: {} }",
    );
    expect(client).toContain(
      "y: { method: 'GET', path: '/y', server: 'https://y.test', answers: {} }",
    );
  });

  test.each([
    [
      'a whole URL',
      [{ url: 'https://a.test' }],
      {},
      'readonly baseUrl?: string | undefined;',
      true,
    ],
    ['none', [], {}, 'readonly baseUrl: string;', false],
    ['a path', [{ url: '/v1' }], {}, "the document's server `/v1` is", false],
    [
      'a path, beside the URLs of all operations',
      [{ url: '/v1' }],
      { servers: [{ url: 'https://b.test' }] },
      'Each operation names',
      true,
    ],
    [
      'a URL that is all variables',
      [
        {
          url: '{scheme}://{host}/v1',
          variables: {
            scheme: { default: 'http', enum: ['http', 'https'] },
            host: { default: 'h' },
          },
        },
      ],
      {},
      "readonly scheme?: 'http' | 'https' | undefined; /** `h` unless it is given. */ readonly host?: string | undefined; }",
      false,
    ],
    [
      'a path with a variable',
      [{ url: '/{tenant}/v1', variables: { tenant: { default: 'acme' } } }],
      {},
      'readonly baseUrl: string; /** The variables',
      false,
    ],
    [
      'a URL, and operations have others with variables',
      [{ url: 'https://a.test' }],
      { servers: [{ url: 'https://{zone}.test', variables: { zone: { default: 'eu' } } }] },
      'readonly zone?: string | undefined;',
      false,
    ],
  ])(
    'and the information for a client if the document has %s',
    async (_, servers, own, text, isOptional) => {
      const document = {
        ...{ openapi: '3.1.0', info, ...(servers.length > 0 && { servers }) },
        paths: { '/x': { get: { operationId: 'x', responses: {}, ...own } } },
      };
      const client = oneLine((await textsOfDocument(document)).get('client.ts'));
      expect(client).toContain(text);
      expect(/Client\(options: \w+ = \{\}\)/.test(client)).toBe(isOptional);
    },
  );

  test.each([
    ['up', 'https://a.test/v1', "server: 'https://a.test/up',"],
    ['/up', '{s}://{h}/v1', "server: '{s}://{h}/up', variables: { s: 'https', h: 'a.test' },"],
    ['../up', '/v1', "server: '/up',"],
    ['//b.test/up', '/v1', "server: 'https://b.test/up',"],
  ])('has its own server %s beside %s', async (own, url, text) => {
    const variables = { s: { default: 'https' }, h: { default: 'a.test' } };
    const server = url.includes('{') ? { url, variables } : { url };
    const document = {
      ...{ openapi: '3.1.0', info, servers: [server] },
      paths: { '/x': { get: { operationId: 'x', responses: {}, servers: [{ url: own }] } } },
    };
    const client = oneLine((await textsOfDocument(document)).get('client.ts'));
    expect(client).toContain(`x: { method: 'GET', path: '/x', ${text}`);
  });

  test('may stand in another document', async () => {
    const document = { openapi: '3.0.4', info, paths: { '/x': { get: { $ref: 'list.json' } } } };
    const list = { operationId: 'list', parameters: [parameter('page', 'query')], responses: {} };
    const files = await textsOfDocument(document, { 'list.json': list });
    expect(oneLine(files.get('types.ts'))).toContain(
      'list: { parameters: { query: { page: string; };',
    );
    expect(files.get('client.ts')).toContain('  list(call: ListCall): Promise<ListResult>;');
  });

  test('has its responses by their statuses, however these are written', async () => {
    const content = { 'text/plain': { schema: text } };
    const responses = { '4xx': { description: 'X', content } };
    const document = {
      openapi: '3.1.0',
      info,
      paths: { '/x': { get: { operationId: 'x', responses } } },
    };
    const files = await textsOfDocument(document);
    expect(oneLine(files.get('types.ts'))).toContain(
      '"4XX": { headers: { [name: string]: unknown; }; content: { "text/plain": string; }; };',
    );
    expect(files.get('client.ts')).toContain(
      "operations['x']['responses']['4XX']['content']['text/plain']",
    );
  });
});

describe('schemas of other documents', () => {
  const info = { title: 'X', version: '1' };

  test('are called by their place, or are the component of that name', async () => {
    const content = (schema: object) => ({ 'application/json': { schema } });
    const document = {
      openapi: '3.1.0',
      info,
      paths: {
        '/x': {
          get: {
            operationId: 'x',
            responses: {
              200: { description: 'X', content: content({ $ref: 'pets.json#/Pet' }) },
              400: { description: 'X', content: content({ $ref: 'errors.json#/schemas/Error' }) },
              500: { description: 'X', content: content({ $ref: 'fault.json' }) },
            },
          },
        },
      },
      components: {
        schemas: {
          Animal: { $ref: 'pets.json#/Pet' },
          Error: text,
          Cat: { $ref: 'pets.json#/Cat' },
        },
      },
    };
    const files = await textsOfDocument(document, {
      'pets.json': {
        Pet: object(
          { kind: text },
          { required: ['kind'], discriminator: { propertyName: 'kind' } },
        ),
        Cat: { allOf: [{ $ref: '#/Pet' }, object({ claws: { type: 'integer' } })] },
      },
      'errors.json': { schemas: { Error: object({ code: { type: 'integer' } }) } },
      'fault.json': object({ reason: text }),
    });
    expect(schemasOf(files.get('types.ts')!)).toEqual({
      Animal: 'Pet',
      Error: 'string',
      Cat: '(Pet & { claws?: number; }) & { kind: "Cat"; }',
      Pet: '{ kind: string; }',
      '"Error-2"': '{ code?: number; }',
      fault: '{ reason?: string; }',
    });
    expect(files.get('client.ts')).toContain("Success<200, components['schemas']['Pet']>");
  });
});

describe('read-only and write-only properties', () => {
  test('make two types of a schema, and of every schema that contains it', async () => {
    const types = await typesOf({
      T: object({ owner: ref('Owner'), tags: { type: 'array', items: text } }),
      Owner: object(
        { id: { ...text, readOnly: true }, secret: { ...text, writeOnly: true }, name: text },
        { required: ['id', 'secret', 'name'] },
      ),
    });
    expect(types).toEqual({
      T: '{ owner?: Owner; tags?: string[]; }',
      TInput: '{ owner?: OwnerInput; tags?: string[]; }',
      Owner: '{ id: string; name: string; }',
      OwnerInput: '{ secret: string; name: string; }',
    });
  });

  test('count behind a reference, and in allOf', async () => {
    const types = await typesOf({
      T: { allOf: [ref('Base')], required: ['id'] },
      Base: object({ id: ref('Id'), name: text }),
      Id: { ...text, readOnly: true },
    });
    expect(types.T).toBe('WithRequired<Base, "id">');
    expect(types.TInput).toBe('BaseInput');
    expect(types.BaseInput).toBe('{ name?: string; }');
  });

  test('leave no type for a schema without other properties, beside one that it extends', async () => {
    const stamp = object({ id: { ...text, readOnly: true } });
    const types = await typesOf({
      T: { allOf: [ref('Base'), stamp] },
      Base: object({ name: text }),
      Beside: { ...stamp, ...ref('Base') },
    });
    expect(types).toMatchObject({
      T: 'Base & { id?: string; }',
      TInput: 'Base',
      Beside: 'Base & { id?: string; }',
    });
  });

  test('leave nothing of a component that has no others, and it forbids none beside it', async () => {
    const types = await typesOf({
      T: { allOf: [ref('Stamp'), ref('Named')], required: ['name'] },
      Stamp: object({ id: { ...text, readOnly: true } }, { required: ['id'] }),
      Named: object({ name: text }),
      Beside: { ...ref('Stamp'), ...object({ of: ref('T') }) },
    });
    expect(types).toMatchObject({
      Beside: 'Stamp & { of?: T; }',
      T: 'WithRequired<Stamp & Named, "name">',
      TInput: 'WithRequired<Named, "name">',
    });
  });

  test('do not take the name of another schema', async () => {
    const types = await typesOf({ T: object({ id: { ...text, readOnly: true } }), TInput: text });
    expect(types).toMatchObject({ TInput: 'string', TInput2: 'Record<string, never>' });
  });
});

describe('a discriminator', () => {
  const kind = { propertyName: 'kind' };

  test('makes a union that narrows, by names or by its mapping', async () => {
    const branch = object({ kind: text });
    const mapping = { c: '#/components/schemas/Cat', d: 'Dog' };
    const union = { oneOf: [ref('Cat'), ref('Dog')], discriminator: kind };
    expect(await typesOf({ T: union, Cat: branch, Dog: branch })).toMatchObject({
      T: '(Cat & { kind: "Cat"; }) | (Dog & { kind: "Dog"; })',
    });
    const mapped = { ...union, discriminator: { ...kind, mapping } };
    expect(await typesOf({ T: mapped, Cat: branch, Dog: branch })).toMatchObject({
      T: '(Cat & { kind: "c"; }) | (Dog & { kind: "d"; })',
    });
  });

  test.each<[string, object]>([
    ['const', { const: 'cat' }],
    ['enum', { type: 'string', enum: ['cat'] }],
  ])('keeps a literal that contradicts it, or that would be lost: %s', async (_, own) => {
    const union = { oneOf: [ref('Cat')], discriminator: kind };
    const types = await typesOf({ T: union, Cat: object({ kind: own }, { required: ['kind'] }) });
    expect(types).toMatchObject({ T: 'Cat', Cat: '{ kind: "cat"; }' });
  });

  test('has the values of its property: texts select numbers and booleans', async () => {
    const numbered = object({ kind: { type: 'integer' } }, { required: ['kind'] });
    const mapping = { 1: ref('Cat').$ref, 2: 'Dog' };
    const flag = { propertyName: 'wild', mapping: { true: 'Wolf' } };
    const types = await typesOf({
      T: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { ...kind, mapping } },
      Cat: numbered,
      Dog: numbered,
      // The name of a schema is not a number, so it cannot be a value.
      Unmapped: { oneOf: [ref('Cat')], discriminator: kind },
      Canine: object({ wild: { type: 'boolean' } }, { discriminator: flag }),
      Wolf: { allOf: [ref('Canine'), object({ pack: text })] },
    });
    expect(types).toMatchObject({
      T: '(Cat & { kind: 1; }) | (Dog & { kind: 2; })',
      Unmapped: 'Cat',
      Wolf: '(Canine & { pack?: string; }) & { wild: true; }',
    });
  });

  test('takes of a literal what is its own', async () => {
    const shared = object({ kind: { type: 'string', enum: ['cat', 'dog'] } });
    const mapping = { cat: 'Cat', dog: 'Dog' };
    const union = { oneOf: [ref('Cat'), ref('Dog')], discriminator: { ...kind, mapping } };
    const types = await typesOf({ T: union, Cat: shared, Dog: shared });
    expect(types.T).toBe('(Cat & { kind: "cat"; }) | (Dog & { kind: "dog"; })');
  });

  test('of a base tells its kinds, and the kinds of those', async () => {
    const types = await typesOf({
      T: ref('Pet'),
      Pet: object({ kind: text }, { discriminator: kind, required: ['kind'] }),
      Cat: { allOf: [ref('Pet'), object({ claws: { type: 'integer' } })] },
      Lion: { allOf: [ref('Cat'), object({ mane: text })] },
    });
    expect(types).toMatchObject({
      Pet: '{ kind: string; }',
      Cat: '(Pet & { claws?: number; }) & { kind: "Cat" | "Lion"; }',
      Lion: '(Cat & { mane?: string; }) & { kind: "Lion"; }',
    });
  });

  test('of a base that lists its kinds makes no type of itself', async () => {
    const types = await typesOf({
      T: ref('Pet'),
      Pet: { ...object({ kind: text }), discriminator: kind, oneOf: [ref('Cat')] },
      Cat: { allOf: [ref('Pet'), object({ claws: { type: 'integer' } })] },
    });
    expect(types.Cat).toBe('({ kind?: string; } & { claws?: number; }) & { kind: "Cat"; }');
  });
});

describe('formats', () => {
  const dated = object({
    ...{ at: { ...text, format: 'date-time' }, on: { ...text, format: 'date' } },
    ...{
      id: { ...text, format: 'uuid' },
      ids: { type: 'array', items: { ...text, format: 'uuid' } },
    },
  });

  test.each<[Partial<TypeOptions>, string]>([
    [{}, '{ at?: string; on?: string; id?: string; ids?: string[]; }'],
    [{ dates: 'date' }, '{ at?: Date; on?: string; id?: string; ids?: string[]; }'],
    [
      { dates: 'temporal' },
      '{ at?: Temporal.Instant; on?: Temporal.PlainDate; id?: string; ids?: string[]; }',
    ],
    [
      { brands: true },
      '{ at?: Branded<"date-time">; on?: Branded<"date">; id?: Branded<"uuid">; ids?: Branded<"uuid">[]; }',
    ],
  ])('are texts, unless %j', async (options, type) => {
    expect((await typesOf({ T: dated }, options)).T).toBe(type);
  });

  test('of a text that is one of some leave its values', async () => {
    const kinds = object({ kind: { ...text, format: 'kind', enum: ['a', 'b'] } });
    expect((await typesOf({ T: kinds }, { brands: true })).T).toBe('{ kind?: "a" | "b"; }');
  });

  test('that are dates have their places in the client, recursive schemas included', async () => {
    const at = { ...text, format: 'date-time' };
    const schema = object({
      at,
      next: ref('T'),
      list: { type: 'array', items: { anyOf: [at, { type: 'null' }] } },
      name: text,
    });
    const client = (await texts({ T: schema }, { dates: 'date' })).get('client.ts')!;
    expect(client).toContain("answers: { '200': { 'application/json': { dates: 0 } } }");
    expect(client).toContain(
      "dateShapes: [{ properties: { at: 1, next: 0, list: 2 } }, { format: 'date-time' }, { items: 1 }],",
    );
    expect(client).toContain('  dates: dateObjects,\n');
  });

  test('of members without a name are not looked for in those that have one', async () => {
    const schema = object({ id: text }, { additionalProperties: { ...text, format: 'date-time' } });
    const client = (await texts({ T: schema }, { dates: 'date' })).get('client.ts')!;
    expect(client).toContain(
      "dateShapes: [{ properties: { id: 1 }, others: 2 }, {}, { format: 'date-time', otherwise: 1 }],",
    );
  });
});
