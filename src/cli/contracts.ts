import { fileURLToPath } from 'node:url';
import { loadApi } from '../api/load.ts';
import type { Api } from '../api/model.ts';
import { readUri } from '../api/read.ts';
import type { Finding } from '../finding.ts';
import type { ApiEntry } from '../registry.ts';
import type { Terminal } from './terminal.ts';

/** An entry of the registry as it was found in its files. */
export interface Contract {
  readonly entry: ApiEntry;
  /** `undefined` where the documents are so broken that nothing can be served by them. */
  readonly api: Api | undefined;
  readonly findings: readonly Finding[];
  /** Every file that was looked into, with what it held; `undefined` where it could not be read. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** Loads an entry, and keeps account of the files that were read for it. */
export async function loadContract(
  entry: ApiEntry,
  { cwd, allowRemote }: Pick<Terminal, 'cwd' | 'allowRemote'>,
): Promise<Contract> {
  const files = new Map<string, string | undefined>();
  const { api, findings } = await loadApi(entry.source, {
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
  const isUsable = findings.every(({ code }) => code === 'document-invalid');
  return { entry, api: isUsable ? api : undefined, findings, files };
}
