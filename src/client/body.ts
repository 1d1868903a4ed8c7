import type { OperationContract, SharedContract, WrittenBody } from './contract.ts';
import { describedAs, essenceOf } from './media-type.ts';
import { jsonCodec, textCodec } from './text.ts';
import { type BodyInit, isA } from './web-api.ts';

/** The codec of a media type; `undefined` for bytes. */
export function codecFor({ codecs = [] }: SharedContract, mediaType: string) {
  const essence = essenceOf(mediaType);
  return [jsonCodec, ...codecs, textCodec].find((codec) => codec.handles(essence));
}

/** The media type of a body if a call does not say: JSON, or the only one. */
export function defaultMediaType({ body = {} }: OperationContract): string {
  const [only, ...others] = Object.keys(body);
  return only !== undefined && others.length === 0 && !only.includes('*')
    ? only
    : 'application/json';
}

/**
 * Writes a body by its media type. Encoded values (bytes, a `Blob`, `FormData`, `URLSearchParams`,
 * a stream) are sent as they are.
 * @throws {TypeError} if the media type cannot carry the value.
 */
export function writeBody(
  value: unknown,
  contentType: string,
  { body = {} }: OperationContract,
  contract: SharedContract,
): WrittenBody {
  const codec = codecFor(contract, contentType);
  // The platform writes `FormData` only as form data.
  if (isA(value, 'FormData') && !/^multipart\/(?!form-data)/i.test(contentType)) {
    return { body: value as BodyInit, contentType: undefined };
  }
  if (isEncoded(value)) return { body: value, contentType };
  if (codec?.encode !== undefined) {
    const name = describedAs(contentType, body);
    return codec.encode(value, contentType, name === undefined ? undefined : body[name], contract);
  }
  if (typeof value === 'string') return { body: value, contentType };
  throw new TypeError(
    `Cannot write a body of ${contentType}: it is bytes, a Blob or a stream, and not ${typeof value}`,
  );
}

function isEncoded(value: unknown): value is BodyInit {
  return (
    ArrayBuffer.isView(value) ||
    isA(value, 'ArrayBuffer', 'Blob', 'File', 'URLSearchParams', 'ReadableStream')
  );
}
