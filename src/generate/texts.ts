import type { Api } from '../api/model.ts';
import { namedOperations } from '../typescript/operation-names.ts';
import { clientText } from './client.ts';
import type { TypeOptions } from './format-types.ts';
import { byPointers } from './references.ts';
import { typedDocument } from './typed-document.ts';
import { typesText } from './types.ts';

/** What is generated for an API, by the names of the files: its types, and a client made of them. */
export async function textsOf(
  api: Api,
  options: TypeOptions,
): Promise<ReadonlyMap<string, string>> {
  const operations = namedOperations(api);
  const typed = typedDocument(api, byPointers(api, await wholeDocument(api)), operations);
  return new Map([
    ['types.ts', typesText(typed.document, options)],
    ['client.ts', clientText(api, operations, typed, options)],
  ]);
}

/** The description in one value. What bundles is loaded where there is something to bundle. */
async function wholeDocument(api: Api): Promise<unknown> {
  if (api.documents.size === 1) return api.root.value;
  const { bundleApi } = await import('../api/bundle.ts');
  return bundleApi(api);
}
