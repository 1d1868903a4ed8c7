import type { MediaType, Operation } from '../api/model.ts';
import { successesOf } from '../api/successes.ts';
import { isForm, isJson, isMultipart, isPatchType, isXml } from '../http/media-type.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { plain, plainSingular, wordsOf } from './names.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isArray,
  isJsonPatch,
  isObjectValue,
  isOpen,
  isScalar,
} from './value.ts';

/** The items of a list in an answer. */
export interface FoundList {
  readonly pointer: Pointer;
  readonly holds: 'array' | 'map' | 'ids';
  readonly item: DescribedValue;
  /** Whether only its place suggests a list: it is the only array of an object. */
  readonly isGuess: boolean;
}

/** An item in a body, or the body itself. */
export interface FoundItem {
  readonly pointer: Pointer;
  readonly item: DescribedValue;
  /** The id beside an item that does not show it. */
  readonly id: Pointer | undefined;
}

/** The successes of an operation, the most specific first. */
export function successContents(operation: Operation): readonly MediaType[] {
  return successesOf(operation.responses).flatMap(({ content }) => content);
}

/** The body of a media type with named parts. */
export function bodyValue(
  media: MediaType | undefined,
  describe: DescribeValue,
): DescribedValue | undefined {
  if (media === undefined || !hasParts(media)) return undefined;
  // An undescribed content may be an item.
  if (media.schema === undefined && !isJson(media.range)) return undefined;
  const value = describe(media.schema ?? { value: true, at: media.at });
  return isArray(value) || isObjectValue(value) || isOpen(value) ? value : undefined;
}

/** The first body with named parts, JSON before others, and JSON Patch last. */
export function mainValue(
  contents: readonly MediaType[],
  describe: DescribeValue,
): DescribedValue | undefined {
  const rank = ({ range }: MediaType) => (isPatchType(range) ? 2 : isJson(range) ? 0 : 1);
  const ordered = contents.toSorted((one, other) => rank(one) - rank(other));
  return ordered.map((media) => bodyValue(media, describe)).find((value) => value !== undefined);
}

/**
 * Whether a content changes the item as a JSON Patch (RFC 6902). Its media type decides, unless its
 * schema is about something else. An array in a PATCH of one item is one, because it can hardly be
 * the item.
 */
export function isPatchContent(
  { method }: Operation,
  { range }: MediaType,
  value: DescribedValue,
): boolean {
  if (isPatchType(range) && isOpen(value)) return true;
  return isJsonPatch(value, isPatchType(range) || (method === 'PATCH' && isJson(range)));
}

function hasParts({ range }: MediaType): boolean {
  return (
    isJson(range) || isXml(range) || isForm(range) || isMultipart(range) || range.subtype === '*'
  );
}

const listNames: ReadonlySet<string> = new Set(
  'items item data results result records rows entries elements content contents list values value docs documents hits nodes objects resources collection member hydramember'.split(
    ' ',
  ),
);

const envelopeNames: ReadonlySet<string> = new Set(
  'data result results response payload body content embedded page list collection'.split(' '),
);

/** The place of a list's items in a body, if it has one. `nouns` are the names of the items. */
export function findList(value: DescribedValue, nouns: readonly string[]): FoundList | undefined {
  if (isArray(value)) return listOf(value, '', false);
  const own = listIn(value, '', nouns);
  if (own !== undefined && !own.isGuess) return own;
  const objects = [...value.properties].filter(
    ([, inner]) => isObjectValue(inner) && !isArray(inner),
  );
  for (const [name, inner] of objects) {
    const isSole = value.properties.size === 1;
    const isNamed = envelopeNames.has(plain(name)) || nouns.some((noun) => isNamedBy(name, noun));
    if ((!isNamed && !isSole) || hasIdentity(inner)) continue;
    const found = listIn(inner, child('', name), nouns);
    const isAll = isNamed && inner.properties.size === 1;
    if (found !== undefined && (isAll || !found.isGuess)) return { ...found, isGuess: false };
  }
  return own ?? mapOf(value);
}

function listIn(
  value: DescribedValue,
  at: Pointer,
  nouns: readonly string[],
): FoundList | undefined {
  const arrays = [...value.properties].filter(([, inner]) => isArray(inner));
  const named = nouns.map((noun) => arrays.find(([name]) => isNamedBy(name, noun)));
  const known = named.find((one) => one !== undefined);
  const usual = known ?? arrays.find(([name]) => listNames.has(plain(name)));
  const sole = arrays.length === 1 ? arrays[0] : undefined;
  const [name, array] = usual ?? sole ?? [];
  if (name === undefined) return undefined;
  return listOf(array!, child(at, name), usual === undefined);
}

/** The suffixes of list names after the name of an item: `auditLogEntries`. */
const aggregates: ReadonlySet<string> = new Set(
  'list item entry result record collection data array'.split(' '),
);

/** Whether the name of a property is one of a list: `orders`, `order_list`, `auditLogEntries`. */
function isNamedBy(name: string, noun: string): boolean {
  const one = plainSingular(name.replace(/_?list$/i, ''));
  const other = noun;
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length <= 3) return false;
  return (
    long.endsWith(short) || (long.startsWith(short) && aggregates.has(long.slice(short.length)))
  );
}

function listOf(array: DescribedValue, pointer: Pointer, isGuess: boolean): FoundList | undefined {
  const { items } = array;
  if (items === undefined) return undefined;
  if (isObjectValue(items)) return { pointer, holds: 'array', item: items, isGuess };
  return isScalar(items) ? { pointer, holds: 'ids', item: items, isGuess } : undefined;
}

/** An object without described names, whose values are objects: a list by id. */
function mapOf(value: DescribedValue): FoundList | undefined {
  const { properties, rest } = value;
  if (rest === undefined || properties.size > 0 || rest.properties.size === 0) return undefined;
  return { pointer: '', holds: 'map', item: rest, isGuess: false };
}

const identities: ReadonlySet<string> = new Set('id uuid guid gid sid'.split(' '));

/** Whether an object shows an id of its own. */
export function hasIdentity({ properties }: DescribedValue): boolean {
  return [...properties].some(([name, value]) => identities.has(plain(name)) && isScalar(value));
}

/** Whether an object describes a list beside its items: a total, a cursor, links. */
export function describesList({ properties }: DescribedValue): boolean {
  return [...properties.keys()].some((name) =>
    /^(?:total|count|next|previous|prev|hasmore|cursor|paging|pagination|page|pages|pageinfo|meta|metadata|links|limit|offset|size)|(?:total|count|cursor|token|more|link|metadata)$/.test(
      plain(name),
    ),
  );
}

/** The place of the single item in a body: inside an envelope, else the body itself. */
export function findItem(value: DescribedValue, nouns: readonly string[]): FoundItem | undefined {
  if (isArray(value) && !value.types.has('object')) return undefined;
  const whole: FoundItem = { pointer: '', item: value, id: undefined };
  if (hasIdentity(value)) return whole;
  const objects = [...value.properties].filter(
    ([, inner]) => isObjectValue(inner) && !isArray(inner) && inner.properties.size > 0,
  );
  const isNoun = (name: string) => nouns.includes(plainSingular(name));
  const found =
    objects.find(([name]) => isNoun(name)) ??
    objects.find(([name]) => envelopeNames.has(plain(name)) || plain(name) === 'item');
  if (found === undefined) return whole;
  const beside = [...value.properties].find(
    ([name, inner]) => isScalar(inner) && isIdOf(name, nouns),
  )?.[0];
  const others = [...value.properties.keys()].filter(
    (name) => name !== found[0] && name !== beside,
  );
  if (!others.every(isAboutAnswer)) return whole;
  const id = beside === undefined ? undefined : child('', beside);
  return { pointer: child('', found[0]), item: found[1], id };
}

/** The place of a known item in an envelope that also has other values: `{data, secret}`. */
export function findInside(
  { properties }: DescribedValue,
  nouns: readonly string[],
  isItem: (inner: DescribedValue) => boolean,
): Pointer | undefined {
  const found = [...properties].find(
    ([name, inner]) =>
      (nouns.includes(plainSingular(name)) || envelopeNames.has(plain(name))) &&
      isObjectValue(inner) &&
      !isArray(inner) &&
      isItem(inner),
  );
  return found && child('', found[0]);
}

/** `bookingid`, `order_id`, `id`: the id of an item with one of the nouns. */
export function isIdOf(name: string, nouns: readonly string[]): boolean {
  const text = plain(name);
  return (
    identities.has(text) ||
    nouns.some((noun) => text.startsWith(noun) && identities.has(text.slice(noun.length)))
  );
}

/** Names of envelopes around an item. */
export function isAboutAnswer(name: string): boolean {
  return wordsOf(name).some((word) =>
    /^(?:meta|metadata|links?|status|success|ok|code|message|messages|errors?|warnings?|included|jsonapi|request|trace|timestamp|version|type|sync|details?|description|total|path|correlation|info)$/.test(
      word,
    ),
  );
}
