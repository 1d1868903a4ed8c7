import type { Operation } from '../api/model.ts';
import type { ApiContract, OneOperation } from '../client/contract.ts';
import { isForm, isMultipart, isXml } from '../http/media-type.ts';
import { literal } from '../typescript/literal.ts';
import { type ContractData, partRanges } from './contract.ts';
import type { TypeOptions } from './format-types.ts';
import { type ImportOptions, importText, runtimeImport } from './imports.ts';

/** A contract as code, with its imports from the library. */
export interface ContractText {
  readonly text: string;
  /** Names, and where each comes from. */
  readonly imports: ReadonlyMap<string, LibraryEntry>;
}

type LibraryEntry = 'specwright/client' | 'specwright/client/xml';

export function contractText(
  contract: ContractData<ApiContract> | ContractData<OneOperation>,
  operations: readonly Operation[],
  options: TypeOptions,
): ContractText {
  const codecs = codecsOf(operations);
  const dates = contract.dateShapes === undefined ? undefined : dateReaders[options.dates];
  const json = options.int64 === 'bigint' ? 'bigintJson' : undefined;
  const readHeaders = hasHeaders(contract) ? 'readHeaders' : undefined;
  const members = [
    ...(codecs.size === 0 ? [] : [`  codecs: [${[...codecs.keys()].join(', ')}],\n`]),
    ...(dates === undefined ? [] : [`  dates: ${dates},\n`]),
    ...(json === undefined ? [] : [`  json: ${json},\n`]),
    ...(readHeaders === undefined ? [] : [`  ${readHeaders},\n`]),
  ].join('');
  const imports = new Map(codecs);
  for (const name of [dates, json, readHeaders]) {
    if (name !== undefined) imports.set(name, 'specwright/client');
  }
  return { text: withMembers(literal(contract), members), imports };
}

function hasHeaders(contract: ContractData<ApiContract> | ContractData<OneOperation>): boolean {
  const operations =
    'operation' in contract ? [contract.operation] : Object.values(contract.operations);
  return operations.some(({ headers }) => headers !== undefined);
}

/** The library's imports: those of contracts, and others of its main entry. */
export function libraryImports(
  contracts: readonly ContractText[],
  others: readonly string[],
  options: ImportOptions,
): string {
  const all = new Map(contracts.flatMap(({ imports }) => [...imports]));
  const from = (entry: LibraryEntry) =>
    [...all].filter(([, own]) => own === entry).map(([name]) => name);
  const xml = from('specwright/client/xml');
  const plain = [...others, ...from('specwright/client')];
  if (options.runtime) return runtimeImport([...plain, ...xml], options);
  return (
    runtimeImport(plain, options) +
    (xml.length === 0 ? '' : importText(xml, 'specwright/client/xml'))
  );
}

const dateReaders = { string: undefined, date: 'dateObjects', temporal: 'temporalDates' } as const;

function withMembers(text: string, members: string): string {
  if (members === '') return text;
  return `{\n${members}${text.startsWith('{\n') ? text.slice(2) : `  ${text.slice(2, -2)},\n}`}`;
}

/** Whether answers are XML, which needs a parser. */
export function readsXml(operations: readonly Operation[]): boolean {
  return operations.some(({ responses }) =>
    responses.some(({ content }) => content.some(({ range }) => isXml(range))),
  );
}

/** The codecs of operations' media types, with the module of each. */
function codecsOf(operations: readonly Operation[]): ReadonlyMap<string, LibraryEntry> {
  const codecs = new Map<string, LibraryEntry>();
  const bodies = operations.flatMap(({ requestBody }) => requestBody?.content ?? []);
  const inRequests = bodies.flatMap((media) => [media.range, ...partRanges(media)]);
  if (readsXml(operations)) codecs.set('xmlCodec', 'specwright/client/xml');
  else if (inRequests.some(isXml)) codecs.set('xmlWriter', 'specwright/client');
  if (inRequests.some(isForm)) codecs.set('formCodec', 'specwright/client');
  if (inRequests.some(isMultipart)) codecs.set('multipartCodec', 'specwright/client');
  return codecs;
}
