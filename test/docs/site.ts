import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadApi } from '../../src/api/load.ts';
import type { Api } from '../../src/api/model.ts';

/** A description that means harm in every text that a page may show. */
export const hostile = {
  openapi: '3.1.0',
  info: {
    title: 'Hostile <img src=x onerror="hurt=1">',
    version: '1"><script>hurt=1</script>',
    description:
      'A "quoted" summary </script><script>hurt=1</script>\n\n' +
      '![remote](https://elsewhere.example/pixel.png) <img src="https://elsewhere.example/i.png" onerror="hurt=1">\n\n' +
      '[a link](javascript:hurt=1) <a href="javascript:hurt=1">another</a> [fine](https://example.com/)',
    contact: { name: 'Nobody', url: 'javascript:hurt=1', email: 'nobody@example.com' },
    license: { name: 'None', url: 'javascript:hurt=1' },
    termsOfService: 'javascript:hurt=1',
    'x-logo': { url: 'https://elsewhere.example/logo.png' },
  },
  servers: [{ url: 'https://api.example.com' }],
  paths: {
    '/pets/<b>': {
      get: {
        operationId: 'listPets',
        summary: 'List <script>hurt=1</script> pets',
        description: '<iframe src="https://elsewhere.example/"></iframe>',
        externalDocs: { url: 'javascript:hurt=1' },
        tags: ['<i>'],
        responses: { 200: { description: 'Pets <!-- ' } },
      },
    },
  },
};

/** Two groups of operations, as most descriptions have. */
export const pets = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '2.1.0', description: 'Keeps pets.\n\nAnd owners.' },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        summary: 'List pets',
        description: 'All of them, oldest first.',
        tags: ['Pets'],
        responses: { 200: { description: 'Pets' } },
      },
    },
    '/owners/{id}': {
      put: {
        operationId: 'replaceOwner',
        summary: 'Replace an owner',
        deprecated: true,
        tags: ['Owners'],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 204: { description: 'Replaced' } },
      },
    },
  },
};

/** Writes descriptions to a new folder, and loads them. */
export async function describedIn(
  documents: Readonly<Record<string, unknown>>,
): Promise<{ readonly cwd: string; readonly apis: readonly Api[] }> {
  const cwd = await mkdtemp(join(tmpdir(), 'specwright-docs-'));
  for (const [name, document] of Object.entries(documents)) {
    await writeFile(join(cwd, `${name}.json`), JSON.stringify(document));
  }
  const apis: Api[] = [];
  for (const name of Object.keys(documents)) {
    const { api } = await loadApi(`${name}.json`, { name, cwd });
    if (api !== undefined) apis.push(api);
  }
  return { cwd, apis };
}
