import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whatIsWrong } from '../../src/configuration-check.ts';
import { type ReadBrand, readBrand } from '../../src/docs/brand.ts';
import { contrast, readableOn } from '../../src/docs/contrast.ts';
import { ar } from '../../src/docs/labels/ar.ts';
import { de } from '../../src/docs/labels/de.ts';
import { en } from '../../src/docs/labels/en.ts';
import { buildDocs, type DocsOptions } from '../../src/docs/portal.ts';
import type { DocsSettings } from '../../src/docs-settings.ts';
import { describedIn, pets } from './site.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'specwright-brand-'));
  await writeFile(join(cwd, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(cwd, 'icon.png'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff));
  await writeFile(join(cwd, 'own.css'), 'main { max-width: 60rem; }');
  await writeFile(join(cwd, 'head.html'), '<meta name="robots" content="noindex">');
  await writeFile(join(cwd, 'foot.html'), '<footer><p>© Us</p></footer><script>hi()</script>');
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** A page and the files of a site with these settings. */
async function made(
  settings: DocsSettings,
  options: DocsOptions = {},
): Promise<{
  readonly read: ReadBrand;
  page(path: string): Promise<string>;
  readonly out: string;
}> {
  const described = await describedIn({ pets });
  const read = await readBrand(settings, cwd);
  if (!read.ok) throw new Error(read.reason);
  const site = { cwd: described.cwd, outDir: 'site', brand: read.brand, ...options };
  await buildDocs(described.apis, site);
  const out = join(described.cwd, 'site');
  return { read, page: (path) => readFile(join(out, path), 'utf8'), out };
}

describe('the brand of a site', () => {
  test('is its title, logo, icon, links, styles, head and foot on every page', async () => {
    const links = [{ text: 'Status', href: 'https://status.example.com/' }];
    const { page, out } = await made(
      {
        ...{ title: 'Pet Shop', logo: 'logo.svg', favicon: 'icon.png', image: 'icon.png', links },
        ...{ css: 'own.css', head: 'head.html', foot: 'foot.html' },
      },
      { url: 'https://docs.example.com/' },
    );
    for (const path of ['index.html', 'pets/index.html', 'pets/operations/add-pet.html']) {
      const text = await page(path);
      expect(text).toMatch(/<img src="[./]*assets\/logo\.\w+\.svg" alt="Pet Shop">/);
      expect(text).toMatch(/<link rel="icon" href="[./]*assets\/favicon\.\w+\.png">/);
      expect(text).toMatch(
        /<meta property="og:image" content="https:\/\/docs\.example\.com\/assets\/image\.\w+\.png">/,
      );
      // Once in the bar, and once in the menu of phones.
      expect(text.split('<a href="https://status.example.com/">Status</a>')).toHaveLength(3);
      expect(text).toMatch(/<link rel="stylesheet" href="[./]*assets\/brand\.\w+\.css">\n<script/);
      expect(text).toContain('<meta name="robots" content="noindex">\n</head>');
      expect(text).toContain('<footer><p>© Us</p></footer>');
    }
    expect(await page('index.html')).toContain('<title>Pet Shop</title>');
    const icon = (await readdir(join(out, 'assets'))).find((name) => name.startsWith('favicon'));
    expect(await readFile(join(out, 'assets', icon!))).toEqual(
      await readFile(join(cwd, 'icon.png')),
    );
  });

  test('reports values that browsers will refuse', async () => {
    const { read } = await made({ foot: 'foot.html' });
    expect(read).toMatchObject({
      warnings: ['"foot.html" has a script in the page, which browsers refuse'],
    });
  });

  test('names an unreadable file', async () => {
    expect(await readBrand({ logo: 'none.svg' }, cwd)).toEqual({
      ok: false,
      reason: 'cannot read "none.svg", which "docs.logo" names: ENOENT',
    });
    expect(await readBrand({ favicon: 'own.css' }, cwd)).toMatchObject({ ok: false });
  });
});

describe('colors', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#777', '#fff', 4.48],
    ['#1a4fc4', '#ffffff', 7.06],
  ])('computes the contrast of %s with %s', (one, other, wanted) => {
    expect(contrast(one, other)).toBeCloseTo(wanted, 1);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  test('that are valid are used, with a lighter one for dark mode', async () => {
    const { read, page, out } = await made({ colors: { accent: '#0a6e5c' } });
    expect(read).toMatchObject({ warnings: [] });
    const name = (await readdir(join(out, 'assets'))).find((file) => file.startsWith('brand'));
    const [, light, dark] = /light-dark\((#\w+), (#\w+)\)/.exec(await page(`assets/${name}`))!;
    expect(light).toBe('#0a6e5c');
    expect(contrast(dark!, '#0f1217')).toBeGreaterThanOrEqual(4.5);
  });

  test('that are unreadable are reported, with a readable one', async () => {
    const { read } = await made({ colors: { accent: '#ffcc00' } });
    const better = readableOn('#ffffff', '#ffcc00', 4.5);
    expect(contrast(better, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(read).toMatchObject({
      warnings: [
        'the color #ffcc00 of "docs.colors.accent" has a contrast of 1.5 with #ffffff; ' +
          `text needs 4.5 (WCAG 2.2, 1.4.3): ${better} has it`,
      ],
    });
  });
});

describe('the language of the pages', () => {
  test('is German if the configuration asks for it', async () => {
    const { page } = await made({ language: 'de' });
    const text = await page('pets/operations/list-pets.html');
    expect(text).toContain('<html lang="de">');
    for (const word of ['Parameter', 'Antworten', 'Alle APIs', 'Herunterladen', 'erforderlich']) {
      expect(text).toContain(word);
    }
    expect(text).not.toMatch(/Responses|Parameters|Download<|All APIs/);
  });

  test('is written from right to left if it is Arabic', async () => {
    const { page } = await made({ language: 'ar' });
    const text = await page('pets/operations/list-pets.html');
    expect(text).toContain('<html lang="ar" dir="rtl">');
    expect(text).toContain(ar.responses);
  });

  test('has the same messages in all languages, with the same placeholders', () => {
    const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const labels of [de, ar]) {
      expect(Object.keys(labels)).toEqual(Object.keys(en));
      for (const [name, text] of Object.entries(en)) {
        const other = labels[name as keyof typeof en];
        expect({ name, places: places(other) }).toEqual({ name, places: places(text) });
        expect(other).not.toBe('');
      }
    }
  });

  test('names changes in the language of the site', async () => {
    const entry = { operations: ['GET /pets'], message: 'a server moved', witness: undefined };
    const entries = (['breaking', 'dangerous', 'compatible'] as const).map((severity) => ({
      ...{ severity, ...entry },
    }));
    const changelog = { since: 'v1', version: '1.0', entries };
    const { page } = await made({ language: 'de' }, { changelogs: new Map([['pets', changelog]]) });
    const text = await page('pets/changes.html');
    expect(text).toContain('<h1>Änderungen seit v1</h1>');
    expect(text.match(/(?<=<h2>)[^<]*/g)).toEqual(['Brechend', 'Riskant', 'Verträglich']);
    expect(text).toContain(`<p class="lead">Von Version 1.0 zu ${pets.info.version}.</p>`);
  });

  test('takes other words from the configuration, and reports unknown ones', async () => {
    const { read, page } = await made({
      language: 'fr',
      labels: { responses: 'Réponses', reponse: '' },
    });
    expect(await page('pets/operations/list-pets.html')).toContain('Réponses');
    expect(read).toMatchObject({
      warnings: [
        '"docs.labels.reponse" is not known; did you mean "response"?',
        expect.stringMatching(/^the pages have no words in "fr": \d+ of them are English/),
      ],
    });
  });
});

describe('the head of every page', () => {
  test('has data for search engines, which text from a contract cannot break out of', async () => {
    const described = await describedIn({
      odd: { ...pets, info: { ...pets.info, title: 'A </script><script>hurt=1</script>' } },
    });
    await buildDocs(described.apis, { cwd: described.cwd, outDir: 'site' });
    const page = await readFile(join(described.cwd, 'site/odd/index.html'), 'utf8');
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(data)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'TechArticle',
      headline: 'A </script><script>hurt=1</script> 2.1.0',
    });
  });
});

test('a missing page has its own page, with links from the root', async () => {
  const { page } = await made({}, { url: 'https://docs.example.com/api' });
  const text = await page('404.html');
  expect(text).toContain('<h1>There is no such page</h1>');
  expect(text).toContain('<a href="/api/index.html">All APIs</a>');
  for (const [, target] of text.matchAll(/(?:href|src)="([^"#]+)"/g)) {
    expect(target).toMatch(/^(?:\/api\/|https:\/\/docs\.example\.com\/api\/)/);
  }
});

describe('the configuration of the documentation', () => {
  test.each([
    [{ docs: { titel: 'x' } }, '"docs.titel" is not known; did you mean "title"?'],
    [
      { docs: { colors: { accent: 'red' } } },
      '"docs.colors.accent" is "red", but must be a color such as #1a4fc4',
    ],
    [
      { docs: { links: [{ text: 'x', href: 'javascript:x' }] } },
      '"docs.links.0.href" must begin with https:, mailto:, / or .',
    ],
    [
      { docs: { language: 'deutsch!' } },
      '"docs.language" is "deutsch!", but must be a language such as en or pt-BR',
    ],
    [{ docs: { versions: ['pets'] } }, '"docs.versions" must be a list of lists'],
  ])('%j is wrong', (config, reason) => {
    expect(whatIsWrong(config)).toBe(reason);
  });

  test('that is valid is accepted', () => {
    expect(
      whatIsWrong({ docs: { title: 'x', colors: { accent: '#abc' }, versions: [['a', 'b']] } }),
    ).toBeUndefined();
  });
});
