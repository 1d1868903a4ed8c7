import type { MediaType, Operation } from '../api/model.ts';
import { isForm, isJson, isMultipart, isXml } from '../http/media-type.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { plain, plainSingular, wordsOf } from './names.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isArray,
  isObjectValue,
  isScalar,
} from './value.ts';

/** The items of a list in an answer. */
export interface FoundList {
  readonly pointer: Pointer;
  readonly holds: 'array' | 'map' | 'ids';
  readonly item: DescribedValue;
  /** Whether only its place says that it is one: the sole array of an object. */
  readonly isGuess: boolean;
}

/** An item in a body, or the body itself. */
export interface FoundItem {
  readonly pointer: Pointer;
  readonly item: DescribedValue;
  /** Where the id stands beside an item that does not show it. */
  readonly id: Pointer | undefined;
}

/** The successes that an operation describes, the most definite first. */
export function successContents(operation: Operation): readonly MediaType[] {
  return operation.responses
    .filter(({ status }) => /^2(?:\d\d|XX)$/i.test(status))
    .flatMap(({ content }) => content);
}

/** What the body of a media type is, where its parts have names. */
export function bodyValue(
  media: MediaType | undefined,
  describe: DescribeValue,
): DescribedValue | undefined {
  if (media?.schema === undefined || !hasParts(media)) return undefined;
  const value = describe(media.schema);
  return isArray(value) || isObjectValue(value) ? value : undefined;
}

/** The first body with parts that media types describe, JSON before others. */
export function mainValue(
  contents: readonly MediaType[],
  describe: DescribeValue,
): DescribedValue | undefined {
  const ordered = [
    ...contents.filter(({ range }) => isJson(range)),
    ...contents.filter(({ range }) => !isJson(range)),
  ];
  return ordered.map((media) => bodyValue(media, describe)).find((value) => value !== undefined);
}

function hasParts({ range }: MediaType): boolean {
  return (
    isJson(range) || isXml(range) || isForm(range) || isMultipart(range) || range.subtype === '*'
  );
}

const listNames: ReadonlySet<string> = new Set(
  'items item data results result records rows entries elements content contents list values value docs documents hits nodes objects resources collection members edges'.split(
    ' ',
  ),
);

const envelopeNames: ReadonlySet<string> = new Set(
  'data result results response payload body content embedded page list collection'.split(' '),
);

/** Where the items of a list lie in a body, when one is in there. `nouns` name what it may hold. */
export function findList(value: DescribedValue, nouns: readonly string[]): FoundList | undefined {
  if (isArray(value)) return listOf(value, '', false);
  const own = listIn(value, '', nouns);
  if (own !== undefined && !own.isGuess) return own;
  for (const [name, inner] of value.properties) {
    if (!envelopeNames.has(plain(name)) || isArray(inner) || !isObjectValue(inner)) continue;
    const found = listIn(inner, child('', name), nouns);
    if (found !== undefined && !hasIdentity(inner)) return { ...found, isGuess: false };
  }
  return own ?? mapOf(value);
}

function listIn(
  value: DescribedValue,
  at: Pointer,
  nouns: readonly string[],
): FoundList | undefined {
  const arrays = [...value.properties].filter(([, inner]) => isArray(inner));
  const known = arrays.find(([name]) => nouns.some((noun) => isNamedBy(name, noun)));
  const usual = known ?? arrays.find(([name]) => listNames.has(plain(name)));
  const sole = arrays.length === 1 ? arrays[0] : undefined;
  const [name, array] = usual ?? sole ?? [];
  if (name === undefined) return undefined;
  return listOf(array!, child(at, name), usual === undefined);
}

/** Whether a property is called like what a list holds: `orders`, `order_list`, `auditLogEntries`. */
function isNamedBy(name: string, noun: string): boolean {
  const [one, other] = [plainSingular(name.replace(/_?list$/i, '')), plainSingular(noun)];
  return (
    one === other ||
    (other.length > 3 && one.endsWith(other)) ||
    (one.length > 3 && other.endsWith(one))
  );
}

function listOf(array: DescribedValue, pointer: Pointer, isGuess: boolean): FoundList | undefined {
  const { items } = array;
  if (items === undefined) return undefined;
  const isOfIds = isScalar(items) && items.properties.size === 0;
  return { pointer, holds: isOfIds ? 'ids' : 'array', item: items, isGuess };
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

/** Whether an object tells of a list beside its items: a total, a cursor, links. */
export function tellsOfList({ properties }: DescribedValue): boolean {
  return [...properties.keys()].some((name) =>
    /^(?:total|count|next|previous|prev|hasmore|cursor|paging|pagination|page|pages|pageinfo|meta|metadata|links|limit|offset|size)|(?:total|count|cursor|token|more|link)$/.test(
      plain(name),
    ),
  );
}

/** Where the one item lies in a body: in an envelope where the body is one, else it is the body. */
export function findItem(value: DescribedValue, nouns: readonly string[]): FoundItem | undefined {
  if (isArray(value) && !value.types.has('object')) return undefined;
  const objects = [...value.properties].filter(
    ([, inner]) => isObjectValue(inner) && !isArray(inner) && inner.properties.size > 0,
  );
  const whole: FoundItem = { pointer: '', item: value, id: undefined };
  if (hasIdentity(value)) return whole;
  const own = objects.find(([name]) =>
    nouns.some((noun) => plainSingular(name) === plainSingular(noun)),
  );
  if (own !== undefined) {
    const beside = [...value.properties].find(
      ([name, inner]) => isScalar(inner) && isIdOf(name, nouns),
    )?.[0];
    const rest = value.properties.size - (beside === undefined ? 1 : 2);
    if (beside !== undefined || rest <= 2) {
      const id = beside === undefined ? undefined : child('', beside);
      return { pointer: child('', own[0]), item: own[1], id };
    }
  }
  const enveloped = objects.find(
    ([name]) => envelopeNames.has(plain(name)) || plain(name) === 'item',
  );
  if (
    enveloped !== undefined &&
    !objects.some(([, inner]) => inner !== enveloped[1] && hasIdentity(inner))
  ) {
    const others = [...value.properties.keys()].filter((name) => name !== enveloped[0]);
    if (others.every(isAboutAnswer)) {
      return { pointer: child('', enveloped[0]), item: enveloped[1], id: undefined };
    }
  }
  return whole;
}

/** `bookingid`, `order_id`, `id`: the id of one of what the nouns name. */
export function isIdOf(name: string, nouns: readonly string[]): boolean {
  const text = plain(name);
  return (
    identities.has(text) ||
    nouns.some((noun) => [...identities].some((id) => text === plainSingular(noun) + id))
  );
}

/** Names of what stands around an item in an envelope. */
function isAboutAnswer(name: string): boolean {
  return wordsOf(name).some((word) =>
    /^(?:meta|metadata|links?|status|success|ok|code|message|messages|errors?|warnings?|included|jsonapi|request|trace|timestamp|version|type|sync|details?|description|total|path|correlation|info)$/.test(
      word,
    ),
  );
}
