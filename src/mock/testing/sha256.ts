/** SHA-256 (FIPS 180-4 section 6.2) without a promise, unlike the Web Crypto API. */
export function sha256(content: Uint8Array): Uint8Array {
  const padded = new Uint8Array(((content.length + 72) >> 6) << 6);
  padded.set(content);
  padded[content.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(content.length / 2 ** 29));
  view.setUint32(padded.length - 4, content.length << 3);
  const hash = Uint32Array.from(start);
  const words = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let index = 0; index < 16; index += 1) words[index] = view.getUint32(block + index * 4);
    for (let index = 16; index < 64; index += 1) {
      const [before, near] = [words[index - 15]!, words[index - 2]!];
      const low = rotated(before, 7) ^ rotated(before, 18) ^ (before >>> 3);
      const high = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
      words[index] = words[index - 16]! + low + words[index - 7]! + high;
    }
    let [a, b, c, d, e, f, g, h] = hash as unknown as [
      ...[number, number, number, number],
      ...[number, number, number, number],
    ];
    for (let index = 0; index < 64; index += 1) {
      const high = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const first = h + high + ((e & f) ^ (~e & g)) + constants[index]! + words[index]!;
      const low = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      const second = low + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) hash[index]! += value;
  }
  const result = new DataView(new ArrayBuffer(32));
  for (const [index, value] of hash.entries()) result.setUint32(index * 4, value);
  return new Uint8Array(result.buffer);
}

const rotated = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

/** The first 32 bits of the fractional part of a root. */
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32);

const primes = (() => {
  const found: number[] = [];
  for (let candidate = 2; found.length < 64; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
})();

const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
