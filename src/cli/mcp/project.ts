import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../../api/model.ts';
import { configuredEntries } from '../../configuration-file.ts';
import { fileReason } from '../../file-trouble.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { parseHttpUrl } from '../../http/url.ts';
import { createJudge, type Judge } from '../../judge/judge.ts';
import type { MockEvent } from '../../mock/event.ts';
import type { Mock } from '../../mock/mock.ts';
import { type ApiEntry, readRegistry, selectApis } from '../../registry.ts';
import { messageWithPlace } from '../../report/message.ts';
import type { RunReport } from '../../report/run.ts';
import { type Contract, loadContract, usableApi } from '../../sources/contract.ts';
import { refuseOutside } from '../../sources/within.ts';
import type { Terminal } from '../terminal.ts';
import { ToolTrouble } from './trouble.ts';

/** The project that the tools use. */
export interface McpProject {
  /** Reads only below its folder `within`. */
  readonly terminal: Terminal;
  /** The APIs in redocly.yaml, or those that were found without it. */
  entries(): Promise<readonly ApiEntry[]>;
  /** @throws {ToolTrouble} if there is no such API, or the name is ambiguous. */
  entry(api: string | undefined): Promise<ApiEntry>;
  /** @throws {ToolTrouble} if the API cannot be loaded. */
  contract(api: string | undefined): Promise<LoadedContract>;
  contractOf(entry: ApiEntry): Promise<LoadedContract>;
  /** @throws {ToolTrouble} if the file may not be read. */
  file(file: string): Promise<string>;
  /** The report of the last run, with its coverage. */
  lastReport: RunReport | undefined;
}

/** The current contract, with everything that was made from it. */
export interface LoadedContract {
  readonly api: Api;
  readonly judge: Judge;
  /** The API's mocks, by their options. */
  readonly mocks: Map<string, WatchedMock>;
}

/** A mock that reports how it answered a request. */
export interface WatchedMock extends Pick<Mock, 'handle'> {
  eventOf(request: HttpRequest): MockEvent | undefined;
}

export function createMcpProject(terminal: Terminal): McpProject {
  const { cwd, within } = terminal;
  const loaded = new Map<string, Loaded>();
  const configured = async (apis: readonly ApiEntry[]) => {
    const selection = await configuredEntries(apis, cwd);
    if (!selection.ok) throw new ToolTrouble(selection.message);
    return selection.apis;
  };
  const entries = async () => {
    const { apis, problem } = await readRegistry(cwd);
    if (problem !== undefined)
      throw new ToolTrouble(`cannot read the names of the APIs: ${problem}`);
    return configured(apis);
  };

  const entry = async (api: string | undefined): Promise<ApiEntry> => {
    const registry = await readRegistry(cwd);
    const isNamed = registry.apis.some(({ name, source }) => name === api || source === api);
    if (api !== undefined && !isNamed) await refuseUnknownApi(api, registry.apis);
    const selection = await selectApis(registry, api === undefined ? [] : [api], cwd);
    if (!selection.ok) throw new ToolTrouble(selection.message);
    const [first, ...others] = await configured(selection.apis);
    if (others.length === 0) return first!;
    const names = selection.apis.map(({ name }) => name).join(', ');
    throw new ToolTrouble(`there are several APIs (${names}): name one as "api"`);
  };

  async function refuseUnknownApi(api: string, known: readonly ApiEntry[]): Promise<void> {
    if (parseHttpUrl(api) !== undefined) {
      const names = known.map(({ name }) => name).join(', ') || 'none';
      throw new ToolTrouble(
        `cannot load "${api}": the project names no API at this URL (known APIs are ${names})`,
      );
    }
    await file(api);
  }

  const file = async (given: string): Promise<string> => {
    const place = path.resolve(cwd, given);
    try {
      await refuseOutside(place, within);
    } catch (error) {
      throw new ToolTrouble(`cannot read "${given}": ${(error as Error).message}`);
    }
    return place;
  };

  const contractOf = async (wanted: ApiEntry): Promise<LoadedContract> => {
    const known = loaded.get(wanted.source);
    if (known !== undefined && (await isFresh(known, wanted))) return known;
    const contract = await loadContract(wanted, terminal);
    const api = usableApi(contract);
    if (api === undefined) {
      const reasons = contract.findings.slice(0, 5).map(messageWithPlace).join('\n');
      throw new ToolTrouble(`cannot load the API "${wanted.name}":\n${reasons}`);
    }
    const made = {
      ...{ entry: wanted, api, judge: createJudge(api), mocks: new Map() },
      states: await statesOf(contract),
    };
    loaded.set(wanted.source, made);
    return made;
  };

  return {
    terminal,
    entries,
    entry,
    contractOf,
    contract: async (api) => contractOf(await entry(api)),
    file,
    lastReport: undefined,
  };
}

interface Loaded extends LoadedContract {
  readonly entry: ApiEntry;
  /** The file system's metadata of each file that was read. */
  readonly states: ReadonlyMap<string, string>;
}

async function statesOf({ files }: Contract): Promise<ReadonlyMap<string, string>> {
  const states = await Promise.all(
    [...files.keys()].map(async (name) => [name, await stateOf(name)] as const),
  );
  return new Map(states);
}

async function isFresh({ entry, states }: Loaded, wanted: ApiEntry): Promise<boolean> {
  if (entry.lenientNullable !== wanted.lenientNullable) return false;
  for (const [name, state] of states) if ((await stateOf(name)) !== state) return false;
  return true;
}

async function stateOf(name: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(name, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    return fileReason(error) ?? 'none';
  }
}
