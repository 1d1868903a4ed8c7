import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('./documents/', import.meta.url));

/**
 * The folder of third-party documents that tests read. documents/README.md lists their owners; `SPECWRIGHT_CORPUS`
 * names another folder, for documents that are larger or not free.
 */
export const corpus = path.resolve(process.env.SPECWRIGHT_CORPUS ?? own);

/** The path of each document in the corpus. */
export const documents: readonly string[] = readdirSync(corpus)
  .filter((name) => /\.(?:json|ya?ml)$/.test(name))
  .sort()
  .map((name) => path.join(corpus, name));

/** The contracts of this repository and the documents of the corpus, up to a size in bytes. */
export function contractsAndDocuments(largest = Number.POSITIVE_INFINITY): readonly string[] {
  const specs = fileURLToPath(new URL('../../specs/', import.meta.url));
  return readdirSync(specs)
    .map((name) => path.join(specs, name, 'openapi.yaml'))
    .concat(documents)
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.size ?? Infinity) <= largest);
}
