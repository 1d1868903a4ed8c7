import type { MediaType } from '../api/model.ts';
import { escapePattern } from '../escape-pattern.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { findItem, mainValue } from './content.ts';
import type { Draft } from './drafts.ts';
import { described } from './ids.ts';
import { plain, plainSingular, singular, wordsOf } from './names.ts';
import { ancestry } from './path.ts';
import type { Reference } from './resource.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isAlike,
  isArray,
  isPart,
  isScalar,
} from './value.ts';

/** The possible targets of references, by the names of their items. */
export function referable(drafts: readonly Draft[]): ReadonlyMap<string, Draft> {
  const byName = new Map<string, Draft>();
  for (const draft of drafts) {
    const { isSingleton, id } = draft.resource;
    if (isSingleton || id === undefined || draft.item === undefined) continue;
    for (const name of draft.nouns) {
      const known = byName.get(name);
      if (known === undefined || rank(draft) < rank(known)) byName.set(name, draft);
    }
  }
  return byName;
}

/** The resources that an item's properties refer to, by name: `customerId`. */
export function referencesOf(
  { resource: own, item }: Draft,
  byName: ReadonlyMap<string, Draft>,
): readonly Reference[] {
  if (item === undefined) return [];
  return [...item.properties].flatMap(([name, value]): readonly Reference[] => {
    const property = child('', name);
    const many = isArray(value);
    const each = many ? value.items : value;
    const stem = property === own.id ? undefined : stemOf(name, many);
    const draft = stem === undefined ? undefined : byName.get(stem);
    if (each === undefined || draft === undefined) return [];
    const { resource } = draft;
    if (isOtherKey(name, draft)) return [];
    if (isScalar(each) && each.properties.size === 0) return [{ property, resource, many }];
    const inner = described(each, resource.id!);
    const isShort =
      each.properties.size <= 3 || isAlike(each, draft.item!) || isPart(each, draft.item!);
    return many || inner === undefined || !isScalar(inner) || !isShort
      ? []
      : [{ property: `${property}${resource.id}`, resource, many }];
  });
}

/**
 * Whether a property refers to an item by something other than its id: `entity_sid`, although its
 * id is `/identity`.
 */
function isOtherKey(name: string, { resource, item }: Draft): boolean {
  const last = wordsOf(name).at(-1)?.replace(/s$/, '') ?? '';
  const other = [...item!.properties.keys()].find((one) => plain(one) === last);
  return other !== undefined && child('', other) !== resource.id;
}

/** Of several resources with one name, those nearer to the root and with more operations. */
function rank({ nodes, resource, operations }: Draft): number {
  return (
    resource.parents.length * 100 + ancestry(nodes[0]!).length * 10 - Math.min(operations.length, 9)
  );
}

/** `customerId`, `customer_id`, `customer` and `customerIds` refer to a customer. */
function stemOf(name: string, many: boolean): string | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const ends = many ? /^(?:ids|uuids|guids|gids|sids)$/ : /^(?:id|uuid|guid|gid|sid)$/;
  const isId = ends.test(last);
  // `permissions` as a text is no permission's id.
  if (!isId && !many && singular(last) !== last) return undefined;
  const stem = isId ? words.slice(0, -1) : words;
  return stem.length === 0 ? undefined : plainSingular(stem.join(' '));
}

/** An item's id in another system is always unique. */
const external = /^external\w*(?:id|reference|ref|code|key|number)$/;

/** Usually unique properties, if a creation can conflict with existing items. */
const usual =
  /^(?:slug|email|emailaddress|username|login|handle|external\w*(?:id|reference|ref|code|key|number))$/;

/**
 * Unique properties: a creation describes 409, and the description of the answer or of the property
 * names it. Otherwise, the usually unique ones.
 */
export function naturalKeysOf(
  { operations, resource, item, nouns }: Draft,
  describe: DescribeValue,
): readonly Pointer[] {
  const found = new Set<Pointer>();
  for (const [operation, { role }] of operations) {
    const conflict = operation.responses.find(({ status }) => status === '409');
    if (role !== 'create' || conflict === undefined || item === undefined) continue;
    const request = mainValue(operation.requestBody?.content ?? [], describe);
    const sent = request && findItem(request, nouns)?.item;
    const scalars = [...item.properties].filter(
      ([name, value]) => isScalar(value) && (sent?.properties.has(name) ?? false),
    );
    const conflictText = textOfConflict(conflict.description, conflict.content);
    const byText = scalars.filter(
      ([name, value]) => isNamedIn(conflictText, name) || saysUnique(value),
    );
    const isKnown = byText.length > 0 ? external : usual;
    const keys = [...byText, ...scalars.filter(([name]) => isKnown.test(plain(name)))];
    for (const [name] of keys) {
      const pointer = child('', name);
      if (pointer !== resource.id) found.add(pointer);
    }
  }
  return [...found];
}

function textOfConflict(description: string, content: readonly MediaType[]): string {
  const examples = content.flatMap((media) =>
    media.examples.map(({ value }) => JSON.stringify(value) ?? ''),
  );
  return [description, ...examples].join('\n');
}

/** Whether a text contains the name as a separate word; short names are also ordinary words. */
function isNamedIn(text: string, name: string): boolean {
  const isPlain = wordsOf(name).length === 1;
  if (isPlain)
    return new RegExp(
      `[\`"']${escapePattern(name)}[\`"']|\\bsame ${escapePattern(name)}\\b|\\b${escapePattern(name)}\\b[^.]{0,20}\\b(?:already|exists|taken|in use|unique)`,
      'i',
    ).test(text);
  return plain(text).includes(plain(name));
}

function saysUnique({ schemas }: DescribedValue): boolean {
  return schemas.some(({ written }) =>
    /\b(?:must be|is) unique\b|\bunique (?:per|within|among|across)\b/i.test(
      String(written.description ?? ''),
    ),
  );
}
