import { isForm, isFormData, type MediaRange, parseMediaRange } from '../http/media-type.ts';
import type { Encoding, Header, MediaType, Schema } from './model.ts';
import { entries, member, type Node } from './node.ts';
import type { Context } from './parse-context.ts';
import { parseExamples } from './parse-examples.ts';

/** A value is described by a `schema`, or by a `content` of exactly one media type. */
export function parseDescribed(
  node: Node,
  context: Context,
): { readonly schema: Schema | undefined; readonly content: MediaType | undefined } {
  const content = parseContent(node, context);
  if (content.length > 1) context.invalid(node.at, 'its "content" has one media type');
  return { schema: parseSchema(member(node, 'schema')), content: content[0] };
}

/** Header Objects (section 4.8.21); a described Content-Type is ignored, as section 4.8.17 says. */
export function parseHeaders(owner: Node, context: Context): readonly Header[] {
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
export function parseContent(owner: Node, context: Context): readonly MediaType[] {
  return [...entries(context.part(owner, 'content'))].flatMap(([name, written]) => {
    const media = context.follow(written);
    if (media === undefined) return [];
    const range = parseMediaRange(name);
    if (range === undefined) {
      context.invalid(media.at, `"${name}" is not a media type`);
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
 * Whether `style`, `explode` and `allowReserved` apply to the encodings of a media type: in forms,
 * and from 3.1 on in form data (3.0.4 section 4.7.15.1.2, 3.1.1 section 4.8.15.1.2).
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
  // Any of the three turns a property into a parameter, also `allowReserved: false`.
  const usual = allowReserved === undefined ? undefined : 'form';
  return {
    contentType: context.text(encoding, 'contentType'),
    style: withStyles ? (context.text(encoding, 'style') ?? usual) : undefined,
    explode: withStyles ? context.flag(encoding, 'explode') : undefined,
    allowReserved: allowReserved ?? false,
    headers: parseHeaders(encoding, context),
  };
}

function parseSchema(node: Node | undefined): Schema | undefined {
  return node;
}
