import { writeRoot } from '../body/xml-write.ts';
import type { ClientCodec } from './contract.ts';
import { isXml } from './media-type.ts';
import { plainValue } from './plain-value.ts';
import { shapeOf } from './shapes.ts';
import { inUtf8, textCodec } from './text.ts';

/**
 * Writes XML by the XML Objects of its schema, and leaves answers as text, so that no parser is
 * needed.
 */
export const xmlWriter: ClientCodec = {
  // Not a spread, which bundlers treat as a side effect.
  decode: (...given) => textCodec.decode!(...given),
  handles: isXml,
  encode(value, contentType, body, contract) {
    if (typeof value === 'string') return { body: value, contentType };
    const root = body?.rootName ?? 'root';
    // The XML declaration says UTF-8, and a charset may not contradict it.
    const type = /;\s*charset=/i.test(contentType) ? inUtf8(contentType) : contentType;
    return { body: writeRoot(plainValue(value), shapeOf(contract, body), root), contentType: type };
  },
};
