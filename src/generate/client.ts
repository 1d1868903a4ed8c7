import type { Api, ServerVariable } from '../api/model.ts';
import { uncapitalized } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { contractOf, isAbsolute, type ReadSchemas, schemeContract, serverOf } from './contract.ts';
import { contractText, libraryImports } from './contract-text.ts';
import { fileImport, typeImport } from './imports.ts';
import { comment, memberName, operationDocs } from './operation-docs.ts';
import type { DescribedOperation } from './operation-types.ts';
import type { OutputOptions } from './output.ts';

/** The text of a client: its interface, its contract, and a function that makes one. */
export function clientText(
  api: Api,
  described: readonly DescribedOperation[],
  schemas: ReadSchemas,
  options: OutputOptions,
): string {
  const name = apiTypeName(api.name);
  const imports = new Set([
    'ApiContract',
    'ByPath',
    'ClientOptions',
    ...described.flatMap(({ types }) => [...types.imports]),
  ]);
  const credentials = credentialsText(api, imports);
  const used = described.map(({ types }) => types.text).join('\n');
  const operations = described.map(({ named }) => named);
  const contract = contractText(
    contractOf(api, operations, schemas, options),
    api.operations,
    options,
  );
  const fromTypes = ['components', 'operations'].filter((each) => used.includes(`${each}[`));

  const methods = described
    .filter(({ named }) => named.hasId)
    .map(
      ({ named, types }) =>
        operationDocs(named) +
        methodMember(
          memberName(named.key) + types.choice.generics,
          types.parameter + types.choice.more,
          types.choice.result(types.result),
        ),
    );
  return [
    libraryImports(
      [contract],
      ['createClient', ...[...imports].map((each) => `type ${each}`)],
      options,
    ),
    fromTypes.length === 0
      ? ''
      : fileImport('types', options, (from) => typeImport(fromTypes, from)),
    '\n',
    `/** ${comment(api.title)} ${comment(api.version)}: an operation by its id, or by its method and path. */\n`,
    `export interface ${name}Client extends ByPath<${name}Paths> {${methods.length === 0 ? '' : `\n${methods.join('\n')}`}}\n\n`,
    optionsText(api, name, credentials),
    factoryText(api, name),
    '\n',
    used,
    `\n/** The operations by method and path. */\nexport interface ${name}Paths {\n${pathsText(described)}}\n\n`,
    '/** What the client knows of its API at run time. */\n',
    `export const ${contractName(api)}: ApiContract = ${contract.text};\n`,
  ].join('');
}

/** The security schemes of an API's operations, as members of the credentials. */
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
  const serverText = server === undefined ? undefined : `\`${comment(server)}\``;
  if (api.servers.slice(0, 1).some(isAbsolute)) {
    members.push(
      `  /** ${serverText} unless it is given. */\n  readonly baseUrl?: string | undefined;\n`,
    );
  } else if (hasServers(api)) {
    members.push(
      '  /** Each operation names its own server, unless this is given. */\n  readonly baseUrl?: string | undefined;\n',
    );
  } else if (serverText === undefined) {
    members.push('  /** The document names no server. */\n  readonly baseUrl: string;\n');
  } else {
    members.push(
      `  /** Where the document's server ${serverText} is: \`https://api.example.com\`. A URL with a path stands for all of it. */\n  readonly baseUrl: string;\n`,
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

/** Whether all operations have a server with a known host. */
function hasServers({ operations }: Api): boolean {
  return operations.every(({ servers }) => servers.slice(0, 1).some(isAbsolute));
}

/** The variables of the first server, and of the servers of single operations. */
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
  // A program seldom wants the defaults of a server's variables.
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

function pathsText(described: readonly DescribedOperation[]): string {
  const methods = new Map<string, DescribedOperation[]>();
  for (const each of described) {
    const { method } = each.named.operation;
    methods.set(method, [...(methods.get(method) ?? []), each]);
  }
  return [...methods]
    .map(([method, own]) => {
      const members = own.map(
        ({ named, types }) =>
          (named.hasId ? '' : operationDocs(named, '    ')) +
          pathMember(memberName(named.operation.path), types.parameter, types.result),
      );
      return `  ${memberName(method)}: {\n${members.join('')}  };\n`;
    })
    .join('');
}

/** On one line if it fits. */
function methodMember(name: string, parameter: string, result: string): string {
  const line = `  ${name}(${parameter}): Promise<${result}>;`;
  return line.length <= 100
    ? `${line}\n`
    : `  ${name}(\n    ${parameter},\n  ): Promise<${result}>;\n`;
}

/** On one line if it fits. */
function pathMember(path: string, parameter: string, result: string): string {
  const line = `    ${path}: (${parameter}) => Promise<${result}>;`;
  return line.length <= 100
    ? `${line}\n`
    : `    ${path}: (\n      ${parameter},\n    ) => Promise<${result}>;\n`;
}
