import type { MediaType } from '../api/model.ts';
import { decodeBody, encodeBody } from '../body/codec.ts';
import type { EncodedBody } from '../body/codecs.ts';
import type { StreamedEvent } from '../body/event-stream.ts';
import { type Decoded, unknownShape } from '../body/shape.ts';
import { encodeText } from '../body/text.ts';
import { isWireText } from '../body/wire-text.ts';
import {
  formatMediaRange,
  isForm,
  isJson,
  isMultipart,
  isSequence,
  isText,
  isWildcard,
  isXml,
  type MediaRange,
} from '../http/media-type.ts';
import { rootNameOf } from './root-name.ts';
import type { Schemas } from './schemas.ts';
import {
  type DescribedSequence,
  describeSequence,
  isEventValue,
  isSequential,
} from './sequence.ts';

/**
 * Whether a schema does not describe contents of a media type. OpenAPI defines how JSON, XML,
 * forms, multipart bodies, sequences and plain texts become values. It does not define objects in
 * MessagePack, CSV or YAML, nor strings or lists in a form (3.1.1 sections 4.8.14 and 4.8.15).
 */
export function isOpaque(
  received: MediaRange,
  media: MediaType,
  schemas: Pick<Schemas, 'shape'>,
): boolean {
  if (isJson(received) || isXml(received) || isSequential(received, media)) return false;
  const { types } = schemas.shape(media.schema);
  if (types.size === 0) return false;
  if (isForm(received)) return !types.has('object');
  if (isMultipart(received)) return !types.has('object') && !types.has('array');
  const isAnyScalar = [...types].some((type) => type !== 'object' && type !== 'array');
  return isText(received) ? !isAnyScalar : !types.has('string');
}

/**
 * Reads the content of a described media type as the value that its schema describes; a sequence as
 * the list of its values.
 */
export function readContent(
  bytes: Uint8Array,
  received: MediaRange,
  media: MediaType,
  schemas: Schemas,
): Decoded {
  if (!isSequential(received, media)) {
    return decodeBody(bytes, received, schemas.shape(media.schema), media.encoding);
  }
  const described = describeSequence(media, received, schemas);
  const decoded = decodeBody(bytes, received, described.shape, media.encoding);
  return decoded.ok && described.isData ? dataOf(decoded, described) : decoded;
}

/** The data of events; findings point into the data. */
function dataOf(decoded: Decoded & { ok: true }, { shape }: DescribedSequence): Decoded {
  const types = shape.items()!.properties().get('data')!.types;
  const datas = (events: unknown): readonly unknown[] => {
    const all = (events as readonly StreamedEvent[]).map(({ data }) => data);
    // Many streams end with this text, also if the contract describes other events.
    return all.at(-1) === '[DONE]' && !types.has('string') ? all.slice(0, -1) : all;
  };
  const { value, exact, repeated } = decoded;
  return {
    ok: true,
    value: datas(value),
    ...(exact !== undefined && { exact: datas(exact) }),
    ...(repeated && { repeated: repeated.map((place) => place.replace(/^(\/\d+)\/data/, '$1')) }),
  };
}

/**
 * Writes a value in a described media type, or in one within its range. An example that is the text
 * on the wire stays unchanged. In a sequence, a value that is not a list counts as one item.
 * @throws {TypeError} if the media type cannot carry the value.
 */
export function writeContent(
  value: unknown,
  media: MediaType,
  range: MediaRange,
  schemas: Schemas,
): EncodedBody {
  const { schema, encoding } = media;
  const shape = schemas.shape(schema);
  if (isWireText(value, range, shape)) return writeText(value, range);
  if (!isSequential(range, media)) {
    return encodeBody(value, range, shape, encoding, rootNameOf(schema));
  }
  const { isData, shape: list } = describeSequence(media, range, schemas);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const written = isData ? values.map((one) => (isEventValue(one) ? one : { data: one })) : values;
  return encodeBody(written, range, list, encoding);
}

function writeText(text: string, range: MediaRange): EncodedBody {
  if (isText(range) && !isXml(range) && !isSequence(range) && !isWildcard(range)) {
    return encodeText(text, range);
  }
  const contentType = isWildcard(range)
    ? encodeBody(text, range, unknownShape).contentType
    : formatMediaRange(range);
  return { body: new TextEncoder().encode(text), contentType };
}
