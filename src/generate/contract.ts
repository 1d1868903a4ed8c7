import type {
  Api,
  Header,
  MediaType,
  Operation,
  Parameter,
  SecurityScheme,
  Server,
} from '../api/model.ts';
import type { JsonObject } from '../api/node.ts';
import { filledUrl } from '../api/server.ts';
import type { Style } from '../body/style.ts';
import type {
  ApiContract,
  BodyContract,
  EncodingData,
  FormatPlaces,
  HeaderContract,
  OperationContract,
  ParameterContract,
  SchemeContract,
} from '../client/contract.ts';
import { splitField } from '../http/field.ts';
import {
  essenceOf,
  isForm,
  isJson,
  isMultipart,
  isStreamed,
  isText,
  isWildcard,
  isXml,
  type MediaRange,
  parseMediaRange,
} from '../http/media-type.ts';
import { rootNameOf } from '../schema/root-name.ts';
import type { SchemaViews } from '../schema/view.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import type { AnswerMedia } from './answer-media.ts';
import { createFormatShapes, type FormatShapes } from './format-shapes.ts';
import { dateFormats, integerFormats, type TypeOptions } from './format-types.ts';
import { headerContract, readableHeaders } from './header-contract.ts';
import type { PlainViews, Together } from './plain-view.ts';
import { present } from './present.ts';
import { createShapeTable, type ShapeTable } from './shape-table.ts';
import { streamedSchemas } from './streamed.ts';
import type { TypedDocument } from './typed-document.ts';

/** All forms of an API's schemas that its contract is made from. */
export interface ReadSchemas {
  readonly views: SchemaViews;
  readonly typed: TypedDocument;
  readonly plain: PlainViews;
  readonly answers: AnswerMedia;
}

/** A contract without its parts that are code. */
export type ContractData<Contract> = Omit<Contract, 'codecs' | 'dates' | 'json' | 'readHeaders'>;

/** The data that the client of an API needs at run time; OpenAPI's defaults are left out. */
export function contractOf(
  api: Api,
  operations: readonly NamedOperation[],
  { views, typed, plain, answers }: ReadSchemas,
  options: TypeOptions & { readonly lenient?: boolean },
): ContractData<ApiContract> {
  const shapes = createShapeTable(views);
  const dates = createFormatShapes(plain, { type: 'string', formats: dateFormats(options) });
  const integers = createFormatShapes(plain, {
    type: 'integer',
    formats: integerFormats(options),
  });
  const bodyOf = (media: MediaType) => bodyContract(media, shapes);
  const placesOf = (schemas: Together): FormatPlaces => {
    const indexIn = ({ indexOf }: FormatShapes) =>
      schemas.length === 0 ? undefined : indexOf(...schemas);
    return present({ dates: indexIn(dates), integers: indexIn(integers) });
  };
  const headerOf: HeaderOf = (header) => ({
    ...headerContract(header, shapes),
    ...placesOf([typed.headerOf(header)]),
  });
  const answerOf: BodyOf = (media, content) => {
    const schema = typed.schemaOf(media, 'response');
    const described = schema === undefined ? [] : valueSchemas(media.range, schema, plain);
    return {
      ...bodyOf(media),
      ...placesOf(described),
      ...(answers.isNoText(media, content) && { structured: true as const }),
    };
  };
  const described = operations.map(({ operation, key, hasId }) => [
    key,
    operationContract(operation, ownServerOf(operation, api), hasId, {
      bodyOf,
      answerOf,
      headerOf,
    }),
  ]);
  const used = new Set(
    operations.flatMap(({ operation }) =>
      operation.security.flatMap((alternative) => alternative.map(({ scheme }) => scheme.name)),
    ),
  );
  const schemes = [...api.securitySchemes.values()].flatMap((scheme) => {
    const contract = used.has(scheme.name) ? schemeContract(scheme) : undefined;
    return contract === undefined ? [] : [[scheme.name, contract]];
  });
  return present({
    ...serverOf(api),
    schemes: schemes.length === 0 ? undefined : Object.fromEntries(schemes),
    lenient: options.lenient ? (true as const) : undefined,
    operations: Object.fromEntries(described),
    shapes: shapes.table.length === 0 ? undefined : shapes.table,
    dateShapes: dates.table.length === 0 ? undefined : dates.table,
    integerShapes: integers.table.length === 0 ? undefined : integers.table,
  });
}

/** What describes an answer as a value, or each value of a stream; nothing for bytes. */
function valueSchemas(range: MediaRange, schema: JsonObject, plain: PlainViews): Together {
  if (isStreamed(essenceOf(range))) return streamedSchemas(range, schema, plain);
  const isValue = [isJson, isXml, isText, isForm, isWildcard].some((isOne) => isOne(range));
  return isValue ? [schema] : [];
}

/**
 * The first server, with its variables' defaults. `/`, as in a document without servers, only says
 * that the paths are below the base URL.
 */
export function serverOf({ servers }: Api): Pick<ApiContract, 'server' | 'variables'> {
  return servers[0] === undefined || servers[0].url === '/' ? {} : serverContract(servers[0]);
}

/**
 * An operation's own server; a path is resolved against the host of the document's server, if it
 * has one.
 */
function ownServerOf({ servers }: Operation, api: Api): Pick<ApiContract, 'server' | 'variables'> {
  const [own] = servers;
  const [shared] = api.servers;
  if (own === undefined || servers === api.servers) return {};
  if (shared === undefined || isAbsolute(own) || !isAbsolute(shared)) return serverContract(own);
  const host = /^[^/]*\/\/[^/]*/.exec(shared.url)?.[0] ?? filledUrl(shared);
  const path = serverContract(own);
  const variables = { ...serverContract(shared).variables, ...path.variables };
  return { server: host + path.server, ...(Object.keys(variables).length > 0 && { variables }) };
}

function serverContract(server: Server): Pick<ApiContract, 'server' | 'variables'> {
  const isWhole = isAbsolute(server);
  const variables = Object.entries(server.variables).map(([name, variable]) => [
    name,
    isWhole ? variable.default : variable.default.replace(/^\/+/, ''),
  ]);
  const whole = server.url.startsWith('//') ? `https:${server.url}` : server.url;
  const url = { server: isWhole ? whole : pathOfUrl(server.url) };
  return variables.length === 0 ? url : { ...url, variables: Object.fromEntries(variables) };
}

/** A relative URL is resolved against the root of its host (RFC 3986 section 5.2.4). */
function pathOfUrl(url: string): string {
  return `/${url.replace(/^(?:\.{0,2}\/)+/, '')}`;
}

/** Whether a server's URL contains its host, with its variables' defaults. */
export function isAbsolute(server: Server): boolean {
  return /^(?:https?:)?\/\//i.test(filledUrl(server));
}

/** How a credential is sent; `undefined` if a program cannot send it: mutual TLS. */
export function schemeContract({ credential }: SecurityScheme): SchemeContract | undefined {
  if (credential.type === 'apiKey') return { in: credential.in, name: credential.name };
  if (credential.type !== 'http') return undefined;
  return { http: credential.scheme.charAt(0).toUpperCase() + credential.scheme.slice(1) };
}

type BodyOf = (media: MediaType, content: readonly MediaType[]) => BodyContract;
type HeaderOf = (header: Header) => HeaderContract;

/** Write the parts of operations as data. */
interface PartsOf {
  readonly bodyOf: BodyOf;
  readonly answerOf: BodyOf;
  readonly headerOf: HeaderOf;
}

function operationContract(
  operation: Operation,
  server: Pick<ApiContract, 'server' | 'variables'>,
  hasId: boolean,
  { bodyOf, answerOf, headerOf }: PartsOf,
): OperationContract {
  const { method, path, parameters, requestBody, responses, security } = operation;
  const styles = parameters.flatMap(parameterContracts);
  const content = requestBody?.content ?? [];
  const schemes = security.map((alternative) => alternative.map(({ scheme }) => scheme.name));
  const headers = responses.flatMap((response) => {
    const fields = readableHeaders(response);
    return fields.length === 0 ? [] : [[response.status, fields.map(headerOf)] as const];
  });
  return present({
    method,
    path,
    byPath: hasId ? undefined : (true as const),
    ...server,
    styles: styles.length === 0 ? undefined : styles,
    body: content.length === 0 ? undefined : byMedia(content, bodyOf),
    answers: Object.fromEntries(
      responses.map(({ status, content }) => [status, byMedia(content, answerOf)]),
    ),
    headers: headers.length === 0 ? undefined : Object.fromEntries(headers),
    security: schemes.some((alternative) => alternative.length > 0) ? schemes : undefined,
  });
}

function byMedia(content: readonly MediaType[], bodyOf: BodyOf) {
  return Object.fromEntries(content.map((media) => [media.name, bodyOf(media, content)]));
}

function parameterContracts(parameter: Parameter): readonly ParameterContract[] {
  const { name, in: place, style, explode, allowReserved, content } = parameter;
  // The members of a form as the query, if they have their own styles.
  if (place === 'querystring') {
    return Object.entries(content?.encoding ?? {}).flatMap(([member, encoding]) => {
      const { style: own, explode: exploded = own === 'form', allowReserved: reserved } = encoding;
      if (own === undefined || !isQueryStyle(own)) return [];
      const written = { in: 'query', name: member, style: own, explode: exploded } as const;
      return [{ ...written, ...(reserved && { allowReserved: true as const }) }];
    });
  }
  if (content !== undefined) return [{ in: place, name, content: content.name }];
  const isForm = place === 'query' || place === 'cookie';
  const usual = style === (isForm ? 'form' : 'simple') && explode === isForm && !allowReserved;
  if (usual) return [];
  return [{ in: place, name, style, explode, ...(allowReserved && { allowReserved: true }) }];
}

function isQueryStyle(style: string): style is Style {
  return ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'].includes(style);
}

function bodyContract(media: MediaType, shapes: ShapeTable): BodyContract {
  const { range, schema } = media;
  const hasXml = isXml(range) || partRanges(media).some(isXml);
  return present({
    shape: hasXml && schema ? shapes.indexOf(schema) : undefined,
    rootName: isXml(range) ? rootNameOf(schema) : undefined,
    encoding: isForm(range) || isMultipart(range) ? encodingOf(media) : undefined,
  });
}

/** The media types that parts are described as. */
export function partRanges({ range, encoding }: MediaType): readonly MediaRange[] {
  if (!isMultipart(range)) return [];
  const named = Object.values(encoding).flatMap(({ contentType = '' }) =>
    splitField(contentType, ','),
  );
  return named.flatMap((text) => parseMediaRange(text) ?? []);
}

function encodingOf(media: MediaType): Readonly<Record<string, EncodingData>> | undefined {
  const entries = Object.entries(media.encoding).map(([name, encoding]) => [
    name,
    present({
      contentType: encoding.contentType,
      style: encoding.style,
      explode: encoding.explode,
      allowReserved: encoding.allowReserved || undefined,
    }),
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
