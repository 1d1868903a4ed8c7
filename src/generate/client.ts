import type { Api, ServerVariable } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { isForm, isMultipart, isXml } from '../http/media-type.ts';
import type { SchemaViews } from '../schema/view.ts';
import { isIdentifier, uncapitalized } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { createAnswerMedia } from './answer-media.ts';
import { contractOf, isAbsolute, partRanges, schemeContract, serverOf } from './contract.ts';
import type { TypeOptions } from './format-types.ts';
import { importText, typeImport } from './imports.ts';
import { operationTypes } from './operation-types.ts';
import { createPlainViews } from './plain-view.ts';
import type { TypedDocument } from './typed-document.ts';

/** The text of a client: its interface, what it must know, and a function that makes one. */
export function clientText(
  api: Api,
  operations: readonly NamedOperation[],
  typed: TypedDocument,
  views: SchemaViews,
  options: TypeOptions,
): string {
  const name = apiTypeName(api.name);
  const plain = createPlainViews(typed);
  const answers = createAnswerMedia(typed, plain);
  const described = operations.map((named) => ({
    named,
    types: operationTypes(named, typed, answers),
  }));
  const imports = new Set([
    'ApiContract',
    'ByPath',
    'ClientOptions',
    ...described.flatMap(({ types }) => [...types.imports]),
  ]);
  const codecs = codecsOf(api);
  const credentials = credentialsText(api, imports);
  const used = described.map(({ types }) => types.text).join('\n');
  const contract = contractOf(api, operations, { views, typed, plain, answers }, options);
  const dates = contract.dateShapes === undefined ? undefined : dateReaders[options.dates];
  const parts = [
    ...(codecs.size === 0 ? [] : [`  codecs: [${[...codecs.keys()].join(', ')}],\n`]),
    ...(dates === undefined ? [] : [`  dates: ${dates},\n`]),
  ].join('');
  const libraryNames = [
    'createClient',
    ...(dates === undefined ? [] : [dates]),
    ...[...codecs].filter(([, from]) => from === 'specwright/client').map(([codec]) => codec),
    ...[...imports].map((each) => `type ${each}`),
  ];
  const xml = [...codecs]
    .filter(([, from]) => from === 'specwright/client/xml')
    .map(([codec]) => codec);
  const fromTypes = ['components', 'operations'].filter((each) => used.includes(`${each}[`));

  const methods = described
    .filter(({ named }) => named.hasId)
    .map(
      ({ named, types }) =>
        docs(named) + methodMember(memberName(named.key), types.parameter, types.result),
    );
  return [
    importText(libraryNames, 'specwright/client'),
    xml.length === 0 ? '' : importText(xml, 'specwright/client/xml'),
    // Deno looks for the very file that is named, which TypeScript finds under the name it will have.
    fromTypes.length === 0 ? '' : '// @deno-types="./types.ts"\n',
    fromTypes.length === 0 ? '' : typeImport(fromTypes, './types.js'),
    '\n',
    `/** ${comment(api.title)} ${comment(api.version)}: an operation by its id, or by its method and path. */\n`,
    `export interface ${name}Client extends ByPath<${name}Paths> {${methods.length === 0 ? '' : `\n${methods.join('\n')}`}}\n\n`,
    optionsText(api, name, credentials),
    factoryText(api, name),
    '\n',
    used,
    `\n/** The operations by method and path. */\nexport interface ${name}Paths {\n${pathsText(described)}}\n\n`,
    '/** What the client knows of its API at run time. */\n',
    `export const ${contractName(api)}: ApiContract = ${withCodecs(literal(contract), parts)};\n`,
  ].join('');
}

const dateReaders = { string: undefined, date: 'dateObjects', temporal: 'temporalDates' } as const;

function withCodecs(text: string, codecs: string): string {
  if (codecs === '') return text;
  return `{\n${codecs}${text.startsWith('{\n') ? text.slice(2) : `  ${text.slice(2, -2)},\n}`}`;
}

/** What reads and writes the media types of an API, with where each comes from. */
function codecsOf(api: Api): ReadonlyMap<string, string> {
  const codecs = new Map<string, string>();
  const bodies = api.operations.flatMap(({ requestBody }) => requestBody?.content ?? []);
  const inRequests = bodies.flatMap((media) => [media.range, ...partRanges(media)]);
  const inAnswers = api.operations.flatMap(({ responses }) =>
    responses.flatMap(({ content }) => content),
  );
  if (inAnswers.some(({ range }) => isXml(range))) codecs.set('xmlCodec', 'specwright/client/xml');
  else if (inRequests.some(isXml)) {
    codecs.set('xmlWriter', 'specwright/client');
  }
  if (inRequests.some(isForm)) codecs.set('formCodec', 'specwright/client');
  if (inRequests.some(isMultipart)) {
    codecs.set('multipartCodec', 'specwright/client');
  }
  return codecs;
}

/** The schemes that the operations of an API ask for, as members of the credentials. */
function credentialsText(api: Api, imports: Set<string>): string {
  const used = new Set(
    api.operations.flatMap(({ security }) =>
      security.flatMap((alternative) => alternative.map(({ scheme }) => scheme.name)),
    ),
  );
  const members = [...api.securitySchemes.values()].flatMap((scheme) => {
    const contract = used.has(scheme.name) ? schemeContract(scheme) : undefined;
    if (contract === undefined) return [];
    imports.add('Credential');
    const isBasic = 'http' in contract && contract.http === 'Basic';
    if (isBasic) imports.add('UserPassword');
    const description =
      scheme.description === undefined ? '' : `    /** ${comment(scheme.description)} */\n`;
    return [
      `${description}    readonly ${memberName(scheme.name)}?: Credential${isBasic ? '<UserPassword>' : ''};\n`,
    ];
  });
  return members.join('');
}

function optionsText(api: Api, name: string, credentials: string): string {
  const { server } = serverOf(api);
  const members: string[] = [];
  const said = server === undefined ? undefined : `\`${comment(server)}\``;
  if (api.servers.slice(0, 1).some(isAbsolute)) {
    members.push(
      `  /** ${said} unless it is given. */\n  readonly baseUrl?: string | undefined;\n`,
    );
  } else if (hasServers(api)) {
    members.push(
      '  /** Each operation names its own server, unless this is given. */\n  readonly baseUrl?: string | undefined;\n',
    );
  } else if (said === undefined) {
    members.push('  /** The document names no server. */\n  readonly baseUrl: string;\n');
  } else {
    members.push(
      `  /** Where the document's server ${said} is: \`https://api.example.com\`. A URL with a path stands for all of it. */\n  readonly baseUrl: string;\n`,
    );
  }
  const variables = variablesText(api);
  if (variables !== '') {
    members.push(
      `  /** The variables of the document's servers; a whole URL as \`baseUrl\` counts instead. */\n  readonly server?: {\n${variables}  } | undefined;\n`,
    );
  }
  if (credentials !== '') {
    members.push(
      `  /** A token or a key, or a function that is asked before each request. */\n  readonly credentials?: {\n${credentials}  } | undefined;\n`,
    );
  }
  return `export interface ${name}Options extends ClientOptions {\n${members.join('')}}\n\n`;
}

/** Whether all operations have a server whose host is known. */
function hasServers({ operations }: Api): boolean {
  return operations.every(({ servers }) => servers.slice(0, 1).some(isAbsolute));
}

/** The variables of the first server, and of those that operations have of their own. */
function variablesText(api: Api): string {
  const variables = new Map<string, ServerVariable[]>();
  for (const { servers } of [api, ...api.operations]) {
    for (const [name, variable] of Object.entries(servers[0]?.variables ?? {})) {
      const known = variables.get(name) ?? [];
      if (!known.includes(variable)) variables.set(name, [...known, variable]);
    }
  }
  return [...variables]
    .map(([name, all]) => {
      const isFree = all.some((one) => one.enum === undefined);
      const values = new Set(all.flatMap((one) => one.enum ?? []));
      const type = isFree ? 'string' : [...values].map((value) => literal(value)).join(' | ');
      const usual = comment(all[0]!.default);
      return `    /** \`${usual}\` unless it is given. */\n    readonly ${memberName(name)}?: ${type} | undefined;\n`;
    })
    .join('');
}

function factoryText(api: Api, name: string): string {
  // Where a server has variables, their defaults are seldom what a program wants.
  const isWhole = hasServers(api) && variablesText(api) === '';
  const optional = isWhole ? ' = {}' : '';
  return `/** Makes a client of ${comment(api.title)}. */
export function create${name}Client(options: ${name}Options${optional}): ${name}Client {
  return createClient<${name}Client>(${contractName(api)}, options);
}
`;
}

function contractName(api: Api): string {
  return `${uncapitalized(apiTypeName(api.name))}Contract`;
}

type Described = {
  readonly named: NamedOperation;
  readonly types: ReturnType<typeof operationTypes>;
};

function pathsText(described: readonly Described[]): string {
  const methods = new Map<string, Described[]>();
  for (const each of described) {
    const { method } = each.named.operation;
    methods.set(method, [...(methods.get(method) ?? []), each]);
  }
  return [...methods]
    .map(([method, own]) => {
      const members = own.map(
        ({ named, types }) =>
          (named.hasId ? '' : docs(named, '    ')) +
          pathMember(memberName(named.operation.path), types.parameter, types.result),
      );
      return `  ${memberName(method)}: {\n${members.join('')}  };\n`;
    })
    .join('');
}

/** Longer examples say less than the types do. */
const maximumExample = 1200;

/** A call by the examples of the document; none where it has none for what must be said. */
function exampleCall({ operation, key, hasId }: NamedOperation): string | undefined {
  const { method, path, parameters, requestBody } = operation;
  const content = requestBody?.content ?? [];
  const media = content.find(({ name }) => name === 'application/json') ?? content[0];
  const shown = media?.examples.find(({ value }) => value !== undefined);
  const params: Record<string, Record<string, unknown>> = {};
  for (const { name, in: place, required, schema, examples } of parameters) {
    const own = isObject(schema?.value) ? schema.value : {};
    const value = examples.find((example) => example.value !== undefined)?.value ?? own.example;
    if (value === undefined && required) return undefined;
    if (value !== undefined) params[place] = { ...params[place], [name]: value };
  }
  if (shown === undefined && (requestBody?.required || Object.keys(params).length === 0)) {
    return undefined;
  }
  const isUsual = media?.name === 'application/json';
  const given = {
    ...(Object.keys(params).length > 0 && { params }),
    ...(shown !== undefined && { body: shown.value }),
    ...(shown !== undefined && !isUsual && { contentType: media!.name }),
  };
  const start = hasId ? `client.${key}(` : `client.${method}(${literal(path)}, `;
  const text = `${start}${literal(given, '', start.length + '   * );'.length)});`;
  return text.length > maximumExample ? undefined : text;
}

/** On one line where that has room. */
function methodMember(name: string, parameter: string, result: string): string {
  const line = `  ${name}(${parameter}): Promise<${result}>;`;
  return line.length <= 100
    ? `${line}\n`
    : `  ${name}(\n    ${parameter},\n  ): Promise<${result}>;\n`;
}

/** On one line where that has room. */
function pathMember(path: string, parameter: string, result: string): string {
  const line = `    ${path}: (${parameter}) => Promise<${result}>;`;
  return line.length <= 100
    ? `${line}\n`
    : `    ${path}: (\n      ${parameter},\n    ) => Promise<${result}>;\n`;
}

/** Summary, description and an example, as editors show them. */
function docs(named: NamedOperation, indent = '  '): string {
  const { operation } = named;
  const { operationId, summary, description, deprecated } = operation;
  const paragraphs = [summary, description]
    .filter((text) => text !== undefined && text.trim() !== '')
    .map((text) => text!.trim().replaceAll('*/', '*\\/'));
  const lines = paragraphs.join('\n\n').split(/\r?\n/);
  if (paragraphs.length === 0) lines.splice(0, 1, `${operation.method} ${comment(operation.path)}`);
  if (named.hasId && operationId !== named.key) {
    lines.push('', `The operation \`${comment(operationId!)}\` of the document.`);
  }
  const example = exampleCall(named)?.replaceAll('*/', '*\\/');
  if (example !== undefined) lines.push('', '@example', '```ts', ...example.split('\n'), '```');
  if (deprecated) lines.push('', '@deprecated');
  const text = lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n');
  return `${indent}/**\n${text}\n${indent} */\n`;
}

/** The name of a member; `new` without quotes would be what makes an object. */
function memberName(name: string): string {
  return isIdentifier(name) && name !== 'new' ? name : literal(name);
}

/** A text inside a comment, on one line. */
function comment(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
}
