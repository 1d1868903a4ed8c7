import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { jsonText } from '../../json/integers.ts';
import { child, type Pointer } from '../../json/pointer.ts';
import { heldBy, namedBy } from '../members.ts';
import { Impossible } from './branches.ts';
import type { Build, Building } from './building.ts';
import { type Description, describe, type PartialExample, type Property } from './description.ts';
import { lessThan } from './realistic.ts';

/** The place of an array or an object. */
interface ValuePlace {
  readonly description: Description;
  readonly pointer: Pointer;
  readonly depth: number;
  /** 0 shows everything that is described, other numbers only what is required. */
  readonly way: number;
  readonly number: number;
  /** The members of an object that an example already shows. */
  readonly partial?: PartialExample;
}

const maximumItems = 1000;

/** An array of the required items, or of one to show their form. */
export function buildArray(place: ValuePlace, building: Building, build: Build): unknown[] {
  const { description, pointer, depth, way, number } = place;
  const { schemas, numbers, tuple } = description;
  const contained = schemas.some(({ keywords }) => keywords.contains !== undefined)
    ? Math.max(1, ...numbers('minContains'))
    : 0;
  const least = Math.max(0, contained, ...numbers('minItems'));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbers('maxItems'));
  if (least > maximumItems) {
    const where = pointer === '' ? 'the value' : `"${pointer}"`;
    throw new Impossible(pointer, `${where} needs ${least} items`, undefined, true);
  }
  const described = schemas.some(({ keywords }) => isObject(keywords.items));
  // Random lists have different lengths, except deep inside, where they would grow too large.
  const shown = building.random && depth < 2 ? 1 + lessThan(3, building.random) : 1;
  const wished = way === 0 ? Math.max(least, tuple(), described ? shown : 0) : least;
  const unique = schemas.some(({ keywords }) => keywords.uniqueItems === true);
  const items: unknown[] = [];
  const known = new Set<string>();
  let itemNumber = number;
  while (items.length < Math.min(wished, most)) {
    const index = items.length;
    const nodes = description.item(index, index < contained);
    try {
      const item = build(nodes, child(pointer, index), depth + 1, itemNumber, building);
      if (unique) itemNumber += 1;
      const text = unique ? jsonText(item) : '';
      // Different numbers may give equal values; a few more are tried.
      const again = known.has(text) && itemNumber < number + 2 * wished + 10;
      if (unique) known.add(text);
      if (!again) items.push(item);
    } catch (error) {
      if (error instanceof Impossible && index >= least) break;
      throw error;
    }
  }
  return items;
}

/** An object with its described properties; optional ones only to a depth, and not in every way. */
export function buildObject(place: ValuePlace, building: Building, build: Build): unknown {
  const { description, pointer, depth, way, number, partial } = place;
  const { schemas, numbers } = description;
  const forced = building.forced.get(pointer) ?? new Set();
  const dropped = building.dropped.get(pointer) ?? new Set();
  const required = new Set([...description.required(), ...forced]);
  const described = description.propertyNames();
  const members = new Map<string, unknown>();

  const add = (name: string, itemNumber: number): void => {
    const property = description.property(name);
    if (isForeign(property, building) && !forced.has(name)) return;
    if (partial?.members.has(name)) {
      members.set(name, ownDirection(partial.members.get(name), property.nodes, building));
      return;
    }
    try {
      members.set(
        name,
        build(property.nodes, child(pointer, name), depth + 1, itemNumber, building),
      );
    } catch (error) {
      if (!(error instanceof Impossible) || required.has(name)) throw error;
    }
  };

  const most = Math.min(Number.POSITIVE_INFINITY, ...numbers('maxProperties'));
  const optional = way === 0 && depth <= building.optionalDepth;
  const shown = partial?.members ?? new Map();
  for (const name of new Set([...described, ...required, ...shown.keys()])) {
    const isWished = shown.has(name) || (optional && !partial?.omitted.has(name));
    if (required.has(name) || (isWished && !dropped.has(name))) add(name, number);
  }
  for (const name of [...members.keys()].reverse()) {
    if (members.size > most && !required.has(name)) members.delete(name);
  }

  const least = Math.max(0, ...numbers('minProperties'));
  const open = schemas.some(
    ({ keywords }) =>
      isObject(keywords.additionalProperties) || isObject(keywords.patternProperties),
  );
  const wished = Math.max(least, optional && open && described.length === 0 ? 1 : 0);
  const tried = wished * 3 + 10;
  for (let index = 0; members.size < Math.min(wished, most) && index < tried; index += 1) {
    const name = additionalName(place, index, building, build);
    if (name !== undefined && !members.has(name) && !dropped.has(name)) add(name, number);
  }
  // fromEntries defines members, so that a property named __proto__ is one like any other.
  return Object.fromEntries(members);
}

function additionalName(
  { description: { schemas }, pointer, depth }: ValuePlace,
  index: number,
  building: Building,
  build: Build,
): string | undefined {
  const nodes = [...heldBy(schemas, 'propertyNames')];
  const patterns = [...namedBy(schemas, 'patternProperties')];
  const isClosed = schemas.some(({ keywords }) =>
    [keywords.additionalProperties, keywords.unevaluatedProperties].includes(false),
  );
  let number = index;
  if (patterns.length > 0 && (isClosed || index < patterns.length)) {
    const [pattern, [described]] = patterns[index % patterns.length]!;
    number = Math.floor(index / patterns.length);
    nodes.push({ value: { type: 'string', pattern }, at: described!.at });
  }
  if (nodes.length === 0) return index === 0 ? 'key' : `key${index + 1}`;
  try {
    const name = build(nodes, `${pointer}/?${index}`, depth, number, building);
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch (error) {
    // No name has this pattern; the next pattern may have one.
    if (error instanceof Impossible && patterns.length > 1) return undefined;
    throw error;
  }
}

/** Whether a property belongs to the other direction only. */
function isForeign({ readOnly, writeOnly }: Property, { direction }: Building): boolean {
  return direction === 'request' ? readOnly : writeOnly;
}

/** A written value without properties that belong to the other direction only. */
export function ownDirection(
  value: unknown,
  nodes: readonly Schema[],
  building: Building,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const firstBranch = () => 0;
  const description = describe(nodes, '', building.schemas, firstBranch, () => false);
  if (Array.isArray(value)) {
    return value.map((item, index) => ownDirection(item, description.item(index, false), building));
  }
  const members = Object.entries(value).flatMap(([name, member]) => {
    const property = description.property(name);
    if (isForeign(property, building)) return [];
    return [[name, ownDirection(member, property.nodes, building)]];
  });
  return Object.fromEntries(members);
}
