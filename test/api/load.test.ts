import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/index.ts';
import { locationText } from './location.ts';
import { loadTexts } from './source.ts';

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

describe('loadApi() rejects unusable documents with the place and the reason', () => {
  test.each([
    ['no file', {}, 'cannot read "missing.yaml": there is no such file'],
    [
      'no YAML',
      { 'api.yaml': 'openapi: 3.1.0\ninfo: {title: [}\n' },
      /^api\.yaml:2:16 cannot read "api\.yaml": a "\{" or "\[" before this place is not closed/,
    ],
    [
      'no object',
      { 'api.yaml': '- 1' },
      'api.yaml:1:1 cannot use the document: it is a list, and not an object with an "openapi" member',
    ],
    [
      'Swagger 2',
      { 'api.yaml': "swagger: '2.0'\n" },
      'api.yaml:1:1 cannot use the document: it is Swagger 2.0; convert it to OpenAPI 3 first, for instance with "npx swagger2openapi"',
    ],
    [
      'another kind of document',
      { 'api.yaml': 'name: x\n' },
      'api.yaml:1:1 cannot use the document: it has no "openapi" member that says its version, such as "3.1.1"; it has "name"',
    ],
    [
      'a version to come',
      { 'api.yaml': "openapi: '4.0.0'\n" },
      'api.yaml:1:1 cannot use the document: its version is "4.0.0", and 3.0, 3.1 and 3.2 are supported',
    ],
    [
      'a version of two numbers',
      { 'api.yaml': "info: {}\nopenapi: '3.0'\n" },
      'api.yaml:2:1 cannot use the document: its version is "3.0", and lacks its third number; write "3.0.0"',
    ],
    [
      'a name in other letters',
      { 'api.yaml': 'OpenAPI: 3.1.0\n' },
      'api.yaml:1:1 cannot use the document: its member "OpenAPI" must be called "openapi"',
    ],
    [
      'another description of APIs',
      { 'api.yaml': 'asyncapi: 3.0.0\n' },
      'api.yaml:1:1 cannot use the document: it is an AsyncAPI document, and not OpenAPI',
    ],
    [
      'a page of the web',
      { 'api.yaml': '<!doctype html>\n<title>Sign in</title>\n' },
      'api.yaml:1:1 cannot use the document: it is an HTML page, "Sign in"; give the address of the YAML or JSON behind it',
    ],
    [
      'nothing at all',
      { 'api.yaml': '# to be written\n\n' },
      'api.yaml:1:1 cannot use the document: it is empty',
    ],
    [
      'a version that is a number',
      { 'api.yaml': 'openapi: 3.1\n' },
      'api.yaml:1:1 cannot use the document: its version must be a string such as "3.1.1", but is 3.1',
    ],
  ])('%s', async (_, texts: Record<string, string>, wanted) => {
    const { api, findings } = await loadTexts(
      Object.keys(texts).length === 0 ? ({ 'missing.yaml': undefined } as never) : texts,
    );
    expect(api).toBeUndefined();
    expect(findings.map(locationText)).toEqual([
      wanted instanceof RegExp ? expect.stringMatching(wanted) : wanted,
    ]);
  });
});

describe('loadApi() follows references', () => {
  test('to other files, from there to others, and back', async () => {
    const { api, findings } = await loadTexts({
      'api.yaml': `${head}paths:\n  /pets: {$ref: 'paths/pets.yaml'}\ncomponents:\n  parameters:\n    Id: {name: id, in: query, schema: {type: string}}\n`,
      'paths/pets.yaml':
        "get:\n  parameters:\n    - $ref: '../api.yaml#/components/parameters/Id'\n  responses:\n    '200': {$ref: '../shared.yaml#/Ok'}\n",
      'shared.yaml': 'Ok: {description: fine}\n',
    });
    expect(findings).toEqual([]);
    const [operation] = api!.operations;
    expect(operation).toMatchObject({
      id: 'GET /pets',
      parameters: [{ name: 'id', in: 'query', style: 'form', explode: true, required: false }],
      responses: [{ status: '200', description: 'fine' }],
    });
    expect(operation!.responses[0]!.at.document.label).toBe('shared.yaml');
  });

  test('and reports a dangling reference once, with its place', async () => {
    const { api, findings } = await loadTexts({
      'api.yaml': `${head}paths:\n  /pets:\n    get:\n      parameters:\n        - $ref: '#/components/parameters/Id'\n      responses:\n        '200': {$ref: 'gone.yaml#/Ok'}\n`,
    });
    expect(api?.operations).toHaveLength(1);
    expect(findings.map(locationText)).toEqual([
      'api.yaml:7:11 cannot follow the reference "#/components/parameters/Id": nothing is there',
      'api.yaml:9:17 cannot follow the reference "gone.yaml#/Ok": there is no such file',
    ]);
  });

  test('in a circle, each once', async () => {
    const { findings } = await loadTexts({
      'api.yaml': `${head}paths:\n  /pets: {$ref: '#/paths/~1dogs'}\n  /dogs: {$ref: '#/paths/~1pets'}\n`,
    });
    expect(findings.map(locationText)).toEqual([
      expect.stringContaining('it refers to itself'),
      expect.stringContaining('it refers to itself'),
    ]);
  });

  test('but never from a file to the network', async () => {
    const { findings } = await loadTexts({
      'api.yaml': `${head}paths:\n  /pets: {$ref: 'https://example.com/pets.yaml'}\n`,
    });
    expect(findings.map(locationText)).toEqual([
      expect.stringContaining('nothing is requested there unless you allow it'),
    ]);
  });
});

describe('the model', () => {
  test('merges the parameters of a path item, except those that OpenAPI ignores', async () => {
    const { api } = await loadTexts({
      'api.yaml': `${head}paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: page, in: query, schema: {type: string}}
    get:
      parameters:
        - {name: page, in: query, required: true, schema: {type: integer}}
        - {name: Accept, in: header, schema: {type: string}}
      responses: {'200': {description: d}}
`,
    });
    const names = api!.operations[0]!.parameters.map(({ name, required }) => [name, required]);
    expect(names).toEqual([
      ['id', true],
      ['page', true],
    ]);
  });

  test('has a parameter for each template expression, even an undescribed one', async () => {
    const { api } = await loadTexts({
      'api.yaml': `${head}paths:
  /shelves/{shelf}/books/{book}.{format}:
    parameters: [{name: shelf, in: path, required: true, schema: {type: integer}}]
    get:
      parameters: [{name: book, in: query, schema: {type: string}}]
      responses: {'200': {description: d}}
  /shelves?page={page}: {get: {responses: {'200': {description: d}}}}
webhooks: {'{moved}': {post: {responses: {'200': {description: d}}}}}
`,
    });
    const described = ({ parameters }: Operation) =>
      parameters.map((one) => [one.in, one.name, one.required, one.schema !== undefined]);
    expect([...api!.operations, ...api!.webhooks].map(described)).toEqual([
      [
        ['path', 'shelf', true, true],
        ['query', 'book', false, true],
        ['path', 'book', true, false],
        ['path', 'format', true, false],
      ],
      [],
      [],
    ]);
  });

  test('applies the security of the document to operations without their own', async () => {
    const { api } = await loadTexts({
      'api.yaml': `${head}security: [{token: []}]
paths:
  /a: {get: {responses: {'200': {description: d}}}}
  /b: {get: {security: [], responses: {'200': {description: d}}}}
  /c: {get: {security: [{token: []}, {}], responses: {'200': {description: d}}}}
components:
  securitySchemes:
    token: {type: oauth2, flows: {}}
`,
    });
    expect(api!.operations.map(({ security }) => security.length)).toEqual([1, 0, 2]);
    expect(api!.operations[0]!.security[0]![0]!.scheme.credential).toEqual({
      type: 'http',
      scheme: 'bearer',
    });
  });

  test('reads the query method and additionalOperations of 3.2, and webhooks', async () => {
    const { api } = await loadTexts({
      'api.yaml': `openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    query: {responses: {'200': {description: d}}}
    additionalOperations:
      COPY: {responses: {'200': {description: d}}}
webhooks:
  created: {post: {responses: {'200': {description: d}}}}
`,
    });
    expect(api!.operations.map(({ id }) => id)).toEqual(['QUERY /a', 'COPY /a']);
    expect(api!.webhooks.map(({ id }) => id)).toEqual(['POST created']);
  });

  test('treats a member of a map as a name, even if it starts like an extension', async () => {
    const { api } = await loadTexts({
      'api.yaml': `${head}security: [{x-key: []}]
paths:
  x-kept: {by: somebody}
  /a:
    get:
      responses:
        x-kept: too
        '200':
          description: d
          headers: {x-request-id: {schema: {type: string}}}
          content: {x-world/x-vrml: {examples: {x-one: {value: 1}}}}
components:
  securitySchemes:
    x-key: {type: apiKey, in: header, name: X-Key}
`,
    });
    const [operation] = api!.operations;
    const [response] = operation!.responses;
    expect(api!.operations).toHaveLength(1);
    expect(operation!.responses).toHaveLength(1);
    expect(operation!.security[0]![0]!.scheme.name).toBe('x-key');
    expect(response!.headers.map(({ name }) => name)).toEqual(['x-request-id']);
    expect(response!.content.map(({ name }) => name)).toEqual(['x-world/x-vrml']);
    expect(response!.content[0]!.examples.map(({ name }) => name)).toEqual(['x-one']);
  });
});
