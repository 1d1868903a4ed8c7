import { formatMediaRange } from '../http/media-type.ts';
import { type BodyDescription, type Codec, type EncodedBody, encodeWith } from './codecs.ts';
import { byPosition, describedTypes, json, octets, plain } from './multipart-encoding.ts';
import { formatDisposition, formatParts, type Part } from './multipart-parts.ts';
import { type PropertyEncoding, type Shape, unknownShape } from './shape.ts';
import { itemShape, propertyShape } from './structure.ts';
import { styledParts, styledProperty } from './styled-property.ts';

/**
 * Writes an object as named parts, or an array as parts without names. Each item of an array is a
 * part; a `Uint8Array` is a file. A body that is described as a file becomes one part with the name
 * `file`.
 *
 * @throws {TypeError} for any other value.
 */
export function encodeMultipart(
  value: unknown,
  description: BodyDescription,
  codecs: readonly Codec[],
): EncodedBody {
  const { media, shape, encoding } = description;
  const isFile =
    value instanceof Uint8Array || (typeof value === 'string' && shape.types.has('string'));
  if (isFile) {
    const file = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return encodeMultipart({ file }, description, codecs);
  }
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(
      'Cannot write a multipart body: the value is neither an object, nor an array, nor a file',
    );
  }
  const parts = Array.isArray(value)
    ? value.map((item, index) =>
        encodePart(undefined, item, itemShape(shape), byPosition(encoding)(index), codecs),
      )
    : Object.entries(value).flatMap(([name, member]) => {
        const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
        const styled = styledProperty(name, own, 'part');
        if (styled !== undefined) {
          return styledParts(styled, member, isBytes).map(([key, item]) =>
            encodePart(key, item, unknownShape, undefined, codecs),
          );
        }
        const property = propertyShape(shape, name);
        return Array.isArray(member)
          ? member.map((item) => encodePart(name, item, itemShape(property), own, codecs))
          : member === undefined
            ? []
            : [encodePart(name, member, property, own, codecs)];
      });
  const { body, boundary } = formatParts(parts);
  const parameters = new Map(media.parameters).set('boundary', boundary);
  return { body, contentType: formatMediaRange({ ...media, parameters }) };
}

function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array;
}

function encodePart(
  name: string | undefined,
  value: unknown,
  shape: Shape,
  encoding: PropertyEncoding | undefined,
  codecs: readonly Codec[],
): Part {
  const [described] = describedTypes(encoding);
  const isFile = value instanceof Uint8Array;
  const isStructured = typeof value === 'object' && value !== null;
  const media = described ?? (isFile ? octets : isStructured ? json : plain);
  const encoded = encodeWith(codecs, value, { media, shape, encoding: {}, rootName: undefined });
  const headers = new Map<string, string>();
  if (name !== undefined) {
    headers.set(
      'Content-Disposition',
      formatDisposition('form-data', name, isFile ? name : undefined),
    );
  }
  // Browsers send text without a type, and every reader expects that.
  if (described !== undefined || media !== plain) headers.set('Content-Type', encoded.contentType);
  return { headers, body: encoded.body };
}
