import { type BrowserContext, test as base, type Request as PageRequest } from '@playwright/test';
import { BrokenContract } from './broken-contract.ts';
import { parseUrl } from './http/url.ts';
import { sessionField } from './mock/state/session.ts';
import { type ServedMock, serveTestMock, type TestMockOptions } from './mock/testing/served.ts';
import { beginSession, type TestMock, type TestSession } from './mock/testing/session.ts';
import { brokenContractText, violationsOf } from './mock/testing/violations.ts';

export { expect } from '@playwright/test';
export type { ShownEntry } from './mock/journal/shown.ts';
export type { JournalFilter, TestMock } from './mock/testing/session.ts';

/** The mock for the tests, and which requests of a page go to it. */
export type SpecwrightOptions = TestMockOptions & {
  /**
   * The base URL of the page's requests to the API: `/api`, relative to Playwright's `baseURL`, or
   * a URL. The mock answers them. Without it, the page must reach the mock in another way.
   */
  readonly baseUrl?: string;
};

/** Additional options in `use` of `playwright.config.ts`. */
export interface MockWorkerOptions {
  /** The mock for the tests. Each worker starts its own, or all use one at a `url`. */
  specwright: SpecwrightOptions | undefined;
}

/** The setting for single tests: `test.use({ onViolation: 'attach' })`. */
export interface MockTestOptions {
  /** The result for a test that broke the contract: it fails, or only gets an annotation. */
  onViolation: 'fail' | 'attach';
}

export interface MockFixtures extends MockTestOptions {
  /** The mock, in this test's own session. */
  mock: TestMock;
}

interface OwnFixtures extends MockFixtures {
  specwrightSession: TestSession;
}

interface WorkerFixtures extends MockWorkerOptions {
  specwrightMock: ServedMock & { readonly baseUrl: string | undefined };
}

/**
 * Playwright's `test` with a mock. Each test has its own session, so that parallel tests do not
 * disturb one another: scenario, faults, state and journal belong to the session. A test whose
 * requests break the contract fails. `mergeTests()` of Playwright adds it to a `test` with other
 * fixtures.
 *
 * @example
 * ```ts
 * import { expect, test } from 'specwright/playwright';
 *
 * test('says that the bank declined', async ({ page, mock }) => {
 *   await mock.scenario('declined');
 *   await page.goto('/');
 *   await page.getByRole('button', { name: 'Pay' }).click();
 *   await expect(page.getByRole('alert')).toHaveText('The bank declined.');
 *   expect(await mock.journal({ operation: 'pay' })).toHaveLength(1);
 * });
 * ```
 */
export const test = base.extend<OwnFixtures, WorkerFixtures>({
  specwright: [undefined, { option: true, scope: 'worker' }],
  onViolation: ['fail', { option: true }],

  specwrightMock: [
    async ({ specwright }, use) => {
      if (specwright === undefined) {
        throw new TypeError(
          'Cannot use the mock: "use" of the configuration of Playwright has no "specwright"; set { specwright: { contract: "openapi.yaml" } }, or the "url" of a mock that runs',
        );
      }
      const { baseUrl, ...options } = specwright;
      const served = await serveTestMock(options);
      await use({ ...served, baseUrl });
      await served.close();
    },
    { scope: 'worker' },
  ],

  specwrightSession: [
    async ({ specwrightMock, onViolation }, use, info) => {
      const session = await beginSession(specwrightMock.url, info.titlePath.slice(1).join(' '));
      await use(session);
      const violations = await violationsOf(session);
      if (violations.length > 0 || info.status !== info.expectedStatus) {
        await attach('specwright-journal.json', await session.mock.journal());
        await attach('specwright-journal.har', await session.mock.har());
      }
      // Releases what the mock stores for this test.
      await session.mock.reset();
      if (violations.length === 0) return;
      const description = brokenContractText(violations);
      if (onViolation === 'fail') throw new BrokenContract(description);
      info.annotations.push({ type: 'contract', description });

      async function attach(name: string, value: unknown) {
        const body = JSON.stringify(value, undefined, 2);
        await info.attach(name, { body, contentType: 'application/json' });
      }
    },
    { auto: true },
  ],

  mock: async ({ specwrightSession }, use) => use(specwrightSession.mock),

  extraHTTPHeaders: async ({ extraHTTPHeaders, specwrightSession }, use) =>
    use({ ...extraHTTPHeaders, [sessionField]: specwrightSession.mock.session }),

  context: async ({ context, extraHTTPHeaders, baseURL, mock, specwrightMock }, use) => {
    // Again, because `test.use({ extraHTTPHeaders })` replaces the fixture above.
    await context.setExtraHTTPHeaders({ ...extraHTTPHeaders, [sessionField]: mock.session });
    const { baseUrl } = specwrightMock;
    if (baseUrl !== undefined) await leadToMock(context, wholeUrl(baseUrl, baseURL), mock);
    await use(context);
  },
});

/** The base URL of a page's requests, complete and with a slash at the end. */
function wholeUrl(baseUrl: string, pages: string | undefined): string {
  const url = parseUrl(baseUrl, pages)?.href;
  if (url === undefined) {
    throw new TypeError(
      `Cannot lead requests to "${baseUrl}" to the mock: it is not a URL; set "baseURL" of Playwright, or give a whole URL`,
    );
  }
  return url.endsWith('/') ? url : `${url}/`;
}

/** Routes requests of a context's pages below a URL to the mock. */
async function leadToMock(context: BrowserContext, base: string, mock: TestMock): Promise<void> {
  await context.route(
    (url) => url.href.startsWith(base),
    async (route) => {
      const request = route.request();
      const url = new URL(request.url().slice(base.length), `${mock.url}/`).href;
      try {
        const headers = fieldsOf(request, mock);
        const response = await route.fetch({ url, headers, maxRedirects: 0 });
        await route.fulfill({ response });
      } catch {
        // An injected fault such as `reset`; or the page was closed.
        await route.abort('connectionreset').catch(() => {});
      }
    },
  );
}

function fieldsOf(request: PageRequest, { session }: TestMock): Record<string, string> {
  const { host: _, ...headers } = request.headers();
  return { ...headers, [sessionField]: session };
}
