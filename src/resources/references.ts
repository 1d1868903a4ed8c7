import type { MediaType, Operation } from '../api/model.ts';
import { escapePattern } from '../escape-pattern.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { mainValue } from './content.ts';
import type { Decision } from './decide.ts';
import { plain, plainSingular, wordsOf } from './names.ts';
import type { Reference, Resource } from './resource.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isArray,
  isObjectValue,
  isScalar,
} from './value.ts';

/** The other resources that an item's properties name, by what they are called: `customerId`. */
export function referencesOf(
  own: Resource,
  item: DescribedValue | undefined,
  others: readonly { readonly resource: Resource; readonly nouns: readonly string[] }[],
): readonly Reference[] {
  if (item === undefined) return [];
  const named = new Map<string, Resource>();
  for (const { resource, nouns } of others) {
    if (resource.isSingleton || resource.id === undefined) continue;
    for (const noun of nouns) {
      const name = plainSingular(noun);
      if (!named.has(name) || resource.parents.length === 0) named.set(name, resource);
    }
  }
  const found: Reference[] = [];
  for (const [name, value] of item.properties) {
    const property = child('', name);
    if (property === own.id) continue;
    const many = isArray(value);
    const each = many ? value.items : value;
    if (each === undefined) continue;
    const stem = stemOf(name, many);
    const resource = stem === undefined ? undefined : named.get(stem);
    if (resource === undefined) continue;
    if (isScalar(each) && each.properties.size === 0) found.push({ property, resource, many });
    else if (!many && isObjectValue(each)) {
      const id = resource.id!.slice(1);
      const inner = each.properties.get(id);
      if (inner !== undefined && isScalar(inner)) {
        found.push({ property: child(property, id), resource, many });
      }
    }
  }
  return found;
}

/** `customerId`, `customer_id`, `customer` and `customerIds` are about a customer. */
function stemOf(name: string, many: boolean): string | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const ends = many ? /^(?:ids|uuids|guids|gids|sids)$/ : /^(?:id|uuid|guid|gid|sid)$/;
  const stem = ends.test(last) ? words.slice(0, -1) : words;
  return stem.length === 0 ? undefined : plainSingular(stem.join(' '));
}

/** What is usually unique where a creation may be in conflict with what is there. */
const usual =
  /^(?:slug|email|emailaddress|username|login|handle|external\w*(?:id|reference|ref|code|key|number))$/;

/**
 * Properties in which no two items may be alike: a creation describes 409, and the answer's or the
 * property's description names it. Where neither does, those count that are usually unique.
 */
export function naturalKeysOf(
  operations: readonly (readonly [Operation, Decision])[],
  resource: Resource,
  item: DescribedValue | undefined,
  describe: DescribeValue,
): readonly Pointer[] {
  const found = new Set<Pointer>();
  for (const [operation, { role }] of operations) {
    const conflict = operation.responses.find(({ status }) => status === '409');
    if (role !== 'create' || conflict === undefined || item === undefined) continue;
    const request = mainValue(operation.requestBody?.content ?? [], describe);
    const scalars = [...item.properties].filter(
      ([name, value]) => isScalar(value) && (request?.properties.has(name) ?? false),
    );
    const said = textOfConflict(conflict.description, conflict.content);
    const byText = scalars.filter(([name, value]) => isNamedIn(said, name) || saysUnique(value));
    const keys = byText.length > 0 ? byText : scalars.filter(([name]) => usual.test(plain(name)));
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

/** Whether a text has the name as a word of its own; short names are words of the language as well. */
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
