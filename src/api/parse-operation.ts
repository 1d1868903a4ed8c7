import {
  isForm,
  isFormData,
  isJson,
  type MediaRange,
  parseMediaRange,
} from '../http/media-type.ts';
import type { Location } from '../json/document.ts';
import { type ExternalFile, type ExternalValue, readExternal } from './external-example.ts';
import type {
  ApiResponse,
  Callback,
  Dialect,
  Encoding,
  Example,
  Header,
  Link,
  MediaType,
  Operation,
  Parameter,
  ParameterPlace,
  ParameterStyle,
  RequestBody,
  Schema,
} from './model.ts';
import { entries, isObject, items, member, members, type Node } from './node.ts';
import type { Parts } from './parts.ts';

/** What every step of parsing needs: how to read a part, and where to say what is wrong. */
export interface Context extends Parts {
  readonly dialect: Dialect;
  readonly invalid: (at: Location, reason: string) => void;
  /** The file of an example, where there is one that may be read. */
  readonly external: (reference: string, from: Location) => ExternalFile | undefined;
  /** The operations of a path item under a callback's expression. */
  readonly callback: (expression: string, item: Node) => readonly Operation[];
}

/** Header parameters that OpenAPI says to ignore (3.1 section 4.8.12.2.1, `name`). */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

const stylesOf: Readonly<Record<ParameterPlace, readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  querystring: ['form'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** Parameter Objects (section 4.8.12), with the defaults of `style` and `explode` filled in. */
export function parseParameters(owner: Node, context: Context): readonly Parameter[] {
  return [...items(context.part(owner, 'parameters'))].flatMap((written) => {
    const parameter = context.follow(written);
    const parsed = parameter && parseParameter(parameter, context);
    return parsed === undefined ? [] : [parsed];
  });
}

function parseParameter(node: Node, context: Context): Parameter | undefined {
  const name = context.text(node, 'name');
  const place = context.text(node, 'in');
  if (name === undefined || place === undefined || !Object.hasOwn(stylesOf, place)) {
    context.invalid(node.at, 'a parameter has a "name", and an "in" that OpenAPI knows');
    return undefined;
  }
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  const styles = stylesOf[place as ParameterPlace];
  const written = context.text(node, 'style');
  if (written !== undefined && !styles.includes(written as ParameterStyle)) {
    context.invalid(node.at, `a ${place} parameter has no style "${written}"`);
    return undefined;
  }
  const style = (written as ParameterStyle | undefined) ?? styles[0]!;
  const { schema, content } = parseDescribed(node, context);
  return {
    name,
    in: place as ParameterPlace,
    required: context.flag(node, 'required') ?? place === 'path',
    deprecated: context.flag(node, 'deprecated') ?? false,
    allowEmptyValue: context.flag(node, 'allowEmptyValue') ?? false,
    allowReserved: context.flag(node, 'allowReserved') ?? false,
    style,
    explode: context.flag(node, 'explode') ?? (style === 'form' || style === 'cookie'),
    description: context.text(node, 'description'),
    schema,
    content,
    examples: parseExamples(node, context),
    at: node.at,
  };
}

/** A value is described by a `schema`, or by a `content` of exactly one media type. */
function parseDescribed(
  node: Node,
  context: Context,
): { readonly schema: Schema | undefined; readonly content: MediaType | undefined } {
  const content = parseContent(node, context);
  if (content.length > 1) context.invalid(node.at, 'its "content" has one media type');
  return { schema: parseSchema(member(node, 'schema')), content: content[0] };
}

/** Request Body Object (section 4.8.13). */
export function parseRequestBody(written: Node, context: Context): RequestBody | undefined {
  const node = context.follow(written);
  if (node === undefined) return undefined;
  return {
    required: context.flag(node, 'required') ?? false,
    description: context.text(node, 'description'),
    content: parseContent(node, context),
    at: node.at,
  };
}

/** Responses Object and Response Object (sections 4.8.16 and 4.8.17). */
export function parseResponses(operation: Node, context: Context): readonly ApiResponse[] {
  return [...members(context.part(operation, 'responses'))].flatMap(([key, written]) => {
    const status = key.toUpperCase() === 'DEFAULT' ? 'default' : key.toUpperCase();
    if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) {
      context.invalid(written.at, `"${key}" is no status, range of statuses or "default"`);
      return [];
    }
    const node = context.follow(written);
    if (node === undefined) return [];
    const response: ApiResponse = {
      status,
      description: context.text(node, 'description') ?? '',
      headers: parseHeaders(node, context),
      content: parseContent(node, context),
      links: parseLinks(node, context),
      at: node.at,
    };
    return [response];
  });
}

/** Header Objects (section 4.8.21); a described Content-Type is ignored, as section 4.8.17 says. */
function parseHeaders(owner: Node, context: Context): readonly Header[] {
  return [...entries(context.part(owner, 'headers'))].flatMap(([name, written]) => {
    if (name.toLowerCase() === 'content-type') return [];
    const header = context.follow(written);
    if (header === undefined) return [];
    return [
      {
        name,
        required: context.flag(header, 'required') ?? false,
        deprecated: context.flag(header, 'deprecated') ?? false,
        explode: context.flag(header, 'explode') ?? false,
        description: context.text(header, 'description'),
        ...parseDescribed(header, context),
        examples: parseExamples(header, context),
        at: header.at,
      },
    ];
  });
}

/** Media Type Objects by media range (section 4.8.14). */
function parseContent(owner: Node, context: Context): readonly MediaType[] {
  return [...entries(context.part(owner, 'content'))].flatMap(([name, written]) => {
    const media = context.follow(written);
    if (media === undefined) return [];
    const range = parseMediaRange(name);
    if (range === undefined) {
      context.invalid(media.at, `"${name}" is no media type`);
      return [];
    }
    return [
      {
        name,
        range,
        schema: parseSchema(member(media, 'schema')),
        itemSchema: parseSchema(member(media, 'itemSchema')),
        examples: parseExamples(media, context, range),
        encoding: {
          ...parseEncodings(media, context, hasStyles(range, context)),
          ...parsePositionalEncodings(media, context),
        },
        at: media.at,
      },
    ];
  });
}

type Encodings = Readonly<Record<string, Encoding>>;

/** Encoding Objects (section 4.8.15). */
function parseEncodings(media: Node, context: Context, withStyles: boolean): Encodings {
  return Object.fromEntries(
    context
      .parts(media, 'encoding')
      .map(([property, encoding]) => [property, parseEncoding(encoding, context, withStyles)]),
  );
}

/**
 * Whether `style`, `explode` and `allowReserved` count in the encodings of a media type: in forms, and
 * from 3.1 on in form data (3.0.4 section 4.7.15.1.2, 3.1.1 section 4.8.15.1.2).
 */
function hasStyles(range: MediaRange, { dialect }: Context): boolean {
  return isForm(range) || (dialect !== '3.0' && isFormData(range));
}

/** `prefixEncoding` by its index, and `itemEncoding` by no name (OpenAPI 3.2 section 4.14). */
function parsePositionalEncodings(media: Node, context: Context): Encodings {
  const others = context.part(media, 'itemEncoding');
  return Object.fromEntries([
    ...context
      .list(media, 'prefixEncoding')
      .map((encoding, index) => [String(index), parseEncoding(encoding, context, false)]),
    ...(others === undefined ? [] : [['', parseEncoding(others, context, false)]]),
  ]);
}

function parseEncoding(encoding: Node, context: Context, withStyles: boolean): Encoding {
  const allowReserved = withStyles ? context.flag(encoding, 'allowReserved') : undefined;
  // Any of the three makes a parameter of a property, `allowReserved: false` too.
  const usual = allowReserved === undefined ? undefined : 'form';
  return {
    contentType: context.text(encoding, 'contentType'),
    style: withStyles ? (context.text(encoding, 'style') ?? usual) : undefined,
    explode: withStyles ? context.flag(encoding, 'explode') : undefined,
    allowReserved: allowReserved ?? false,
    headers: parseHeaders(encoding, context),
  };
}

/**
 * The lone `example`, and `examples` by name (section 4.8.19); they exclude each other, and where both are
 * written nothing says which of them to forget. Of 3.2's own members, `dataValue` is the
 * value; where there is only `serializedValue`, that is the text of a content of the given range.
 */
function parseExamples(node: Node, context: Context, range?: MediaRange): readonly Example[] {
  const lone = member(node, 'example');
  const unnamed: readonly Example[] =
    lone === undefined
      ? []
      : [
          {
            name: undefined,
            summary: undefined,
            value: lone.value,
            externalValue: undefined,
            at: lone.at,
          },
        ];
  const named = [...entries(context.part(node, 'examples'))].flatMap(([name, written]) => {
    const example = context.follow(written);
    if (example === undefined || !isObject(example.value)) return [];
    const data = member(example, 'value') ?? member(example, 'dataValue');
    const externalValue = context.text(example, 'externalValue');
    const own = data ?? serialized(example, range);
    const external =
      own === undefined && externalValue !== undefined
        ? readExample(externalValue, example.at, context, range)
        : undefined;
    const value = external?.ok ? external : own;
    return [
      {
        name,
        summary: context.text(example, 'summary'),
        value: value?.value,
        externalValue,
        at: value?.at ?? example.at,
        ...(external?.ok === false && { unread: external.reason }),
      },
    ];
  });
  return [...unnamed, ...named];
}

function readExample(
  reference: string,
  at: Location,
  { external }: Context,
  range: MediaRange | undefined,
): ExternalValue | undefined {
  const file = external(reference, at);
  return file?.ok ? readExternal(file, range, at) : file;
}

/** JSON is read; every other text stands for itself, as it is sent. */
function serialized(example: Node, range: MediaRange | undefined): Node | undefined {
  const text = member(example, 'serializedValue');
  if (range === undefined || typeof text?.value !== 'string') return undefined;
  if (!isJson(range)) return text;
  try {
    return { value: JSON.parse(text.value), at: text.at };
  } catch {
    return text;
  }
}

/** Link Objects (section 4.8.20). */
function parseLinks(owner: Node, context: Context): readonly Link[] {
  return [...entries(context.part(owner, 'links'))].flatMap(([name, written]) => {
    const link = context.follow(written);
    if (link === undefined) return [];
    return [
      {
        name,
        operationId: context.text(link, 'operationId'),
        operationRef: context.text(link, 'operationRef'),
        parameters: Object.fromEntries(
          [...entries(context.part(link, 'parameters'))].map(([key, value]) => [key, value.value]),
        ),
        requestBody: member(link, 'requestBody')?.value,
        description: context.text(link, 'description'),
        at: link.at,
      },
    ];
  });
}

/** Callback Objects: path items by runtime expression (section 4.8.18). */
export function parseCallbacks(operation: Node, context: Context): readonly Callback[] {
  return [...entries(context.part(operation, 'callbacks'))].flatMap(([name, written]) => {
    const callback = context.follow(written);
    return [...members(callback)].map(([expression, item]) => ({
      name,
      expression,
      operations: context.callback(expression, item),
    }));
  });
}

function parseSchema(node: Node | undefined): Schema | undefined {
  return node;
}
