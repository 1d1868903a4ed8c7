import type { Api } from '../api/model.ts';
import { createReferences, createResources } from '../schema/resources.ts';
import { createSchemaViews } from '../schema/view.ts';
import { namedOperations } from '../typescript/operation-names.ts';
import { createAnswerMedia } from './answer-media.ts';
import { clientText } from './client.ts';
import { enumsText } from './enums.ts';
import { mockText } from './mock.ts';
import { operationTypes } from './operation-types.ts';
import { operationsText } from './operations.ts';
import type { OutputOptions } from './output.ts';
import { createPageRules } from './page-rules.ts';
import { createPlainViews } from './plain-view.ts';
import { queriesText } from './queries.ts';
import { schemasText } from './schemas.ts';
import { serverText } from './server.ts';
import { typedDocument } from './typed-document.ts';
import { typesText } from './types.ts';

/** The generated files of an API by name: its types, those of its mock, a client. */
export function textsOf(api: Api, options: OutputOptions): ReadonlyMap<string, string> {
  const operations = namedOperations(api);
  const references = createReferences(createResources(api));
  const views = createSchemaViews(api.dialect, references);
  const typed = typedDocument(api, operations, references, views);
  const plain = createPlainViews(typed);
  const answers = createAnswerMedia(typed, plain);
  const schemas = { views, typed, plain, answers };
  const described = operations.map((named) => ({
    named,
    types: operationTypes(named, typed, answers, options.lenient),
  }));
  const files = new Map([
    ['types.ts', typesText(typed, options)],
    ['mock.ts', mockText(api, options)],
    ['client.ts', clientText(api, described, schemas, options)],
  ]);
  if (options.operations) {
    files.set('operations.ts', operationsText(api, described, schemas, options));
  }
  const { queries } = options;
  if (queries) {
    files.set(
      'queries.ts',
      queriesText(api, described, createPageRules(api), { ...options, queries }),
    );
  }
  const { schemas: library } = options;
  if (library) {
    const own = { ...options, schemas: library };
    files.set('schemas.ts', schemasText(api, described, references, views, own));
  }
  if (options.enums) files.set('enums.ts', enumsText(typed, operations));
  if (options.server) files.set('server.ts', serverText(api, operations, options));
  return files;
}
