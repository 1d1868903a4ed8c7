import { binaryCodec } from '../body/binary.ts';
import { type Codec, encodeWith } from '../body/codecs.ts';
import { formCodec } from '../body/form.ts';
import { jsonCodec } from '../body/json.ts';
import { textCodec } from '../body/text.ts';
import { writeRoot } from '../body/xml-write.ts';
import { formatMediaRange, isMultipart, isXml, parseMediaRange } from '../http/media-type.ts';
import { type Contracts, describeBody } from './contracts.ts';

/** A body as `fetch` takes it; without a content type where only the platform knows it. */
export interface WrittenBody {
  readonly body: BodyInit;
  readonly contentType: string | undefined;
}

/** Clients write XML and leave reading it to others, so no parser goes into browsers. */
const xmlWriter: Pick<Codec, 'handles' | 'encode'> = {
  handles: isXml,
  encode: (value, { media, shape, rootName = 'root' }) => ({
    body: new TextEncoder().encode(
      typeof value === 'string' ? value : writeRoot(value, shape, rootName),
    ),
    contentType: formatMediaRange(media),
  }),
};

const codecs: readonly Codec[] = [
  jsonCodec,
  formCodec,
  { ...xmlWriter, decode: textCodec.decode },
  textCodec,
  binaryCodec,
];

/**
 * Writes a body by its media type. What is encoded already (bytes, a `Blob`, `FormData`,
 * `URLSearchParams`, a stream) is sent as it is.
 *
 * @throws {TypeError} when the media type is none, or cannot carry the value.
 */
export function writeBody(
  value: unknown,
  contentType: string,
  contracts: Contracts,
  operation: string,
): WrittenBody {
  const media = parseMediaRange(contentType);
  if (media === undefined) {
    throw new TypeError(`Cannot write the body of ${operation}: "${contentType}" is no media type`);
  }
  // The platform alone knows the boundary that it puts between the parts.
  if (value instanceof FormData) return { body: value, contentType: undefined };
  if (isEncoded(value)) return { body: value, contentType };
  if (isMultipart(media)) return { body: formData(value, operation), contentType: undefined };
  const encoded = encodeWith(codecs, value, describeBody(contracts, operation, media));
  return { body: encoded.body as Uint8Array<ArrayBuffer>, contentType: encoded.contentType };
}

function isEncoded(value: unknown): value is BodyInit {
  return (
    value instanceof Uint8Array ||
    value instanceof ArrayBuffer ||
    value instanceof Blob ||
    value instanceof URLSearchParams ||
    value instanceof ReadableStream
  );
}

/** An object as `multipart/form-data`: files as they are, scalars as text, the rest as JSON. */
function formData(value: unknown, operation: string): FormData {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`Cannot write the body of ${operation}: the value is not an object`);
  }
  const form = new FormData();
  for (const [name, member] of Object.entries(value)) {
    for (const item of Array.isArray(member) ? member : [member]) {
      if (item !== undefined) form.append(name, part(item));
    }
  }
  return form;
}

function part(item: unknown): string | Blob {
  if (item instanceof Blob) return item;
  if (item instanceof Uint8Array) return new Blob([item as Uint8Array<ArrayBuffer>]);
  if (typeof item !== 'object' || item === null) return String(item ?? '');
  return new Blob([JSON.stringify(item)], { type: 'application/json' });
}
