import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { aroundMock, withDocs } from '../../src/cli/mock-with-docs.ts';
import type { Changelog } from '../../src/docs/changes-page.ts';
import { buildDocs } from '../../src/docs/portal.ts';
import { decodedOrSame } from '../../src/http/percent.ts';
import { createMock, listen, loadApi } from '../../src/index.ts';
import { readRegistry } from '../../src/registry.ts';
import {
  choices,
  describedIn,
  files,
  guarded,
  hostile,
  odd,
  oddIds,
  pets,
  pictured,
} from './site.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;
const project = join(import.meta.dirname, '../..');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A table that is too wide for a phone, in a separate folder. */
const guides = [
  { path: 'start.md', content: '# Start\n\nSee [the table](wide/b.md#a-table).\n' },
  { path: 'wide/README.md', content: '# Wide pages\n' },
  {
    path: 'wide/b.md',
    content: `# A wide page\n\n## A table\n\n| ${'undocumented | '.repeat(9)}\n|${'---|'.repeat(9)}\n| ${'`a-long-name` | '.repeat(9)}\n\n- [x] done\n- [ ] due\n`,
  },
];

/** Every kind of page, by the class of its body. */
const kinds = [
  ...['changes', 'evidence', 'guide', 'index', 'index missing'],
  ...['operation', 'operation overview', 'operation schema', 'reference'],
];

/** Changes of each severity, with and without an operation and a witness. */
const changelog: Changelog = {
  since: 'v2.0.0',
  version: '2.0.0',
  entries: [
    {
      ...{ severity: 'breaking', operations: ['GET /pets'] },
      ...{ message: '"limit" is at most 50', witness: '?limit=51' },
    },
    { severity: 'dangerous', operations: [], message: 'A server moved', witness: undefined },
    {
      ...{ severity: 'compatible', operations: ['POST /pets'] },
      ...{ message: 'The operation is new', witness: undefined },
    },
  ],
};

let browser: Browser;
let server: Server;
/** The URL of the site, below a path as on many hosts. */
let site: string;
let cwd: string;
/** The site of an API with odd names, opened from its folder. */
let oddSite: string;
let paths: readonly string[];

describe.skipIf(noBrowser !== undefined)(`the site in a browser ${noBrowser ?? ''}`.trim(), () => {
  beforeAll(async () => {
    const own = await readRegistry(project);
    const described = await describedIn({ pets, hostile, files, choices, pictured });
    cwd = described.cwd;
    const loaded = await Promise.all(own.apis.map(({ name, source }) => loadApi(source, { name })));
    const apis = [...loaded.map(({ api }) => api!), ...described.apis];
    const result = await buildDocs(apis, {
      ...{ cwd, outDir: 'site', guides },
      changelogs: new Map([['pets', changelog]]),
    });
    expect(result.kind).toBe('built');
    const oddly = await describedIn({ odd });
    await buildDocs(oddly.apis, { cwd: oddly.cwd, outDir: 'site' });
    oddSite = `file://${oddly.cwd}/site`;
    const built = await readdir(join(cwd, 'site'), { recursive: true });
    paths = built.filter((path) => path.endsWith('.html'));

    server = createServer((request, response) => {
      const path = (request.url ?? '').replace(/^\/below\/here\//, '').replace(/[?#].*$/, '');
      readFile(join(cwd, 'site', decodeURIComponent(path))).then(
        (content) => {
          const type = types[extname(path)] ?? 'application/octet-stream';
          response.writeHead(200, { 'content-type': type }).end(content);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/below/here`;
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    if (cwd !== undefined) await rm(cwd, { recursive: true, force: true });
  });

  test('the list of guides shows the current guide', async () => {
    const { page } = await open({ viewport: { width: 1200, height: 220 } });
    await page.goto(`${site}/guides/wide/b.html`);
    const current = page.locator('#side [aria-current]');
    expect(await current.textContent()).toBe('A wide page');
    const { y, height } = (await current.boundingBox())!;
    expect(y + height).toBeLessThan(220);
    await page.context().close();
  });

  test('no page makes external requests, logs errors, or has an accessibility fault', async () => {
    /** A page of each kind, which is tested in dark mode, too. */
    const byKind = new Map<string, string>();
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, elsewhere, errors } = await open({ colorScheme });
      const isDark = (path: string) =>
        path.startsWith('kaiten/') ||
        path.endsWith('/authentication.html') ||
        [...byKind.values()].includes(path);
      for (const path of paths.filter((path) => colorScheme === 'light' || isDark(path))) {
        await page.goto(`${site}/${path}`);
        // The browser refuses and reports hostile content; its accessibility faults are the author's.
        const isHostile = path.startsWith('hostile/');
        const faults = isHostile ? [] : [...(await faultsOf(page, colorScheme))];
        if (isReference(path)) {
          await rendered(page);
          if (!isHostile) faults.push(...(await seriousFaults(page, colorScheme)));
        }
        const told = errors.splice(0).filter((text) => !isHostile || !isRefusal(text));
        // The 404 page is shown at any path, so its assets are at the root of its host.
        const own = path === '404.html' ? `${new URL(site).origin}/` : site;
        const others = elsewhere.splice(0).filter((url) => !url.startsWith(own));
        const found = { path, others, told, faults };
        expect(found).toEqual({ path, others: [], told: [], faults: [] });
        if (!isHostile) byKind.set((await page.getAttribute('body', 'class'))!, path);
      }
      expect([...byKind.keys()].sort()).toEqual(kinds);
      await page.context().close();
    }
  });

  test('Redoc shows every operation, with examples for each media type', async () => {
    const { page } = await visit(`${site}/pets/redoc.html`);
    await rendered(page);
    expect(await page.locator('.layout').count()).toBe(0);
    const text = await page.locator('#content').textContent();
    for (const path of Object.keys(pets.paths)) expect(text).toContain(path);
    await page.goto(`${site}/maiascore/redoc.html`);
    await rendered(page);
    const panel = page.locator('.panel-request-samples').filter({ hasText: 'POST' });
    await panel.getByRole('button', { name: 'curl' }).click();
    await page.getByRole('menuitem', { name: 'Client · XML' }).press('Enter');
    expect(await panel.textContent()).toContain("contentType: 'application/xml'");
    await page.context().close();
  });

  test("until a reader moves, Redoc's page shows the overview and does not load Redoc", async () => {
    const { page, errors } = await visit(`${site}/pets/redoc.html`);
    const isLoaded = () => page.evaluate(() => 'Redoc' in globalThis);
    const text = page.getByText('All of them, oldest first.').first();
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    expect(await text.isVisible()).toBe(true);
    expect(await isLoaded()).toBe(false);
    await page.keyboard.press('Tab');
    await page.locator('.layout').waitFor({ state: 'detached' });
    expect(await isLoaded()).toBe(true);
    await page.goto(`${site}/pets/redoc.html`);
    await page.getByRole('button', { name: 'Show it now' }).press('Enter');
    await page.locator('.layout').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    // A link into the page needs no movement.
    for (const [hash, place] of [
      ['tag-owners', /#\/owners/i],
      ['tag/Owners', /#\/owners/i],
      ['operation/addPet', /#\/pets\/addpet/i],
    ] as const) {
      await page.goto(`${site}/index.html`);
      await page.goto(`${site}/pets/redoc.html#${hash}`);
      await page.waitForURL(place);
    }
    // The operation that a reader has reached stays in sight.
    await page.setViewportSize({ width: 360, height: 300 });
    await page.goto(`${site}/pets/redoc.html`);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForURL(/#\/(?:pets|owners)\/\w+/i);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  /** Redoc cannot find an id with one of these characters in an address. */
  const redocIds = new Map([
    ['50%', '50~25'],
    ['100%25', '100~2525'],
    ['con#hash', 'con~23hash'],
    ['q?x=1', 'q~3fx=1'],
    ['a~1b', 'a~7e1b'],
  ]);

  test.for(oddIds)('Redoc starts at the operation "%s" that a reader has reached', async (id) => {
    const { page, errors } = await visit(`${oddSite}/odd/redoc.html`, {
      viewport: { width: 360, height: 300 },
    });
    const line = page
      .locator('[data-anchor]')
      .filter({ hasText: new RegExp(`Titled ${oddIds.indexOf(id)}\\b`) });
    // Its top is in the upper half, and that of the next line is not.
    await line.evaluate((one) => {
      document.querySelector('main')!.style.paddingBottom = '100vh';
      scrollTo(0, one.getBoundingClientRect().top + scrollY - innerHeight / 2 + 5);
    });
    await page.locator('.layout').waitFor({ state: 'detached' });
    const last = () => decodedOrSame(page.url().replace(/^.*\//, ''));
    const inRedoc = redocIds.get(id) ?? id.toLowerCase();
    await expect.poll(last).toBe(inRedoc.split('/').at(-1));
    // A link to it leads there, too.
    await page.goto('about:blank');
    await page.goto(`${oddSite}/odd/redoc.html#operation/${encodeURIComponent(id)}`);
    const title = new RegExp(`Titled ${oddIds.indexOf(id)}$`);
    const heading = page.locator('#content h2').filter({ hasText: title });
    await expect
      .poll(() => heading.evaluate((one) => one.getBoundingClientRect().top < 200))
      .toBe(true);
    expect(await heading.evaluate((one) => one.getBoundingClientRect().bottom > 0)).toBe(true);
    expect(await last()).toBe(inRedoc.split('/').at(-1));
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("without a script, Redoc's page is the overview", async () => {
    const { page } = await visit(`${site}/pets/redoc.html`, { javaScriptEnabled: false });
    expect(await page.getByText('All of them, oldest first.').isVisible()).toBe(true);
    expect(await page.getByText('Redoc shows the whole reference').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Add a pet' }).click();
    expect(page.url()).toBe(`${site}/pets/operations/add-pet.html`);
    await page.context().close();
  });

  test('Redoc shows Markdown, pictures of the site, and only HTML for formatting', async () => {
    const { page, elsewhere } = await visit(`${site}/pictured/redoc.html`);
    await rendered(page);
    const content = page.locator('#content');
    expect(await content.locator('blockquote').first().textContent()).toBe('Quoted, with a < b.');
    expect(await content.locator('form, input, style, iframe').count()).toBe(0);
    const text = await content.textContent();
    expect(text).toContain('<form action="https://elsewhere.example/">');
    expect(text).toContain('bold italic');
    expect(await page.evaluate(() => document.body.checkVisibility())).toBe(true);
    const widths = await page
      .locator('img[src*="files/picture"]')
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
    expect(new Set(widths)).toEqual(new Set([8]));
    await content.getByRole('link', { name: 'the operation' }).click();
    await page.waitForURL(`${site}/pictured/operations/look.html`);
    await page.getByRole('link', { name: 'the second part' }).click();
    await page.waitForURL(/index\.html#section-second$/);
    await page.goto(`${site}/pictured/redoc.html#section-second`);
    await page.waitForURL(/#\/section\/first\/second$/);
    expect(elsewhere).toEqual([]);
    await page.context().close();
  });

  test('the search finds an operation of any API from every page, by keyboard alone', async () => {
    const { page, errors } = await visit(`${site}/index.html`);
    const count = page.locator('.palette .count');
    expect(await page.evaluate(() => 'specwright_find' in globalThis)).toBe(false);
    await page.keyboard.press('/');
    await page.keyboard.type('replace own');
    await count.filter({ hasText: 'Results' }).waitFor();
    const field = page.getByRole('combobox', { name: 'Search' });
    const chosen = () =>
      page.getByRole('option', { selected: true }).locator('.title').textContent();
    expect(await chosen()).toBe('Replace an owner deprecated');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    expect(await field.getAttribute('aria-activedescendant')).toBe('hit-0');
    expect(await seriousFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousFaults(page, 'dark')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site}/pets/operations/replace-owner.html`);
    await page.goBack();
    expect(page.url()).toBe(`${site}/index.html?q=replace+own`);
    await count.filter({ hasText: 'Results' }).waitFor();
    await field.fill('zeppelin');
    expect(await count.textContent()).toBe('Nothing was found for “zeppelin”.');
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
    await page.waitForURL(`${site}/index.html`);
    await page.goto(`${site}/maiascore/redoc.html`);
    await rendered(page);
    await page.keyboard.press('/');
    await page.keyboard.type('PUT /customers/77');
    await count.filter({ hasText: 'Results: 1' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site}/maiascore/operations/update-customer.html`);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('the keyboard reaches everything that the mouse reaches', async () => {
    for (const path of ['index.html', 'maiascore/operations/update-customer.html']) {
      const { page } = await visit(`${site}/${path}`);
      const wanted = await page.evaluate(() => {
        const found = [
          ...document.querySelectorAll('a[href], button, input, select, summary, pre'),
        ];
        const visible = found.filter((element) => element.checkVisibility());
        for (const [index, element] of visible.entries()) element.id ||= `stop-${index}`;
        // Only one tab is a tab stop, and arrow keys lead to the others.
        return visible
          .filter((element) => element.getAttribute('tabindex') !== '-1')
          .map(({ id }) => id);
      });
      const reached = new Set<string>();
      for (let step = 0; step < wanted.length + 5; step += 1) {
        await page.keyboard.press('Tab');
        reached.add(await page.evaluate(() => document.activeElement?.id ?? ''));
      }
      expect(wanted.length).toBeGreaterThan(10);
      expect(wanted.filter((id) => !reached.has(id))).toEqual([]);
      await page.context().close();
    }
  });

  test('one example is shown at a time, in the last selected language', async () => {
    const { page } = await visit(`${site}/pets/operations/add-pet.html`);
    const shown = () => page.locator('[data-choice=request] pre:visible').allTextContents();
    expect(await shown()).toEqual([expect.stringContaining('"name": "Tom"')]);
    await page.getByRole('tab', { name: 'curl' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual([expect.stringContaining('JSON.stringify(')]);
    await page.getByLabel('Request: Example').selectOption('application/xml');
    expect(await shown()).toEqual([expect.stringContaining('<Pet><name>Tom</name>')]);
    await page.goto(`${site}/pets/operations/list-pets.html`);
    expect(await shown()).toEqual([expect.stringMatching(/^const response = await fetch/)]);
    await page.context().close();
  });

  test('code is colored and can be copied, and media types with different values are tabs', async () => {
    const { page, errors } = await visit(`${site}/pets/operations/add-pet.html`);
    await page.getByRole('tab', { name: 'curl' }).click();
    const sample = page.locator('[data-choice=request] pre:visible');
    await sample.locator('.t-key', { hasText: '"name"' }).waitFor();
    expect(await sample.locator('.t-word').first().textContent()).toBe('curl');
    const copy = page.locator('[data-choice=request] .copy:visible');
    expect(await copy.evaluate((button) => getComputedStyle(button).opacity)).toBe('1');
    await page.goto(`${site}/choices/operations/send.html`);
    const body = page.getByRole('tabpanel').filter({ hasText: 'comment' });
    expect(await body.isVisible()).toBe(false);
    await page.getByRole('tab', { name: 'text/xml' }).first().click();
    expect(await body.isVisible()).toBe(true);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a link opens the folded part that it leads to', async () => {
    const { page } = await visit(
      `${site}/choices/operations/send.html#request.author.address.street`,
    );
    expect(await page.getByText('street', { exact: true }).first().isVisible()).toBe(true);
    await page.goto(`${site}/choices/operations/send.html`);
    const anchor = page.getByRole('link', { name: 'Link to Request body' });
    expect(await anchor.getAttribute('href')).toBe('#body');
    await page.context().close();
  });

  test('nothing moves for readers who prefer reduced motion', async () => {
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      const { page } = await visit(`${site}/pets/operations/list-pets.html#responses`, {
        reducedMotion,
      });
      const name = await page
        .locator(':target')
        .evaluate((target) => getComputedStyle(target).animationName);
      expect(name).toBe(reducedMotion === 'reduce' ? 'none' : 'found');
      await page.context().close();
    }
  });

  test('the configured colors apply to every page, including Redoc', async () => {
    const { page } = await visit(`${site}/index.html`);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: 'Dark colors' }).click();
    expect(await ground()).toBe('rgb(15, 18, 23)');
    await page.goto(`${site}/pets/operations/list-pets.html`);
    expect(await ground()).toBe('rgb(15, 18, 23)');
    await page.goto(`${site}/pets/redoc.html`);
    await rendered(page);
    expect(await page.locator('html.dark').count()).toBe(1);
    await page.context().close();
  });

  test('beside an operation, all others are listed by tag, and open groups stay open', async () => {
    const { page, errors } = await visit(`${site}/pets/operations/list-pets.html`);
    const side = page.getByRole('navigation', { name: 'Pets' });
    const group = (name: string) => side.getByRole('button', { name });
    expect(await group('Pets').getAttribute('aria-expanded')).toBe('true');
    expect(await side.locator('[aria-current]').textContent()).toBe('GET List pets');
    expect(await side.getByRole('link', { name: 'Replace an owner' }).count()).toBe(0);
    await group('Pets').focus();
    await page.keyboard.press('End');
    expect(await group('Owners').evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Home');
    await page.goto(`${site}/pets/operations/add-pet.html`);
    await side.getByRole('link', { name: 'Replace an owner' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Replace an owner');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('on a phone, the navigation is a drawer, which Escape closes', async () => {
    const { page } = await visit(`${site}/pets/operations/list-pets.html`, {
      viewport: { width: 360, height: 740 },
    });
    const side = page.locator('#side');
    expect(await side.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    await page.keyboard.press('Tab');
    expect(await side.evaluate((one) => one.contains(document.activeElement))).toBe(true);
    expect(await page.locator('main').evaluate((main) => (main as HTMLElement).inert)).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await side.waitFor({ state: 'hidden' });
    expect(await page.locator('main').evaluate((main) => (main as HTMLElement).inert)).toBe(false);
    await page.context().close();
  });

  test("without a script, the navigation leads to the list of the API's operations", async () => {
    const { page } = await visit(`${site}/pets/operations/list-pets.html`, {
      javaScriptEnabled: false,
    });
    await page.getByRole('link', { name: 'All operations' }).click();
    expect(page.url()).toBe(`${site}/pets/index.html`);
    const operation = page.getByRole('main').getByRole('link', { name: 'Add a pet' });
    expect(await operation.isVisible()).toBe(true);
    await page.context().close();
  });

  test('on a phone, nothing is wider than the screen', async () => {
    const { page } = await open({ viewport: { width: 360, height: 740 } });
    for (const path of paths) {
      await page.goto(`${site}/${path}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ path, width }).toEqual({ path, width: 360 });
    }
    await page.context().close();
  });

  test('without a script, everything can be read', async () => {
    const { page } = await visit(`${site}/pets/index.html`, { javaScriptEnabled: false });
    expect(await page.getByText('All of them, oldest first.').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Add a pet' }).click();
    for (const text of ['What it listens to.', 'JSON.stringify(', '<Pet><name>Tom</name>']) {
      expect(await page.getByText(text).first().isVisible()).toBe(true);
    }
    await page.context().close();
  });

  test('pages work from the file system, too', async () => {
    const { page, errors } = await visit(`file://${cwd}/site/index.html`);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('list pets');
    await page.getByRole('option', { name: 'List pets' }).click();
    await page.getByRole('tab', { name: 'fetch' }).click();
    await page.getByRole('link', { name: 'All on one page', exact: true }).click();
    await page.waitForURL(/\/redoc\.html$/);
    await rendered(page);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('beside a mock, readers can try an operation', async () => {
    const apis = [(await loadApi(join(cwd, 'pets.json'))).api!];
    const served = withDocs(createMock(apis), apis, aroundMock);
    const listening = await listen(served, { port: 0 });
    if (!listening.ok) throw new Error(listening.reason);
    onTestFinished(() => listening.close());
    const { page, errors } = await open();
    await page.goto(`${listening.url}/pets/operations/add-pet.html`);
    await page.getByText('Try it with the mock').click();
    const answer = page.locator('.answer');
    await page.getByRole('button', { name: 'Send' }).click();
    await answer.locator('.status').waitFor();
    expect(await answer.textContent()).toContain('201 Created');
    await answer.getByText('POST /__mock/pets/pets').waitFor();

    await page.getByRole('combobox', { name: 'Content' }).selectOption('application/xml');
    expect(await page.getByRole('textbox', { name: 'Body' }).inputValue()).toContain(
      '<Pet><name>Tom</name>',
    );
    await page.getByRole('textbox', { name: 'Body' }).fill('<Pet><age>3</age></Pet>');
    await page.getByRole('button', { name: 'Send' }).click();
    await answer.locator('.status', { hasText: '400' }).waitFor();
    expect(await answer.locator('.faults li').allTextContents()).toEqual([
      expect.stringContaining('"name"'),
    ]);
    expect(errors.splice(0).filter((text) => !text.includes('400'))).toEqual([]);

    await page.goto(`${listening.url}/pets/operations/list-pets.html`);
    await page.getByText('Try it with the mock').click();
    await page.getByRole('textbox', { name: 'limit' }).fill('7');
    await page.getByRole('button', { name: 'Send' }).click();
    await answer.locator('.status', { hasText: '200' }).waitFor();
    expect(await answer.textContent()).toContain('/__mock/pets/pets?limit=7');
    expect({ errors, faults: await seriousFaults(page) }).toEqual({ errors: [], faults: [] });
    await page.context().close();
  });

  test('beside a mock, a multipart body keeps its line ends, and a picture is shown', async () => {
    const { apis } = await describedIn({ files });
    const served = withDocs(createMock(apis), apis, aroundMock);
    const listening = await listen(served, { port: 0 });
    if (!listening.ok) throw new Error(listening.reason);
    onTestFinished(() => listening.close());
    const { page } = await open();
    await page.goto(`${listening.url}/files/operations/send-note.html`);
    await page.getByText('Try it with the mock').click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.answer .status', { hasText: '204' }).waitFor();
    const sent = page.getByRole('region', { name: 'What was sent' });
    expect(await sent.textContent()).toContain('content-type: multipart/form-data');
    await page
      .locator('.try')
      .getByLabel('scan')
      .setInputFiles({
        ...{ name: 'own.png', mimeType: 'image/png' },
        buffer: Buffer.from('0123456789'),
      });
    await page.getByRole('textbox', { name: 'note', exact: true }).fill('two\nlines');
    await page.getByRole('button', { name: 'Send' }).click();
    await sent.getByText('filename="own.png"').waitFor();
    expect(await sent.textContent()).toContain('two\nlines');
    expect(await sent.textContent()).toContain('(10 bytes of image/png)');
    await page.locator('.answer .status', { hasText: '204' }).waitFor();
    await page.goto(`${listening.url}/files/operations/put-picture.html`);
    await page.getByText('Try it with the mock').click();
    await page
      .locator('.try')
      .getByLabel('File')
      .setInputFiles({
        ...{ name: 'own.bin', mimeType: 'application/octet-stream' },
        buffer: Buffer.from('0123456789'),
      });
    await page.getByRole('button', { name: 'Send' }).click();
    await sent.getByText('(10 bytes of application/octet-stream)').waitFor();
    await page.goto(`${listening.url}/files/operations/get-picture.html`);
    await page.getByText('Try it with the mock').click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.answer img').waitFor();
    expect(
      await page.locator('.answer img').evaluate((image) => (image as HTMLImageElement).alt),
    ).toMatch(/^Content of the answer, \d+ bytes of image\/png$/);
    await page.context().close();
  });

  test('beside a mock, credentials and cookies go to the described places, and values can be selected', async () => {
    const { apis } = await describedIn({ guarded });
    const listening = await listen(withDocs(createMock(apis), apis, aroundMock), { port: 0 });
    if (!listening.ok) throw new Error(listening.reason);
    onTestFinished(() => listening.close());
    const { page } = await open();
    const status = page.locator('.answer .status');
    const sent = page.getByRole('region', { name: 'What was sent' });
    const send = async () => {
      await page.locator('.answer').evaluate((answer) => answer.replaceChildren());
      await page.getByRole('button', { name: 'Send' }).click();
      await sent.waitFor();
      return { status: (await status.textContent())!.trim(), sent: await sent.textContent() };
    };
    await page.goto(`${listening.url}/guarded/operations/find.html`);
    await page.getByText('Try it with the mock').click();
    await page.getByRole('combobox', { name: 'state' }).selectOption('shut');
    await page.getByRole('combobox', { name: 'isOld' }).selectOption('true');
    const choice = page.getByRole('combobox', { name: 'Authentication' });
    const wanted = [
      ['inQuery', '/find?state=shut&isOld=true&key=TOKEN'],
      ['inCookie', 'cookie: lang=en; session=TOKEN'],
      ['named', `authorization: Basic ${btoa('user:password')}`],
      ['borne and signed', 'authorization: Bearer TOKEN'],
      ['borne and signed', 'x-signature: TOKEN'],
    ] as const;
    for (const [name, field] of wanted) {
      await choice.selectOption(name);
      const found = await send();
      expect({ name, ...found }).toEqual({
        ...{ name, status: '200' },
        sent: expect.stringContaining(field),
      });
    }
    expect(await page.getByText('A page may not send cookies').isVisible()).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'lang' }).fill('');
    expect((await send()).status).toBe('422');
    await page.context().close();
  });

  test('a hostile description runs nothing, loads nothing and links to no unsafe address', async () => {
    for (const path of paths.filter((path) => path.startsWith('hostile/'))) {
      const { page, elsewhere } = await visit(`${site}/${path}`);
      if (isReference(path)) await rendered(page);
      expect(await page.evaluate(() => 'hurt' in globalThis)).toBe(false);
      expect(elsewhere).toEqual([]);
      const links = await page
        .locator('a[href]')
        .evaluateAll((found) =>
          found.map((link) => new URL((link as HTMLAnchorElement).href).protocol),
        );
      expect(links.filter((protocol) => !/^(https?|mailto):$/.test(protocol))).toEqual([]);
      await page.context().close();
    }
  });
});

interface Visit {
  readonly page: Page;
  /** Requests to other hosts than the site. */
  readonly elsewhere: string[];
  readonly errors: string[];
}

async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const visit = await open(options);
  await visit.page.goto(url);
  return visit;
}

async function open(options: BrowserContextOptions = {}): Promise<Visit> {
  const page = await (await browser.newContext(options)).newPage();
  const elsewhere: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${site}/`) && !/^(data|blob|file):/.test(url)) elsewhere.push(url);
  });
  page.on('requestfailed', (request) => {
    // Chromium also reports requests that the policy of the page blocks.
    const refused = request.failure()?.errorText === 'csp' ? elsewhere.indexOf(request.url()) : -1;
    if (refused !== -1) elsewhere.splice(refused, 1);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, elsewhere, errors };
}

function isReference(path: string): boolean {
  return path.endsWith('/redoc.html');
}

function isRefusal(text: string): boolean {
  return text.includes('Content Security Policy');
}

/** Moves, and waits until Redoc has replaced the overview, and pictures had time to load. */
async function rendered(page: Page): Promise<void> {
  await page.mouse.move(200, 300);
  await page.mouse.move(200, 310);
  await page.locator('.layout').waitFor({ state: 'detached' });
  // Does not wait for an idle network: a request that the policy blocks may never end.
  await page.waitForTimeout(500);
  // The page names the buttons of Redoc some time after they appear.
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('button[aria-label][data-component-name]')].every(
      ({ dataset }) => dataset.purpose !== undefined,
    ),
  );
}

/** The findings of axe with the two highest impacts; Redoc has others, which docs/publish.md names. */
function seriousFaults(page: Page, colorScheme = 'light'): Promise<readonly string[]> {
  return faultsOf(page, colorScheme, ['serious', 'critical']);
}

/** The findings of axe, or those of some impacts. */
async function faultsOf(
  page: Page,
  colorScheme = 'light',
  impacts: readonly string[] = ['minor', 'moderate', 'serious', 'critical'],
): Promise<readonly string[]> {
  // Only colors differ in dark mode.
  const rules = colorScheme === 'dark' ? ", runOnly: ['color-contrast']" : '';
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `${axe}; axe.run({ preload: false${rules} }).then(({ violations }) => JSON.stringify(
      violations.filter(({ impact }) => ${JSON.stringify(impacts)}.includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  return JSON.parse(result.value);
}
