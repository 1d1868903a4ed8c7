import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from './compile.ts';

const project = join(import.meta.dirname, '../..');
const json = (schema: unknown) => ({ 'application/json': { schema } });
const ok = (schema: unknown, headers: unknown = {}) => ({
  200: { description: 'fine', headers, content: json(schema) },
});
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const key = { type: 'string' };
const boat = {
  type: 'object',
  required: ['id', 'built'],
  properties: { id: key, built: { type: 'string', format: 'date-time' } },
};
const sail = {
  type: 'object',
  required: ['id', 'area'],
  properties: { id: key, area: { type: 'number' } },
};
const buoy = { type: 'object', required: ['id', 'color'], properties: { id: key, color: key } };
const anchor = {
  type: 'object',
  required: ['id', 'kilos'],
  properties: { id: key, kilos: { type: 'integer' } },
};
const harbor = {
  openapi: '3.1.0',
  info: { title: 'Harbor', version: '1' },
  paths: {
    '/boats': {
      get: {
        operationId: 'listBoats',
        responses: ok({
          type: ['object', 'null'],
          properties: { data: { type: 'array', items: boat } },
        }),
      },
    },
    '/boats/{id}': {
      parameters: [id],
      get: {
        operationId: 'readBoat',
        responses: ok(boat, {
          ETag: { schema: { type: 'string' } },
          'X-Version': { required: true, schema: { type: 'integer' } },
        }),
      },
    },
    '/sails': { get: { operationId: 'listSails', responses: ok({ type: 'array', items: sail }) } },
    '/sails/{id}': {
      parameters: [id],
      delete: { operationId: 'dropSail', responses: { 204: { description: 'gone' } } },
    },
    '/buoys': {
      get: {
        operationId: 'listBuoys',
        responses: ok({ type: 'object', additionalProperties: buoy }),
      },
    },
    '/buoys/{id}': {
      parameters: [id],
      delete: { operationId: 'dropBuoy', responses: { 204: { description: 'gone' } } },
    },
    '/anchors/{id}': {
      parameters: [id],
      put: {
        operationId: 'putAnchor',
        requestBody: { content: json(anchor) },
        responses: { 204: { description: 'kept' } },
      },
      delete: { operationId: 'dropAnchor', responses: { 204: { description: 'gone' } } },
    },
    '/ports': {
      get: { operationId: 'listPorts', responses: ok({ $ref: '#/components/schemas/Ports' }) },
    },
    '/ports/{id}': {
      parameters: [id],
      delete: { operationId: 'closePort', responses: { 204: { description: 'gone' } } },
    },
  },
  components: {
    schemas: {
      // One branch has the items, and the other has an error.
      Ports: {
        oneOf: [
          {
            type: 'object',
            required: ['items'],
            properties: {
              items: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['id', 'depth'],
                  properties: { id: key, depth: { type: 'number' } },
                },
              },
            },
          },
          { type: 'object', required: ['fault'], properties: { fault: key } },
        ],
      },
    },
  },
};

const { api } = await loadApi('/harbor.json', { read: async () => JSON.stringify(harbor) });
const settings = [{}, { dates: 'date' }] as const;

const right = `import { defineMock } from 'specwright/mock';
import type { Harbor } from './mock.ts';

const boat = { id: 'a', built: '2026-01-01T00:00:00Z' };
`;

test.each(settings)(
  'items of inline schemas have their types, with %j',
  { timeout: 60_000 },
  async (setting) => {
    const files = Object.fromEntries(await generateFiles(api!, project, outputOf(setting)));
    expect(files['mock.ts']).not.toContain('unknown;');
    const put = (...lines: readonly string[]) => `${right}export default defineMock<Harbor>({
  async readBoat({ store, respond }) {
    ${lines.join('\n    ')}
    return respond.default();
  },
});
`;
    const wrong = [
      "await store.put('boats', 'a', { ...boat, built: 4 });",
      "await store.put('boats', 'a', { id: 'a' });",
      "await store.put('sails', 'a', { id: 'a', area: 'big' });",
      "await store.put('buoys', 'a', { id: 'a', color: 4 });",
      "await store.put('anchors', 'a', { id: 'a', kilos: '4' });",
      "await store.put('ports', 'a', { id: 'a' });",
      "(await store.find('ports', 'a'))?.deep;",
    ];
    const errors = compileErrors({
      ...files,
      'right.ts': put(
        "await store.put('boats', 'a', boat);",
        "await store.put('sails', 'a', { id: 'a', area: 4.5 });",
        "await store.put('buoys', 'a', { id: 'a', color: 'red' });",
        "await store.put('anchors', 'a', { id: 'a', kilos: 4 });",
        "await store.put('ports', 'a', { id: 'a', depth: 4 });",
        "(await store.find('boats', 'a'))?.built.toUpperCase();",
        "(await store.all('ports')).map(({ depth }) => depth.toFixed());",
      ),
      ...Object.fromEntries(wrong.map((line, index) => [`wrong${index}.ts`, put(line)])),
    });
    expect(errors.filter((error) => !error.startsWith('wrong'))).toEqual([]);
    const found = new Set(errors.map((error) => error.slice(0, error.indexOf(':'))));
    expect([...found].sort()).toEqual(wrong.map((_, index) => `wrong${index}.ts`));
  },
);

test('a field has a described name, or one of HTTP, and its type', {
  timeout: 60_000,
}, async () => {
  const files = Object.fromEntries(await generateFiles(api!, project, outputOf({})));
  const respond = (headers: string) => `${right}export default defineMock<Harbor>({
  readBoat: ({ respond }) => respond(200, boat, { headers: ${headers} }),
});
`;
  const fine = [
    "{ 'X-Version': 4, ETag: '\"4\"' }",
    "{ 'x-version': 4, etag: '\"4\"' }",
    "{ 'Cache-Control': 'no-store', 'retry-after': 5, 'Set-Cookie': ['a=1', 'b=2'] }",
  ];
  const wrong = [
    "{ 'X-Version': '4' }",
    "{ 'x-version': '4' }",
    "{ 'X-Versoin': 4 }",
    '{ ETag: 4 }',
    '{ etag: 4 }',
  ];
  const errors = compileErrors({
    ...files,
    ...Object.fromEntries(fine.map((headers, index) => [`fine${index}.ts`, respond(headers)])),
    ...Object.fromEntries(wrong.map((headers, index) => [`wrong${index}.ts`, respond(headers)])),
    // Whoever wants to break the contract says so.
    'untrue.ts': `${right}export default defineMock<Harbor>({
  readBoat: ({ respond }) => respond.untrue(200, boat, { headers: { 'X-Versoin': 4 } }),
});
`,
  });
  expect(errors.filter((error) => !error.startsWith('wrong'))).toEqual([]);
  const found = new Set(errors.map((error) => error.slice(0, error.indexOf(':'))));
  expect([...found].sort()).toEqual(wrong.map((_, index) => `wrong${index}.ts`));
});
