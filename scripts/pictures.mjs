// Renews the pictures of the docs in docs/images: builds the site of this repository's APIs, and looks at
// its pages with Chromium. `node scripts/pictures.mjs`

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const project = fileURLToPath(new URL('..', import.meta.url));
const images = path.join(project, 'docs/images');
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const wide = { width: 1180, height: 700 };
const pictures = [
  {
    name: 'docs-operation',
    page: 'maiascore/operations/update-customer.html',
    viewport: wide,
  },
  {
    name: 'docs-search-dark',
    page: 'maiascore/operations/update-customer.html',
    viewport: wide,
    colorScheme: 'dark',
    async before(page) {
      await page.keyboard.press('/');
      await page.keyboard.type('custmer gender');
      await page.locator('.palette [role="option"]').first().waitFor();
    },
  },
  {
    name: 'docs-reference',
    page: 'maiascore/redoc.html',
    viewport: wide,
    async before(page) {
      await page.locator('.plain').waitFor({ state: 'detached' });
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'docs-phone',
    page: 'maiascore/operations/update-customer.html',
    viewport: { width: 360, height: 740 },
  },
];

const folder = mkdtempSync(path.join(tmpdir(), 'specwright-pictures-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const cli = path.join(project, 'bin/specwright.js');
  execFileSync(process.execPath, [cli, 'docs', '--out', folder], { cwd: project });
  for (const { name, page: file, before, ...options } of pictures) {
    const page = await browser.newPage(options);
    await page.goto(`file://${folder}/${file}`);
    await page.waitForTimeout(500);
    await before?.(page);
    await page.screenshot({ path: path.join(images, `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
