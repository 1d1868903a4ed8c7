import { bundleApi } from '../api/bundle.ts';
import type { Api } from '../api/model.ts';
import { clientText } from './client.ts';
import type { TypeOptions } from './format-types.ts';
import { namedOperations } from './names.ts';
import { typedDocument } from './typed-document.ts';
import { typesText } from './types.ts';

/** What is generated for an API, by the names of the files: its types, and a client made of them. */
export async function textsOf(
  api: Api,
  options: TypeOptions,
): Promise<ReadonlyMap<string, string>> {
  const operations = namedOperations(api);
  const typed = typedDocument(api, await bundleApi(api), operations);
  return new Map([
    ['types.ts', typesText(typed.document, options)],
    ['client.ts', clientText(api, operations, typed, options)],
  ]);
}
