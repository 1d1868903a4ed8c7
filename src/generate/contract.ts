import type { Api, MediaType, Operation, Parameter, SecurityScheme } from '../api/model.ts';
import type { Shape } from '../body/shape.ts';
import type { Style } from '../body/style.ts';
import type {
  ApiContract,
  BodyContract,
  EncodingData,
  OperationContract,
  ParameterContract,
  SchemeContract,
  ShapeData,
} from '../client/contract.ts';
import { isForm, isJson, isMultipart, isXml } from '../http/media-type.ts';
import { createReferences, createResources } from '../schema/resources.ts';
import { rootNameOf } from '../schema/root-name.ts';
import { createShapes } from '../schema/shape.ts';
import { createSchemaViews } from '../schema/view.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { createDateShapes } from './date-shapes.ts';
import { dateFormats, type TypeOptions } from './format-types.ts';
import type { TypedDocument } from './typed-document.ts';

/** More shapes than this are left out, as if nothing were known of what is deeper. */
const maximumShapes = 2000;

/** What the client of an API must know at run time, as data; what OpenAPI has by default is left out. */
export function contractOf(
  api: Api,
  operations: readonly NamedOperation[],
  typed: TypedDocument,
  options: TypeOptions,
): Omit<ApiContract, 'codecs' | 'dates'> {
  const shapes = createShapeTable(api);
  const dates = createDateShapes(typed.document, dateFormats(options));
  const described = operations.map(({ operation, key, hasId }) => {
    const answerOf = (media: MediaType) => {
      const schema = isJson(media.range) ? typed.schemaOf(media, 'response') : undefined;
      const index = schema && dates.indexOf(schema);
      return { ...shapes.bodyOf(media), ...(index !== undefined && { dates: index }) };
    };
    return [key, operationContract(operation, hasId, shapes.bodyOf, answerOf)];
  });
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
export function serverOf({ servers }: Api): Pick<ApiContract, 'server' | 'variables'> {
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

/** The shapes that XML is read and written by, each once, by their place in a table. */
function createShapeTable(api: Api) {
  const shapeOf = createShapes(
    createSchemaViews(api.dialect, createReferences(createResources(api))),
  );
  const table: ShapeData[] = [];
  const known = new Map<Shape, number>();
  /** By what they say, so that alike ones are said once. */
  const finished = new Map<string, number>();

  function indexOf(shape: Shape): number | undefined {
    const index = known.get(shape);
    if (index !== undefined) return index;
    if (table.length >= maximumShapes) return undefined;
    const own = table.length;
    known.set(shape, own);
    // The place is taken first: a recursive shape refers to itself.
    table.push({});
    const data = dataOf(shape);
    const twin = finished.get(JSON.stringify(data));
    if (table.length > own + 1 || twin === undefined) {
      finished.set(JSON.stringify(data), own);
      table[own] = data;
      return own;
    }
    table.pop();
    known.set(shape, twin);
    return twin;
  }

  function dataOf(shape: Shape): ShapeData {
    const properties = [...shape.properties()].flatMap(([name, property]) => {
      const index = indexOf(property);
      return index === undefined ? [] : [[name, index] as const];
    });
    const arrays = [...shape.properties()].filter(([, { types }]) => types.has('array'));
    // Only of an array without a wrapper does XML leave open whether it is there.
    const required = arrays.flatMap(([name]) => (shape.required?.has(name) ? [name] : []));
    const additional = shape.additionalProperties();
    const items = shape.items();
    return present({
      types: shape.types.size === 0 ? undefined : [...shape.types],
      xml: Object.keys(shape.xml).length === 0 ? undefined : shape.xml,
      properties: properties.length === 0 ? undefined : Object.fromEntries(properties),
      additionalProperties: additional && indexOf(additional),
      items: items && indexOf(items),
      required: required.length === 0 ? undefined : required,
    });
  }

  return {
    table: table as readonly ShapeData[],
    bodyOf(media: MediaType): BodyContract {
      const written = isXml(media.range) && media.schema !== undefined;
      return present({
        shape: written ? indexOf(shapeOf(media.schema)) : undefined,
        rootName: written ? rootNameOf(media.schema) : undefined,
        encoding: isForm(media.range) || isMultipart(media.range) ? encodingOf(media) : undefined,
      });
    },
  };
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

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
function present<T extends object>(members: T): Present<T> {
  const kept = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(kept) as Present<T>;
}
