import type { Api } from '../api/model.ts';
import { successesOf } from '../api/successes.ts';
import type { PageRule } from '../client/pages.ts';
import { queryPackages } from '../generate-settings.ts';
import { isEventStream } from '../http/media-type.ts';
import { isSafeMethod } from '../http/method.ts';
import { freeName } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { fileImport, runtimeImport, typeImport } from './imports.ts';
import { comment } from './operation-docs.ts';
import type { DescribedOperation } from './operation-types.ts';
import { functionNames } from './operations.ts';
import type { OutputOptions } from './output.ts';
import type { PageRules } from './page-rules.ts';

/**
 * The text of `queries.ts`: options for TanStack Query 5. Reads get query options and a key, writes
 * get mutation options, and lists with known pages get infinite query options.
 */
export function queriesText(
  api: Api,
  described: readonly DescribedOperation[],
  rules: PageRules,
  options: OutputOptions & Required<Pick<OutputOptions, 'queries'>>,
): string {
  const functions = functionNames(described);
  const taken = new Set(['calls', 'types', ...libraryNames, ...frameworkTypes, ...ownTypes]);
  const client = `client: types.${apiTypeName(api.name)}Options`;

  function nameFor(wanted: string): string {
    const name = freeName(wanted, '_', taken);
    taken.add(name);
    return name;
  }

  function textOf(each: DescribedOperation): string {
    const { named, types } = each;
    const { operation, key } = named;
    const isSafe = isSafeMethod(operation.method);
    const isQuery = (isSafe || rules.isRead(operation)) && !isStreamed(each);
    const rule = isQuery ? rules.ruleOf(operation) : undefined;
    const parts: Part = {
      ...{ key, client, result: `types.${types.result}` },
      ...{ type: `types.${named.type}Call`, parameter: types.parameter.replace(': ', ': types.') },
      ...{ place: [literal(api.name), literal(key)].join(', '), call: functions.get(each)! },
    };
    const deprecated = operation.deprecated ? ' @deprecated' : '';
    return [
      ...(isQuery ? [queryText(parts, nameFor, deprecated)] : []),
      ...(rule === undefined ? [] : [infiniteText(parts, rule, nameFor, deprecated)]),
      ...(isSafe ? [] : [mutationText(parts, nameFor, deprecated)]),
    ].join('\n');
  }

  const texts = described.map(textOf).filter((text) => text !== '');
  const all = texts.join('\n');
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(all);
  const shared = [
    ...(uses('QueryOf') ? [queryType] : []),
    ...(uses('InfiniteQueryOf') ? [infiniteType] : []),
    ...(uses('MutationOf') ? [mutationType] : []),
  ].join('\n');
  const used = (name: string) => new RegExp(`\\b${name}\\b`).test(shared + all);
  const fromLibrary = libraryNames
    .filter(used)
    .map((name) => (isType(name) ? `type ${name}` : name));
  const fromFramework = frameworkTypes.filter(used);
  if (texts.length === 0) return 'export {};\n';
  return [
    runtimeImport(fromLibrary, options),
    fromFramework.length === 0 ? '' : typeImport(fromFramework, queryPackages[options.queries]),
    fileImport('client', options, (from) => `import type * as types from '${from}';\n`),
    fileImport('operations', options, (from) => `import * as calls from '${from}';\n`),
    `\n${shared}`,
    ...texts.map((text) => `\n${text}`),
  ].join('');
}

const libraryNames = [
  ...['AnyResult', 'CallError', 'DataOf', 'PageRule', 'QueryContext', 'QueryData', 'QueryRetry'],
  ...['SomeOfCall', 'callOfPage', 'firstPage', 'nextPage', 'orThrow', 'previousPage'],
  ...['queryData', 'queryKey'],
];

const frameworkTypes = ['DataTag', 'InfiniteData', 'QueryKey'];

const ownTypes = ['QueryOf', 'InfiniteQueryOf', 'MutationOf'];

function isType(name: string): boolean {
  return /^[A-Z]/.test(name);
}

// `retry` exists only in the type, because TanStack Query infers the type of errors from the options.
const queryType = `interface QueryOf<Result extends AnyResult> {
  queryKey: DataTag<QueryKey, QueryData<Result>, CallError<Result>>;
  queryFn: (context: QueryContext) => Promise<QueryData<Result>>;
  retry?: QueryRetry<Result>;
}
`;

const infiniteType = `interface InfiniteQueryOf<Result extends AnyResult, Page> {
  queryKey: DataTag<QueryKey, InfiniteData<QueryData<Result>, Page>, CallError<Result>>;
  queryFn: (context: QueryContext & { pageParam: Page }) => Promise<QueryData<Result>>;
  initialPageParam: Page;
  getNextPageParam: (
    last: QueryData<Result>,
    answers: QueryData<Result>[],
    page: Page,
    pages: Page[],
  ) => Page | undefined;
  retry?: QueryRetry<Result>;
}
`;

const mutationType = `interface MutationOf<Call, Result extends AnyResult> {
  mutationKey: readonly string[];
  mutationFn: (call: Call) => Promise<DataOf<Result>>;
  retry?: QueryRetry<Result>;
}
`;

/** The texts in the functions of one operation. */
interface Part {
  readonly key: string;
  readonly client: string;
  readonly result: string;
  /** The type of a call. */
  readonly type: string;
  readonly parameter: string;
  /** The names of the API and of the operation, as code. */
  readonly place: string;
  readonly call: string;
}

function queryText(part: Part, nameFor: (wanted: string) => string, deprecated: string): string {
  const { key, client, result, type, parameter, place, call } = part;
  const keyName = nameFor(`${key}QueryKey`);
  return `/** The key of the queries of \`${comment(key)}\`: of all, or of those that a call stands for.${deprecated} */
export function ${keyName}(
  call?: SomeOfCall<${type}>,
): QueryOf<${result}>['queryKey'] {
  return queryKey(${place}, call);
}

/** A query of \`${comment(key)}\`.${deprecated} */
export function ${nameFor(`${key}QueryOptions`)}(
  ${client},
  ${parameter},
): QueryOf<${result}> {
  return {
    queryKey: ${keyName}(call),
    queryFn: ({ signal }) => queryData(calls.${call}(client, { ...call, signal })),
  };
}
`;
}

function infiniteText(
  part: Part,
  rule: PageRule,
  nameFor: (wanted: string) => string,
  deprecated: string,
): string {
  const { key, client, result, parameter, place, call } = part;
  const pages = nameFor(`${key}Pages`);
  const page = rule.kind === 'cursor' ? 'string | undefined' : 'number';
  const previous =
    rule.kind === 'page'
      ? `    getPreviousPageParam: (_first, _answers, page) => previousPage(${pages}, page),\n`
      : '';
  const type =
    rule.kind === 'page'
      ? `InfiniteQueryOf<${result}, ${page}> & {
  getPreviousPageParam: (first: unknown, answers: unknown, page: number) => number | undefined;
}`
      : `InfiniteQueryOf<${result}, ${page}>`;
  return `/** An infinite query of \`${comment(key)}\`, whose pages begin at that of the call.${deprecated} */
export function ${nameFor(`${key}InfiniteQueryOptions`)}(
  ${client},
  ${parameter},
): ${type} {
  return {
    queryKey: queryKey(${place}, call, 'infinite'),
    queryFn: ({ signal, pageParam }) =>
      queryData(calls.${call}(client, { ...callOfPage(${pages}, call, pageParam), signal })),
    initialPageParam: firstPage(${pages}, call),
    getNextPageParam: (_last, answers, _page, pages) => nextPage(${pages}, call, answers, pages),
${previous}  };
}

const ${pages}: PageRule = ${literal(rule)};
`;
}

function mutationText(part: Part, nameFor: (wanted: string) => string, deprecated: string): string {
  const { key, client, result, type, parameter, place, call } = part;
  const isOptional = parameter.startsWith('call?');
  const variables = isOptional ? `${type} | void` : type;
  return `/** A mutation by \`${comment(key)}\`, which is given the call.${deprecated} */
export function ${nameFor(`${key}MutationOptions`)}(
  ${client},
): MutationOf<${variables}, ${result}> {
  return {
    mutationKey: [${place}],
    mutationFn: (call) => orThrow(calls.${call}(client, call${isOptional ? ' || undefined' : ''})),
  };
}
`;
}

/** Whether all answers of an operation are streams, which can be read only once. */
function isStreamed({ named }: DescribedOperation): boolean {
  const contents = successesOf(named.operation.responses).flatMap(({ content }) => content);
  return contents.length > 0 && contents.every(({ range }) => isEventStream(range));
}
