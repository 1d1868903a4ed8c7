import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { child, type Pointer } from '../../json/pointer.ts';
import { heldBy, namedBy } from '../members.ts';
import { Impossible } from './branches.ts';
import type { Build, Building } from './building.ts';
import { type Description, describe, type Property } from './description.ts';
import { textOfPattern } from './pattern.ts';
import { lessThan } from './realistic.ts';

/** A place where an array or an object stands. */
interface ValuePlace {
  readonly description: Description;
  readonly pointer: Pointer;
  readonly depth: number;
  /** 0 shows everything that is described, others only what must be there. */
  readonly way: number;
  readonly number: number;
}

const maximumItems = 1000;

/** An array of the items that must be there, or one to show what they are like. */
export function buildArray(place: ValuePlace, building: Building, build: Build): unknown[] {
  const { description, pointer, depth, way, number } = place;
  const { schemas, numbers, tuple } = description;
  const contained = schemas.some(({ keywords }) => keywords.contains !== undefined)
    ? Math.max(1, ...numbers('minContains'))
    : 0;
  const least = Math.max(0, contained, ...numbers('minItems'));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbers('maxItems'));
  if (least > maximumItems) throw new Impossible(pointer, `"${pointer}" needs ${least} items`);
  const described = schemas.some(({ keywords }) => isObject(keywords.items));
  // Lists at random are of different lengths, but not deep inside, where they would grow too large.
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
      const text = unique ? JSON.stringify(item) : '';
      // Values of different numbers may be the same; a few more are tried.
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

/** An object of its described properties; optional ones only so deep, and not in every way. */
export function buildObject(place: ValuePlace, building: Building, build: Build): unknown {
  const { description, pointer, depth, way, number } = place;
  const { schemas, numbers } = description;
  const forced = building.forced.get(pointer) ?? new Set();
  const dropped = building.dropped.get(pointer) ?? new Set();
  const required = new Set([...description.required(), ...forced]);
  const described = description.propertyNames();
  const members = new Map<string, unknown>();

  const add = (name: string, itemNumber: number): void => {
    const property = description.property(name);
    if (isForeign(property, building) && !forced.has(name)) return;
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
  for (const name of new Set([...described, ...required])) {
    if (required.has(name) || (optional && !dropped.has(name))) add(name, number);
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
  for (let index = 0; members.size < Math.min(wished, most) && index < wished * 3; index += 1) {
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
  const names = heldBy(schemas, 'propertyNames');
  if (names.length > 0) {
    const name = build(names, `${pointer}/?${index}`, depth, index, building);
    return typeof name === 'string' ? name : undefined;
  }
  const patterns = [...namedBy(schemas, 'patternProperties').keys()];
  const closed = schemas.some(({ keywords }) => keywords.additionalProperties === false);
  if (patterns.length > 0 && (closed || index < patterns.length)) {
    let rest = Math.floor(index / patterns.length);
    const choose = (count: number) => {
      const choice = rest % count;
      rest = Math.floor(rest / count);
      return choice;
    };
    const pattern = patterns[index % patterns.length]!;
    return textOfPattern(pattern, { extra: 0, choose }) || undefined;
  }
  return index === 0 ? 'key' : `key${index + 1}`;
}

/** Whether a property belongs to the other direction only. */
function isForeign({ readOnly, writeOnly }: Property, { direction }: Building): boolean {
  return direction === 'request' ? readOnly : writeOnly;
}

/** A written value without the properties that belong to the other direction only. */
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
