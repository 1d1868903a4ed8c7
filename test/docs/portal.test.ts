import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buildDocs } from '../../src/docs/portal.ts';
import { plainScript } from '../../src/docs/redoc.ts';
import { describedIn, hostile, pets } from './site.ts';

const folders: string[] = [];

async function build(documents: Readonly<Record<string, unknown>>) {
  const { cwd, apis } = await describedIn(documents);
  folders.push(cwd);
  const result = await buildDocs(apis, { cwd, outDir: 'site' });
  const read = (path: string) => readFile(join(cwd, 'site', path), 'utf8');
  return { cwd, apis, result, read };
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('the front page', () => {
  test('shows each API with its version, its purpose and its operations', async () => {
    const { read } = await build({ pets });
    const page = await read('index.html');
    expect(page).toContain('<h2><a href="pets/index.html">Pets</a></h2>');
    expect(page).toContain('Version 2.1.0');
    expect(page).toContain('<p>Keeps pets.</p>');
    expect(page).toContain(
      '<a href="pets/index.html#/pets/listpets"><b class="method get">GET</b> ' +
        '<code>/pets</code> <span>List pets</span></a>',
    );
    expect(page).toContain(
      '<code>/owners/{id}</code> <span>Replace an owner</span> <em>deprecated',
    );
    expect(page).not.toContain('<script');
  });

  test('links the description as it was written', async () => {
    const { read } = await build({ pets });
    expect(await read('index.html')).toContain('href="pets/openapi.json"');
    expect(await read('pets/openapi.json')).toBe(JSON.stringify(pets));
  });
});

describe('the page of an API', () => {
  test('says what there is without a script', async () => {
    const { read } = await build({ pets });
    const page = await read('pets/index.html');
    expect(page).toContain('<title>Pets 2.1.0</title>');
    expect(page).toContain('<meta name="description" content="Keeps pets.">');
    expect(page).toContain('<h2><code>GET /pets</code> List pets</h2>');
    expect(page).toContain('<p>All of them, oldest first.</p>');
    expect(page).toContain('<h2><code>PUT /owners/{id}</code> Replace an owner</h2>');
  });

  test('refers to files of its own site only, and those are there', async () => {
    const { read } = await build({ pets });
    const page = await read('pets/index.html');
    const references = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(4);
    for (const reference of references) {
      if (reference === 'data:,') continue;
      expect(reference).not.toMatch(/^([a-z]+:|\/)/i);
      await expect(read(join('pets', reference))).resolves.not.toBe('');
    }
  });

  test('shows no group where there is only one', async () => {
    const one = structuredClone(pets) as { paths: Record<string, unknown> };
    delete one.paths['/owners/{id}'];
    const { read } = await build({ pets: one });
    const page = await read('pets/index.html');
    expect(page).not.toContain('"tags"');
    expect(await read('index.html')).toContain('#/other/listpets');
  });

  test('holds a description of several files in one', async () => {
    const root = {
      ...pets,
      paths: { '/pets': { $ref: './more.json#/pets' } },
    };
    const more = { pets: pets.paths['/pets'] };
    const { cwd, apis } = await describedIn({ pets: root, more });
    folders.push(cwd);
    const result = await buildDocs(apis.slice(0, 1), { cwd, outDir: 'site' });
    expect(result.kind).toBe('built');
    const download = await readFile(join(cwd, 'site/pets/openapi.json'), 'utf8');
    expect(JSON.parse(download).paths['/pets'].get.operationId).toBe('listPets');
  });
});

test('nothing in a description becomes markup', async () => {
  const { read } = await build({ hostile });
  for (const page of [await read('index.html'), await read('hostile/index.html')]) {
    const scripts = [...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.filter((tag) => !/ (src|type)="/.test(tag))).toEqual([]);
    expect(page).not.toMatch(/<img|<iframe|<i>|href="javascript:/);
    expect(page).not.toContain('<!-- ');
    expect(page).toContain('Hostile &lt;img src=x onerror=&quot;hurt=1&quot;&gt;');
  }
});

describe('the folder', () => {
  test('is replaced when it is ours, with nothing of the former site left', async () => {
    const { cwd, apis, read } = await build({ pets, hostile });
    const result = await buildDocs(apis.slice(0, 1), { cwd, outDir: 'site' });
    expect(result.kind).toBe('built');
    await expect(read('hostile/index.html')).rejects.toThrow('ENOENT');
    expect((await readdir(cwd)).sort()).toEqual(['hostile.json', 'pets.json', 'site']);
    expect((await stat(join(cwd, 'site'))).mode & 0o055).toBe(0o055);
  });

  test('is left alone when it holds foreign files', async () => {
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

  test('stays as it was when the new site cannot be written', async () => {
    const { cwd, apis, read } = await build({ pets });
    const before = await read('index.html');
    const impossible = [{ ...apis[0]!, name: 'n'.repeat(300) }];
    await expect(buildDocs(impossible, { cwd, outDir: 'site' })).rejects.toThrow('ENAMETOOLONG');
    expect(await read('index.html')).toBe(before);
    expect((await readdir(cwd)).sort()).toEqual(['pets.json', 'site']);
  });
});

test('a script of Redoc that is not the known one is refused rather than published', () => {
  expect(() => plainScript('const x = 1; export { x };')).toThrow(
    'cannot use this version of Redoc: its script has no "export{RedocStandalone,hydrate,init};"',
  );
});
