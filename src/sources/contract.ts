import { fileURLToPath } from 'node:url';
import { type LoadedApi, loadApi } from '../api/load.ts';
import type { Api } from '../api/model.ts';
import { readBytes, readUri } from '../api/read.ts';
import type { ApiEntry } from '../registry.ts';
import { refuseOutside } from './within.ts';

/** An entry of the registry, loaded from its files. */
export interface Contract extends LoadedApi {
  readonly entry: ApiEntry;
  /** Every file that was read, with its contents; `undefined` if it could not be read. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** The options for loading contracts beside the registry. */
export interface Surroundings {
  readonly cwd: string;
  readonly allowRemote: boolean;
  /** Whether loading is lenient for every entry; by default each entry decides. */
  readonly lenientNullable?: boolean;
  /** The folder of readable files; any by default. */
  readonly within?: string | undefined;
  /** The unsaved text of an edited file, which replaces the saved one. */
  readonly textOf?: (file: string) => string | undefined;
}

/**
 * Loads an entry, and records the files that it reads. Pass the contract on to avoid reading and
 * parsing them again.
 */
export async function loadContract(
  entry: ApiEntry,
  { cwd, allowRemote, lenientNullable = false, within, textOf }: Surroundings,
): Promise<Contract> {
  const files = new Map<string, string | undefined>();
  const loaded = await loadApi(entry.source, {
    name: entry.name,
    cwd,
    allowRemote,
    lenientNullable: lenientNullable || entry.lenientNullable === true,
    async read(uri) {
      if (!uri.startsWith('file:')) return readUri(uri, allowRemote);
      const file = fileURLToPath(uri);
      files.set(file, undefined);
      await refuseOutside(file, within);
      const text = textOf?.(file) ?? (await readUri(uri));
      files.set(file, text);
      return text;
    },
    async readBytes(uri) {
      if (!uri.startsWith('file:')) return readBytes(uri, allowRemote);
      const file = fileURLToPath(uri);
      files.set(file, undefined);
      await refuseOutside(file, within);
      const bytes = await readBytes(uri);
      files.set(file, Buffer.from(bytes).toString('utf8'));
      return bytes;
    },
  });
  return { entry, ...loaded, files };
}

export function loadContracts(
  entries: readonly ApiEntry[],
  options: Surroundings,
): Promise<readonly Contract[]> {
  return Promise.all(entries.map((entry) => loadContract(entry, options)));
}

/** The API of a contract; `undefined` if its documents are too broken to serve. */
export function usableApi({ api, findings }: Contract): Api | undefined {
  return findings.every(({ code }) => code === 'document-invalid') ? api : undefined;
}

/**
 * The contracts of entries after a change of files: loads those that use a changed file, new ones,
 * and those with other options.
 */
export function reloadContracts(
  entries: readonly ApiEntry[],
  known: readonly Contract[],
  changed: ReadonlySet<string>,
  options: Surroundings,
): Promise<readonly Contract[]> {
  return Promise.all(
    entries.map((entry) => {
      const old = known.find((one) => isSameEntry(one.entry, entry));
      const isOther = old?.entry.lenientNullable !== entry.lenientNullable;
      const isStale = [...(old?.files.keys() ?? [])].some((file) => changed.has(file));
      return old === undefined || isOther || isStale ? loadContract(entry, options) : old;
    }),
  );
}

export function isSameEntry(one: ApiEntry, other: ApiEntry): boolean {
  return one.name === other.name && one.source === other.source;
}

/** The files of several contracts, with their contents. */
export function filesOf(contracts: readonly Contract[]): ReadonlyMap<string, string | undefined> {
  return new Map(contracts.flatMap(({ files }) => [...files]));
}
