import { parseWord, splitField } from '../http/field.ts';
import {
  formatMediaRange,
  type MediaRange,
  parseMediaRange,
  rangeMatches,
} from '../http/media-type.ts';
import { decodeCharset } from './charset.ts';
import { type BodyDescription, type Codec, decodeWith } from './codecs.ts';
import { byPosition, describedTypes, json, octets, plain } from './multipart-encoding.ts';
import { type Part, parseParts } from './multipart-parts.ts';
import { takeParameter } from './query.ts';
import type { Decoded, PropertyEncoding, Shape } from './shape.ts';
import { itemShape, propertyShape, structureOf } from './structure.ts';
import { styledProperty } from './styled-property.ts';
import { decodeText } from './text.ts';

/**
 * Reads a multipart body (RFC 7578, RFC 2046 section 5.1; OpenAPI 3.1 section 4.8.15). Named parts
 * make an object, and parts with the same name make an array. Other types than form data also allow
 * parts without names and bodies that are described as lists; both make arrays. Each part is
 * decoded by its own media type: text gives a string or the type of its shape, JSON and XML give
 * values. All other types, also nested multipart bodies, give a `Uint8Array`.
 */
export function decodeMultipart(
  bytes: Uint8Array,
  description: BodyDescription,
  codecs: readonly Codec[],
): Decoded {
  const { media, shape, encoding } = description;
  const boundary = media.parameters.get('boundary');
  if (boundary === undefined) return { ok: false, reason: 'its media type has no boundary' };
  const parsed = parseParts(bytes, boundary);
  if (!parsed.ok) return parsed;
  if (media.subtype !== 'form-data' && structureOf(shape) === 'array') {
    return decodeItems(parsed.parts, itemShape(shape), byPosition(encoding), codecs);
  }
  const named = new Map<string, Part[]>();
  for (const [index, part] of parsed.parts.entries()) {
    const name = nameOf(part);
    if (name === undefined) {
      return media.subtype === 'form-data'
        ? { ok: false, reason: `part ${index + 1} has no name` }
        : decodeItems(parsed.parts, itemShape(shape), byPosition(encoding), codecs);
    }
    const known = named.get(name);
    if (known === undefined) named.set(name, [part]);
    else known.push(part);
  }
  const styled = decodeStyled(named, description);
  if (!styled.ok) return styled;
  const members: [string, unknown][] = [...styled.members];
  for (const [name, parts] of named) {
    const property = propertyShape(shape, name);
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    const typed = styledProperty(name, own, 'part') === undefined ? own : undefined;
    const read = decodeProperty(parts, property, typed, codecs);
    if (!read.ok) return partFault(name, read.reason);
    members.push([name, read.value]);
  }
  return { ok: true, value: Object.fromEntries(members) };
}

type Styles = { readonly ok: true; readonly members: readonly [string, unknown][] };

/** Reads the properties with styles and removes them; media types decide how to read files. */
function decodeStyled(
  named: Map<string, Part[]>,
  { shape, encoding }: BodyDescription,
): Styles | (Decoded & { readonly ok: false }) {
  const members: [string, unknown][] = [];
  const properties = Object.entries(encoding).flatMap(([name, own]) => {
    return styledProperty(name, own, 'part') ?? [];
  });
  if (properties.length === 0) return { ok: true, members };
  const texts = new Map<string, readonly string[]>();
  for (const [name, parts] of named) {
    const read = parts.map((part) => (isUpload(part) ? undefined : textOf(part)));
    if (!read.includes(undefined)) texts.set(name, read as string[]);
  }
  const described = new Set([...shape.properties().keys(), ...Object.keys(encoding)]);
  for (const property of properties) {
    const { name } = property;
    const { decoded, names } = takeParameter(
      property,
      texts,
      propertyShape(shape, name),
      described,
    );
    for (const own of names) named.delete(own);
    if (decoded === undefined) continue;
    if (!decoded.ok) return partFault(name, decoded.reason);
    members.push([name, decoded.value]);
  }
  return { ok: true, members };
}

function partFault(name: string, reason: string): Decoded & { readonly ok: false } {
  return { ok: false, reason: `part ${JSON.stringify(name)}: ${reason}` };
}

/** The text of a part; `undefined` if the part is not text. */
function textOf({ headers, body }: Part): string | undefined {
  const charset = parseMediaRange(headers.get('content-type') ?? '')?.parameters.get('charset');
  const decoded = decodeCharset(body, charset ?? 'utf-8');
  return decoded.ok ? decoded.text : undefined;
}

/**
 * The name in a part's Content-Disposition (RFC 7578 section 4.2), unescaped as browsers escape it.
 */
function nameOf({ headers }: Part): string | undefined {
  const name = dispositionParameter(headers.get('content-disposition') ?? '', 'name');
  return name?.replace(/%(?:22|0D|0A)/gi, decodeURIComponent);
}

function dispositionParameter(disposition: string, wanted: string): string | undefined {
  const [type, ...parameters] = splitField(disposition, ';');
  if (type?.toLowerCase() !== 'form-data') return undefined;
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    if (parameter.slice(0, equals).toLowerCase() === wanted) {
      return parseWord(parameter.slice(equals + 1));
    }
  }
  return undefined;
}

function decodeProperty(
  parts: readonly Part[],
  shape: Shape,
  encoding: PropertyEncoding | undefined,
  codecs: readonly Codec[],
): Decoded {
  const isArray = structureOf(shape) === 'array';
  const [first] = parts;
  if (parts.length > 1) {
    return decodeItems(parts, isArray ? itemShape(shape) : shape, () => encoding, codecs);
  }
  if (!isArray) return decodeValue(first!, shape, encoding, codecs);
  const item = decodePart(first!, itemShape(shape), encoding, codecs);
  // A single JSON part may hold the whole array.
  const isWhole = item.ok && Array.isArray(item.value) && structureOf(itemShape(shape)) !== 'array';
  return !item.ok || isWhole ? item : { ok: true, value: [item.value] };
}

function decodeItems(
  parts: readonly Part[],
  shape: Shape,
  encodingOf: (index: number) => PropertyEncoding | undefined,
  codecs: readonly Codec[],
): Decoded {
  const items: unknown[] = [];
  for (const [index, part] of parts.entries()) {
    const read = decodeValue(part, shape, encodingOf(index), codecs);
    if (!read.ok) return { ok: false, reason: `part ${index + 1}: ${read.reason}` };
    items.push(read.value);
  }
  return { ok: true, value: items };
}

/** Reads a part; if its shape is a text, a structured media type also gives the text. */
function decodeValue(
  part: Part,
  shape: Shape,
  encoding: PropertyEncoding | undefined,
  codecs: readonly Codec[],
): Decoded {
  const read = decodePart(part, shape, encoding, codecs);
  const isText = [...shape.types].every((type) => type === 'string' || type === 'null');
  const isInText = isText && shape.types.has('string') && read.ok && isStructured(read.value);
  return isInText ? decodeText(part.body, plain, shape) : read;
}

function isStructured(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

function decodePart(
  part: Part,
  shape: Shape,
  encoding: PropertyEncoding | undefined,
  codecs: readonly Codec[],
): Decoded {
  const header = part.headers.get('content-type');
  const received = parseMediaRange(header ?? '');
  if (header !== undefined && received === undefined) {
    return { ok: false, reason: `${JSON.stringify(header)} is not a media type` };
  }
  const described = describedTypes(encoding);
  if (
    received !== undefined &&
    described.length > 0 &&
    !described.some((range) => rangeMatches(range, received))
  ) {
    const known = described.map(formatMediaRange).join(', ');
    return { ok: false, reason: `it is ${formatMediaRange(received)}, and ${known} is described` };
  }
  const media = received ?? described[0] ?? defaultType(part, shape);
  const read = decodeWith(codecs, part.body, { media, shape, encoding: {}, rootName: undefined });
  if (isFile(part, shape)) {
    return read.ok && typeof read.value === 'string' ? read : { ok: true, value: part.body };
  }
  return read;
}

/**
 * Whether a part is a file, which is its bytes. An uploaded JSON document without a structured
 * shape is also a file, not a value.
 */
function isFile(part: Part, shape: Shape): boolean {
  return (
    isUpload(part) &&
    structureOf(shape) === 'scalar' &&
    (shape.types.size === 0 || shape.types.has('string'))
  );
}

/**
 * The default media type of a part: text (RFC 7578 section 4.4), octets for a file, and JSON for an
 * object (OpenAPI 3.1 section 4.8.15.1.1, `contentType`).
 */
function defaultType(part: Part, shape: Shape): MediaRange {
  if (structureOf(shape) !== 'scalar') return json;
  return isUpload(part) ? octets : plain;
}

/** Whether a part names its file (RFC 7578 section 4.2). */
function isUpload({ headers }: Part): boolean {
  const disposition = headers.get('content-disposition') ?? '';
  return dispositionParameter(disposition, 'filename') !== undefined;
}
