import type { Resource } from '../../resources/resource.ts';
import { isBelow } from './item.ts';
import type { ResourceModel } from './model.ts';
import type { Buckets, Edit } from './store.ts';

/**
 * Removes an item, and everything below its path at any depth. Items below another item with the
 * same id stay.
 */
export function removalOf(
  key: string,
  resource: Resource,
  parents: ReadonlyMap<string, string>,
  buckets: Buckets,
  models: ReadonlyMap<Resource, ResourceModel>,
): readonly Edit[] {
  const found = new Map<string, Edit>();
  remove(key, resource, parents);
  return [...found.values()];

  function remove(own: string, of: Resource, around: ReadonlyMap<string, string>): void {
    const place = JSON.stringify([of.name, own]);
    const item = buckets(of.name).items.get(own);
    if (item === undefined || found.has(place)) return;
    found.set(place, { kind: 'remove', resource: of.name, key: own });
    for (const { resource: lower } of models.values()) {
      for (const { name, resource } of lower.parents) {
        if (resource !== of) continue;
        const above = new Map([...around, ...item.parents, [name, item.id]]);
        for (const [one, below] of buckets(lower.name).items) {
          if (below.parents.has(name) && isBelow(below, above)) remove(one, lower, above);
        }
      }
    }
  }
}
