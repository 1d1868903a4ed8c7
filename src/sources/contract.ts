import { fileURLToPath } from 'node:url';
import { type LoadedApi, loadApi } from '../api/load.ts';
import type { Api } from '../api/model.ts';
import { readUri } from '../api/read.ts';
import type { ApiEntry } from '../registry.ts';

/** An entry of the registry as it was found in its files. */
export interface Contract extends LoadedApi {
  readonly entry: ApiEntry;
  /** Every file that was looked into, with what it held; `undefined` where it could not be read. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/**
 * Loads an entry, and keeps account of the files that were read for it. Whoever hands the contract on
 * spares the next one reading and parsing them again.
 */
export async function loadContract(
  entry: ApiEntry,
  { cwd, allowRemote }: { readonly cwd: string; readonly allowRemote: boolean },
): Promise<Contract> {
  const files = new Map<string, string | undefined>();
  const loaded = await loadApi(entry.source, {
    name: entry.name,
    cwd,
    allowRemote,
    async read(uri) {
      if (!uri.startsWith('file:')) return readUri(uri, allowRemote);
      const file = fileURLToPath(uri);
      files.set(file, undefined);
      const text = await readUri(uri);
      files.set(file, text);
      return text;
    },
  });
  return { entry, ...loaded, files };
}

/** The API of a contract; `undefined` where its documents are so broken that nothing can be served by them. */
export function usableApi({ api, findings }: Contract): Api | undefined {
  return findings.every(({ code }) => code === 'document-invalid') ? api : undefined;
}
