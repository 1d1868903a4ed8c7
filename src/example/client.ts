import type { ParameterPlace } from '../api/model.ts';
import { isObject, type Node } from '../api/node.ts';
import type { Schemas } from '../schema/schemas.ts';
import { variableName } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { alternativeFor, credentialsFor } from './credentials.ts';
import { apartFurther } from './further.ts';
import { payloadOf } from './payload.ts';
import type { ExampleArgument, RequestExample } from './request.ts';

export interface ClientSnippetOptions {
  /** The name of the API, from which the generated client has its name. */
  readonly api: string;
  readonly named: NamedOperation;
  readonly baseUrl: string;
  readonly schemas: Schemas;
}

/** An example as a call of the generated client, in TypeScript. */
export function clientSnippet(
  example: RequestExample,
  { api, named, baseUrl, schemas }: ClientSnippetOptions,
): string {
  const type = apiTypeName(api);
  const client = variableName(type, ['result', 'console']);
  const { operation, key, hasId } = named;
  const options = { baseUrl, ...credentialsOf(named) };
  const members = [...parametersText(example, schemas), ...bodyText(example, schemas)];
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

function parametersText({ call }: RequestExample, schemas: Schemas): string[] {
  const given = places.flatMap((place): [string, unknown][] => {
    const found = call.parameters.filter(({ parameter }) => parameter.in === place);
    const value = ({ parameter, value }: ExampleArgument) => {
      const schema = parameter.schema ?? parameter.content?.schema;
      return [parameter.name, typed(value, schema, schemas)] as const;
    };
    return found.length === 0 ? [] : [[place, Object.fromEntries(found.map(value))]];
  });
  return given.length === 0 ? [] : [`params: ${valueText(Object.fromEntries(given), 8)}`];
}

function bodyText(example: RequestExample, schemas: Schemas): string[] {
  const { body } = example.call;
  if (body === undefined) return [];
  const isFile = payloadOf(example).kind === 'file';
  const given = withFiles(body.example.value, example.files);
  const value = isFile ? aFile : valueText(typed(given, body.media.schema, schemas), 6);
  const { name } = body.media;
  const contentType = name === 'application/json' ? [] : [name];
  return [`body: ${value}`, ...contentType.map((name) => `contentType: ${literal(name)}`)];
}

const aFile = 'new Blob([/* bytes */])';

/** The value of a body, with a placeholder for each file. */
function withFiles(value: unknown, files: ReadonlySet<string>): unknown {
  if (files.size === 0 || !isObject(value)) return value;
  const marked = Object.entries(value).map(([name, member]) => {
    if (!files.has(name)) return [name, member];
    return [name, Array.isArray(member) ? member.map(() => fileMark) : fileMark];
  });
  return Object.fromEntries(marked);
}

/** A value whose further members are marked: a compiler refuses them, except in a spread object. */
function typed(value: unknown, schema: Node | undefined, schemas: Schemas): unknown {
  return schema === undefined ? value : apartFurther(value, [schema], furtherMark, schemas);
}

/** A value as a program writes it, with files and spread members for the placeholders. */
function valueText(value: unknown, before: number): string {
  return literal(value, '  ', before)
    .replaceAll(literal(fileMark), aFile)
    .replaceAll(`${literal(furtherMark)}: `, '...');
}

/** Placeholders until a value is written. */
const fileMark = '\u{f8ff}file';
const furtherMark = '\u{f8ff}further';
