import type { Api } from '../api/model.ts';
import { namedOperations } from '../typescript/operation-names.ts';
import { clientText } from './client.ts';
import type { TypeOptions } from './format-types.ts';
import { typedDocument } from './typed-document.ts';
import { typesText } from './types.ts';

/** What is generated for an API, by the names of the files: its types, and a client made of them. */
export function textsOf(api: Api, options: TypeOptions): ReadonlyMap<string, string> {
  const operations = namedOperations(api);
  const typed = typedDocument(api, operations);
  return new Map([
    ['types.ts', typesText(typed.document, options)],
    ['client.ts', clientText(api, operations, typed, options)],
  ]);
}
