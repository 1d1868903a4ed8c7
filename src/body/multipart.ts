import { isMultipart } from '../http/media-type.ts';
import type { Codec } from './codecs.ts';
import { decodeMultipart } from './multipart-read.ts';
import { encodeMultipart } from './multipart-write.ts';

/** The codec of every `multipart` type. */
export const multipartCodec: Codec = {
  handles: isMultipart,
  decode: (bytes, description, codecs) => decodeMultipart(bytes, description, inside(codecs)),
  encode: (value, description, codecs) => encodeMultipart(value, description, inside(codecs)),
};

/** A nested multipart part stays as bytes, because bodies could nest without a limit. */
function inside(codecs: readonly Codec[]): readonly Codec[] {
  return codecs.filter((codec) => codec !== multipartCodec);
}
