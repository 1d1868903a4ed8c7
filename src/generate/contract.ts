import type { Api, MediaType, Operation, Parameter, SecurityScheme } from '../api/model.ts';
import type { Style } from '../body/style.ts';
import type {
  ApiContract,
  BodyContract,
  EncodingData,
  OperationContract,
  ParameterContract,
  SchemeContract,
} from '../client/contract.ts';
import { splitField } from '../http/field.ts';
import {
  isForm,
  isJson,
  isMultipart,
  isXml,
  type MediaRange,
  parseMediaRange,
} from '../http/media-type.ts';
import { rootNameOf } from '../schema/root-name.ts';
import type { SchemaViews } from '../schema/view.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { createDateShapes } from './date-shapes.ts';
import { dateFormats, type TypeOptions } from './format-types.ts';
import { present } from './present.ts';
import { createShapeTable, type ShapeTable } from './shape-table.ts';

/** What the client of an API must know at run time, as data; what OpenAPI has by default is left out. */
export function contractOf(
  api: Api,
  operations: readonly NamedOperation[],
  views: SchemaViews,
  options: TypeOptions,
): Omit<ApiContract, 'codecs' | 'dates'> {
  const shapes = createShapeTable(views);
  const dates = createDateShapes(views, dateFormats(options));
  const bodyOf = (media: MediaType) => bodyContract(media, shapes);
  const answerOf = (media: MediaType) => {
    const index = media.schema && isJson(media.range) ? dates.indexOf(media.schema) : undefined;
    return { ...bodyOf(media), ...(index !== undefined && { dates: index }) };
  };
  const described = operations.map(({ operation, key, hasId }) => [
    key,
    operationContract(operation, operation.servers !== api.servers, hasId, bodyOf, answerOf),
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
    operations: Object.fromEntries(described),
    shapes: shapes.table.length === 0 ? undefined : shapes.table,
    dateShapes: dates.table.length === 0 ? undefined : dates.table,
  });
}

/** The first server, where its URL is whole; with what its variables are by default. */
export function serverOf({ servers }: Api | Operation): Pick<ApiContract, 'server' | 'variables'> {
  const [server] = servers;
  if (server === undefined || !/^https?:/i.test(server.url)) return {};
  const variables = Object.entries(server.variables).map(([name, variable]) => [
    name,
    variable.default,
  ]);
  const url = { server: server.url };
  return variables.length === 0 ? url : { ...url, variables: Object.fromEntries(variables) };
}

/** How a credential is sent; `undefined` where a program cannot send it: mutual TLS. */
export function schemeContract({ credential }: SecurityScheme): SchemeContract | undefined {
  if (credential.type === 'apiKey') return { in: credential.in, name: credential.name };
  if (credential.type !== 'http') return undefined;
  return { http: credential.scheme.charAt(0).toUpperCase() + credential.scheme.slice(1) };
}

type BodyOf = (media: MediaType) => BodyContract;

function operationContract(
  operation: Operation,
  hasServers: boolean,
  hasId: boolean,
  bodyOf: BodyOf,
  answerOf: BodyOf,
): OperationContract {
  const { method, path, parameters, requestBody, responses, security } = operation;
  const styles = parameters.flatMap(parameterContracts);
  const content = requestBody?.content ?? [];
  const schemes = security.map((alternative) => alternative.map(({ scheme }) => scheme.name));
  return present({
    method,
    path,
    byPath: hasId ? undefined : (true as const),
    ...(hasServers && serverOf(operation)),
    styles: styles.length === 0 ? undefined : styles,
    body: content.length === 0 ? undefined : byMedia(content, bodyOf),
    answers: Object.fromEntries(
      responses.map(({ status, content }) => [status, byMedia(content, answerOf)]),
    ),
    security: schemes.some((alternative) => alternative.length > 0) ? schemes : undefined,
  });
}

function byMedia(content: readonly MediaType[], bodyOf: BodyOf) {
  return Object.fromEntries(content.map((media) => [media.name, bodyOf(media)]));
}

function parameterContracts(parameter: Parameter): readonly ParameterContract[] {
  const { name, in: place, style, explode, allowReserved, content } = parameter;
  // The members of a query that is a form, as far as they are written in styles of their own.
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
