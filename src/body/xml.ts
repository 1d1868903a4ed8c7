import { SaxesParser, type SaxesTagNS } from 'saxes';
import { formatMediaRange, isXml, type MediaRange } from '../http/media-type.ts';
import { maximumDepth } from '../json/depth.ts';
import { type DecodedText, decodeCharset } from './charset.ts';
import type { Codec } from './codecs.ts';
import type { Decoded, Shape } from './shape.ts';
import { readRoot } from './xml-read.ts';
import type { XmlAttribute, XmlElement } from './xml-tree.ts';
import { writeRoot } from './xml-write.ts';

const maximumBytes = 16 * 1024 * 1024;

/**
 * Reads XML 1.0 with namespaces, strictly well-formed, into a value by its shape. A document type
 * declaration is refused, so that there are no entities to expand and no files to fetch.
 */
export function decodeXml(bytes: Uint8Array, media: MediaRange, shape: Shape): Decoded {
  if (bytes.length > maximumBytes) {
    return { ok: false, reason: `it is longer than ${maximumBytes} bytes` };
  }
  const decoded = decodeXmlText(bytes, media);
  if (!decoded.ok) return decoded;
  if (decoded.text.trim() === '') return { ok: false, reason: 'it is empty' };
  let root: XmlElement;
  try {
    root = parseTree(decoded.text);
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
  return readRoot(root, shape);
}

/**
 * A byte order mark counts before the charset, and the charset before the declaration (RFC 7303
 * section 3).
 */
function decodeXmlText(bytes: Uint8Array, media: MediaRange): DecodedText {
  const [first, second] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    return decodeCharset(bytes, 'utf-16');
  }
  const isUtf8 = first === 0xef && second === 0xbb && bytes[2] === 0xbf;
  const charset = media.parameters.get('charset') ?? declaredEncoding(bytes);
  return decodeCharset(bytes, isUtf8 ? 'utf-8' : (charset ?? 'utf-8'));
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1];
}

type Growing = Omit<XmlElement, 'children' | 'text'> & { children: XmlElement[]; text: string };

function parseTree(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: Growing[] = [];
  let root: XmlElement | undefined;
  const append = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('error', (error) => {
    throw new Error(error.message.replace(/^(\d+):(\d+): (.*?)\.?$/s, 'line $1, column $2: $3'));
  });
  parser.on('doctype', () => {
    throw new Error('a document type declaration is not allowed');
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('opentag', (tag) => {
    if (open.length === maximumDepth) {
      throw new Error(`it is nested more than ${maximumDepth} deep`);
    }
    const element = growing(tag);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  if (root === undefined) throw new Error('it has no root element');
  return root;
}

function growing({ name, local, uri, attributes }: SaxesTagNS): Growing {
  return {
    name,
    local,
    namespace: uri,
    attributes: Object.values(attributes).map(
      (attribute): XmlAttribute => ({
        name: attribute.name,
        local: attribute.local,
        namespace: attribute.uri,
        value: attribute.value,
      }),
    ),
    children: [],
    text: '',
  };
}

/** Writes a value as an XML document in UTF-8; the shape's name for the root has priority. */
export function encodeXml(value: unknown, shape: Shape, rootName = 'root'): Uint8Array {
  return new TextEncoder().encode(writeRoot(value, shape, rootName));
}

/** The codec of all media types that are XML by name or suffix. */
export const xmlCodec: Codec = {
  handles: isXml,
  decode: (bytes, { media, shape }) => decodeXml(bytes, media, shape),
  encode: (value, { media, shape, rootName }) => {
    const parameters = new Map(media.parameters);
    if (parameters.has('charset')) parameters.set('charset', 'utf-8');
    return {
      body: encodeXml(value, shape, rootName),
      contentType: formatMediaRange({ ...media, parameters }),
    };
  },
};
