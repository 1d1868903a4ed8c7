import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMock, listen } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;
const runner = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
const folder = import.meta.dirname;

interface Run {
  readonly status: string;
  readonly message: string;
  readonly attached: readonly { readonly name: string; readonly path?: string; body?: string }[];
  readonly annotations: readonly { readonly type: string; readonly description?: string }[];
}

/** Runs the tests of `shop.spec.ts` with the Playwright command; returns their results by title. */
async function run(env: Record<string, string>, ...flags: string[]): Promise<Map<string, Run>> {
  const args = [runner, 'test', '-c', join(folder, 'playwright.config.ts'), ...flags];
  const options = { env: { ...process.env, ...env }, maxBuffer: 100_000_000 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch(
    (error: { stdout: string }) => error,
  );
  const runs = new Map<string, Run>();
  const visit = (suite: Suite) => {
    for (const { title, tests } of suite.specs ?? []) {
      const [{ results, annotations }] = tests as [Suite['specs'][number]['tests'][number]];
      const [{ status, errors, attachments }] = results as [(typeof results)[number]];
      const message = errors.map((one) => stripVTControlCharacters(one.message)).join('\n');
      runs.set(title, { status, message, attached: attachments, annotations });
    }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of (JSON.parse(stdout) as { suites: Suite[] }).suites) visit(suite);
  return runs;
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly annotations: Run['annotations'];
      readonly results: readonly {
        readonly status: string;
        readonly errors: readonly { readonly message: string }[];
        readonly attachments: Run['attached'];
      }[];
    }[];
  }[];
}

describe.skipIf(noBrowser !== undefined)(`specwright/playwright ${noBrowser ?? ''}`.trim(), () => {
  describe('with a mock of each worker', () => {
    let out: string;
    let runs: Map<string, Run>;

    beforeAll(async () => {
      out = await mkdtemp(join(tmpdir(), 'specwright-playwright-'));
      runs = await run({ PLAYWRIGHT_OUT: out });
    });
    afterAll(() => rm(out, { recursive: true, force: true }));

    test('only the tests that break the contract fail', () => {
      expect(runs.size).toBe(14);
      const failed = [...runs].filter(([, { status }]) => status !== 'passed');
      expect(failed.map(([title, { message }]) => [title, message.split('\n\n')[1]])).toEqual([
        [
          'fails because its request breaks the contract',
          'POST /payments → 422 (pay)\n  value-invalid: request body at /amount must be at least 1, but is 0 (test/playwright/shop.yaml:11:96)',
        ],
        [
          'fails because nothing describes its request',
          'GET /refunds → 404 (no operation of the contract)\n  path-unknown: no operation has the path "/refunds" (test/playwright/shop.yaml:3:1)',
        ],
      ]);
    });

    test('a failed test has its journal as attachments', async () => {
      const { attached } = runs.get('fails because its request breaks the contract')!;
      const read = async (name: string) => {
        const { path, body } = attached.find((one) => one.name === name)!;
        const text = path === undefined ? Buffer.from(body!, 'base64') : await readFile(path);
        return JSON.parse(text.toString());
      };
      expect(await read('specwright-journal.json')).toMatchObject([
        { operation: 'pay', verdict: 'broken', response: { status: 422 } },
      ]);
      const { log } = await read('specwright-journal.har');
      expect(log.entries).toMatchObject([{ request: { method: 'POST' } }]);
    });

    test('a passed test has no attachment', () => {
      expect(runs.get('begins without a scenario')!.attached).toEqual([]);
    });

    test('an annotation lists the violations of a test that may break the contract', () => {
      const { annotations, attached } = runs.get('passes with an annotation')!;
      expect(annotations).toMatchObject([
        { type: 'contract', description: expect.stringContaining('must be at least 1, but is 0') },
      ]);
      expect(attached).toHaveLength(2);
    });
  });

  test('tests of several workers do not affect one another in one mock', async () => {
    const api = await apiOf(await readFile(join(folder, 'shop.yaml'), 'utf8'));
    const { parse } = await import('yaml');
    const scenarios = parse(await readFile(join(folder, 'scenarios.yaml'), 'utf8'));
    const mock = createMock([api], { stateful: true, scenarios: { [api.name]: scenarios } });
    const listening = await listen(mock, { port: 0 });
    if (!listening.ok) throw new Error(listening.reason);
    const runs = await run({ MOCK_URL: listening.url }, '--grep', 'of its own');
    await listening.close();
    expect([...runs.values()].map(({ status, message }) => [status, message])).toEqual(
      Array.from({ length: 5 }, () => ['passed', '']),
    );
    expect(new Set((await mock.journal()).map(({ session }) => session)).size).toBe(5);
  });

  test('reports an unreachable mock', async () => {
    // A free port, on which nothing listens.
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const url = `http://127.0.0.1:${port}`;
    const runs = await run({ MOCK_URL: url }, '--grep', 'begins without');
    expect(runs.get('begins without a scenario')!.message).toContain(
      `Cannot ask the mock at "${url}": connect ECONNREFUSED 127.0.0.1:${port}; is it running?`,
    );
  });
});
