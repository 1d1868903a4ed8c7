import { defineConfig } from '@playwright/test';

const mock = 'http://127.0.0.1:4310';
const site = 'http://127.0.0.1:4311';

// The built page and one mock; the tests of all workers ask them at the same time.
export default defineConfig({
  testDir: 'test',
  testMatch: '*.spec.js',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: site,
    specwright: { url: mock },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  webServer: [
    {
      command: 'specwright mock notes --stateful -p 4310',
      url: `${mock}/__specwright/health`,
      timeout: 120_000,
    },
    {
      command: 'vite preview --host 127.0.0.1 --port 4311 --strictPort',
      url: site,
      env: { NOTES_URL: `${mock}/notes` },
      timeout: 120_000,
    },
  ],
});
