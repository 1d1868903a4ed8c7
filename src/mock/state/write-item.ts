import { isObject, type JsonObject } from '../../api/node.ts';
import type { Finding } from '../../finding.ts';
import { withValue } from '../../json/edit.ts';
import { valueAt } from '../../json/pointer.ts';
import { messageOf } from '../../report/message.ts';
import type { DescribeValue } from '../../resources/value.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { completed, partAt } from './complete.ts';
import type { Item } from './item.ts';
import type { ResourceModel } from './model.ts';
import { type Patch, patchFaults } from './patch-faults.ts';
import { type Writing, withServerFields } from './server-fields.ts';

/** What an item is written with. */
export interface Draft extends Writing {
  readonly id: string;
  /** The id as a value of its property. */
  readonly idValue: unknown;
  readonly parents: ReadonlyMap<string, string>;
  readonly value: JsonObject;
  /** The patch that makes the item what it is; `undefined` where it is sent as a whole. */
  readonly patch?: Patch | undefined;
}

export type Written =
  | { readonly ok: true; readonly item: Item }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly violations?: readonly Finding[] | undefined;
    };

/** An item as it is kept: with its id, its parents and what the server sets, valid as answers show it. */
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
  return { ok: true, item: { id, parents, value, changed: now } };
}

/** A key as a value of the property that has it: `7` where that is an integer. */
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
