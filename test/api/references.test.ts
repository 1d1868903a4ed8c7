import { describe, expect, test } from 'vitest';
import { type Api, messageOf } from '../../src/index.ts';
import { locationText } from './location.ts';
import { loadTexts } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

/** An API with one operation that fills every place of a document. */
const whole = {
  openapi: '3.2.0',
  info: { title: 'Trees', version: '4', description: 'All about trees.' },
  servers: [
    {
      url: 'https://{zone}.trees.example/v4',
      variables: { zone: { default: 'eu', enum: ['eu', 'us'] } },
    },
  ],
  security: [{ key: [] }],
  paths: {
    '/trees': {
      servers: [{ url: 'https://grow.trees.example' }],
      parameters: [{ name: 'height', in: 'query', schema: { type: 'integer' } }],
      post: {
        operationId: 'plant',
        description: 'Puts a tree into the ground.',
        deprecated: true,
        tags: ['garden'],
        security: [{ key: [] }, {}],
        servers: [{ url: 'https://plant.trees.example' }],
        parameters: [
          { name: 'depth', in: 'query', required: true, schema: { type: 'integer' } },
          {
            name: 'soil',
            in: 'query',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { photo: { type: 'string' } } },
              encoding: {
                photo: {
                  contentType: 'image/png',
                  headers: { 'X-Camera': { schema: { type: 'string' } } },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'planted',
            headers: { Location: { required: true, schema: { type: 'string' } } },
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['id'],
                  properties: { id: { type: 'integer' } },
                },
                examples: { oak: { summary: 'An oak', value: { id: 3 } } },
              },
            },
            links: { tree: { operationId: 'plant', parameters: { depth: '$response.body#/id' } } },
          },
        },
        callbacks: {
          grown: {
            '{$request.query.depth}': { post: { responses: { '204': { description: 'd' } } } },
          },
        },
      },
    },
  },
  webhooks: { felled: { post: { responses: { '204': { description: 'd' } } } } },
  components: {
    schemas: { Tree: { type: 'object' } },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
};

/** The paths to all objects and arrays, except schemas, scopes and parts of example values. */
function* parts(value: unknown, way: readonly string[] = []): Iterable<readonly string[]> {
  if (typeof value !== 'object' || value === null) return;
  const [above, last] = ['', '', ...way].slice(-2);
  const isScope = last === 'key' && above !== 'securitySchemes';
  if (last === 'schema' || above === 'schemas' || last === 'value' || isScope) return;
  if (last === 'parameters' && way.includes('links')) return;
  if (way.length > 0) yield way;
  for (const [key, item] of Object.entries(value)) yield* parts(item, [...way, key]);
}

/** A copy of the value with another value at the end of a path. */
function replaced(value: unknown, [key, ...way]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...(value as Json) };
  Object.assign(copy, { [key]: replaced((value as Json)[key], way, other) });
  return copy;
}

function at(value: unknown, way: readonly string[]): unknown {
  return way.reduce((inner, key) => (inner as Json)[key], value);
}

/** The content of an API without its locations. */
function said(api: Api): string {
  const { title, description, version, servers, operations, webhooks, schemas, securitySchemes } =
    api;
  const all = { title, description, version, servers, operations, webhooks };
  return JSON.stringify(
    { ...all, schemas: [...schemas], schemes: [...securitySchemes] },
    (key, value) => (key === 'at' ? undefined : value),
  );
}

describe('a $ref may replace every part of a document', async () => {
  const plain = await loadTexts({ 'api.yaml': JSON.stringify(whole) });
  expect(plain.findings).toEqual([]);
  const ways = [...parts(whole)];

  test.each(ways.map((way) => [way.join(' › '), way] as const))('%s', async (_, way) => {
    const { api, findings } = await loadTexts({
      'api.yaml': JSON.stringify(replaced(whole, way, { $ref: 'parts/one.json' })),
      'parts/one.json': JSON.stringify(at(whole, way)),
    });
    expect(findings.map(messageOf)).toEqual([]);
    expect(said(api!)).toBe(said(plain.api!));
  });

  test.each(ways.map((way) => [way.join(' › '), way] as const))(
    '%s: a dangling reference is a finding with its line',
    async (_, way) => {
      const { findings } = await loadTexts({
        'api.yaml': JSON.stringify(replaced(whole, way, { $ref: 'gone.json' })),
      });
      expect(findings.map(locationText)).toContainEqual(
        expect.stringMatching(
          /^api\.yaml:1:\d+ cannot follow the reference "gone\.json": there is no/,
        ),
      );
    },
  );
});

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

test('members beside the $ref of a path item or an operation override its target', async () => {
  const { api, findings } = await loadTexts({
    'api.yaml': `${head}paths:
  /a:
    $ref: item.yaml
    summary: Ours
    delete: {operationId: drop, responses: {'204': {description: d}}}
    get: {$ref: 'read.yaml', security: [], tags: [ours]}
`,
    'item.yaml': `get: {operationId: theirs, responses: {'200': {description: d}}}
put: {operationId: write, responses: {'200': {description: d}}}
parameters: [{name: q, in: query, schema: {type: string}}]
`,
    'read.yaml': "operationId: read\ntags: [theirs]\nresponses: {'200': {description: d}}\n",
  });
  expect(findings).toEqual([]);
  const found = api!.operations.map(({ id, tags, parameters }) => [id, tags, parameters.length]);
  expect(found).toEqual([
    ['read', ['ours'], 1],
    ['write', [], 1],
    ['drop', [], 1],
  ]);
});

test.each([
  ['3.0.3', 'theirs'],
  ['3.1.0', 'ours'],
])(
  'from 3.1 on, a description beside a Reference Object counts, and no other member: %s',
  async (version, wanted) => {
    const { api } = await loadTexts({
      'api.yaml': `${head.replace('3.1.0', version)}paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/Q', description: ours, required: true}]
      responses: {'200': {$ref: '#/components/responses/Ok', description: ours}}
components:
  parameters: {Q: {name: q, in: query, description: theirs, schema: {type: string}}}
  responses: {Ok: {description: theirs}}
`,
    });
    const [{ parameters, responses }] = api!.operations as [Api['operations'][0]];
    expect(parameters[0]).toMatchObject({ description: wanted, required: false });
    expect(responses[0]).toMatchObject({ description: wanted });
  },
);

test('a description may be a Markdown file, which is read as text', async () => {
  const { api, findings } = await loadTexts({
    'api.yaml': `${head.replace("'1'", "'1', description: {$ref: 'about.md'}")}paths: {}\n`,
    'about.md': '# Trees: [all, of them\n\n- {one}\n',
  });
  expect(findings).toEqual([]);
  expect(api!.description).toBe('# Trees: [all, of them\n\n- {one}\n');
});

test('a reference to a value other than an object is a finding', async () => {
  const { findings } = await loadTexts({
    'api.yaml': `${head}paths: {/a: {get: {responses: {'200': {$ref: '#/info/title'}}}}}\n`,
  });
  expect(findings.map(locationText)).toEqual([
    'api.yaml:3:40 the document is not valid OpenAPI: the reference does not lead to an object',
  ]);
});
