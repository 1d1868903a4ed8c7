import { isMultipart } from '../http/media-type.ts';
import type { Codec } from './codecs.ts';
import { decodeMultipart } from './multipart-read.ts';
import { encodeMultipart } from './multipart-write.ts';

/** Any `multipart` type. */
export const multipartCodec: Codec = {
  handles: isMultipart,
  decode: (bytes, description, codecs) => decodeMultipart(bytes, description, inside(codecs)),
  encode: (value, description, codecs) => encodeMultipart(value, description, inside(codecs)),
};

/** A part that is multipart itself stays as it is: bodies could be nested without end. */
function inside(codecs: readonly Codec[]): readonly Codec[] {
  return codecs.filter((codec) => codec !== multipartCodec);
}
