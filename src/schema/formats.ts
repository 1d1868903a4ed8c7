import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isEmail, isIdnEmail } from './format/email.ts';
import { isHostname, isIdnHostname } from './format/hostname.ts';
import { isIpv4, isIpv6 } from './format/ip.ts';
import { isDate, isDateTime, isDuration, isTime } from './format/time.ts';
import { isIri, isIriReference, isUri, isUriReference } from './format/uri.ts';

/** A format: the type that it applies to, and a check for values of that type. */
export type Format =
  | { readonly type: 'string'; readonly validate: (value: string) => boolean }
  | { readonly type: 'number'; readonly validate: (value: number) => boolean };

/**
 * The asserted formats: those of JSON Schema (Validation 2020-12 section 7.3), and those of
 * OpenAPI's registry that can be checked. Other registered formats only say what a value means
 * (`binary`, `password`, `html`, `commonmark`), or do not define how it is written (`decimal`).
 */
export const formats: Readonly<Record<string, Format>> = {
  ...fromAjvFormats(['uri-template', 'json-pointer', 'relative-json-pointer']),
  date: text(isDate),
  time: text(isTime),
  'date-time': text(isDateTime),
  duration: text(isDuration),
  email: text(isEmail),
  'idn-email': text(isIdnEmail),
  hostname: text(isHostname),
  'idn-hostname': text(isIdnHostname),
  ipv4: text(isIpv4),
  ipv6: text(isIpv6),
  uri: text(isUri),
  'uri-reference': text(isUriReference),
  iri: text(isIri),
  'iri-reference': text(isIriReference),
  // RFC 4122 section 3, without the `urn:uuid:` that belongs to the URN.
  uuid: matching(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i),
  regex: text(isRegularExpression),
  // RFC 4648 section 4, and section 5, where padding is optional.
  byte: matching(/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/),
  base64url: matching(/^(?:[\w-]{4})*(?:[\w-]{2}(?:==)?|[\w-]{3}=?)?$/),
  char: text((value) => [...value].length === 1),
  int8: integer(-(2 ** 7), 2 ** 7 - 1),
  int16: integer(-(2 ** 15), 2 ** 15 - 1),
  int32: integer(-(2 ** 31), 2 ** 31 - 1),
  // The greatest one reads as the next power of two, because there is no double between.
  int64: integer(-(2 ** 63), 2 ** 63),
  uint8: integer(0, 2 ** 8 - 1),
  uint16: integer(0, 2 ** 16 - 1),
  uint32: integer(0, 2 ** 32 - 1),
  uint64: integer(0, 2 ** 64),
  'double-int': integer(-(2 ** 53) + 1, 2 ** 53 - 1),
  float: number((value) => Math.abs(value) <= 3.4028234663852886e38),
  double: number(Number.isFinite),
};

/** ECMA-262 section 22.2.1 with the `u` flag, as JSON Schema recommends (section 6.4). */
function isRegularExpression(value: string): boolean {
  try {
    new RegExp(value, 'u');
    return true;
  } catch {
    return false;
  }
}

function text(validate: (value: string) => boolean): Format {
  return { type: 'string', validate };
}

function matching(pattern: RegExp): Format {
  return text((value) => pattern.test(value));
}

function number(validate: (value: number) => boolean): Format {
  return { type: 'number', validate };
}

function integer(least: number, most: number): Format {
  return number((value) => Number.isInteger(value) && value >= least && value <= most);
}

function fromAjvFormats(names: readonly (keyof typeof fullFormats)[]): Record<string, Format> {
  return Object.fromEntries(
    names.map((name) => {
      const format = fullFormats[name];
      if (format instanceof RegExp) return [name, matching(format)];
      throw new TypeError(`the format "${name}" is not a plain test of text`);
    }),
  );
}
