import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GuideFile } from '../../src/docs/guides.ts';
import { buildDocs, type DocsResult } from '../../src/docs/portal.ts';
import { versionGroups } from '../../src/docs/versions.ts';
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

  test('are in the navigation of every page, on the front page and in the search', async () => {
    const { page } = await made({ pets }, guides);
    expect(await page('pets/navigation.js')).toContain('guides/first-steps.html');
    const front = await page('index.html');
    expect(front).toContain('<a href="guides/first-steps.html">First steps</a>');
    expect(front).toContain('<nav id="side" class="side" aria-label="Guides">');
    expect(await page('search.js')).toContain('First steps');
  });

  test.each([
    ['an operation', '[x](#operation/nope)', '#operation/nope'],
    ['an API', '[x](cats#operation/listPets)', 'cats#operation/listPets'],
    ['a guide', '[x](nope.md)', 'nope.md'],
    ['a heading of a guide', '[x](other.md#nope)', 'other.md#nope'],
  ])('are not published where a link leads to %s that is not there', async (_, content, url) => {
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

describe('versions of an API', () => {
  test('are those with one name before "@", and those that are listed', () => {
    const names = ['pets@v2', 'cats', 'pets@v10', 'dogs-old', 'dogs-new'];
    expect(versionGroups(names, [['dogs-new', 'dogs-old', 'dogs-lost']])).toEqual([
      ['dogs-new', 'dogs-old'],
      ['pets@v10', 'pets@v2'],
    ]);
  });

  test('lead to the same page of one another, or to the reference where there is none', async () => {
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
