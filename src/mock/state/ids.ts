import type { Schema } from '../../api/model.ts';
import { hasBigint } from '../../json/integers.ts';
import { sample } from '../../schema/sample.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { keyText } from './item.ts';
import { slugsFrom } from './slug.ts';
import { lastNumber } from './store.ts';

/** The requirements for an id. */
export interface IdWish {
  /** `undefined` if the contract does not describe ids. */
  readonly schema: Schema | undefined;
  /** An id that the contract shows. */
  readonly example: unknown;
  /** The slug of the item, if its id is a slug. */
  readonly slug?: string | undefined;
  readonly schemas: Schemas;
  readonly random: () => number;
}

/**
 * An id that no item has: the next number, a slug, a text with the example's prefix, a UUID, or a
 * text of the pattern. `undefined` if the schema leaves none.
 */
export function newId(
  { schema, example, slug, schemas, random }: IdWish,
  last: number,
  isTaken: (id: string) => boolean,
): unknown {
  const types = schemas.shape(schema).types;
  const fits = (id: unknown) =>
    keyText(id) !== undefined &&
    !isTaken(keyText(id) ?? '') &&
    (schema === undefined || schemas.check(schema, 'response', id, hasBigint(id)).kind === 'valid');
  for (const made of candidates()) if (fits(made)) return made;
  return undefined;

  function* candidates(): Iterable<unknown> {
    const next = lastNumber([keyText(example) ?? ''], last) + 1;
    const count = Math.max(last, 0) + 1;
    const isText = types.has('string') || types.size === 0;
    if (!isText && (types.has('integer') || types.has('number'))) {
      yield* [count, next];
      yield* upFrom(count);
    } else if (isText) {
      if (slug !== undefined) yield* slugsFrom(slug);
      yield* textsLike(typeof example === 'string' ? example : '', count, random);
      yield uuid(random);
    }
    for (let attempt = 0; schema !== undefined && attempt < 30; attempt += 1) {
      const made = sample(schemas, schema, 'response', { random });
      if (!made.ok) continue;
      yield made.exact ?? made.value;
      // A pattern such as `^chk_[a-z]+$` has few short texts.
      if (attempt >= 3 && typeof made.value === 'string') yield* longer(made.value, random);
    }
    if (isText) yield* [characters(24, '0123456789abcdef', random), String(count)];
    for (const number of upFrom(count)) yield isText ? `${example ?? 'item'}-${number}` : number;
  }
}

function* upFrom(number: number): Iterable<number> {
  for (let index = 0; index < 1000; index += 1) yield number + index;
}

const letters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** New ids in the form of an example. */
function* textsLike(example: string, count: number, random: () => number): Iterable<string> {
  if (/^\d{1,15}$/.test(example)) {
    for (const number of upFrom(count)) yield String(number).padStart(example.length, '0');
  }
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(example)) yield uuid(random);
  if (/^(?=.*\d)[\da-f]{16,64}$/.test(example)) {
    yield characters(example.length, '0123456789abcdef', random);
  }
  const prefixed = /^([A-Za-z]{1,16}[_-])([A-Za-z\d]{3,64})$/.exec(example);
  if (prefixed !== null) {
    const [, prefix = '', rest = ''] = prefixed;
    if (/^\d+$/.test(rest)) {
      for (const number of upFrom(count)) yield prefix + String(number).padStart(rest.length, '0');
    } else if (/\d/.test(rest)) yield prefix + characters(rest.length, alphabetOf(rest), random);
  }
}

/** Texts with the prefix of a short one, which probably no item has. */
function* longer(text: string, random: () => number): Iterable<string> {
  const [prefix] = /^(?:.*[^A-Za-z\d])?/.exec(text)!;
  for (const alphabet of ['0123456789abcdef', '0123456789', letters.slice(10, 36), letters]) {
    for (const length of [24, 12, 6]) yield prefix + characters(length, alphabet, random);
  }
}

/** The characters of an example: digits and the cases of its letters. */
function alphabetOf(text: string): string {
  const digits = '0123456789';
  if (!/[A-Z]/.test(text)) return `${digits}abcdefghijklmnopqrstuvwxyz`;
  return /[a-z]/.test(text) ? letters : `${digits}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
}

function characters(length: number, alphabet: string, random: () => number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text += alphabet[Math.floor(random() * alphabet.length)];
  }
  return text;
}

/** A UUID of version 4 (RFC 9562 section 5.4). */
function uuid(random: () => number): string {
  const hex = characters(30, '0123456789abcdef', random);
  const variant = '89ab'[Math.floor(random() * 4)];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(12, 15)}`,
    `${variant}${hex.slice(15, 18)}`,
    hex.slice(18, 30),
  ].join('-');
}
