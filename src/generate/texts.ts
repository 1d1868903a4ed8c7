import type { Api } from '../api/model.ts';
import { createReferences, createResources } from '../schema/resources.ts';
import { createSchemaViews } from '../schema/view.ts';
import { namedOperations } from '../typescript/operation-names.ts';
import { clientText } from './client.ts';
import type { TypeOptions } from './format-types.ts';
import { mockText } from './mock.ts';
import { typedDocument } from './typed-document.ts';
import { typesText } from './types.ts';

/** What is generated for an API, by the names of the files: its types, those of its mock, a client. */
export function textsOf(api: Api, options: TypeOptions): ReadonlyMap<string, string> {
  const operations = namedOperations(api);
  const references = createReferences(createResources(api));
  const views = createSchemaViews(api.dialect, references);
  const typed = typedDocument(api, operations, references, views);
  return new Map([
    ['types.ts', typesText(typed, options)],
    ['mock.ts', mockText(api, options)],
    ['client.ts', clientText(api, operations, typed, views, options)],
  ]);
}
