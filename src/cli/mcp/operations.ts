import type { MediaType, Operation, Parameter } from '../../api/model.ts';
import { isNamed } from '../../api/operation-name.ts';
import { isWanted, namesInPatterns } from '../../api/operation-pattern.ts';
import { baseUrlOf } from '../../docs/describe.ts';
import { curlSnippet } from '../../example/curl-snippet.ts';
import { requestExamples, whyNoRequest } from '../../example/request.ts';
import { splitTarget } from '../../http/exchange.ts';
import type { Judge } from '../../judge/judge.ts';
import { didYouMean } from '../../nearest-name.ts';
import { placeInContract } from '../../report/message.ts';
import { boundedLines, linesOf, shortLine } from './bounded.ts';
import { jsonLines } from './schema.ts';
import { apiProperty, offsetProperty, onlyReads, type Tool } from './tool.ts';
import { ToolTrouble } from './trouble.ts';

/** The APIs of the project. */
export const listApis: Tool = {
  name: 'list_apis',
  title: 'List the APIs',
  description:
    'Lists the APIs of the project: name, title, version, the number of operations, and the file of the document.',
  properties: {},
  hints: onlyReads,
  async run(_, project) {
    const entries = await project.entries();
    if (entries.length === 0) return { text: 'the project names no API; give a file as "api"' };
    const lines: string[] = [];
    for (const entry of entries) {
      try {
        const { api } = await project.contractOf(entry);
        const count = `${api.operations.length} operations`;
        lines.push(
          `${entry.name}: ${api.title} ${api.version}, OpenAPI ${api.dialect}, ${count}, ${api.root.label}`,
        );
      } catch (error) {
        if (!(error instanceof ToolTrouble)) throw error;
        lines.push(error.message);
      }
    }
    return { text: boundedLines(linesOf(lines)) };
  },
};

interface ListArguments {
  readonly api?: string;
  readonly only?: readonly string[];
  readonly search?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** The operations of an API, filtered and paged. */
export const listOperations: Tool<ListArguments> = {
  name: 'list_operations',
  title: 'List operations',
  description:
    'Lists the operations of an API, one a line: method, path, operationId, summary, tags, and file:line.',
  properties: {
    ...apiProperty,
    only: {
      type: 'array',
      maxItems: 50,
      items: { type: 'string', minLength: 1, maxLength: 200 },
      description:
        'Patterns of operationId, path, "METHOD /path" or tag, with * for anything: "GET *", "/pets/*".',
    },
    search: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description: 'A text that the path, operationId, summary or description has.',
    },
    limit: { type: 'integer', minimum: 1, maximum: 200, description: 'At most this many; 50.' },
    ...offsetProperty,
  },
  hints: onlyReads,
  async run({ api: name, only = [], search, limit = 50, offset = 0 }, project) {
    const { api } = await project.contract(name);
    const fits = isWanted(only, []);
    const text = search?.toLowerCase();
    const found = api.operations.filter(
      (operation) => fits(namesInPatterns(operation)) && mentions(operation, text),
    );
    if (found.length === 0) {
      return { text: `none of the ${api.operations.length} operations of ${api.name} is meant` };
    }
    const lines = found.map(operationLine);
    return { text: boundedLines(lines, { offset, most: limit }) };
  },
};

function mentions(operation: Operation, text: string | undefined): boolean {
  if (text === undefined) return true;
  const { id, path, summary = '', description = '' } = operation;
  return [id, path, summary, description].some((one) => one.toLowerCase().includes(text));
}

function operationLine(operation: Operation): string {
  const { method, path, operationId, summary, tags, deprecated, at } = operation;
  const parts = [
    `${method} ${path}`,
    operationId && ` ${operationId}`,
    summary && `: ${shortLine(summary.trim().split('\n')[0]!, 120)}`,
    tags.length > 0 && ` [${tags.join(', ')}]`,
    deprecated && ' (deprecated)',
    ` ${placeInContract(at)}`,
  ];
  return parts.filter(Boolean).join('');
}

interface DescribeArguments {
  readonly api?: string;
  readonly operation: string;
  readonly offset?: number;
}

/** One operation with all that a caller must know. */
export const describeOperation: Tool<DescribeArguments> = {
  name: 'describe_operation',
  title: 'Describe an operation',
  description:
    'Describes an operation: parameters, bodies, answers, security, an example request as curl, and the places in the document.',
  properties: {
    ...apiProperty,
    operation: operationProperty(),
    ...offsetProperty,
  },
  required: ['operation'],
  hints: onlyReads,
  async run({ api: name, operation: requested, offset = 0 }, project) {
    const { judge } = await project.contract(name);
    const operation = operationNamed(judge, requested);
    return { text: boundedLines(linesOf(described(operation, judge)), { offset }) };
  },
};

export function operationProperty() {
  return {
    type: 'string',
    minLength: 1,
    maxLength: 2000,
    description: 'An operationId, or "METHOD /path" with the path as described or as requested.',
  };
}

/** @throws {ToolTrouble} if there is no such operation. */
export function operationNamed({ api, locator }: Judge, requested: string): Operation {
  const found = api.operations.find((operation) => isNamed(operation, requested));
  if (found !== undefined) return found;
  const [, method = '', target = ''] = /^(\w+)\s+(\/\S*)$/.exec(requested.trim()) ?? [];
  const { path, query } = splitTarget(target);
  const route = method === '' ? undefined : locator.match(method.toUpperCase(), path, query);
  if (route?.kind === 'operation') return route.operation;
  const known = api.operations.flatMap(({ id, method: its, path: own }) => [id, `${its} ${own}`]);
  throw new ToolTrouble(
    `there is no operation "${requested}" in ${api.name}${didYouMean(requested, known)}; list_operations lists those that there are`,
  );
}

function described(operation: Operation, { api, schemas }: Judge): string[] {
  const { parameters, requestBody, responses, security, servers, summary, description } = operation;
  const [example] = requestExamples(operation, schemas);
  const origin = baseUrlOf(servers[0] ?? api.servers[0], api);
  return [
    operationLine({ ...operation, summary: undefined }),
    ...[summary, description].filter((text) => text !== undefined && text !== ''),
    `base URL: ${origin}`,
    `security: ${securityText(security)}`,
    ...(parameters.length > 0 ? ['', 'parameters:', ...parameters.map(parameterText)] : []),
    ...(requestBody === undefined
      ? []
      : [
          '',
          `request body${requestBody.required ? ' (required)' : ''}: ${placeInContract(requestBody.at)}`,
          ...requestBody.content.map(contentText),
        ]),
    '',
    'answers:',
    ...responses.flatMap(({ status, description: descriptionText, headers, content, at }) => [
      `  ${status}: ${shortLine(descriptionText, 300)} ${placeInContract(at)}`,
      ...headers.map(({ name, required }) => `    header ${name}${required ? ' (required)' : ''}`),
      ...content.map((media) => contentText(media)),
    ]),
    '',
    ...(example === undefined
      ? [`example request: none, because ${whyNoRequest(operation, schemas)}`]
      : ['example request:', curlSnippet(example, origin)]),
  ].filter((text): text is string => text !== undefined);
}

function securityText(security: Operation['security']): string {
  const alternatives = security.map((requirement) =>
    requirement.length === 0
      ? 'nothing'
      : requirement
          .map(({ scheme, scopes }) =>
            scopes.length === 0 ? scheme.name : `${scheme.name} (${scopes.join(', ')})`,
          )
          .join(' and '),
  );
  return alternatives.length === 0 ? 'nothing' : alternatives.join(', or ');
}

function parameterText({ name, in: where, required, deprecated, ...rest }: Parameter): string {
  const { description, schema, content, at } = rest;
  const marks = [required && 'required', deprecated && 'deprecated'].filter(Boolean);
  const head = `  ${where} ${name}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
  const shown = schema ?? content?.schema;
  const text = shown === undefined ? '' : ` ${shortLine(JSON.stringify(shown.value), 600)}`;
  const descriptionText = description
    ? `: ${shortLine(description.trim().split('\n')[0]!, 200)}`
    : '';
  return `${head}${descriptionText}${text} ${placeInContract(at)}`;
}

function contentText({ name, schema, itemSchema }: MediaType): string {
  const shown = schema ?? itemSchema;
  if (shown === undefined) return `    ${name}`;
  const lines = jsonLines(shown.value);
  const most = 60;
  const rest = lines.length - most;
  const more =
    rest > 0 ? [`… ${rest} more lines; get_schema "pointer": "${shown.at.pointer}"`] : [];
  const of = schema === undefined ? ', each value' : '';
  return [
    `    ${name}${of}: ${placeInContract(shown.at)}`,
    ...[...lines.slice(0, most), ...more].map((line) => `      ${line}`),
  ].join('\n');
}
