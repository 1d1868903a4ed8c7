import { decodeXml } from '../body/xml.ts';
import { parseMediaRange } from '../http/media-type.ts';
import type { ClientCodec } from './contract.ts';
import { shapeOf } from './shapes.ts';
import { xmlWriter } from './xml-writer.ts';

/**
 * Writes and reads XML by the XML Objects of its schema. A separate entry, because of its parser.
 */
export const xmlCodec: ClientCodec = {
  handles: (essence) => xmlWriter.handles(essence),
  encode: (...given) => xmlWriter.encode!(...given),
  decode(bytes, contentType, body, contract) {
    const read = decodeXml(bytes, parseMediaRange(contentType)!, shapeOf(contract, body));
    if (read.ok) return read.value;
    throw new TypeError(read.reason);
  },
};
