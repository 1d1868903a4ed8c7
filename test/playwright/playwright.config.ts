import { defineConfig } from '@playwright/test';
import type { MockTestOptions, MockWorkerOptions } from 'specwright/playwright';

const { MOCK_URL, CHROMIUM_PATH = '/usr/bin/chromium' } = process.env;

/** `fixture.browser.test.ts` runs this, once with a mock for each worker, and once with one for all. */
export default defineConfig<MockTestOptions, MockWorkerOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: process.env.PLAYWRIGHT_OUT ?? '../../dist/playwright',
  fullyParallel: true,
  workers: 2,
  reporter: 'json',
  timeout: 120_000,
  use: {
    baseURL: 'http://shop.test',
    launchOptions: { executablePath: CHROMIUM_PATH, args: ['--no-sandbox', '--disable-gpu'] },
    specwright: {
      baseUrl: '/api',
      ...(MOCK_URL === undefined
        ? { contract: 'test/playwright/shop.yaml', stateful: true }
        : { url: MOCK_URL }),
    },
  },
});
