import type { Api } from '../api/model.ts';
import { freeName } from '../typescript/identifier.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { contractOf, type ReadSchemas } from './contract.ts';
import { type ContractText, contractText, libraryImports } from './contract-text.ts';
import { fileImport } from './imports.ts';
import { operationDocs } from './operation-docs.ts';
import type { DescribedOperation } from './operation-types.ts';
import type { OutputOptions } from './output.ts';

/**
 * Names of functions: those of the client's methods, unless JavaScript or the module already uses
 * one.
 */
export function functionNames(
  described: readonly DescribedOperation[],
): ReadonlyMap<DescribedOperation, string> {
  const taken = new Set(['callOperation', 'types', 'client', 'call', ...libraryNames]);
  const names = new Map<DescribedOperation, string>();
  for (const each of described) {
    const name = freeName(each.named.key, 'Operation', taken);
    taken.add(name);
    names.set(each, name);
  }
  return names;
}

const libraryNames = [
  ...[
    'dateObjects',
    'temporalDates',
    'bigintJson',
    'readHeaders',
    'formCodec',
    'multipartCodec',
    'xmlCodec',
    'xmlWriter',
  ],
];

/**
 * The text of `operations.ts`: a function for each operation, with its own part of the contract, so
 * that a bundle contains only the operations that a program calls.
 */
export function operationsText(
  api: Api,
  described: readonly DescribedOperation[],
  schemas: ReadSchemas,
  options: OutputOptions,
): string {
  const names = functionNames(described);
  const taken = new Set(names.values());
  const contracts: ContractText[] = [];
  const functions = described.map((each) => {
    const { named, types } = each;
    const name = names.get(each)!;
    const { operations, ...shared } = contractOf(api, [named], schemas, options);
    const contract = contractText(
      { name: named.key, operation: { ...operations[named.key]! }, ...shared },
      [named.operation],
      options,
    );
    contracts.push(contract);
    const data = freeName(`${name}Contract`, '_', taken);
    taken.add(data);
    const parameters = `client: types.${apiTypeName(api.name)}Options, ${types.parameter.replace(': ', ': types.')}${types.choice.more}`;
    return `${operationDocs(named, '', `${name}(client, `)}${functionHead(name + types.choice.generics, parameters, types.choice.result(`types.${types.result}`))} {
  return callOperation(${data}, client, call);
}

const ${data}: OneOperation = ${contract.text};
`;
  });
  return [
    libraryImports(
      contracts,
      described.length === 0
        ? []
        : [
            ...['callOperation', 'type OneOperation'],
            ...new Set(
              described.flatMap(({ types }) => types.choice.imports.map((each) => `type ${each}`)),
            ),
          ],
      options,
    ),
    fileImport('client', options, (from) => `import type * as types from '${from}';\n`),
    ...functions.map((each) => `\n${each}`),
  ].join('');
}

/** On one line if it fits. */
function functionHead(name: string, parameters: string, result: string): string {
  const line = `export function ${name}(${parameters}): Promise<${result}>`;
  if (line.length <= 98) return line;
  const lines = parameters.split(/, (?=call)/).map((each) => `  ${each},\n`);
  return `export function ${name}(\n${lines.join('')}): Promise<${result}>`;
}
