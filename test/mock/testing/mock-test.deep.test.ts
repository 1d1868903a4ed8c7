import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { mockTest } from 'specwright/vitest';
import { describe, expect, test } from 'vitest';
import { createMock, listen } from '../../../src/index.ts';
import { serveTestMock } from '../../../src/mock/testing/served.ts';
import { beginSession } from '../../../src/mock/testing/session.ts';
import { violationsOf } from '../../../src/mock/testing/violations.ts';
import { apiOf } from '../../api/source.ts';

const contract = 'test/playwright/shop.yaml';
const root = path.join(import.meta.dirname, '../../..');
const pay = (amount: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ amount }),
});

const withMock = mockTest({ contract, stateful: true });

describe('mockTest()', () => {
  for (const run of [1, 2, 3]) {
    withMock.concurrent(`tests that run together do not meet ${run}`, async ({ mock, expect }) => {
      await mock.scenario('declined');
      const declined = await mock.fetch(`${mock.url}/payments`, pay(5));
      expect([declined.status, await declined.json()]).toEqual([402, { reason: 'no money' }]);
      await mock.scenario(null);
      const paid = await (await mock.fetch(`${mock.url}/payments`, pay(run))).json();
      const kept = await mock.fetch(`${mock.url}/payments/${paid.id}`);
      expect(await kept.json()).toEqual(paid);
      expect(paid.amount).toBe(run);
      await mock.fault('pay: reset x1');
      await expect(mock.fetch(`${mock.url}/payments`, pay(5))).rejects.toThrow('fetch failed');
      await mock.reset();
      expect((await mock.journal()).map(({ response }) => response.status)).toEqual([
        402, 201, 200, 201,
      ]);
    });
  }

  withMock('a test may break what it names', async ({ mock }) => {
    mock.allow('value-invalid');
    await mock.fetch(`${mock.url}/payments`, pay(0));
  });

  test('a test that breaks the contract fails', async () => {
    // Inside the project, where `specwright/vitest` leads to its source.
    const folder = await mkdtemp(path.join(root, 'dist/mock-test-'));
    try {
      await writeFile(
        path.join(folder, 'broken.test.ts'),
        `import { mockTest } from 'specwright/vitest';
const test = mockTest({ contract: '${contract}' });
test('breaks it', async ({ mock }) => {
  await mock.fetch(mock.url + '/payments', ${JSON.stringify(pay(0))});
});
test('keeps it', async ({ mock }) => {
  await mock.fetch(mock.url + '/payments/1');
});
`,
      );
      await writeFile(
        path.join(folder, 'vitest.config.ts'),
        `export default {
  resolve: { conditions: ['specwright-source'] },
  ssr: { resolve: { conditions: ['specwright-source', 'node', 'import', 'default'] } },
  test: { dir: ${JSON.stringify(folder)}, exclude: [], testTimeout: 120000 },
};`,
      );
      const args = ['run', '--root', root, '-c', path.join(folder, 'vitest.config.ts')];
      const program = path.join(root, 'node_modules/vitest/vitest.mjs');
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [program, ...args, '--reporter=json'],
        { cwd: root },
      ).catch((error: { stdout: string }) => error);
      const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{')));
      const results = testResults[0].assertionResults as {
        title: string;
        status: string;
        failureMessages: string[];
      }[];
      expect(results.map(({ title, status }) => [title, status])).toEqual([
        ['breaks it', 'failed'],
        ['keeps it', 'passed'],
      ]);
      expect(results[0]!.failureMessages[0]).toContain(
        'POST /payments → 422 (pay)\n  value-invalid: request body at /amount must be at least 1, but is 0 (test/playwright/shop.yaml:11:96)',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the session of a test', () => {
  test('reports entries that the journal has lost', async () => {
    const api = await apiOf(
      'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {/a: {get: {responses: {"204": {description: d}}}}}',
    );
    const listening = await listen(createMock([api], { journal: { entries: 3 } }), { port: 0 });
    if (!listening.ok) throw new Error(listening.reason);
    const session = await beginSession(listening.url, 'a');
    const other = await beginSession(listening.url, 'b');
    for (let count = 0; count < 3; count += 1) await other.mock.fetch(`${listening.url}/a`);
    expect(await violationsOf(session)).toEqual([]);
    await session.mock.fetch(`${listening.url}/a`);
    await other.mock.fetch(`${listening.url}/a`);
    expect(await violationsOf(session)).toEqual([
      'The journal of the mock has lost 2 exchanges since the test began, so they were not checked.',
    ]);
    await listening.close();
  });

  test.each([
    [{ contract: 'test/none.yaml' }, 'test/none.yaml'],
    [{ url: 'none' }, 'Cannot ask a mock at "none": it is not an HTTP URL'],
  ])('reports why there is no mock for %j', async (options, reason) => {
    await expect(serveTestMock(options)).rejects.toThrow(reason);
  });

  test('reports that a server is not a mock', async () => {
    const mock = await serveTestMock({ contract: { a: contract, b: contract } });
    await expect(beginSession(`${mock.url}/a`, 'a')).rejects.toThrow(
      'Cannot read the journal of the mock: no operation has the path',
    );
    await mock.close();
  });
});
