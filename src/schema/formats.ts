import { fullFormats } from 'ajv-formats/dist/formats.js';

/** A format: which type it speaks about, and whether a value of that type has it. */
export type Format =
  | { readonly type: 'string'; readonly validate: (value: string) => boolean }
  | { readonly type: 'number'; readonly validate: (value: number) => boolean };

/**
 * The formats that are asserted: JSON Schema's (Validation 2020-12 section 7.3) and OpenAPI's
 * (3.1 section 4.4). Dates, times, durations and UUIDs are checked by our own rules, which hold to
 * their standards to the letter; the rest by ajv-formats.
 */
export const formats: Readonly<Record<string, Format>> = {
  ...fromAjvFormats([
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'uri-reference',
    'uri-template',
    'json-pointer',
    'relative-json-pointer',
    'regex',
  ]),
  date: text(isDate),
  time: text(isTime),
  'date-time': text(isDateTime),
  duration: text((value) => durationPattern.test(value)),
  uuid: text((value) => uuidPattern.test(value)),
  byte: text((value) => base64Pattern.test(value)),
  int32: number((value) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31),
  int64: number((value) => Number.isInteger(value) && value >= -(2 ** 63) && value <= 2 ** 63),
  float: number((value) => Math.abs(value) <= 3.4028234663852886e38),
  double: number(Number.isFinite),
};

const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/;
const timePattern = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i;
/** RFC 4122 section 3, without the `urn:uuid:` that belongs to the URN. */
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** RFC 4648 section 4. */
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** RFC 3339 appendix A: weeks stand alone, and no unit may be skipped between two others. */
const durationPattern =
  /^P(?:\d+W|(?=\d|T\d)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/;

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** RFC 3339 section 5.6, `full-date`. */
function isDate(value: string): boolean {
  const match = datePattern.exec(value);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (daysOfMonth[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** RFC 3339 section 5.6, `full-time`: a 60th second only where UTC may have one, at 23:59. */
function isTime(value: string): boolean {
  const match = timePattern.exec(value);
  if (match === null) return false;
  const [hour, minute, second] = match.slice(1, 4).map(Number) as [number, number, number];
  const offsetHour = Number(match[5] ?? 0);
  const offsetMinute = Number(match[6] ?? 0);
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (match[4] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const utc = (((hour * 60 + minute - offset) % 1440) + 1440) % 1440;
  return second === 60 && utc === 1439;
}

/** RFC 3339 section 5.6, `date-time`: `T` between date and time, nothing else. */
function isDateTime(value: string): boolean {
  return /^.{10}t/i.test(value) && isDate(value.slice(0, 10)) && isTime(value.slice(11));
}

function text(validate: (value: string) => boolean): Format {
  return { type: 'string', validate };
}

function number(validate: (value: number) => boolean): Format {
  return { type: 'number', validate };
}

function fromAjvFormats(names: readonly (keyof typeof fullFormats)[]): Record<string, Format> {
  return Object.fromEntries(
    names.map((name) => {
      const format = fullFormats[name];
      if (format instanceof RegExp) return [name, text((value) => format.test(value))];
      if (typeof format === 'function') return [name, text((value) => format(value) as boolean)];
      throw new TypeError(`the format "${name}" is not a plain test of text`);
    }),
  );
}
