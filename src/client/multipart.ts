import { formatDisposition } from '../body/multipart-parts.ts';
import { styledParts, styledProperty } from '../body/styled-property.ts';
import { codecFor } from './body.ts';
import type {
  BodyContract,
  ClientCodec,
  EncodingData,
  ShapeData,
  SharedContract,
} from './contract.ts';
import { essenceOf } from './media-type.ts';
import { plainValue } from './plain-value.ts';
import { type BodyInit, isA } from './web-api.ts';

/**
 * Writes any `multipart` type (RFC 2046 section 5.1). An object has a part for each member, and for
 * each item of an array. Its encoding (OpenAPI 3.1 section 4.8.15) gives a style; otherwise files
 * stay unchanged, scalars are text, and the rest is JSON. Other arrays have parts without names.
 * Only files get a file name, because servers recognize files by it.
 */
export const multipartCodec: ClientCodec = {
  handles: (essence) => essence.startsWith('multipart/'),
  encode(given, contentType, body, contract) {
    const parts = partsOf(given, contentType, body, contract);
    const boundary = `part-${random()}${random()}`;
    const pieces = parts.flatMap(({ headers, content }) => [
      `--${boundary}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`,
      content,
      '\r\n',
    ]);
    const type = contentType.replace(/;\s*boundary=("[^"]*"|[^;\s]*)/i, '');
    // RFC 2387 section 3.1 requires the media type of the root part.
    const isRelated = essenceOf(type) === 'multipart/related' && !/;\s*type=/i.test(type);
    const root = isRelated && parts[0] ? `; type="${parts[0].type}"` : '';
    return {
      body: new Blob([...pieces, `--${boundary}--\r\n`] as BlobPart[]),
      contentType: `${type}${root}; boundary=${boundary}`,
    };
  },
};

interface Part {
  /** Lines, without their ends. */
  readonly headers: readonly string[];
  readonly type: string;
  readonly content: BodyInit;
}

function partsOf(
  given: unknown,
  contentType: string,
  { encoding = {}, shape: at }: BodyContract = {},
  contract: SharedContract,
): readonly Part[] {
  const value = plainValue(given);
  const { properties = {}, additionalProperties, items } = shapeAt(contract, at);
  if (Array.isArray(value) && essenceOf(contentType) !== 'multipart/form-data') {
    return value.map((item, place) =>
      part(undefined, item, encoding[place] ?? encoding[''], items, contract),
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('Cannot write a multipart body: the value is not an object');
  }
  const members = isA(value, 'FormData') ? [...(value as FormData)] : Object.entries(value);
  return members.flatMap(([name, member]) => {
    const styled = styledProperty(name, encoding[name], 'part');
    if (styled !== undefined) {
      return styledParts({ ...styled, json: contract.json }, member, isFile).map(([key, item]) =>
        part(key, item, undefined, undefined, contract),
      );
    }
    const own = properties[name] ?? additionalProperties;
    const shape = Array.isArray(member) ? shapeAt(contract, own).items : own;
    return (Array.isArray(member) ? member : [member])
      .filter((item) => item !== undefined)
      .map((item) => part(name, item, encoding[name], shape, contract));
  });
}

/** The facts of a schema; empty if no part is XML. */
function shapeAt({ shapes = [] }: SharedContract, index: number | undefined): ShapeData {
  return (index === undefined ? undefined : shapes[index]) ?? {};
}

function part(
  name: string | undefined,
  item: unknown,
  encoding: EncodingData = {},
  shape: number | undefined,
  contract: SharedContract,
): Part {
  // With a list of media types, the sender chooses.
  const described = encoding.contentType
    ?.split(',')
    .find((type) => !type.includes('*'))
    ?.trim();
  const { type, content } = isFile(item)
    ? { type: item.type || described || 'application/octet-stream', content: item as BodyInit }
    : written(item, described, shape, contract);
  const filename = isFile(item) ? (item.name ?? (name === undefined ? name : 'blob')) : undefined;
  const kind = name === undefined ? 'attachment' : 'form-data';
  const headers = [
    ...(name === undefined && filename === undefined
      ? []
      : [`Content-Disposition: ${formatDisposition(kind, name, filename)}`]),
    // Text without a type is what browsers send, and what every reader expects.
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
  ];
  return { headers, type: type ?? 'text/plain', content };
}

/** A `Blob` may have a type, and a `File` has a name. */
function isFile(item: unknown): item is { readonly type?: string; readonly name?: string } {
  return ArrayBuffer.isView(item) || isA(item, 'Blob', 'File', 'ArrayBuffer');
}

function written(
  item: unknown,
  described: string | undefined,
  shape: number | undefined,
  contract: SharedContract,
): { readonly type: string | undefined; readonly content: BodyInit } {
  const isStructured = typeof item === 'object' && item !== null;
  const type = described ?? (isStructured ? 'application/json' : undefined);
  if (type === undefined) return { type, content: String(item ?? '') };
  const codec = codecFor(contract, type);
  if (codec?.encode !== undefined) {
    const { body, contentType } = codec.encode(
      item,
      type,
      shape === undefined ? {} : { shape },
      contract,
    );
    return { type: contentType ?? type, content: body };
  }
  if (!isStructured) return { type, content: String(item ?? '') };
  throw new TypeError(`Cannot write a part of ${type}: it is bytes or a Blob, and not an object`);
}

/** Letters and digits that no content contains by chance. */
function random(): string {
  return Math.random().toString(36).slice(2);
}
