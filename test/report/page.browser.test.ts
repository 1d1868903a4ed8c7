import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finding, finding } from '../../src/finding.ts';
import { renderReport } from '../../src/index.ts';
import { createReportBuilder } from '../../src/report/builder.ts';
import { apiOf } from '../api/source.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;

const api = await apiOf("openapi: 3.1.0\ninfo: {title: Parcels, version: '1'}\npaths: {}\n");
const root = { document: api.root, pointer: '/info' };
const seen: readonly (readonly [string, Finding])[] = [
  ['getParcel', finding('state-lost', root, undefined, { received: 404, name: 'addParcel' })],
  ['addParcel', finding('state-lost', root, undefined, { received: 404, name: 'addParcel' })],
  ['addParcel', finding('allow-incomplete', root, undefined, { received: undefined, known: [] })],
  ['listParcels', finding('status-undocumented', root, undefined, { received: 302, known: [] })],
];

function page(): string {
  const builder = createReportBuilder({ contracts: [{ api }], version: '1', started: new Date(0) });
  for (const [index, [operation, found]] of seen.entries()) {
    builder.note({
      contract: 'parcels',
      id: `case/${index}`,
      group: 'valid',
      operation,
      title: 'a case',
      outcome: 'failed',
      findings: [
        {
          finding: found,
          fingerprint: `${operation} ${found.code} 200 response status`,
          excused: false,
          details: () => ({ curl: 'curl' }),
        },
      ],
    });
  }
  return renderReport('html', builder.report(1), new Map());
}

let browser: Browser;

describe.skipIf(noBrowser !== undefined)(`a report in a browser ${noBrowser ?? ''}`.trim(), () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => browser?.close());

  test('shows the causes that its filters ask for', async () => {
    const shown = await browser.newPage();
    const complaints: string[] = [];
    shown.on('console', (message) => complaints.push(message.text()));
    shown.on('pageerror', (error) => complaints.push(String(error)));
    await shown.setContent(page());
    const codes = async () =>
      (await shown.locator('.finding:visible').all()).length === 0
        ? []
        : shown.locator('.finding:visible .where > code').allTextContents();
    expect(await codes()).toEqual(['state-lost', 'status-undocumented', 'allow-incomplete']);

    await shown.selectOption('select[name=operation]', { label: 'addParcel' });
    expect(await codes()).toEqual(['state-lost', 'allow-incomplete']);
    await shown.selectOption('select[name=code]', { label: 'allow-incomplete' });
    expect(await codes()).toEqual(['allow-incomplete']);
    await shown.selectOption('select[name=operation]', { label: 'all' });
    await shown.selectOption('select[name=code]', { label: 'all' });
    await shown.uncheck('input[value=violation]');
    expect(await codes()).toEqual(['status-undocumented', 'allow-incomplete']);
    await shown.fill('input[name=text]', '302');
    expect(await codes()).toEqual(['status-undocumented']);
    expect(await shown.locator('output').textContent()).toBe('1 of 3');

    await shown.fill('input[name=text]', '');
    await shown.check('input[value=violation]');
    const others = shown.locator('.finding', { hasText: '1 more of this cause' });
    expect(await others.locator('li').isVisible()).toBe(false);
    await others.locator('summary').click();
    expect(await others.locator('li').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});
