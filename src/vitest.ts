import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestAPI, test } from 'vitest';
import { BrokenContract } from './broken-contract.ts';
import { createCoverage } from './coverage/coverage.ts';
import type { Judge } from './judge/judge.ts';
import { type OptionsFor, toKeepContract } from './matcher.ts';
import { type ServedMock, serveTestMock, type TestMockOptions } from './mock/testing/served.ts';
import { beginSession, type TestMock } from './mock/testing/session.ts';
import { brokenContractText, violationsOf } from './mock/testing/violations.ts';
import { openJudge } from './open.ts';
import { renderReport } from './report/render.ts';
import { readVersion } from './report/version.ts';
import { type FetchHandler, type Served, serveHandler } from './verify/in-process.ts';
import { createRecorder } from './verify/recorder.ts';
import { createSuite, type SuitePlan } from './verify/suite.ts';

export { type AnswerOptions, type ContractOptions, toKeepContract } from './matcher.ts';
export type { ShownEntry } from './mock/journal/shown.ts';
export type { JournalFilter, TestMock } from './mock/testing/session.ts';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an augmentation repeats the type parameters exactly.
  interface Matchers<T = any> {
    /**
     * Checks a request, an answer or an exchange against its contract. Fetch messages stay
     * readable.
     *
     * @example
     * ```ts
     * import 'specwright/vitest';
     *
     * const judge = await openJudge('specs/pets/openapi.yaml');
     * const request = new Request('https://api.example.com/v1/pets/7');
     * await expect(request).toKeepContract({ judge });
     * const response = await fetch(request.clone());
     * await expect(response).toKeepContract({ judge, request });
     * await expect({ request, response }).toKeepContract({ judge }); // both at once
     * ```
     */
    toKeepContract(options: OptionsFor<T>): Promise<void>;
  }
}

expect.extend({ toKeepContract });

/** A contract and its provider: one at a URL, or a handler in this process. */
export type SuiteOptions = SuitePlan & {
  /** The name of the describe block; the contract's title by default. */
  readonly name?: string;
  /** A file to write a report to, as JSON that `specwright report merge` reads. */
  readonly report?: string;
} & (
    | { readonly judge: Judge }
    /** A path or URL of the document. */
    | { readonly contract: string }
  ) &
  (
    | {
        /** The base URL of the paths; a function is called before the first test. */
        readonly baseUrl: string | (() => string | Promise<string>);
      }
    | { readonly fetch: FetchHandler }
  );

/**
 * Registers a test for each case of a contract that `specwright verify` would send. A failed test
 * shows the promise, the answer, and how to reproduce it. An inconclusive case, or one that the
 * mode does not allow, is skipped with the reason. Vitest shards files, so that `part` splits a
 * large contract.
 *
 * @example
 * ```ts
 * import { contractSuite } from 'specwright/vitest';
 *
 * await contractSuite({ contract: 'specs/pets/openapi.yaml', fetch: app.fetch });
 * ```
 *
 * @throws {ContractError} when the document cannot be used.
 * @throws {TypeError} when a credential cannot be read, or no case is left to send.
 */
export async function contractSuite(options: SuiteOptions): Promise<void> {
  const judge = 'judge' in options ? options.judge : await openJudge(options.contract);
  const { api } = judge;
  const coverage = createCoverage(judge);
  const isReported = options.report !== undefined;
  const suite = await createSuite(judge, options, isReported ? coverage.add : undefined);
  const started = new Date();
  const recorder = createRecorder({
    contracts: [{ api, coverage }],
    version: readVersion(),
    started,
  });
  let served: Served | undefined;
  let baseUrl = '';

  describe(options.name ?? api.title, () => {
    beforeAll(async () => {
      if ('fetch' in options) served = await serveHandler(options.fetch);
      const given = 'fetch' in options ? served!.baseUrl : options.baseUrl;
      baseUrl = typeof given === 'function' ? await given() : given;
    });
    afterAll(async () => {
      await served?.close();
      if (options.report === undefined) return;
      const report = recorder.report((Date.now() - started.getTime()) / 1000);
      await mkdir(dirname(options.report), { recursive: true });
      await writeFile(options.report, renderReport('json', report, new Map()));
    });
    for (const operation of new Set(suite.cases.map((each) => each.operation))) {
      describe(operation.id, () => {
        for (const each of suite.cases.filter((one) => one.operation === operation)) {
          test(`${each.title} (${each.id})`, async ({ skip }) => {
            const { outcome, verdict, message } = await suite.run(each, baseUrl);
            if (isReported) recorder.saw(outcome, api.name);
            if (verdict === 'skipped') skip(message);
            if (verdict === 'failed') throw new BrokenContract(message);
          });
        }
      });
    }
  });
}

/**
 * Vitest's `test` with a mock: one for each file, or one that runs already. Each test has its own
 * session, so that concurrent tests do not disturb one another. A test whose requests break the
 * contract fails. Vitest requires the call at the top level of the file.
 *
 * @example
 * ```ts
 * import { mockTest } from 'specwright/vitest';
 *
 * const test = mockTest({ contract: 'specs/shop/openapi.yaml' });
 *
 * test('says that the bank declined', async ({ mock, expect }) => {
 *   await mock.scenario('declined');
 *   const shop = createShopClient({ baseUrl: mock.url, fetch: mock.fetch });
 *   expect(await pay(shop, 100)).toBe('The bank declined.');
 * });
 * ```
 */
export function mockTest(options: TestMockOptions): TestAPI<{ mock: TestMock }> {
  return test.extend<{ specwrightMock: ServedMock; mock: TestMock }>({
    specwrightMock: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern what a fixture needs.
      async ({}, use) => {
        const served = await serveTestMock(options);
        await use(served);
        await served.close();
      },
      { scope: 'file' },
    ],
    mock: async ({ specwrightMock, task }, use) => {
      const session = await beginSession(specwrightMock.url, task.name);
      await use(session.mock);
      const violations = await violationsOf(session);
      // Releases what the mock stores for this test.
      await session.mock.reset();
      if (violations.length > 0) {
        throw new BrokenContract(brokenContractText(violations));
      }
    },
  });
}
