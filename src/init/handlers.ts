import type { Api, Operation } from '../api/model.ts';
import { literal } from '../typescript/literal.ts';
import { type NamedOperation, namedOperations } from '../typescript/operation-names.ts';
import { apiTypeName } from '../typescript/type-name.ts';

/** The place of a first file of handlers. */
export function handlersFile(name: string): string {
  return `mock/${name}.ts`;
}

/** The possible files of an API's handlers, in order. */
export function handlerFiles(name: string): readonly string[] {
  return ['ts', 'mts', 'js', 'mjs'].map((ending) => `mock/${name}.${ending}`);
}

/** The text of a first `mock/<api>.ts`: one handler that changes nothing yet, with hints. */
export function firstHandlers(api: Api): string {
  const type = apiTypeName(api.name);
  const operations = namedOperations(api);
  const shown = operations.find(({ operation }) => operation.requestBody) ?? operations[0];
  return `// Handlers answer for operations of the mock, which judges each answer by the contract.
// "npx specwright mock --watch" loads this file again when you save it.

import { defineMock } from 'specwright/mock';
import type { ${type} } from '../generated/${api.name}/mock.ts';

export default defineMock<${type}>({
${shown === undefined ? '' : handlerText(shown)}});
`;
}

function handlerText({ key, operation }: NamedOperation): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key);
  const status = errorOf(operation);
  const example =
    status === undefined
      ? ''
      : `    // Answer an error of the contract to some requests:
    // if (request.fields['x-fail']) return request.respond.sample({ status: ${status} });
`;
  return `  // ${operation.method} ${operation.path}
  async ${name}(request) {
${example}    // Change the usual answer: const { status, body } = await request.respond.default();
    return request.respond.default();
  },
`;
}

function errorOf({ responses }: Operation): string | undefined {
  return responses.find(({ status }) => /^4\d\d$/.test(status))?.status;
}
