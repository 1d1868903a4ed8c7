import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Api, Operation, Schema } from '../../src/api/model.ts';
import { siteFiles } from '../../src/docs/portal.ts';
import { loadApi } from '../../src/index.ts';
import { foreignFlag, hasFlag } from '../../src/schema/direction.ts';
import { heldBy, namedBy } from '../../src/schema/members.ts';
import { createSchemas, type Direction } from '../../src/schema/schemas.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';
import { describedIn } from './site.ts';

/** The pages of a document's operations by their `METHOD path`, in HTML and Markdown. */
async function pagesOf(api: Api): Promise<(path: string) => Promise<string>> {
  const site = await siteFiles([api]);
  if (!site.ok) throw new Error(site.reason);
  return async (path) => (await site.files.get(path)?.()) as string;
}

describe('the page of an operation has every property of the top level', () => {
  test.each(
    contractsAndDocuments(3_000_000).map((file) => [path.basename(path.dirname(file)), file]),
  )('%s %s', { timeout: 120_000 }, async (_, file) => {
    const { api } = await loadApi(file, { name: 'it' });
    if (api === undefined || api.documents.size > 1) return;
    const read = await pagesOf(api);
    const list = await read('it/index.md');
    const slugs = [...list.matchAll(/\]\((?:\.\.\/it\/)?operations\/([\w-]+)\.md\)/g)].map(
      ([, slug]) => slug!,
    );
    const operations = [...api.operations, ...api.webhooks];
    expect(slugs.length).toBe(operations.length);
    for (const [index, slug] of slugs.entries()) {
      const html = await read(`it/operations/${slug}.html`);
      const text = await read(`it/operations/${slug}.md`);
      const names = topLevelNames(api, operations[index]!);
      const missing = names.filter(
        (name) => !html.includes(`<code>${escaped(name)}</code>`) || !text.includes(`\`${name}\``),
      );
      expect({ slug, missing }).toEqual({ slug, missing: [] });
    }
  });
});

describe('a folded part names its place', () => {
  const wide = {
    openapi: '3.1.0',
    info: { title: 'Wide', version: '1' },
    paths: {
      '/wide': {
        post: {
          operationId: 'wide',
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Wide' } } },
          },
          responses: { 204: { description: 'Done' } },
        },
      },
    },
    components: {
      schemas: {
        Wide: {
          required: ['p399', 'last'],
          properties: Object.fromEntries([
            ['first', { $ref: '#/components/schemas/Deep' }],
            ...Array.from({ length: 400 }, (_, index) => [`p${index}`, { type: 'string' }]),
            ['last', { $ref: '#/components/schemas/Other' }],
          ]),
        },
        Deep: Object.fromEntries([
          ['type', 'object'],
          [
            'properties',
            Object.fromEntries(
              Array.from({ length: 300 }, (_, index) => [`d${index}`, { type: 'integer' }]),
            ),
          ],
        ]),
        Other: { type: 'object', properties: { inner: { type: 'string' } } },
      },
    },
  };

  test('a component that does not fit is a link to its own page, which shows all of it', async () => {
    const { apis } = await describedIn({ wide });
    const read = await pagesOf(apis[0]!);
    const page = await read('wide/operations/wide.html');
    expect(page.match(/<code>p\d+<\/code>/g)).toHaveLength(400);
    expect(page).toContain(
      '<code>p399</code> <span class="type">string</span> <em class="required">',
    );
    expect(page).toContain(
      '<a href="../schemas/Other.html">Other</a></span> <em class="required">required</em></p><p class="facts">More properties are on its page.</p>',
    );
    const text = await read('wide/operations/wide.md');
    expect(text).toContain('- more properties: [Other](../schemas/Other.md)');
    const other = await read('wide/schemas/Other.html');
    expect(other).toContain('<code>inner</code>');
    expect((await read('wide/schemas/Deep.html')).match(/<code>d\d+<\/code>/g)).toHaveLength(300);
  });

  test('a recursive schema links to its beginning', async () => {
    const tree = {
      ...wide,
      components: {
        schemas: {
          Wide: {
            type: 'object',
            properties: {
              root: {
                type: 'object',
                properties: { child: { $ref: '#/components/schemas/Wide/properties/root' } },
              },
            },
          },
        },
      },
    };
    const { apis } = await describedIn({ tree });
    const read = await pagesOf(apis[0]!);
    expect(await read('tree/operations/wide.html')).toContain(
      'Recursive: it is <a href="#request.root">root</a> again.',
    );
    expect(await read('tree/operations/wide.md')).toContain('- recursive: `root` again');
  });

  test('the rendering of mutually recursive schemas ends', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `S${index}`);
    const all = () => names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
    const knot = {
      ...wide,
      components: {
        schemas: {
          Wide: { $ref: '#/components/schemas/S0' },
          ...Object.fromEntries(
            names.map((name) => [
              name,
              {
                type: 'object',
                properties: Object.fromEntries(
                  names.map((other) => [
                    other,
                    { allOf: [{ $ref: `#/components/schemas/${other}` }] },
                  ]),
                ),
                anyOf: all(),
              },
            ]),
          ),
        },
      },
    };
    const { apis } = await describedIn({ knot });
    const page = await (await pagesOf(apis[0]!))('knot/operations/wide.html');
    expect(page.length).toBeLessThan(3_000_000);
  });
});

/** The names of properties that certainly or perhaps apply to the value of a body. */
function topLevelNames(api: Api, operation: Operation): readonly string[] {
  const schemas = createSchemas(api);
  const isWebhook = api.webhooks.includes(operation);
  const bodies: (readonly [Schema | undefined, Direction])[] = [
    ...(operation.requestBody?.content ?? []).map(
      ({ schema }) => [schema, isWebhook ? 'response' : 'request'] as const,
    ),
    ...operation.responses.flatMap(({ content }) =>
      content.map(({ schema }) => [schema, isWebhook ? 'request' : 'response'] as const),
    ),
  ];
  return bodies.flatMap(([schema, direction]) => {
    if (schema === undefined) return [];
    const own = schemas.views.of(schema).schemas;
    const items = heldBy(own, 'items').flatMap((node) => schemas.views.of(node).schemas);
    return [...namedBy([...own, ...items], 'properties')].flatMap(([name, nodes]) =>
      nodes.some((node) => hasFlag(node, foreignFlag(direction), schemas.views)) ? [] : [name],
    );
  });
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
