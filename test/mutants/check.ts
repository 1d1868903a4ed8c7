import { refuseUnless } from './read.ts';

// How providers check the values of their requests. The checks are written by hand, so that they
// share no code with the tool under test.

export type Check = (value: unknown, where: string) => void;

export const text =
  ({ min = 0, max = Infinity, pattern = /^/ } = {}): Check =>
  (value, where) => {
    refuseUnless(typeof value === 'string', `${where} is no text`);
    const { length } = [...value];
    refuseUnless(length >= min && length <= max, `${where} has ${length} characters`);
    refuseUnless(pattern.test(value), `${where} has another form`);
  };

/** Numbers; `step` in hundredths. */
export const amount =
  ({ min = -Infinity, above = -Infinity, max = Infinity, hundredths = false } = {}): Check =>
  (value, where) => {
    refuseUnless(typeof value === 'number', `${where} is no number`);
    refuseUnless(value >= min && value > above && value <= max, `${where} is out of bounds`);
    if (hundredths) refuseUnless(/^-?\d+(\.\d{1,2})?$/.test(String(value)), `${where} is too fine`);
  };

export const whole =
  ({ min = -Infinity, max = Infinity } = {}): Check =>
  (value, where) => {
    refuseUnless(Number.isInteger(value), `${where} is no integer`);
    amount({ min, max })(value, where);
  };

export const oneOf =
  (...allowed: unknown[]): Check =>
  (value, where) =>
    refuseUnless(allowed.includes(value), `${where} is another value`);

export const truth: Check = (value, where) =>
  refuseUnless(typeof value === 'boolean', `${where} is neither true nor false`);

export const orNull =
  (check: Check): Check =>
  (value, where) =>
    value === null || check(value, where);

export const list =
  (check: Check, { min = 0, max = Infinity, unique = false } = {}): Check =>
  (value, where) => {
    refuseUnless(Array.isArray(value), `${where} is no list`);
    refuseUnless(value.length >= min && value.length <= max, `${where} has ${value.length} items`);
    for (const [index, item] of value.entries()) check(item, `${where}/${index}`);
    const texts = value.map((item) => JSON.stringify(sorted(item)));
    refuseUnless(!unique || new Set(texts).size === texts.length, `${where} has an item twice`);
  };

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    : value;
}

/** An object. A member whose name ends in `?` is optional; `open` allows additional members. */
export const object =
  (members: Readonly<Record<string, Check>>, { open = false } = {}): Check =>
  (value, where) => {
    refuseUnless(isObject(value), `${where} is no object`);
    const known = new Set<string>();
    for (const [written, check] of Object.entries(members)) {
      const name = written.replace(/\?$/, '');
      known.add(name);
      if (Object.hasOwn(value, name)) check(value[name], `${where}/${name}`);
      else refuseUnless(name !== written, `${where}/${name} is missing`);
    }
    const others = Object.keys(value).filter((name) => !known.has(name));
    refuseUnless(open || others.length === 0, `${where} has ${others.join(', ')}`);
  };

export const map =
  (names: RegExp, check: Check, { max = Infinity } = {}): Check =>
  (value, where) => {
    refuseUnless(isObject(value), `${where} is no object`);
    const entries = Object.entries(value);
    refuseUnless(entries.length <= max, `${where} has too many members`);
    for (const [name, member] of entries) {
      refuseUnless(names.test(name), `${where}/${name} has another name`);
      check(member, `${where}/${name}`);
    }
  };

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A full-date of RFC 3339. */
export const day: Check = (value, where) => {
  text({ pattern: /^\d{4}-\d\d-\d\d$/ })(value, where);
  const [year = 0, month = 0, date = 0] = (value as string).split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  refuseUnless(date >= 1 && date <= days, `${where} is no day`);
};
