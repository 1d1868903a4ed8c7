import type { Item } from './item.ts';
import { itemKey } from './item.ts';
import { faultsOf } from './item-faults.ts';
import type { State } from './state.ts';
import type { Bucket } from './store.ts';

/** An API with its state, if it has one. */
export interface Stateful {
  readonly name: string;
  readonly state?: Promise<State>;
}

/**
 * Continues the sessions under a changed contract, and reports what the new contract does not
 * allow. Resources that a session has not changed get the new initial items.
 */
export async function carryState(
  from: readonly Stateful[],
  to: readonly Stateful[],
): Promise<readonly string[]> {
  const pairs: (readonly [name: string, before: State, after: State])[] = [];
  for (const { name, state } of to) {
    const before = await from.find((one) => one.name === name)?.state;
    const after = await state;
    if (before !== undefined && after !== undefined) pairs.push([name, before, after]);
  }
  // In one step, so that no request comes between.
  return pairs.flatMap(([name, before, after]) => carry(name, before, after));
}

function carry(api: string, before: State, after: State): readonly string[] {
  const models = new Map([...after.models.values()].map((model) => [model.resource.name, model]));
  const dropped = new Map<string, { count: number; readonly why: string }>();
  const drop = (resource: string, count: number, why: string) => {
    const known = dropped.get(resource) ?? { count: 0, why };
    known.count += count;
    dropped.set(resource, known);
  };
  before.store.moveTo(after.store, (_, resource, { items, last }): Bucket | undefined => {
    const model = models.get(resource);
    if (model === undefined) {
      if (items.size > 0) drop(resource, items.size, 'the contract no longer has this resource');
      return undefined;
    }
    const kept = new Map<string, Item>();
    for (const item of items.values()) {
      const [fault] = faultsOf(item.value, model, after.makers.judge.schemas);
      if (fault === undefined) kept.set(itemKey(item.id, item.parents, model.scopes), item);
      else drop(resource, 1, `item "${item.id}" breaks its schema: ${fault.message}`);
    }
    return { items: kept, added: [], last };
  });
  return [...dropped].map(([resource, { count, why }]) => {
    const items = count === 1 ? '1 item' : `${count} items`;
    return `${api}: dropped ${items} of "${resource}" after the change of the contract: ${why}`;
  });
}
