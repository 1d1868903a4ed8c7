import type { MediaRange } from '../http/media-type.ts';

/**
 * The smallest file of a media type, for contracts without an example: a client that opens it finds
 * a picture of one gray pixel, an empty page, or an empty archive, instead of the word "string".
 * `undefined` for other media types.
 */
export function tinyFile({ type, subtype }: MediaRange): Uint8Array | undefined {
  const name = `${type}/${subtype}`;
  const made = Object.hasOwn(files, name) ? files[name] : undefined;
  return made?.();
}

const files: Readonly<Record<string, () => Uint8Array>> = {
  'image/png': () =>
    fromBase64(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==',
    ),
  'image/gif': () => fromBase64('R0lGODlhAQABAIAAAICAgP///ywAAAAAAQABAAACAkQBADs='),
  'image/jpeg': () => fromHex(jpeg),
  'application/pdf': () => new TextEncoder().encode(pdf),
  'application/zip': () => fromHex(`504b0506${'00'.repeat(18)}`),
};

/** Baseline JPEG: even quantisation, and Huffman tables of one code each, "nothing more here". */
const jpeg = [
  'ffd8',
  `ffdb004300${'01'.repeat(64)}`,
  'ffc0000b080001000101011100',
  `ffc4001400${'01'.padEnd(32, '0')}00`,
  `ffc4001410${'01'.padEnd(32, '0')}00`,
  'ffda0008010100003f00',
  '3f',
  'ffd9',
].join('');

const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>> endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000053 00000 n 
0000000103 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
165
%%EOF
`;

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
