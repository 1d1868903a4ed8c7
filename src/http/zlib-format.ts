/**
 * Whether bytes begin as zlib's format (RFC 1950 section 2.2); some programs send raw deflate as
 * `deflate`.
 */
export function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}
