import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, loadApi } from '../../src/index.ts';

const harm = [
  'A "quoted" summary </script><script>hurt=1</script>',
  '![remote](https://elsewhere.example/pixel.png) <img src="https://elsewhere.example/i.png" onerror="hurt=1">',
  '[a link](javascript:hurt=1) <a href="javascript:hurt=1">another</a> [odd](JaVaScRiPt&colon;hurt=1)',
  '[data](data:text/html,<script>hurt=1</script>) <a href=" java&#x73;cript:hurt=1" onclick="hurt=1">third</a>',
  '<svg onload="hurt=1"><script>hurt=1</script></svg> <iframe src="https://elsewhere.example/"></iframe>',
  '<p style="background: url(https://elsewhere.example/c.png); position: fixed; inset: 0">styled</p>',
  '<style>@import url(https://elsewhere.example/c.css);</style><link rel=stylesheet href="https://elsewhere.example/l.css">',
  '<form action="https://elsewhere.example/"><input autofocus onfocus="hurt=1"></form><base href="https://elsewhere.example/">',
  '`</code><script>hurt=1</script>` <details open ontoggle="hurt=1">x</details> [fine](https://example.com/)',
].join('\n\n');

/** A description with an attack in every text that a page may show. */
export const hostile = {
  openapi: '3.1.0',
  info: {
    title: 'Hostile <img src=x onerror="hurt=1">',
    version: '1"><script>hurt=1</script>',
    summary: 'Sums up <script>hurt=1</script>',
    description: harm,
    contact: { name: 'Nobody', url: 'javascript:hurt=1', email: 'nobody@example.com' },
    license: { name: 'None', url: 'javascript:hurt=1' },
    termsOfService: 'javascript:hurt=1',
    'x-logo': { url: 'https://elsewhere.example/logo.png' },
  },
  servers: [{ url: 'https://api.example.com/"><script>hurt=1</script>' }],
  paths: {
    '/pets/<b>/{id}': {
      post: {
        operationId: 'listPets',
        summary: 'List <script>hurt=1</script> pets',
        description: harm,
        externalDocs: { url: 'javascript:hurt=1' },
        tags: ['<i>'],
        parameters: [
          {
            name: 'id"><script>hurt=1</script>',
            in: 'query',
            description: harm,
            example: '"><script>hurt=1</script>',
            schema: { type: 'string', pattern: '</code><script>hurt=1</script>', default: harm },
          },
        ],
        requestBody: {
          description: harm,
          content: {
            'application/json': {
              schema: {
                title: '<script>hurt=1</script>',
                description: harm,
                properties: { '<script>hurt=1</script>': { enum: [harm], description: harm } },
              },
              examples: { '</script><script>hurt=1': { value: { a: harm, b: `'\`$\{hurt=1}\`` } } },
            },
          },
        },
        responses: { 200: { description: `Pets <!-- ${harm}` } },
      },
    },
  },
};

/** Two groups of operations, as most descriptions have, and a body in several media types. */
export const pets = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '2.1.0', description: 'Keeps *pets*.\n\nAnd owners.' },
  servers: [{ url: 'https://pets.example/v1' }],
  security: [{ token: [] }],
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        summary: 'List pets',
        description: 'All of them, **oldest** first.',
        tags: ['Pets'],
        parameters: [
          {
            name: 'limit',
            in: 'query',
            description: 'How many at most.',
            example: 2,
            schema: { type: 'integer', minimum: 1, maximum: 50 },
          },
        ],
        responses: {
          200: {
            description: 'Pets',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
              },
            },
          },
        },
      },
      post: {
        operationId: 'addPet',
        summary: 'Add a pet',
        tags: ['Pets'],
        requestBody: {
          required: true,
          content: Object.fromEntries(
            ['application/json', 'application/xml', 'application/x-www-form-urlencoded'].map(
              (name) => [
                name,
                {
                  schema: { $ref: '#/components/schemas/Pet' },
                  example: { name: 'Tom', age: 3 },
                },
              ],
            ),
          ),
        },
        responses: { 201: { description: 'Added' }, 400: { description: 'Not a pet' } },
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
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Pet: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', maxLength: 20, description: 'What it listens to.' },
          age: { type: 'integer' },
        },
      },
    },
  },
};

/** An API that sends and receives files, under a path without a place to break a line. */
export const files = {
  openapi: '3.0.3',
  info: { title: 'Files', version: '1' },
  paths: {
    '/notes_of_everything/{an_identifier_of_a_note}/attachments_without_any_end': {
      post: {
        operationId: 'sendNote',
        parameters: [
          {
            name: 'an_identifier_of_a_note',
            in: 'path',
            required: true,
            schema: { type: 'string' },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['note', 'scan'],
                properties: {
                  note: { type: 'string' },
                  scan: { type: 'string', format: 'binary' },
                },
              },
              encoding: { scan: { contentType: 'image/png' } },
            },
          },
        },
        responses: { 204: { description: 'Kept' } },
      },
    },
    '/picture': {
      get: {
        operationId: 'getPicture',
        responses: {
          200: {
            description: 'A picture',
            content: { 'image/png': { schema: { type: 'string', format: 'binary' } } },
          },
        },
      },
      put: {
        operationId: 'putPicture',
        requestBody: {
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
        responses: { 204: { description: 'Kept' } },
      },
    },
  },
};

/** An operation with every kind of credential, a cookie, and values to select. */
export const guarded = {
  openapi: '3.1.0',
  info: { title: 'Guarded', version: '1' },
  security: [{ inQuery: [] }, { inCookie: [] }, { named: [] }, { borne: [], signed: [] }],
  paths: {
    '/find': {
      get: {
        operationId: 'find',
        parameters: [
          {
            ...{ name: 'state', in: 'query', required: true },
            schema: { type: 'string', enum: ['open', 'shut'] },
          },
          { name: 'isOld', in: 'query', schema: { type: 'boolean' } },
          {
            ...{ name: 'lang', in: 'cookie', required: true },
            schema: { type: 'string', example: 'en' },
          },
        ],
        responses: {
          200: { description: 'Found', content: { 'application/json': { schema: {} } } },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      inQuery: { type: 'apiKey', in: 'query', name: 'key' },
      inCookie: { type: 'apiKey', in: 'cookie', name: 'session' },
      named: { type: 'http', scheme: 'basic' },
      borne: { type: 'http', scheme: 'bearer' },
      signed: { type: 'apiKey', in: 'header', name: 'X-Signature' },
    },
  },
};

/** The smallest picture with its own size, in a file beside a document. */
export const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle cx="4" cy="4" r="4"/></svg>';

/** Texts with pictures, quotes, code, links into the site, and HTML that does more than format text. */
export const pictured = {
  openapi: '3.1.0',
  info: {
    title: 'Pictured',
    version: '1',
    'x-logo': { url: 'dot.svg', altText: 'A dot', href: 'https://example.com/' },
    description: [
      '# First',
      '![A dot](./dot.svg) ![Far](https://elsewhere.example/far.png) ![Gone](gone.png)',
      '> Quoted, with `a < b`.',
      '<b>bold</b> <i>italic</i>',
      '<form action="https://elsewhere.example/"><input></form><style>body{display:none}</style>',
      '{% html name="style" %}body{display:none}{% /html %}',
      'See [the operation](#operation/look).',
      '## Second',
      'More.',
    ].join('\n\n'),
  },
  security: [{ flow: [] }],
  paths: {
    '/look': {
      get: {
        operationId: 'look',
        description:
          '<img src="dot.svg" alt="A dot"> See [the second part](#section/Second), [how to sign in](#section/Authentication).',
        responses: { 200: { description: 'Seen' } },
      },
    },
  },
  components: {
    securitySchemes: {
      flow: {
        type: 'oauth2',
        description: 'Ask *us* for a client.',
        flows: {
          clientCredentials: {
            tokenUrl: 'https://example.com/token',
            scopes: { 'dots:read': 'Look at dots' },
          },
        },
      },
    },
  },
};

const address = { type: 'object', properties: { street: { type: 'string' } } };
const author = { type: 'object', properties: { address }, required: ['address'] };

/** An operation with different values for its media types, and nested objects. */
export const choices = {
  openapi: '3.1.0',
  info: { title: 'Choices', version: '1' },
  paths: {
    '/letters': {
      post: {
        operationId: 'send',
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: { author } } },
            'text/xml': { schema: { type: 'object', properties: { comment: { type: 'string' } } } },
          },
        },
        responses: { 204: { description: 'Sent' } },
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
  if (JSON.stringify(documents).includes('dot.svg')) await writeFile(join(cwd, 'dot.svg'), picture);
  const apis: Api[] = [];
  for (const name of Object.keys(documents)) {
    const { api } = await loadApi(`${name}.json`, { name, cwd });
    if (api !== undefined) apis.push(api);
  }
  return { cwd, apis };
}

/** Operation ids with the same letters, and with characters that addresses escape. */
export const oddIds = [
  ...['listPets', 'list-pets', 'LIST_PETS', 'a b/c', '"><b>x', 'ünï'],
  ...['50%', '100%25', 'con#hash', 'q?x=1', 'a~1b'],
];

export const odd = {
  openapi: '3.1.0',
  info: { title: 'Odd names', version: '1' },
  paths: Object.fromEntries(
    oddIds.map((operationId, index) => [
      `/odd-${index}`,
      {
        get: {
          ...{ operationId, summary: `Titled ${index}`, description: 'Word '.repeat(200) },
          tags: [index % 2 === 0 ? '50% <i>"/x' : 'Other/tag'],
          responses: { 200: { description: 'Done.' } },
        },
      },
    ]),
  ),
};
