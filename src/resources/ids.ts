import type { Parameter } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { child, type Pointer, parsePointer } from '../json/pointer.ts';
import { plain, wordsOf } from './names.ts';
import { type DescribedValue, isArray, isObjectValue, isScalar } from './value.ts';

/** Names of ids, the most usual first. */
const usual = ['id', 'uuid', 'guid', 'gid', 'sid', 'objectid'];
/** Names of properties that identify an item without an id. */
const speaking = 'slug key code number username login name handle email isbn'.split(' ');

/**
 * The possible names of a path parameter's property, the likeliest first: the same name, the name
 * without the item's, its ending, and the usual ids. `nouns` are the names of the items.
 */
export function idNames(parameter: string, nouns: readonly string[]): readonly string[] {
  const own = plain(parameter);
  const stems = nouns;
  const ids = stems.flatMap((stem) => usual.map((id) => stem + id));
  const ends = endsOf(own);
  const [first, second] = own === 'username' ? [ends, []] : [restsOf(own, stems), ends];
  return [...new Set([own, ...first, ...second, ...ids, ...usual])];
}

/** `petid` of pets is `id`. */
function restsOf(own: string, stems: readonly string[]): readonly string[] {
  return stems
    .filter((stem) => own.startsWith(stem) && own.length > stem.length)
    .map((stem) => own.slice(stem.length));
}

/** In `issuenumber`, the suffix counts, too: it is a `number`. A user's name is the login name. */
function endsOf(own: string): readonly string[] {
  const ends = speaking.filter((name) => own.endsWith(name));
  return own.endsWith('username') ? [...new Set(['username', 'login', ...ends])] : ends;
}

/**
 * The property of an item behind a path parameter: with the same name, with the name without the
 * item's, or an id. `{petId}` is `/id`, `{issue_number}` is `/number`. A text without `id` in its
 * name, such as `{repo}`, is no number, but its name.
 */
export function idProperty(
  parameter: string | undefined,
  nouns: readonly string[],
  item: DescribedValue,
  isText = false,
): Pointer | undefined {
  const scalars = scalarsOf(item);
  const isName = isText && parameter !== undefined && !/(?:id|key)$/.test(plain(parameter));
  const fits = (name: string) => !isName || item.properties.get(name)!.types.has('string');
  const named = (name: string) => scalars.find((one) => plain(one) === name && fits(one));
  const found = propertyNames(parameter, nouns)
    .map(named)
    .find((name) => name !== undefined);
  if (found !== undefined) return child('', found);
  const own = parameter === undefined ? undefined : endOf(plain(parameter), scalars);
  if (own !== undefined) return child('', own);
  const either = parameter === undefined ? undefined : idOrName(parameter, nouns, scalars);
  if (either !== undefined) return child('', either);
  return nestedId(parameter, item);
}

/** `{team_id_or_slug}` is the id of an item without a slug. */
function idOrName(
  parameter: string,
  nouns: readonly string[],
  scalars: readonly string[],
): string | undefined {
  const words = wordsOf(parameter);
  if (!words.includes('or') || !words.some((word) => usual.includes(word))) return undefined;
  return idNames('id', nouns)
    .map((name) => scalars.find((one) => plain(one) === name))
    .find((name) => name !== undefined);
}

function propertyNames(parameter: string | undefined, nouns: readonly string[]): readonly string[] {
  if (parameter === undefined) return [...idNames('id', nouns), ...speaking.slice(0, 3)];
  const names = idNames(parameter, nouns);
  // `{user}` is a user's id; `{user_name}` is not.
  const own = plain(parameter);
  const isName = endsOf(own).length > 0;
  return isName
    ? names.filter((name) => !isUsual(name, nouns) || name === own)
    : [...names, ...speaking];
}

function isUsual(name: string, nouns: readonly string[]): boolean {
  return usual.some((id) => name === id || nouns.some((noun) => name === noun + id));
}

/** `{paymentPspReference}` is `pspReference`. */
function endOf(parameter: string, names: readonly string[]): string | undefined {
  return names
    .filter((name) => plain(name).length > 2 && parameter.endsWith(plain(name)))
    .sort((one, other) => other.length - one.length)[0];
}

/** An id in a part of the item: `/metadata/name`, `/sys/id`. */
function nestedId(parameter: string | undefined, item: DescribedValue): Pointer | undefined {
  const wanted = parameter === undefined ? usual : [plain(parameter), ...usual];
  const stem = parameter && plain(parameter).replace(/(?:id|uuid|guid|gid|sid)$/, '');
  for (const [holder, inner] of item.properties) {
    const name = plain(holder);
    const isHolder = /^(?:metadata|meta|sys|attributes|header|info|identity)$/.test(name);
    if ((!isHolder && name !== stem) || isArray(inner)) continue;
    const id = scalarsOf(inner).find((one) => wanted.includes(plain(one)));
    if (id !== undefined) return child('', holder, id);
  }
  return undefined;
}

function scalarsOf({ properties }: DescribedValue): readonly string[] {
  return [...properties].flatMap(([name, value]) =>
    isScalar(value) && !isArray(value) && !(isObjectValue(value) && value.properties.size > 0)
      ? [name]
      : [],
  );
}

/** Whether a parameter is described as a text. */
export function isTextParameter({ schema }: Parameter): boolean {
  return isObject(schema?.value) && schema.value.type === 'string';
}

/** The value at a pointer in a described value. */
export function described(value: DescribedValue, pointer: Pointer): DescribedValue | undefined {
  let current: DescribedValue | undefined = value;
  for (const token of parsePointer(pointer) ?? []) {
    current = current?.properties.get(token) ?? current?.rest;
  }
  return current;
}

/** The property of an item with the id of its parent: `customerId`, `/customer/id`. */
export function parentProperty(
  parameter: string | undefined,
  nouns: readonly string[],
  item: DescribedValue,
  ownId: Pointer | undefined,
): Pointer | undefined {
  const stems = nouns;
  const isOwn = (name: string) => child('', name) === ownId;
  const wanted = [
    ...(parameter === undefined || usual.includes(plain(parameter)) ? [] : [plain(parameter)]),
    ...stems.flatMap((stem) => [...usual.map((id) => stem + id), stem]),
  ];
  const scalars = scalarsOf(item);
  for (const text of wanted) {
    const name = scalars.find((one) => plain(one) === text && !isOwn(one));
    if (name !== undefined) return child('', name);
  }
  for (const [name, inner] of item.properties) {
    if (isArray(inner)) continue;
    if (plain(name) === 'metadata') {
      const own = scalarsOf(inner).find((one) => wanted.includes(plain(one)));
      if (own !== undefined) return child('', name, own);
    }
    if (!stems.includes(plain(name))) continue;
    const id = scalarsOf(inner).find((one) => usual.includes(plain(one)));
    if (id !== undefined) return child('', name, id);
  }
  return undefined;
}
