declare module 'punycode.js' {
  const punycode: {
    /** The text that is written so in ASCII (RFC 3492). @throws {RangeError} when nothing is. */
    decode(encoded: string): string;
  };
  export default punycode;
}
