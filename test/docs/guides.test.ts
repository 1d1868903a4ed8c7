import { access, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readConfiguration } from '../../src/configuration-file.ts';
import { type GuideFile, readGuides, unknownInOrder } from '../../src/docs/guide-files.ts';
import { buildDocs, type DocsResult, siteFiles } from '../../src/docs/portal.ts';
import { versionGroups } from '../../src/docs/versions.ts';
import { loadApi } from '../../src/index.ts';
import { readRegistry } from '../../src/registry.ts';
import { describedIn, pets } from './site.ts';

async function made(
  documents: Readonly<Record<string, unknown>>,
  guides: readonly GuideFile[],
  versions: readonly (readonly string[])[] = [],
): Promise<{ readonly result: DocsResult; page(path: string): Promise<string> }> {
  const { cwd, apis } = await describedIn(documents);
  const result = await buildDocs(apis, { cwd, outDir: 'site', guides, versions });
  return { result, page: (path) => readFile(join(cwd, 'site', path), 'utf8') };
}

const first = `# First steps

Ask for [all pets](#operation/listPets), or [by its API](pets#operation/addPet).
Then [go on](more/02-orders.md#what-comes-next), or look [below](#a-picture).

## A picture

![A dog](dog.png)
`;
const orders =
  '---\ntitle: Orders\n---\n\n## What comes next\n\nBack to [the start](../01-first-steps.md).\n';
const guides: readonly GuideFile[] = [
  { path: '01-first-steps.md', content: first },
  { path: 'dog.png', content: Uint8Array.of(1, 2, 3) },
  { path: 'more/02-orders.md', content: orders },
];

describe('guides', () => {
  test('are pages with links to operations, to one another and to their pictures', async () => {
    const { result, page } = await made({ pets }, guides);
    expect(result.kind).toBe('built');
    const text = await page('guides/first-steps.html');
    expect(text).toContain('<h1>First steps</h1>');
    expect(text).toContain('<a href="../pets/operations/list-pets.html"');
    expect(text).toContain('<a href="../pets/operations/add-pet.html"');
    expect(text).toContain('<a href="../guides/more/orders.html#what-comes-next"');
    expect(text).toContain('<a href="#a-picture"');
    expect(text).toContain('<h2 id="a-picture">');
    expect(text).toMatch(/<img [^>]*src="\.\.\/guides\/dog\.png"/);
    expect(await page('guides/more/orders.html')).toContain('<h1>Orders</h1>');
    expect(await page('guides/first-steps.md')).toContain(
      '[all pets](../pets/operations/list-pets.md)',
    );
  });

  test('are targets of links in descriptions, wherever the document lies', async () => {
    const description =
      '[a](../guides/01-first-steps.md) [b](guides/more/02-orders.md#what-comes-next)';
    const { page } = await made({ pets: { ...pets, info: { ...pets.info, description } } }, guides);
    expect(await page('pets/index.html')).toContain(
      '<a href="../guides/first-steps.html">a</a> <a href="../guides/more/orders.html#what-comes-next">b</a>',
    );
  });

  test('are in the navigation of every page, on the front page and in the search', async () => {
    const { page } = await made({ pets }, guides);
    expect(await page('pets/navigation.js')).toContain('guides/first-steps.html');
    const front = await page('index.html');
    expect(front).toContain('<a href="guides/first-steps.html">First steps</a>');
    expect(front).toContain('<nav id="side" class="side" aria-label="Guides">');
    const search = await page('search.js');
    expect(search).toContain('First steps');
    expect(search).toContain('Ask for all pets, or by its API. Then go on, or look below.');
  });

  test('have the anchors of GitHub for their headings', async () => {
    const content =
      '# Set `up`\n\n[a](#pets.config.ts) [b](#petsconfigts) [c](#again-1) [d](#set-up)\n\n';
    const headings = '## `pets.config.ts`\n\n## Again\n\n## Again\n';
    const { page } = await made({ pets }, [{ path: 'set.md', content: content + headings }]);
    const text = await page('guides/set.html');
    expect(text.match(/<h2 id="[^"]*"/g)).toEqual([
      '<h2 id="petsconfigts"',
      '<h2 id="again"',
      '<h2 id="again-1"',
    ]);
    expect(text.match(/<p><a .*/)?.[0]).toBe(
      '<p><a href="#petsconfigts">a</a> <a href="#petsconfigts">b</a> <a href="#again-1">c</a> <a href="../guides/set.html">d</a></p>',
    );
  });

  test('in a folder form a group, with its README first', async () => {
    const { page } = await made({ pets }, [
      { path: 'start.md', content: '# Start\n\n[all](faults/) [one](faults/a.md#why)' },
      { path: 'faults/a.md', content: '# A fault\n\n## Why\n' },
      { path: 'faults/README.md', content: '# All faults' },
      { path: '2-more_words/b.md', content: '# B' },
    ]);
    const start = await page('guides/start.html');
    expect(start).toContain('<a href="../guides/faults/index.html">all</a>');
    const list = start.slice(start.indexOf('<nav id="side"'), start.indexOf('</nav>'));
    expect(
      [...list.matchAll(/<summary[^>]*>([^<]*)|">([^<]+)<\/a>/g)].map(
        (found) => found[1] ?? found[2],
      ),
    ).toEqual(['All APIs', 'Start', 'All faults', 'All faults', 'A fault', 'More words', 'B']);
    expect(list).not.toContain('<details open');
    expect(await page('guides/faults/a.html')).toContain(
      '<details open><summary class="side-section">All faults',
    );
    const front = await page('index.html');
    expect(front).toContain(
      '<li><a href="guides/faults/index.html">All faults</a></li></ul>'.replace('</ul>', ''),
    );
    expect(front.slice(front.indexOf('<main'))).not.toContain('A fault');
    expect(await page('llms.txt')).toContain('- [A fault](guides/faults/a.md)');
    expect(await page('pets/navigation.js')).toContain('More words');
  });

  test('lead from link definitions, and keep lines that only look like them', async () => {
    const content =
      '# Start\n\nSee [the other][other], a note[^1].\n\n[other]: other.md "Other"\n[^1]: The note.\n\n[Note]: see below\n';
    const { page } = await made({ pets }, [
      { path: 'start.md', content },
      { path: 'other.md', content: '# Other' },
    ]);
    expect(await page('guides/start.html')).toContain('<a href="../guides/other.html"');
    const text = await page('guides/start.md');
    expect(text).toContain('[other]: ../guides/other.md\n[^1]: The note.\n\n[Note]: see below\n');
  });

  test.each([
    ['an operation', '[x](#operation/nope)', '#operation/nope'],
    ['an API', '[x](cats#operation/listPets)', 'cats#operation/listPets'],
    ['a guide', '[x](nope.md)', 'nope.md'],
    ['a heading of a guide', '[x](other.md#nope)', 'other.md#nope'],
  ])('are not published if a link leads to a missing %s', async (_, content, url) => {
    const files = [
      { path: 'start.md', content },
      { path: 'other.md', content: '# Other' },
    ];
    const { result } = await made({ pets }, files);
    expect(result.kind === 'refused' && result.message).toContain(
      `a link of a guide leads nowhere; correct it or leave it out:\n  start.md: ${url}`,
    );
  });
});

describe('a folder of guides', () => {
  test('includes the files of the project that its links name, and the pages of APIs for their documents', async () => {
    const { cwd, apis } = await describedIn({ pets });
    const document = relative(join(cwd, 'guides'), fileURLToPath(apis[0]!.root.uri));
    const start = `# Start\n\n[a](../schema.json#/x) [b](sample.csv) [c](../more) [d](${document}) ![e](../e.png)\n`;
    await writeIn(cwd, {
      'guides/start.md': start,
      'guides/sample.csv': '1,2',
      'guides/unused.csv': '3',
      'schema.json': '{}',
      'more/README.md': '# More',
      'e.png': 'picture',
    });
    const guides = await readGuides('guides', cwd);
    const result = await buildDocs(apis, { cwd, outDir: 'site', guides });
    expect(result.kind === 'refused' ? result.message : 'built').toBe('built');
    const text = await readFile(join(cwd, 'site/guides/start.html'), 'utf8');
    const links = [...text.matchAll(/(?:href|src)="([^"]*)"[^>]*>(?:[a-d]<\/a>|<\/p>)/g)].map(
      ([, link]) => link!,
    );
    expect(links.map((link) => link.replace(/\.[\da-f]{10}\./, '.HASH.'))).toEqual([
      '../guides/files/schema.HASH.json',
      '../guides/sample.csv',
      '../guides/files/README.HASH.md',
      '../pets/index.html',
      '../guides/files/e.HASH.png',
    ]);
    for (const link of links) await access(join(cwd, 'site/guides', link));
    const published = await readdir(join(cwd, 'site/guides'), { recursive: true });
    expect(published).not.toContain('unused.csv');
    expect(published.filter((path) => path.startsWith('files/'))).toHaveLength(3);
  });

  test('is sorted by the order in the configuration, then by name', async () => {
    const { cwd } = await describedIn({ pets });
    await writeIn(cwd, {
      'guides/a.md': '# A',
      'guides/b.md': '# B',
      'guides/c.md': '# C',
      'guides/more/d.md': '# D',
      'guides/more/README.md': '# More',
    });
    const order = ['c.md', 'more/'];
    const guides = await readGuides('guides', cwd, order);
    expect(guides.map(({ path }) => path)).toEqual([
      'c.md',
      'more/README.md',
      'more/d.md',
      'a.md',
      'b.md',
    ]);
    expect(unknownInOrder([...order, 'mor', 'e.md'], guides)).toEqual(['mor', 'e.md']);
  });

  test('of this repository has no dangling link', async () => {
    const project = join(import.meta.dirname, '../..');
    const read = await readConfiguration(project);
    const { docs } = (read.ok && read.config) || {};
    const guides = await readGuides(docs!.guides!, project);
    const { apis: sources } = await readRegistry(project);
    const loaded = await Promise.all(sources.map(({ name, source }) => loadApi(source, { name })));
    const site = await siteFiles(
      loaded.map(({ api }) => api!),
      { guides },
    );
    expect(site.ok && site.broken).toEqual([]);
    const pages = site.ok ? [...site.files.keys()] : [];
    expect(pages).toEqual(
      expect.arrayContaining([
        'guides/verify.html',
        'guides/findings/index.html',
        'guides/images/docs-search-dark.png',
        'kaiten/index.html',
      ]),
    );
  });

  test('includes no hidden file, and no file outside the project', async () => {
    const { cwd, apis } = await describedIn({ pets });
    const project = join(cwd, 'project');
    await writeIn(cwd, {
      'project/guides/start.md':
        '[a](../.env) [b](../../secret.txt) [c](linked.txt) [d](/etc/passwd)',
      'project/.env': 'KEY=1',
      'secret.txt': 'secret',
    });
    await symlink(join(cwd, 'secret.txt'), join(project, 'guides/linked.txt'));
    const guides = await readGuides('guides', project);
    expect(guides.map(({ path }) => path)).toEqual(['start.md']);
    const result = await buildDocs(apis, { cwd: project, outDir: 'site', guides });
    expect(result.kind === 'refused' && result.message).toContain('start.md: ../.env');
  });
});

async function writeIn(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

describe('versions of an API', () => {
  test('are the APIs with the same name before "@", and the listed ones', () => {
    const names = ['pets@v2', 'cats', 'pets@v10', 'dogs-old', 'dogs-new'];
    expect(versionGroups(names, [['dogs-new', 'dogs-old', 'dogs-lost']])).toEqual([
      ['dogs-new', 'dogs-old'],
      ['pets@v10', 'pets@v2'],
    ]);
  });

  test('link to the same page of one another, or to the reference if there is none', async () => {
    const { paths } = pets;
    const former = { ...pets, paths: { '/pets': paths['/pets'] } };
    const { page } = await made({ 'pets@v2': pets, 'pets@v1': former }, []);
    const list = await page('pets@v2/operations/list-pets.html');
    expect(list).toContain('<a href="../../pets@v1/operations/list-pets.html">v1</a>');
    expect(list).toContain('aria-current="true">v2</a>');
    const owner = await page('pets@v2/operations/replace-owner.html');
    expect(owner).toContain('<a href="../../pets@v1/index.html">v1</a>');
    const front = await page('index.html');
    expect(front.match(/<article /g)).toHaveLength(1);
    expect(front).toContain('<a href="pets@v1/index.html">v1</a>');
  });
});
