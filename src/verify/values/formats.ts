/** Ways to be at the edge of a format, with the name of each. */
export type FormatEdges = readonly (readonly [way: string, text: string])[];

/** Texts that have a format and are often taken for wrong. */
export function edgeFormats(format: string): FormatEdges {
  return Object.hasOwn(edges, format) ? edges[format]! : [];
}

/** Texts that do not have a format: plainly, and nearly. The way is `''` for the plain one. */
export function brokenFormats(
  format: string,
): readonly (readonly [way: string, texts: readonly string[]])[] {
  const near = Object.hasOwn(nearly, format) ? nearly[format]! : [];
  const plain = Object.hasOwn(plainly, format) ? plainly[format]! : [];
  return [...(plain.length > 0 ? [['', plain] as const] : []), ...near];
}

const edges: Readonly<Record<string, FormatEdges>> = {
  date: [['leap-day', '2024-02-29']],
  'date-time': [
    ['offset', '2024-02-29T23:59:59+05:30'],
    ['fraction', '2024-01-15T09:30:00.123Z'],
  ],
  time: [['offset', '23:59:59-08:00']],
  email: [['tag', 'first.last+tag@sub.example.com']],
  uri: [['query', 'https://user@example.com:8443/a/b?c=d&e=%20#f']],
  url: [['query', 'https://example.com:8443/a/b?c=d&e=%20#f']],
  uuid: [['upper-case', '3FA85F64-5717-4562-B3FC-2C963F66AFA6']],
  ipv6: [['compressed', '::1']],
};

const plainly: Readonly<Record<string, readonly string[]>> = {
  date: ['not-a-date', 'x'],
  'date-time': ['not-a-date-time', 'x'],
  time: ['not-a-time', 'x'],
  duration: ['not-a-duration', 'x'],
  email: ['not-an-address', 'x'],
  'idn-email': ['not-an-address', 'x'],
  hostname: ['not a host', '-'],
  'idn-hostname': ['not a host', '-'],
  ipv4: ['not-an-address', 'x'],
  ipv6: ['not-an-address', 'x'],
  uri: ['not a uri', '<'],
  'uri-reference': ['<not a reference>', '<'],
  iri: ['not an iri', '<'],
  'iri-reference': ['<not a reference>', '<'],
  'uri-template': ['{not', '{'],
  uuid: ['not-a-uuid', 'x'],
  regex: ['(', '['],
  byte: ['not base64!', '!'],
  base64url: ['not base64!', '!'],
  char: ['ab'],
  'json-pointer': ['not-a-pointer', 'x'],
  'relative-json-pointer': ['not-a-pointer', 'x'],
};

const nearly: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  date: [['day', ['2023-02-30']]],
  'date-time': [
    ['without-offset', ['2024-01-15T09:30:00']],
    ['day', ['2023-02-30T09:30:00Z']],
  ],
  time: [['hour', ['25:00:00Z']]],
  email: [['without-domain', ['user@']]],
  ipv4: [['octet', ['192.0.2.256']]],
  uuid: [['short', ['3fa85f64-5717-4562-b3fc-2c963f66afa']]],
};
