import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildDocs, type DocsOptions, type DocsResult } from '../../src/docs/portal.ts';
import { plainScript } from '../../src/docs/redoc.ts';
import type { Api } from '../../src/index.ts';
import { describedIn, files, hostile, pets, picture, pictured } from './site.ts';

interface Built {
  readonly cwd: string;
  readonly apis: readonly Api[];
  readonly result: DocsResult;
  read(path: string): Promise<string>;
}

const folders: string[] = [];

async function build(
  documents: Readonly<Record<string, unknown>>,
  options: DocsOptions = {},
): Promise<Built> {
  const { cwd, apis } = await describedIn(documents);
  folders.push(cwd);
  const result = await buildDocs(apis, { cwd, outDir: 'site', ...options });
  return { cwd, apis, result, read: (path) => readFile(join(cwd, 'site', path), 'utf8') };
}

let site: Built;

beforeAll(async () => {
  const url = 'https://docs.example.com/api';
  site = await build({ pets, hostile }, { url, title: 'Our APIs' });
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('the front page', () => {
  test('shows each API with its version, its purpose and its operations', async () => {
    const page = await site.read('index.html');
    expect(page).toContain('<title>Our APIs</title>');
    expect(page).toContain('<h2><a href="pets/index.html">Pets</a> <small>2.1.0</small></h2>');
    expect(page).toContain('<p>Keeps pets.</p>');
    expect(page).toContain(
      '<a href="pets/operations/list-pets.html"><b class="method get">GET</b> ' +
        '<span class="title">List pets</span> <code>/pets</code></a>',
    );
    expect(page).toContain('Replace an owner <em>deprecated</em>');
  });

  test('links the document in both formats', async () => {
    const page = await site.read('index.html');
    expect(page).toContain('href="pets/openapi.yaml"');
    expect(page).toContain('href="pets/openapi.json"');
    expect(await site.read('pets/openapi.json')).toBe(JSON.stringify(pets));
    expect(await site.read('pets/openapi.yaml')).toMatch(
      /^openapi: 3\.0\.3\ninfo:\n {2}title: Pets\n/,
    );
  });
});

describe('without a script', () => {
  test('the reference describes the API and links to each operation', async () => {
    const page = await site.read('pets/index.html');
    expect(page).toContain('<p>Keeps <em>pets</em>.</p>');
    expect(page).toContain('<a href="../pets/operations/replace-owner.html">');
    expect(textOf(page)).toContain('GET List pets /pets All of them, oldest first.');
    expect(page).toContain('<a href="../pets/redoc.html">All on one page</a>');
  });

  test('the page of an operation contains everything from the contract', async () => {
    const page = textOf(await site.read('pets/operations/list-pets.html'));
    for (const text of [
      'GET https://pets.example/v1/pets',
      'All of them, oldest first.',
      'token: Authorization: Bearer …',
      'limit integer',
      'How many at most.',
      '≥ 1; ≤ 50',
      '200 Pets',
      'array of Pet',
      'name string required What it listens to. at most 20 characters',
    ]) {
      expect(page).toContain(text);
    }
  });

  test('it has examples for every media type, in four languages', async () => {
    const page = await site.read('pets/operations/add-pet.html');
    for (const media of [
      'application/json',
      'application/xml',
      'application/x-www-form-urlencoded',
    ]) {
      const [, sample] = page.split(`data-name="${media}"`);
      for (const language of ['curl', 'fetch', 'Python', 'Client']) {
        expect(sample).toContain(`data-language="${language}"`);
      }
    }
    const text = textOf(page);
    expect(text).toContain(`--data-raw '{ "name": "Tom", "age": 3 }'`);
    expect(text).toContain(
      `body: '<?xml version="1.0" encoding="UTF-8"?><Pet><name>Tom</name><age>3</age></Pet>'`,
    );
    expect(text).toContain("body: new URLSearchParams({ name: 'Tom', age: '3' })");
    expect(text).toContain("contentType: 'application/xml'");
  });
});

describe('the head of a page', () => {
  test('describes the page to search engines and social networks', async () => {
    const page = await site.read('pets/operations/list-pets.html');
    for (const tag of [
      '<title>List pets · Pets</title>',
      '<meta name="description" content="All of them, oldest first.">',
      '<meta property="og:title" content="List pets · Pets">',
      '<meta property="og:site_name" content="Our APIs">',
      '<link rel="canonical" href="https://docs.example.com/api/pets/operations/list-pets.html">',
      '<link rel="alternate" type="text/markdown" href="../operations/list-pets.md">',
    ]) {
      expect(page).toContain(tag);
    }
    expect(await site.read('pets/index.html')).toContain(
      '<link rel="canonical" href="https://docs.example.com/api/pets/">',
    );
    expect(await site.read('sitemap.xml')).toContain(
      '<loc>https://docs.example.com/api/pets/operations/add-pet.html</loc>',
    );
  });

  test('contains no URL if none is configured', async () => {
    const { read } = await build({ pets });
    expect(await read('pets/index.html')).not.toMatch(/canonical|og:url/);
    await expect(read('sitemap.xml')).rejects.toThrow('ENOENT');
  });

  test('allows only scripts and styles of the site', async () => {
    const page = await site.read('pets/index.html');
    const [, policy = ''] =
      /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-");
    expect(policy).not.toMatch(/unsafe|https?:/);
  });
});

test('every page refers only to existing files of the site', async () => {
  const paths = (await readdir(join(site.cwd, 'site'), { recursive: true })).filter((path) =>
    path.endsWith('.html'),
  );
  expect(paths.length).toBeGreaterThan(6);
  // The 404 page is shown at any path, so its links begin at the root.
  for (const path of paths.filter((path) => path !== '404.html')) {
    const page = await site.read(path);
    // A link in a description makes no request until a reader follows it.
    const own = page.replace(/<(link rel="canonical"|a href="[^"]+" rel="noreferrer")[^>]*>/g, '');
    for (const [, reference] of own.matchAll(/<(?:a|link|script)[^>]* (?:src|href)="([^"#]+)"/g)) {
      if (reference === 'data:,') continue;
      expect(reference).not.toMatch(/^([a-z]+:|\/)/i);
      const target = join(path, '..', decodeURIComponent(reference!.replaceAll('&amp;', '&')));
      await expect(site.read(target)).resolves.not.toBe('');
    }
  }
});

test('a sample of a file names a file', async () => {
  const { read } = await build({ files });
  const note = textOf(await read('files/operations/send-note.html'));
  expect(note).toContain("-F 'scan=@file;type=image/png'");
  expect(note).toContain("form.append('scan', file)");
  const picture = textOf(await read('files/operations/put-picture.html'));
  expect(picture).toContain("--data-binary '@file'");
});

test.each([
  ['3.0.3', { type: 'string', format: 'binary' }],
  ['3.1.0', { type: 'string', contentMediaType: 'image/png' }],
])(
  'a file part of a form is a file in each sample, alone and in a list (%s)',
  async (openapi, file) => {
    const properties = {
      scan: file,
      pages: { type: 'array', items: file },
      note: { type: 'string' },
    };
    const schema = { type: 'object', required: Object.keys(properties), properties };
    const post = {
      operationId: 'send',
      requestBody: { required: true, content: { 'multipart/form-data': { schema } } },
      responses: { 204: { description: 'Kept' } },
    };
    const { read } = await build({
      scans: { openapi, info: { title: 'Scans', version: '1' }, paths: { '/scans': { post } } },
    });
    const text = await read('scans/operations/send.md');
    expect(text).toMatch(
      /-F 'scan=@file'[\s\S]*-F 'pages=@file'[\s\S]*--form-string 'note=string'/,
    );
    expect(text).toMatch(/form\.append\('scan', file\);\nform\.append\('pages', file\);/);
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /scan: new Blob\(\[\/\* bytes \*\/\]\), pages: \[ ?new Blob\(\[\/\* bytes \*\/\]\),? ?\], note: 'string'/,
    );
  },
);

test('the bundle of Redoc exists once, and names the place of its licenses', async () => {
  const assets = await readdir(join(site.cwd, 'site/assets'));
  const [redoc, ...others] = assets.filter((name) => name.startsWith('redoc.'));
  expect(others).toEqual([]);
  expect(await site.read(`assets/${redoc}`)).toMatch(/^\/\*! .*licenses\.txt of this site \*\//);
  const licenses = await site.read('licenses.txt');
  expect(licenses).toContain('Copyright 2019 Redocly Inc.');
  expect(licenses).toMatch(/^MIT\n\nPackages:\n/m);
});

describe('Redoc gets', () => {
  const given = async (built: Built, name: string) => {
    const text = await built.read(`${name}/reference.js`);
    return JSON.parse(JSON.parse(/JSON\.parse\((".*")\)/s.exec(text)![1]!));
  };

  test('examples to copy, and a link to the page of each operation', async () => {
    const { document, options } = await given(site, 'pets');
    const operation = document.paths['/pets'].post;
    expect(operation.description).toBe(
      '[This operation on a page of its own](operations/add-pet.html)',
    );
    const labels = operation['x-codeSamples'].map(({ label }: { label: string }) => label);
    expect(labels).toEqual([
      'curl',
      'fetch',
      'Python',
      'Client',
      'curl · XML',
      'fetch · XML',
      'Python · XML',
      'Client · XML',
      'curl · form',
      'fetch · form',
      'Python · form',
      'Client · form',
    ]);
    const known = options.codeSamples.languages.map(({ label }: { label: string }) => label);
    expect(known).toEqual([...labels, 'Payload']);
  });

  test('the examples of the author, if there are any', async () => {
    const own = structuredClone(pets);
    const samples = [{ lang: 'Go', label: 'Our SDK', source: 'pets.List()' }];
    Object.assign(own.paths['/pets'].get, { 'x-codeSamples': samples });
    const { document, options } = await given(await build({ pets: own }), 'pets');
    expect(document.paths['/pets'].get['x-codeSamples']).toEqual(samples);
    expect(options.codeSamples.languages).toContainEqual({ lang: 'Go', label: 'Our SDK' });
  });

  test('no group if there is only one', async () => {
    const one: { paths: Record<string, unknown> } = structuredClone(pets);
    delete one.paths['/owners/{id}'];
    const { document } = await given(await build({ pets: one }), 'pets');
    expect(JSON.stringify(document)).not.toContain('"tags"');
  });
});

test('a tag without operations is an introduction, and a missing page of further reading is named', async () => {
  const own = structuredClone(pets);
  Object.assign(own, { tags: [{ name: 'First steps', description: 'Ask for a *key*.' }] });
  Object.assign(own.paths['/pets'].get, {
    description: 'See [first steps](#tag/First-steps).',
    externalDocs: { url: '/guides/pets' },
  });
  const { read } = await build({ pets: own });
  const overview = await read('pets/index.html');
  expect(overview).toContain(
    '<h2 id="tag-first-steps">First steps</h2>\n<div class="prose"><p>Ask for a <em>key</em>.</p>',
  );
  expect(await read('pets/index.md')).toContain('## First steps\n\nAsk for a *key*.');
  const page = await read('pets/operations/list-pets.html');
  expect(page).toContain('href="../index.html#tag-first-steps"');
  expect(page).toContain('see also /guides/pets');
});

test('a description of several files is bundled into one', async () => {
  const root = { ...pets, paths: { '/pets': { $ref: './more.json#/pets' } } };
  const more = { pets: { get: pets.paths['/pets'].get } };
  const { cwd, apis } = await describedIn({ pets: root, more });
  folders.push(cwd);
  const result = await buildDocs(apis.slice(0, 1), { cwd, outDir: 'site' });
  expect(result.kind).toBe('built');
  const json = await readFile(join(cwd, 'site/pets/openapi.json'), 'utf8');
  expect(JSON.parse(json).paths['/pets'].get.operationId).toBe('listPets');
  const yaml = await readFile(join(cwd, 'site/pets/openapi.yaml'), 'utf8');
  expect(yaml).toContain('operationId: listPets');
});

describe('pictures', () => {
  const far = {
    ...pictured,
    info: { ...pictured.info, 'x-logo': { url: 'https://127.0.0.1:1/a.png' } },
  };

  test('beside the document become files of the site; others become links, and are reported', async () => {
    const { result, read } = await build({ pictured, far });
    const warnings = result.kind === 'built' ? result.warnings : [];
    expect(warnings).toEqual([
      expect.stringContaining('the picture "gone.png" of pictured is left out'),
      'a picture is a link in pictured, for example "https://elsewhere.example/far.png": pages load nothing from other hosts; --allow-remote copies them to the site',
      expect.stringContaining('"gone.png" of far'),
      expect.stringMatching(/^the logo "https:.*a.png" of far is left out: pages load nothing/),
      expect.stringContaining('a picture is a link in far'),
    ]);
    const page = await read('pictured/operations/look.html');
    const [, path = ''] = /<img src="([^"]+)" alt="A dot"/.exec(page) ?? [];
    expect(await read(join('pictured/operations', path))).toBe(picture);
    const text = await read('pictured/operations/look.md');
    expect(text).toContain(`<img src="${path}"`);
    const overview = await read('pictured/index.md');
    const below = path.replace('../', '../pictured/');
    const link = '![Far](https://elsewhere.example/far.png)';
    expect(overview).toContain(`![A dot](${below}) ${link} Gone`);
    expect(await redocDocument(read, 'far')).not.toContain('x-logo');
    expect(await redocDocument(read, 'pictured')).toContain(`"url":"${below}"`);
  });

  test('of other hosts are copied if allowed, except for a picture with a script', async () => {
    const answers: Readonly<Record<string, string>> = {
      '/a.svg': picture,
      '/b.svg': picture.replace('<circle', '<script>1</script><circle'),
      '/c.png': 'no picture',
    };
    const server = createServer((request, response) => {
      response.end(answers[request.url ?? '']);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const description = Object.keys(answers)
      .map((path) => `![${path}](${host}${path})`)
      .join(' ');
    const remote = {
      ...pictured,
      info: { title: 'Remote', version: '1', description, 'x-logo': { url: `${host}/a.svg` } },
    };
    const { result, read } = await build({ remote }, { allowRemote: [host] });
    expect(result.kind === 'built' && result.warnings).toEqual(
      ['b.svg', 'c.png'].map((name) =>
        expect.stringContaining(`/${name}" of remote is left out: it is not a PNG`),
      ),
    );
    const page = await read('remote/index.html');
    expect(page.match(/<img [^>]*/g)).toEqual([expect.stringContaining('alt="/a.svg"')]);
    expect(await read('remote/operations/look.html')).toMatch(/<img [^>]*alt="A dot"/);
    expect(page).toContain(`<a href="${host}/b.svg" rel="noreferrer">/b.svg</a>`);
    expect(await redocDocument(read, 'remote')).toMatch(/"x-logo":\{"url":"..\/remote\/files/);
  });

  async function redocDocument(read: Built['read'], name: string): Promise<string> {
    const given = await read(`${name}/reference.js`);
    return JSON.parse(/parse\((.*)\);/.exec(given)![1]!) as string;
  }
});

test('credentials have a page, and links to the section of that name lead there', async () => {
  const { read } = await build({ pictured });
  expect(await read('pictured/operations/look.html')).toContain(
    '<a href="../authentication.html">how to sign in</a>',
  );
  const page = await read('pictured/authentication.html');
  for (const text of [
    'Ask <em>us</em> for a client',
    'https://example.com/token',
    'Look at dots',
  ]) {
    expect(page).toContain(text);
  }
});

describe('for programs', () => {
  test('llms.txt leads to the Markdown of every operation', async () => {
    expect((await site.read('llms.txt')).split('\n## Hostile')[0]).toBe(`# Our APIs

> What 2 HTTP APIs offer, an operation a page.

## Pets 2.1.0

Keeps pets.

- [Overview](https://docs.example.com/api/pets/index.md)
- [The contract, OpenAPI 3.0](https://docs.example.com/api/pets/openapi.yaml)
- [List pets](https://docs.example.com/api/pets/operations/list-pets.md): \`GET /pets\` All of them, oldest first.
- [Add a pet](https://docs.example.com/api/pets/operations/add-pet.md): \`POST /pets\`
- [Replace an owner](https://docs.example.com/api/pets/operations/replace-owner.md): \`PUT /owners/{id}\`
`);
  });

  test('an operation is Markdown', async () => {
    expect(await site.read('pets/operations/list-pets.md')).toBe(`# List pets

\`GET https://pets.example/v1/pets\` · Pets 2.1.0

All of them, **oldest** first.

## Authentication

- token: \`Authorization: Bearer …\`

## Parameters

- \`limit\` (integer, query): How many at most. ≥ 1; ≤ 50; for example \`2\`

## Examples

### curl

\`\`\`bash
curl 'https://pets.example/v1/pets?limit=2' \\
  -H 'Authorization: Bearer TOKEN'
\`\`\`

### fetch

\`\`\`javascript
const response = await fetch('https://pets.example/v1/pets?limit=2', {
  headers: { authorization: 'Bearer TOKEN' },
});
\`\`\`

### Python

\`\`\`python
import requests

response = requests.get(
    "https://pets.example/v1/pets?limit=2",
    headers={"authorization": "Bearer TOKEN"},
)
\`\`\`

### Client

\`\`\`typescript
import { createPetsClient } from './generated/pets/client.ts';

const pets = createPetsClient({
  baseUrl: 'https://pets.example/v1',
  credentials: { token: 'TOKEN' },
});
const result = await pets.listPets({
  params: { query: { limit: 2 } },
});
if (result.ok) console.log(result.data);
else console.error(result.status);
\`\`\`

## Responses

### 200

Pets

\`application/json\`: array of Pet

- \`name\` (string, required): What it listens to. at most 20 characters
- \`age\` (integer)

Example, \`application/json\`:

\`\`\`
[
  {
    "name": "string",
    "age": 1
  }
]
\`\`\`
`);
  });
});

test('no text of a description becomes active markup', async () => {
  const paths = (await readdir(join(site.cwd, 'site'), { recursive: true })).filter((path) =>
    path.endsWith('.html'),
  );
  for (const path of paths) {
    const page = await site.read(path);
    // Data for search engines is not a script.
    const own = page.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '');
    const scripts = [...own.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.filter((tag) => !/^<script src="[./]*[\w./-]+\.js">$/.test(tag))).toEqual([]);
    expect(page).not.toMatch(/<(img|iframe|svg|style|form action|base|object|i)\b/);
    expect(page).not.toMatch(/<[a-z]+(\s+[\w-]+(="[^"]*")?)*\s+(on\w+|style)=/i);
    expect(page).not.toMatch(
      /(href|src|action)="(?!https?:|mailto:|data:,|#|[\w./-]+(?:#[\w-]+)?")/,
    );
    expect(page).not.toContain('<!-- ');
  }
  const front = await site.read('index.html');
  expect(front).toContain('Hostile &lt;img src=x onerror=&quot;hurt=1&quot;&gt;');
});

describe('the folder', () => {
  test('is replaced if we wrote it, without leftovers of the earlier site', async () => {
    const { cwd, apis, read } = await build({ pets, hostile });
    const result = await buildDocs(apis.slice(0, 1), { cwd, outDir: 'site' });
    expect(result.kind).toBe('built');
    await expect(read('hostile/index.html')).rejects.toThrow('ENOENT');
    expect((await readdir(cwd)).sort()).toEqual(['hostile.json', 'pets.json', 'site']);
    expect((await stat(join(cwd, 'site'))).mode & 0o055).toBe(0o055);
  });

  test('is left alone if it contains foreign files', async () => {
    const { cwd, apis } = await describedIn({ pets });
    folders.push(cwd);
    await mkdir(join(cwd, 'site'));
    await writeFile(join(cwd, 'site/thesis.txt'), 'the only copy');
    expect(await buildDocs(apis, { cwd, outDir: 'site' })).toEqual({
      kind: 'refused',
      message:
        `cannot write the documentation to "${cwd}/site": ` +
        'it holds files that are not documentation made by specwright',
    });
    expect(await readdir(join(cwd, 'site'))).toEqual(['thesis.txt']);
  });

  test('is unchanged if the new site cannot be written', async () => {
    const { cwd, apis, read } = await build({ pets });
    const before = await read('index.html');
    const impossible = [{ ...apis[0]!, name: 'n'.repeat(300) }];
    await expect(buildDocs(impossible, { cwd, outDir: 'site' })).rejects.toThrow('ENAMETOOLONG');
    expect(await read('index.html')).toBe(before);
    expect((await readdir(cwd)).sort()).toEqual(['pets.json', 'site']);
  });

  test('is unchanged if Redoc is missing', async () => {
    const { cwd, apis, read } = await build({ pets });
    const before = await read('index.html');
    const readRedoc = () => Promise.reject(new Error("ENOENT: no such file 'redoc.js'"));
    expect(await buildDocs(apis, { cwd, outDir: 'site', readRedoc })).toEqual({
      kind: 'refused',
      message:
        `cannot write the documentation to "${cwd}/site": Redoc's script cannot be read: ` +
        "ENOENT: no such file 'redoc.js'; it is a part of specwright, so install that again",
    });
    expect(await read('index.html')).toBe(before);
  });
});

test('an unknown script of Redoc is refused rather than published', () => {
  expect(plainScript('const x = 1; export { x };')).toEqual({
    ok: false,
    reason:
      'this version of Redoc is not known: its script has no "export{RedocStandalone,hydrate,init};"',
  });
});

/** The visible text of a page, in one line. */
function textOf(page: string): string {
  return page
    .replace(/<(wbr|span|b|em|strong|code|\/[a-z]+)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}
