// The text of a program that uses a whole generated client. It calls each operation with values
// that the judge accepts, and narrows each described answer by its status. Nothing may be `any`.

import { schemeContract } from '../dist/lib/generate/contract.js';
import { createSchemas } from '../dist/lib/schema/schemas.js';
import { literal } from '../dist/lib/typescript/literal.js';
import { namedOperations } from '../dist/lib/typescript/operation-names.js';
import { apiTypeName } from '../dist/lib/typescript/type-name.js';
import { bodyOf, callsOf, paramsOf } from './example-calls.mjs';

/**
 * @param {{ values: boolean, runtime?: boolean }} options Whether calls pass values or their own
 * types; whether the run-time half is beside the client.
 */
export function useText(api, { values, runtime = false }) {
  const name = apiTypeName(api.name);
  const schemas = createSchemas(api);
  const operations = namedOperations(api);
  const used = api.operations.flatMap(({ security }) => security.flat());
  const schemes = new Map(used.map(({ scheme }) => [scheme.name, schemeContract(scheme)]));
  const credentials = [...schemes].flatMap(([scheme, contract]) => {
    if (contract === undefined) return [];
    const given =
      contract.http === 'Basic' ? `{ username: 'a', password: 'b' }` : `async () => 'secret'`;
    return [`${literal(scheme)}: ${given}`];
  });
  const given = credentials.length === 0 ? '' : `, credentials: { ${credentials.join(', ')} }`;
  const uses = operations.map((named, index) =>
    useOf(named, index, name, values ? schemas : undefined),
  );
  return `import { AnswerError, orThrow, retry } from '${runtime ? './runtime.js' : 'specwright/client'}';
import { create${name}Client, type ${name}Client } from './client.js';

type IsAny<Type> = 0 extends 1 & Type ? true : false;

export const client: ${name}Client = create${name}Client({
  baseUrl: 'http://127.0.0.1', timeout: 1000, middleware: [retry(2)]${given},
});
${uses.join('\n')}
export async function thrown(error: unknown): Promise<number | undefined> {
  if (!(error instanceof AnswerError)) return undefined;
  false satisfies IsAny<typeof error.result>;
  return error.result.response.status;
}
`;
}

/** A program with a handler for each operation that answers every described JSON. */
export function handlersText(api) {
  const name = apiTypeName(api.name);
  const handlers = namedOperations(api).map(({ operation, key }) => {
    const answers = operation.responses.flatMap(({ status, content }) => {
      if (!/^[2-5]\d\d$/.test(status)) return [];
      const [media] = content;
      if (media === undefined) return [`    if (Math.random() > 2) return respond(${status});`];
      const own = `${name}['operations'][${literal(key)}]['responses'][${status}]['content']`;
      return [
        `    if (Math.random() > 2) return respond(${status}, null! as ${own}[${literal(media.name)}]);`,
      ];
    });
    return `  async ${literal(key)}({ path, query, headers, cookies, body, respond }) {
    void [path, query, headers, cookies, body];
${answers.join('\n')}
    return respond.default();
  },
`;
  });
  return `import { defineMock } from 'specwright/mock';
import type { ${name} } from './mock.js';

export const handlers = defineMock<${name}>({
${handlers.join('')}});
`;
}

function useOf({ operation, key, hasId }, index, name, schemas) {
  const method = hasId ? `client[${literal(key)}]` : `client.${operation.method}`;
  const path = hasId ? '' : `${literal(operation.path)}, `;
  const calls = schemas === undefined ? [] : callsOf(operation, schemas);
  const givens = calls.map(({ call }) => {
    const params = paramsOf(call);
    const { given, contentType } = bodyOf(call);
    const hasParams = Object.keys(params).length > 0;
    return typeOfValue({
      ...(hasParams && { params }),
      ...(given !== undefined && { body: given, contentType }),
    });
  });
  const own = hasId ? `Parameters<${name}Client[${literal(key)}]>[0] & {}` : undefined;
  const types = givens.length > 0 ? givens : own === undefined ? [] : [own];
  const statuses = operation.responses
    .map(({ status }) => status)
    .filter((status) => /^\d{3}$/.test(status));
  const lines = types.map(
    (type, call) => `
export async function use${index}_${call}(given: ${type}) {
  const result = await ${method}(${path}given);
  false satisfies IsAny<typeof result>;
  if (!result.ok) {
    const { error } = result;
    false satisfies IsAny<typeof error>;
  }
  const data = await orThrow(${method}(${path}given));
  false satisfies IsAny<typeof data>;
  switch (result.status) {${call > 0 ? '' : statuses.map(caseOf).join('')}
    case 'undocumented':
    case 'unreadable':
      result.reason satisfies string;
      return result.error satisfies unknown;
  }
  return data;
}`,
  );
  return lines.join('\n');
}

function caseOf(status) {
  const member = status.startsWith('2') ? 'data' : 'error';
  return `
    case ${status}: {
      const { ${member}: content, ok, headers, response } = result;
      false satisfies IsAny<typeof content>;
      false satisfies IsAny<typeof headers>;
      false satisfies IsAny<typeof response>;
      ok satisfies ${member === 'data'};
      return content;
    }`;
}

/** The type of this one value. Unlike a literal, it may have additional properties. */
function typeOfValue(value) {
  if (value instanceof Blob || value instanceof Uint8Array) return 'Uint8Array<ArrayBuffer>';
  if (Array.isArray(value)) return `[${value.map(typeOfValue).join(', ')}]`;
  if (typeof value === 'bigint') return 'number';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}: ${typeOfValue(member)}`);
  return `{ ${members.join('; ')} }`;
}
