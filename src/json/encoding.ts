/**
 * The text of a document: UTF-8, or UTF-16 by its first bytes, which YAML readers must support
 * (YAML 1.2.2 section 5.2). Windows PowerShell writes it.
 */
export function documentText(bytes: Uint8Array): string {
  // The beginning of a document is ASCII, or a byte order mark.
  const start = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  const isBigEndian = start === '0x0x' || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const isLittleEndian = start === 'x0x0' || (bytes[0] === 0xff && bytes[1] === 0xfe);
  const encoding = isBigEndian ? 'utf-16be' : isLittleEndian ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
