import { hexadecimal, lessThan, type Random, someWords, textByName } from './realistic.ts';

/** The choice among the texts of a format: by number, or at random. */
export interface FormatWish {
  readonly number: number;
  readonly random: Random | undefined;
}

/** A text of a format; `undefined` for an unknown format. */
export function textByFormat(format: string, { number, random }: FormatWish): string | undefined {
  const made = random && Object.hasOwn(varied, format) ? varied[format]?.(random) : undefined;
  if (made !== undefined) return made;
  const make = Object.hasOwn(plainest, format) ? plainest[format] : undefined;
  return make?.(random === undefined ? number : lessThan(1000, random));
}

/** A value of each known format by number; the first one is shown most. */
const plainest: Readonly<Record<string, (number: number) => string>> = {
  'date-time': (number) => `${dateOf(number)}T09:30:00Z`,
  date: dateOf,
  time: (number) => `09:${two(number % 60)}:00Z`,
  duration: (number) => `P${number + 1}D`,
  email: (number) => `user${nth(number)}@example.com`,
  'idn-email': (number) => `user${nth(number)}@example.com`,
  hostname: (number) => `host${nth(number)}.example.com`,
  'idn-hostname': (number) => `host${nth(number)}.example.com`,
  ipv4: (number) => `192.0.2.${(number % 254) + 1}`,
  ipv6: (number) => `2001:db8::${(number + 1).toString(16)}`,
  uri: (number) => `https://example.com/${number + 1}`,
  url: (number) => `https://example.com/${number + 1}`,
  iri: (number) => `https://example.com/${number + 1}`,
  'uri-reference': (number) => `/${number + 1}`,
  'iri-reference': (number) => `/${number + 1}`,
  'uri-template': (number) => `/items${nth(number)}/{id}`,
  uuid: (number) => `3fa85f64-5717-4562-b3fc-${(number + 1).toString(16).padStart(12, '0')}`,
  'json-pointer': (number) => `/${number + 1}`,
  'relative-json-pointer': (number) => String(number),
  regex: (number) => `^[a-z]{${number + 1}}$`,
  byte: (number) => btoa(`string${nth(number)}`),
  password: (number) => `secret-${number + 1}`,
};

function dateOf(number: number): string {
  return new Date(Date.UTC(2024, 0, 15 + number)).toISOString().slice(0, 10);
}

function nth(number: number): string {
  return number === 0 ? '' : String(number + 1);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Random texts, for formats that need more than a random number. */
const varied: Readonly<Record<string, (random: Random) => string | undefined>> = {
  'date-time': (random) => textByName('created', random),
  date: (random) => textByName('created', random)?.slice(0, 10),
  time: (random) => textByName('created', random)?.slice(11),
  email: (random) => textByName('email', random),
  'idn-email': (random) => textByName('email', random),
  hostname: (random) => textByName('host', random),
  'idn-hostname': (random) => textByName('host', random),
  ipv4: (random) => textByName('ip', random),
  uri: (random) => textByName('url', random),
  url: (random) => textByName('url', random),
  iri: (random) => textByName('url', random),
  phone: (random) => textByName('phone', random),
  uuid: randomUuid,
  byte: (random) => btoa(someWords(random)),
};

/** Version 4 (RFC 9562 section 5.4). */
function randomUuid(random: Random): string {
  const variant = '89ab'[lessThan(4, random)];
  const part = (length: number) => hexadecimal(length, random);
  return `${part(8)}-${part(4)}-4${part(3)}-${variant}${part(3)}-${part(12)}`;
}
