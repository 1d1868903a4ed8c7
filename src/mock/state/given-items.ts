import { isObject } from '../../api/node.ts';
import { child, valueAt } from '../../json/pointer.ts';
import type { Resource } from '../../resources/resource.ts';
import { type Item, keyText } from './item.ts';
import { faultsOf, type ItemFault } from './item-faults.ts';
import type { ResourceModel } from './model.ts';
import { type Entry, entryOf, type Seeding } from './seed-item.ts';
import type { Contents } from './store.ts';

/** The given records of one resource. */
export function givenItems(given: unknown, model: ResourceModel, seeding: Seeding): Entry[] {
  const { name, isSingleton } = model.resource;
  const at = child('', name);
  const records = isSingleton && !Array.isArray(given) ? [given] : given;
  if (!Array.isArray(records)) {
    seeding.problems.push({ pointer: at, message: `"${name}" must be a list of records` });
    return [];
  }
  const entries = new Map<string, Item>();
  for (const [index, record] of records.entries()) {
    const pointer = Array.isArray(given) ? child(at, index) : at;
    if (!isObject(record)) {
      seeding.problems.push({ pointer, message: `a record of "${name}" must be a mapping` });
      continue;
    }
    const entry = entryOf(record, undefined, index, model, seeding, entries, false);
    if (entry === undefined) {
      seeding.problems.push({ pointer, message: `a record of "${name}" has no id` });
      continue;
    }
    const found = faultsOf(entry[1].value, model, seeding.schemas);
    for (const fault of found) {
      const place = pointer + fault.pointer;
      const message = `a record of "${name}" breaks its schema: ${fault.message}`;
      seeding.problems.push({ pointer: place, message });
    }
    if (entries.has(entry[0])) {
      const message = `two records of "${name}" have the id ${JSON.stringify(entry[1].id)}`;
      seeding.problems.push({ pointer, message });
    }
    entries.set(...entry);
  }
  return [...entries];
}

/** References of given records to given resources whose record does not exist. */
export function* danglingIn(
  data: Readonly<Record<string, unknown>>,
  models: ReadonlyMap<Resource, ResourceModel>,
  contents: Contents,
): Iterable<ItemFault> {
  for (const { resource } of models.values()) {
    const records = Object.hasOwn(data, resource.name) ? data[resource.name] : undefined;
    if (!Array.isArray(records)) continue;
    for (const { property, resource: target } of resource.references) {
      if (!Object.hasOwn(data, target.name)) continue;
      const ids = new Set((contents.get(target.name) ?? []).map(([, { id }]) => id));
      for (const [index, record] of records.entries()) {
        for (const one of [valueAt(record, property)].flat()) {
          const id = keyText(one);
          if (id === undefined || ids.has(id)) continue;
          const message = `"${property.slice(1)}" of a record of "${resource.name}" is ${JSON.stringify(one)}, and "${target.name}" has no record with this id`;
          yield { pointer: child('', resource.name, index) + property, message };
        }
      }
    }
  }
}
