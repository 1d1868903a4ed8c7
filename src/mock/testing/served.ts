import { loadApi } from '../../api/load.ts';
import { wholeApi } from '../../contract-error.ts';
import { parseHttpUrl } from '../../http/url.ts';
import { createMock } from '../mock.ts';
import type { MockOptions, NamedApi } from '../mock-options.ts';
import { readScenarioFile } from '../scenarios/file.ts';
import type { ScenarioSource } from '../scenarios/source.ts';
import { listen } from '../server.ts';

/** A running mock, or the contracts of one that the tests start. */
export type TestMockOptions =
  | {
      /** The URL of the mock, as `specwright mock` prints it. */
      readonly url: string;
    }
  | (Omit<MockOptions, 'journal' | 'cors'> & {
      /** The path or URL of a document, or those of several by the names of their APIs. */
      readonly contract: string | Readonly<Record<string, string>>;
    });

/** A mock that tests ask. */
export interface ServedMock {
  readonly url: string;
  close(): Promise<void>;
}

/** The limit of the journal, for all tests that run at the same time. */
const keptExchanges = 10_000;

/**
 * The mock for tests. It uses `scenarios.yaml` beside a contract, unless `scenarios` are given.
 * @throws {Error} if a contract or its scenarios are invalid, or no port is free.
 */
export async function serveTestMock(options: TestMockOptions): Promise<ServedMock> {
  if ('url' in options) {
    const url = parseHttpUrl(options.url);
    if (url === undefined) {
      throw new TypeError(
        `Cannot ask a mock at "${options.url}": it is not an HTTP URL; give what "specwright mock" prints`,
      );
    }
    return { url: url.origin, close: async () => {} };
  }
  const { contract, ...others } = options;
  const apis = await loadAll(contract);
  const scenarios = { ...(await scenariosBeside(apis)), ...others.scenarios };
  const mock = createMock(apis, { ...others, scenarios, journal: { entries: keptExchanges } });
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) throw new Error(`Cannot start the mock: ${listening.reason}`);
  return {
    url: listening.url,
    async close() {
      await listening.close();
      await mock.close();
    },
  };
}

async function loadAll(
  contract: string | Readonly<Record<string, string>>,
): Promise<readonly NamedApi[]> {
  if (typeof contract === 'string') {
    const api = wholeApi(contract, await loadApi(contract));
    return [{ name: api.name, api }];
  }
  const loading = Object.entries(contract).map(async ([name, source]) => ({
    name,
    api: wholeApi(source, await loadApi(source, { name })),
  }));
  return Promise.all(loading);
}

async function scenariosBeside(apis: readonly NamedApi[]): Promise<Record<string, ScenarioSource>> {
  const found: [string, ScenarioSource][] = [];
  for (const { name, api } of apis) {
    const file = await readScenarioFile(api, process.cwd());
    if (file === undefined) continue;
    const { scenarios, placeOf, problems, label } = file;
    const [first] = problems;
    if (first !== undefined) {
      const place = `${label}:${first.line}:${first.column}`;
      throw new Error(`Cannot use the scenarios of "${name}": ${place}: ${first.message}`);
    }
    found.push([name, { current: () => scenarios, placeOf }]);
  }
  return Object.fromEntries(found);
}
