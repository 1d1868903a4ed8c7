import type { ParameterPlace } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { variableName } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { alternativeFor, credentialsFor } from './credentials.ts';
import { payloadOf } from './payload.ts';
import type { ExampleArgument, RequestExample } from './request.ts';

export interface ClientSnippetOptions {
  /** The name of the API, from which the generated client has its name. */
  readonly api: string;
  readonly named: NamedOperation;
  readonly baseUrl: string;
}

/** An example as a call of the generated client, in TypeScript. */
export function clientSnippet(
  example: RequestExample,
  { api, named, baseUrl }: ClientSnippetOptions,
): string {
  const type = apiTypeName(api);
  const client = variableName(type, ['result', 'console']);
  const { operation, key, hasId } = named;
  const options = { baseUrl, ...credentialsOf(named) };
  const members = [...parametersText(example), ...bodyText(example)];
  const call = members.length === 0 ? '' : `{\n${members.map((text) => `  ${text},\n`).join('')}}`;
  const create = `const ${client} = create${type}Client(`;
  const path = literal(operation.path);
  const method = hasId
    ? `${key}(${call})`
    : `${operation.method}(${[path, call].filter(Boolean).join(', ')})`;
  return [
    `import { create${type}Client } from ${literal(`./generated/${api}/client.ts`)};`,
    '',
    `${create}${literal(options, '', create.length)});`,
    `const result = await ${client}.${method};`,
    'if (result.ok) console.log(result.data);',
    'else console.error(result.status);',
  ].join('\n');
}

/** The client's credentials, by the names of the security schemes. */
function credentialsOf({ operation }: NamedOperation): Record<string, unknown> {
  // A certificate is no value that a client can take.
  const given = credentialsFor(alternativeFor(operation, {}), {}).filter(
    ({ scheme }) => scheme.credential.type !== 'transport',
  );
  if (given.length === 0) return {};
  const credentials = given.map(({ scheme, secret }) => {
    const { credential, name } = scheme;
    const isBasic = credential.type === 'http' && credential.scheme === 'basic';
    const [username, password] = secret.split(':');
    return [name, isBasic ? { username, password } : secret] as const;
  });
  return { credentials: Object.fromEntries(credentials) };
}

const places: readonly ParameterPlace[] = ['path', 'query', 'header', 'cookie'];

function parametersText({ call }: RequestExample): string[] {
  const given = places.flatMap((place): [string, unknown][] => {
    const found = call.parameters.filter(({ parameter }) => parameter.in === place);
    const value = ({ parameter, value }: ExampleArgument) => [parameter.name, value] as const;
    return found.length === 0 ? [] : [[place, Object.fromEntries(found.map(value))]];
  });
  return given.length === 0 ? [] : [`params: ${literal(Object.fromEntries(given), '  ', 8)}`];
}

function bodyText(example: RequestExample): string[] {
  const { body } = example.call;
  if (body === undefined) return [];
  const isFile = payloadOf(example).kind === 'file';
  const value = isFile ? aFile : valueText(body.example.value, example.files);
  const { name } = body.media;
  const contentType = name === 'application/json' ? [] : [name];
  return [`body: ${value}`, ...contentType.map((name) => `contentType: ${literal(name)}`)];
}

const aFile = 'new Blob([/* bytes */])';

/** The value of a body, with files as a program writes them. */
function valueText(value: unknown, files: ReadonlySet<string>): string {
  if (files.size === 0 || !isObject(value)) return literal(value, '  ', 6);
  const marked = Object.entries(value).map(([name, member]) => {
    if (!files.has(name)) return [name, member];
    return [name, Array.isArray(member) ? member.map(() => fileMark) : fileMark];
  });
  const text = literal(Object.fromEntries(marked), '  ', 6);
  return text.replaceAll(literal(fileMark), aFile);
}

/** A placeholder for a file until the value is written. */
const fileMark = '\u{f8ff}file';
