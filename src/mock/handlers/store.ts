import { didYouMeanOneOf } from '../../nearest-name.ts';
import { findItem } from '../state/acting.ts';
import { removalOf } from '../state/below.ts';
import { type Item, itemKey, keyText } from '../state/item.ts';
import { faultsOf } from '../state/item-faults.ts';
import type { ResourceModel } from '../state/model.ts';
import type { State } from '../state/state.ts';
import type { HandlerStore, ParentIds } from './define.ts';

/** The store of a session; each call fails if the mock is not stateful. */
export function handlerStore(
  state: Promise<State> | undefined,
  session: string,
): HandlerStore<Readonly<Record<string, unknown>>> {
  async function kept(resource: string): Promise<{ state: State; model: ResourceModel }> {
    if (state === undefined) {
      throw new Error('the mock keeps no state: start it with --stateful to use "store"');
    }
    const known = await state;
    const models = [...known.models.values()];
    const model = models.find((one) => one.resource.name === resource);
    if (model === undefined) {
      const names = models.map((one) => one.resource.name);
      throw new Error(`there is no resource "${resource}"${didYouMeanOneOf(resource, names)}`);
    }
    return { state: known, model };
  }

  // Copies, so that a handler's changes of a value do not change the store.
  return {
    async all(resource) {
      const { state: known } = await kept(resource);
      return known.store.transact(session, (buckets) => ({
        result: [...buckets(resource).items.values()].map(({ value }) => structuredClone(value)),
        edits: [],
      }));
    },
    async find(resource, id, parents = {}) {
      const { state: known, model } = await kept(resource);
      return known.store.transact(session, (buckets) => ({
        result: structuredClone(
          findItem(buckets(resource), String(id), texts(parents), model)?.[1].value,
        ),
        edits: [],
      }));
    },
    async put(resource, id, given, parents = {}) {
      const { state: known, model } = await kept(resource);
      const value: unknown = structuredClone(given);
      const [fault] = faultsOf(value, model, known.makers.judge.schemas);
      if (fault !== undefined) {
        throw new Error(
          `an item of "${resource}" cannot be kept: it breaks its schema: ${fault.message}`,
        );
      }
      const above = texts(parents);
      const item: Item = { id: String(id), parents: above, value, changed: known.now() };
      await known.store.transact(session, (buckets) => {
        const key =
          findItem(buckets(resource), item.id, above, model)?.[0] ??
          itemKey(item.id, above, model.scopes);
        return { result: undefined, edits: [{ kind: 'put', resource, key, item }] };
      });
    },
    async remove(resource, id, parents = {}) {
      const { state: known, model } = await kept(resource);
      const above = texts(parents);
      return known.store.transact(session, (buckets) => {
        const key = findItem(buckets(resource), String(id), above, model)?.[0];
        const edits =
          key === undefined ? [] : removalOf(key, model.resource, above, buckets, known.models);
        return { result: key !== undefined, edits };
      });
    },
  };
}

function texts(parents: ParentIds): ReadonlyMap<string, string> {
  return new Map(Object.entries(parents).map(([name, value]) => [name, keyText(value)!]));
}
