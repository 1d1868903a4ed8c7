import { isObject, type JsonObject } from '../../api/node.ts';
import type { Finding } from '../../finding.ts';
import { withValue } from '../../json/edit.ts';
import { valueAt } from '../../json/pointer.ts';
import { messageOf } from '../../report/message.ts';
import type { DescribeValue } from '../../resources/value.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { completed, partAt } from './complete.ts';
import { type Item, parentsAs } from './item.ts';
import type { ResourceModel } from './model.ts';
import { type Patch, patchFaults } from './patch-faults.ts';
import { type Writing, withServerFields } from './server-fields.ts';

/** The facts for writing an item. */
export interface Draft extends Writing {
  readonly id: string;
  /** The id as a value of its property. */
  readonly idValue: unknown;
  readonly parents: ReadonlyMap<string, string>;
  readonly value: JsonObject;
  /** The patch for the item; `undefined` if the whole item is sent. */
  readonly patch?: Patch | undefined;
}

export type Written =
  | { readonly ok: true; readonly item: Item }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly violations?: readonly Finding[] | undefined;
    };

/** An item for the store: with its id, its parents and server-set fields, and valid in answers. */
export function writeItem(
  draft: Draft,
  model: ResourceModel,
  schemas: Schemas,
  describe: DescribeValue,
): Written {
  const { resource } = model;
  const { id, parents, now, former } = draft;
  let value: unknown = draft.value;
  if (resource.id !== undefined) value = withValue(value, resource.id, draft.idValue);
  for (const { name, property } of resource.parents) {
    const own = parents.get(name);
    if (property === undefined || own === undefined || valueAt(value, property) !== undefined)
      continue;
    const typed = typedKey(own, model, property, schemas);
    if (typed !== undefined) value = withValue(value, property, typed);
  }
  if (!isObject(value)) return { ok: false, reason: 'it is not an object' };
  value = withServerFields(value, model, draft, schemas);
  if (resource.schema !== undefined) {
    const { patch } = draft;
    const violations = patch && patchFaults(value as JsonObject, patch, model, schemas, describe);
    const first = violations?.[0];
    if (first !== undefined)
      return {
        ok: false,
        reason: messageOf(first).replace(/^request body/, 'the item'),
        violations,
      };
    const others = [former, model.template()].filter((one) => one !== undefined);
    const whole = completed(value, resource.schema, others, schemas, describe);
    if (!whole.ok) return whole;
    value = whole.value;
  }
  return { ok: true, item: { id, parents: parentsAs(parents), value, changed: now } };
}

/** A key in the type of its property: `7` for an integer. */
export function typedKey(
  key: string,
  { item }: ResourceModel,
  property: string,
  schemas: Schemas,
): unknown {
  const part = item && partAt(item, property);
  if (part === undefined) return undefined;
  const fits = (value: unknown) =>
    schemas.check(part.schema, 'response', value, typeof value === 'bigint').kind === 'valid';
  if (fits(key)) return key;
  if (!/^-?\d+(?:\.\d+)?$/.test(key)) return undefined;
  const number = Number(key);
  const typed = Number.isSafeInteger(number) || key.includes('.') ? number : BigInt(key);
  return fits(typed) ? typed : undefined;
}
