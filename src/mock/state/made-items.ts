import { isObject, type JsonObject } from '../../api/node.ts';
import { withValue } from '../../json/edit.ts';
import { valueAt } from '../../json/pointer.ts';
import { randomOf } from '../../random.ts';
import { isEqual } from '../../schema/equality.ts';
import { sample } from '../../schema/sample.ts';
import { completed } from './complete.ts';
import { newId } from './ids.ts';
import { type Item, textAt } from './item.ts';
import { faultsOf } from './item-faults.ts';
import type { ResourceModel } from './model.ts';
import { type Entry, entryOf, linkedTo, type Seeding } from './seed-item.ts';
import { slugAsId } from './slug.ts';
import { lastNumber } from './store.ts';

/** The items of one resource in the contract's examples. */
export function documentedItems(model: ResourceModel, seeding: Seeding): Entry[] {
  const entries = new Map<string, Item>();
  for (const [index, { value, id }] of model.documented().entries()) {
    const linked = linkedTo(wholeOf(value, model, seeding), index, model, seeding, false);
    const entry = entryOf(linked, id, index, model, seeding, entries, true);
    if (entry !== undefined && isKept(entry[1], model, seeding)) entries.set(...entry);
  }
  return [...entries];
}

/**
 * An example with the members that items require and the example lacks: a list may show less of an
 * item than its own path. An example with a wrong value stays as it is.
 */
function wholeOf(value: JsonObject, model: ResourceModel, { schemas }: Seeding): JsonObject {
  const { resource, item } = model;
  if (resource.schema === undefined || item === undefined) return value;
  if (schemas.check(resource.schema, 'response', value).kind !== 'invalid') return value;
  const whole = completed(value, resource.schema, [], schemas, () => item);
  if (!whole.ok || !isObject(whole.value)) return value;
  const made = whole.value;
  const isWhole = Object.entries(value).every(([name, one]) => isEqual(made[name], one));
  return isWhole ? made : value;
}

/** Generated items of one resource. */
export function madeItems(
  count: number,
  seed: string,
  model: ResourceModel,
  seeding: Seeding,
): Entry[] {
  const { resource } = model;
  const { schemas } = seeding;
  if (resource.schema === undefined) return [];
  const entries = new Map<string, Item>();
  const taken = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const random = randomOf(`${seed} ${resource.name} ${index} ${attempt}`);
      const made = sample(schemas, resource.schema, 'response', { random });
      const value = made.ok ? (made.exact ?? made.value) : undefined;
      if (!isObject(value)) return [...entries];
      const named = withOwnId(value, model, seeding, entries, random);
      const linked = linkedTo(named, index, model, seeding, true);
      const entry = entryOf(linked, undefined, index, model, seeding, entries, true, random);
      if (entry === undefined || !isKept(entry[1], model, seeding)) continue;
      const keys = resource.naturalKeys.map((key) => `${key} ${textAt(entry[1].value, key)}`);
      if (keys.some((key) => taken.has(key))) continue;
      for (const key of keys) taken.add(key);
      entries.set(...entry);
      break;
    }
  }
  return [...entries];
}

/** A generated record with a new id. */
function withOwnId(
  value: JsonObject,
  model: ResourceModel,
  { schemas }: Seeding,
  entries: ReadonlyMap<string, Item>,
  random: () => number,
): JsonObject {
  const { id } = model.resource;
  if (id === undefined) return value;
  const ids = new Set([...entries.values()].map((item) => item.id));
  const example = valueAt(model.template(), id);
  const wish = {
    schema: model.idSchema,
    example: typeof example === 'number' ? undefined : example,
    schemas,
    slug: slugAsId(value, model),
    random,
  };
  const made = newId(wish, lastNumber(ids), (one) => ids.has(one));
  return made === undefined ? value : (withValue(value, id, made) as JsonObject);
}

function isKept({ value }: Item, model: ResourceModel, { schemas }: Seeding): boolean {
  return faultsOf(value, model, schemas).length === 0;
}
