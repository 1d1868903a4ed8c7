import { encodeForm } from '../body/form.ts';
import type { ClientCodec } from './contract.ts';
import { plainValue } from './plain-value.ts';
import { encodingOf } from './shapes.ts';
import { textCodec } from './text.ts';

/** Writes `application/x-www-form-urlencoded` by its encoding. A form in an answer stays text. */
export const formCodec: ClientCodec = {
  // Not a spread, which bundlers treat as a side effect.
  decode: (...given) => textCodec.decode!(...given),
  handles: (essence) => essence === 'application/x-www-form-urlencoded',
  encode(value, contentType, body, { json }) {
    if (typeof value === 'string') return { body: value, contentType };
    const written = encodeForm(plainValue(value), encodingOf(body), json);
    return { body: written as Uint8Array<ArrayBuffer>, contentType };
  },
};
