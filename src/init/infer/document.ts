import { STATUS_CODES } from 'node:http';
import { decodeBody } from '../../body/codec.ts';
import { unknownShape } from '../../body/shape.ts';
import { type HttpHeaders, splitTarget } from '../../http/exchange.ts';
import { contentTypeOf, isForm, isJson, isText, type MediaRange } from '../../http/media-type.ts';
import { decodedOrSame } from '../../http/percent.ts';
import { isSecretField } from '../../report/secret-name.ts';
import { type OperationNames, operationNames } from './names.ts';
import { templatesOf } from './paths.ts';
import {
  type InferredSchema,
  nothingSeen,
  type Seen,
  schemaOf,
  see,
  seeWritten,
  writtenSchemaOf,
} from './schema.ts';
import { createSecurity } from './security.ts';
import { type ApiExchange, type ApiTraffic, methods } from './traffic.ts';

/** A first OpenAPI document for some exchanges: what they show, and more of the same kinds. */
export function inferDocument(title: string, { exchanges, serverUrl }: ApiTraffic): object {
  const templates = templatesOf(
    exchanges.map(({ segments, recorded }) => ({
      ...{ segments, method: recorded.method },
      shape: shapeOf(recorded.responseHeaders, recorded.responseBody),
    })),
  );
  const security = createSecurity();
  const taken = new Set<string>();
  const operations = new Map<string, Gathered>();
  exchanges.forEach((one, index) => {
    const { template, values } = templates[index]!;
    const { method } = one.recorded;
    const key = `${method} ${template}`;
    const known = operations.get(key) ?? {
      ...{ method, template, names: operationNames(method, template, taken), count: 0 },
      ...{ path: new Map(), query: new Map(), bodies: new Map(), responses: new Map() },
      ...{ bodiless: 0, security: new Set<string>() },
    };
    operations.set(key, known);
    gather(known, one, values);
    if ((one.recorded.status ?? 0) < 400) {
      const { query } = splitTarget(one.target);
      const names = security.of(one.recorded.requestHeaders, new URLSearchParams(query));
      known.security.add(JSON.stringify(names));
    } else security.of(one.recorded.requestHeaders, new URLSearchParams());
  });
  const tags = [...new Set([...operations.values()].map(({ names }) => names.tag))].sort();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of [...operations.values()].sort(byPath)) {
    paths[one.template] ??= {};
    paths[one.template]![one.method.toLowerCase()] = operationOf(one);
  }
  const { size } = security.schemes;
  return {
    openapi: '3.1.1',
    info: {
      title,
      version: '0.1.0',
      description:
        'Inferred from recorded traffic. It says what was seen, and is not a promise yet: read it, and change it.',
      'x-inferred': true,
    },
    servers: [{ url: serverUrl }],
    security: [],
    tags: tags.map((name) => ({
      name,
      description: `Requests below /${name === 'root' ? '' : name}.`,
    })),
    paths,
    ...(size > 0 && { components: { securitySchemes: Object.fromEntries(security.schemes) } }),
  };
}

/** The facts from the exchanges of one operation. */
interface Gathered {
  readonly method: string;
  readonly template: string;
  readonly names: OperationNames;
  count: number;
  readonly path: Map<string, SeenTexts>;
  readonly query: Map<string, SeenTexts>;
  readonly bodies: Map<string, SeenContent>;
  /** Accepted requests without a body. */
  bodiless: number;
  readonly responses: Map<number, SeenResponse>;
  /** The schemes of each accepted request, as JSON. */
  readonly security: Set<string>;
}

interface SeenTexts {
  readonly seen: Seen;
  first: string;
  isMany: boolean;
}

interface SeenContent {
  readonly range: MediaRange;
  readonly seen: Seen;
  /** Whether each content could be read. */
  isRead: boolean;
}

interface SeenResponse {
  readonly content: Map<string, SeenContent>;
  readonly fields: Set<string>;
}

function gather(
  one: Gathered,
  { recorded, target }: ApiExchange,
  values: ReadonlyMap<string, string>,
): void {
  one.count += 1;
  for (const [name, value] of values) seeTexts(one.path, name, [decodedOrSame(value)]);
  const query = new URLSearchParams(splitTarget(target).query);
  for (const name of new Set(query.keys())) {
    if (!isSecretField(name)) seeTexts(one.query, name, query.getAll(name));
  }
  const status = recorded.status!;
  if (status < 400) {
    if (recorded.requestBody !== undefined && recorded.requestBody.length > 0) {
      seeContent(one.bodies, recorded.requestHeaders, recorded.requestBody);
    } else one.bodiless += 1;
  }
  const response = one.responses.get(status) ?? { content: new Map(), fields: new Set() };
  one.responses.set(status, response);
  if (recorded.responseBody !== undefined && recorded.responseBody.length > 0) {
    seeContent(response.content, recorded.responseHeaders, recorded.responseBody);
  }
  for (const name of ['location', 'etag', 'retry-after', 'link']) {
    if (recorded.responseHeaders[name] !== undefined) response.fields.add(name);
  }
}

function seeTexts(all: Map<string, SeenTexts>, name: string, texts: readonly string[]): void {
  const known = all.get(name) ?? { seen: nothingSeen(), first: texts[0]!, isMany: false };
  all.set(name, known);
  for (const text of texts) seeWritten(known.seen, text);
  known.isMany ||= texts.length > 1;
}

function seeContent(all: Map<string, SeenContent>, headers: HttpHeaders, body: Uint8Array): void {
  const range = contentTypeOf(headers);
  if (range === undefined) return;
  const essence = `${range.type}/${range.subtype}`;
  const known = all.get(essence) ?? { range, seen: nothingSeen(), isRead: true };
  all.set(essence, known);
  if (isForm(range)) seeForm(known.seen, new TextDecoder().decode(body));
  else if (isJson(range)) {
    const read = decodeBody(body, range, unknownShape);
    if (read.ok) see(known.seen, read.value);
    else known.isRead = false;
  } else if (isText(range)) known.seen.types.add('string');
  else known.isRead = false;
}

function seeForm(seen: Seen, text: string): void {
  const fields = new URLSearchParams(text);
  seen.types.add('object');
  seen.objects += 1;
  for (const name of new Set(fields.keys())) {
    const known = seen.members.get(name) ?? { count: 0, seen: nothingSeen() };
    seen.members.set(name, known);
    known.count += 1;
    // A value that looks like a number here may be a name elsewhere, so texts stay texts.
    known.seen.types.add('string');
    if (fields.getAll(name).length > 1) known.seen.types.add('array');
  }
}

/** The names in the object of a successful answer. */
function shapeOf(headers: HttpHeaders, body: Uint8Array | undefined): string | undefined {
  const range = contentTypeOf(headers);
  if (range === undefined || body === undefined || !isJson(range)) return undefined;
  const read = decodeBody(body, range, unknownShape);
  if (!read.ok || typeof read.value !== 'object' || read.value === null) return undefined;
  if (Array.isArray(read.value)) return undefined;
  return JSON.stringify(Object.keys(read.value).sort());
}

function byPath(a: Gathered, b: Gathered): number {
  if (a.template !== b.template) return a.template < b.template ? -1 : 1;
  return methods.indexOf(a.method) - methods.indexOf(b.method);
}

function operationOf(one: Gathered): object {
  const { names, count, path, query, bodies, responses } = one;
  const parameters = [
    ...[...path].map(([name, texts]) => ({
      name,
      in: 'path',
      required: true,
      ...described(texts),
    })),
    ...[...query].map(([name, texts]) => ({ name, in: 'query', ...described(texts) })),
  ];
  const alternatives = [...one.security].map((text) => JSON.parse(text) as string[]);
  const security = alternatives
    .sort((a, b) => b.length - a.length)
    .map((schemes) => Object.fromEntries(schemes.map((name) => [name, []])));
  const isPublic = security.every((schemes) => Object.keys(schemes).length === 0);
  return {
    operationId: names.operationId,
    summary: names.summary,
    description: `Inferred from ${count} recorded ${count === 1 ? 'exchange' : 'exchanges'}.`,
    tags: [names.tag],
    ...(!isPublic && { security }),
    ...(parameters.length > 0 && { parameters }),
    ...(bodies.size > 0 && {
      requestBody: { required: one.bodiless === 0, content: contentOf(bodies) },
    }),
    responses: Object.fromEntries(
      [...responses]
        .sort(([a], [b]) => a - b)
        .map(([status, response]) => [String(status), responseOf(status, response)]),
    ),
  };
}

/** Longer texts may be secrets, and say little. */
const longestExample = 40;

function described({ seen, first, isMany }: SeenTexts): object {
  const schema = writtenSchemaOf(seen);
  if (isMany) return { schema: { type: 'array', items: schema } };
  const isShown = first.length <= longestExample && !/REDACTED|\[redacted\]/.test(first);
  const isText = typeof schema.type !== 'string' || schema.type === 'string';
  return { schema, ...(isShown && { example: isText ? first : JSON.parse(first) }) };
}

function responseOf(status: number, { content, fields }: SeenResponse): object {
  return {
    description: STATUS_CODES[status] ?? `Status ${status}`,
    ...(fields.size > 0 && {
      headers: Object.fromEntries(
        [...fields].map((name) => [fieldNames[name], { schema: { type: 'string' } }]),
      ),
    }),
    ...(content.size > 0 && { content: contentOf(content) }),
  };
}

const fieldNames: Readonly<Record<string, string>> = {
  location: 'Location',
  etag: 'ETag',
  'retry-after': 'Retry-After',
  link: 'Link',
};

function contentOf(all: ReadonlyMap<string, SeenContent>): object {
  return Object.fromEntries(
    [...all].map(([essence, { seen, isRead }]): [string, { schema?: InferredSchema }] => [
      essence,
      isRead ? { schema: schemaOf(seen) } : {},
    ]),
  );
}
