import { isObject, type JsonObject } from '../../api/node.ts';
import type { Finding } from '../../finding.ts';
import { valueAt } from '../../json/pointer.ts';
import { jsonPatch, mergePatch } from '../../resources/patch.ts';
import {
  type Acting,
  describesExactly,
  findItem,
  itemUrls,
  type Outcome,
  type Prepared,
  refusalOf,
  showItem,
} from './acting.ts';
import { removalOf } from './below.ts';
import { partAt } from './complete.ts';
import { newId } from './ids.ts';
import { type Item, itemKey, keyText, textAt } from './item.ts';
import { withItemNames } from './item-names.ts';
import type { ResourceModel } from './model.ts';
import { conflictOf } from './natural-keys.ts';
import type { Patch } from './patch-faults.ts';
import { notThere } from './read.ts';
import { type Sent, sentBy } from './sent.ts';
import { isServersOwn, keptOf, withDefaults, withoutServersOwn } from './server-fields.ts';
import { slugAsId } from './slug.ts';
import type { Bucket, Buckets, Changed, Edit } from './store.ts';
import { typedKey, writeItem } from './write-item.ts';

export const nothing = (outcome: Outcome): Changed<Outcome> => ({ result: outcome, edits: [] });
export const plain = (reason: string) => nothing({ kind: 'plain', reason });

export function create(acting: Acting, prepared: Prepared, bucket: Bucket): Changed<Outcome> {
  const { model, parents, call } = acting;
  const { resource } = model;
  const sent = sentBy(acting);
  if (sent === undefined || !isObject(sent.value)) return plain('its body has no item');
  const known = resource.isSingleton ? '' : idIn(sent.value, model);
  const found = known === undefined ? undefined : findItem(bucket, known, parents, model);
  const canConflict = describesExactly(call, 409);
  if (found !== undefined && canConflict) {
    const why = `${resource.name} already has an item ${JSON.stringify(known)}`;
    return nothing({ kind: 'refused', status: 409, why });
  }
  const conflict = conflictOf(bucket, sent.value, found?.[1], acting);
  if (conflict !== undefined) return nothing({ kind: 'refused', status: 409, why: conflict });
  const idValue =
    known === undefined
      ? nextId(acting, bucket, sent.value)
      : resource.id === undefined
        ? known
        : valueAt(sent.value, resource.id);
  const id = keyText(idValue);
  if (id === undefined) return plain('its schema allows no further id');
  return put(acting, prepared, {
    id,
    idValue,
    value: sent.value,
    sent,
    former: undefined,
    from: found,
  });
}

/** An id that no item has; `undefined` if the schema of ids leaves none. */
export function nextId({ model, parents, world }: Acting, bucket: Bucket, item: unknown): unknown {
  const isTaken = (id: string) => findItem(bucket, id, parents, model) !== undefined;
  const { schemas } = world.makers.judge;
  const pointer = model.resource.id;
  const example = pointer === undefined ? undefined : valueAt(model.template(), pointer);
  return newId(
    {
      ...{ schema: model.idSchema, example, schemas, random: world.random },
      slug: slugAsId(item, model),
    },
    bucket.last,
    isTaken,
  );
}

/** The id that a client gives a new item. An item without a name would have no path. */
function idIn(sent: unknown, model: ResourceModel): string | undefined {
  const { id } = model.resource;
  if (id === undefined || isServersOwn(id.slice(1), model)) return undefined;
  return textAt(sent, id) || undefined;
}

export function replace(
  acting: Acting,
  id: string,
  changed: Prepared,
  created: Prepared,
  bucket: Bucket,
): Changed<Outcome> {
  const { model, parents, role } = acting;
  const found = findItem(bucket, id, parents, model);
  const refused = refusalOf(acting, found?.[1].value, false);
  if (refused !== undefined) return nothing(refused);
  const isSingleton = model.resource.isSingleton;
  if (found === undefined && !role.creates && !isSingleton) return nothing(notThere(acting, id));
  const sent = sentBy(acting);
  if (sent === undefined || !isObject(sent.value)) return plain('its body has no item');
  const former = found?.[1].value;
  const conflict = conflictOf(bucket, sent.value, found?.[1], acting);
  if (conflict !== undefined && describesExactly(acting.call, 409)) {
    return nothing({ kind: 'refused', status: 409, why: conflict });
  }
  const kept = isObject(former) ? keptOf(former, model) : {};
  return put(acting, found === undefined ? created : changed, {
    id,
    idValue: idValueOf(id, found?.[1], sent.value, acting),
    value: { ...kept, ...sent.value },
    sent,
    former: isObject(former) ? former : undefined,
    from: found,
  });
}

export function update(
  acting: Acting,
  id: string,
  prepared: Prepared,
  bucket: Bucket,
): Changed<Outcome> {
  const { model, parents, role } = acting;
  const found = findItem(bucket, id, parents, model);
  if (found === undefined) return nothing(notThere(acting, id));
  const [, item] = found;
  const refused = refusalOf(acting, item.value, false);
  if (refused !== undefined) return nothing(refused);
  const sent = sentBy(acting);
  const isAction = role.role === 'action';
  if (sent === undefined || !isObject(item.value)) {
    return isAction ? nothing(showItem(acting, prepared, item)) : plain('its body has no item');
  }
  let value: unknown;
  if (sent.kind === 'json-patch') {
    const patched = jsonPatch(item.value, sent.value);
    if (!patched.ok) return unappliable(acting, patched.reason);
    value = patched.value;
  } else {
    const { item: described } = model;
    const takesNull = (place: string) =>
      (described && partAt(described, place)?.types.has('null')) ?? false;
    value = mergePatch(item.value, sent.value, sent.kind === 'merge-patch' ? undefined : takesNull);
  }
  if (!isObject(value)) {
    return sent.kind === 'plain'
      ? plain('the patch would leave no object')
      : unappliable(acting, 'it would leave no object');
  }
  const conflict = conflictOf(bucket, value, item, acting);
  if (conflict !== undefined && describesExactly(acting.call, 409)) {
    return nothing({ kind: 'refused', status: 409, why: conflict });
  }
  const given = isObject(sent.value) ? sent.value : changedMembers(item.value, value);
  const idValue = idValueOf(id, item, value, acting);
  if (isAction && Object.keys(given).length === 0) return nothing(showItem(acting, prepared, item));
  return put(acting, prepared, {
    ...{ id, idValue, value, from: found, former: item.value },
    sent: { ...sent, value: given, schema: undefined },
    // The body of an action is about the item, but is no patch.
    ...(!isAction && { patch: patchOf(sent, item.value, acting) }),
  });
}

function patchOf({ kind, schema }: Sent, former: JsonObject, { world }: Acting): Patch {
  const described = kind === 'json-patch' ? undefined : schema && world.describe(schema);
  return { kind, isDescribed: (described?.properties.size ?? 0) > 0, former };
}

/** A patch that does not fit the current item. */
function unappliable(acting: Acting, reason: string): Changed<Outcome> {
  return refusedPatch(acting, [409, 422, 400], `the patch cannot be applied: ${reason}`);
}

/**
 * A bad patch is always refused, with the first of these statuses that is described (RFC 5789
 * section 2.2).
 */
function refusedPatch(
  { call }: Acting,
  statuses: readonly (400 | 409 | 422)[],
  why: string,
  violations: readonly Finding[] = [],
): Changed<Outcome> {
  const status = statuses.find((one) => describesExactly(call, one)) ?? 422;
  return nothing({ kind: 'refused', status, why, violations });
}

function changedMembers(before: JsonObject, after: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => !Object.hasOwn(before, name) || before[name] !== value,
    ),
  );
}

export function remove(
  acting: Acting,
  id: string,
  prepared: Prepared,
  buckets: Buckets,
): Changed<Outcome> {
  const { model, parents, world } = acting;
  const { resource } = model;
  const found = findItem(buckets(resource.name), id, parents, model);
  if (found === undefined) return nothing(notThere(acting, id));
  const [key, item] = found;
  const refused = refusalOf(acting, item.value, false);
  if (refused !== undefined) return nothing(refused);
  return committed(showItem(acting, prepared, item), () =>
    removalOf(key, resource, parents, buckets, world.models),
  );
}

/** The id of an item in the type of its property; a client sees the value that it wrote. */
function idValueOf(
  id: string,
  item: Item | undefined,
  sent: unknown,
  { model, world, call, role }: Acting,
): unknown {
  const pointer = model.resource.id;
  if (pointer === undefined) return id;
  const isWritten = !isServersOwn(pointer.slice(1), model) && textAt(sent, pointer) !== undefined;
  // The path of a POST to an item gives the item's id.
  const isNamed = call.operation.method === 'POST' && role.role === 'replace';
  const written = isWritten && !isNamed ? valueAt(sent, pointer) : undefined;
  const own = item === undefined ? undefined : valueAt(item.value, pointer);
  const typed = typedKey(id, model, pointer, world.makers.judge.schemas);
  return (item === undefined ? undefined : written) ?? own ?? typed ?? id;
}

interface Putting {
  readonly id: string;
  readonly idValue: unknown;
  readonly value: JsonObject;
  readonly sent: Sent;
  readonly former: JsonObject | undefined;
  /** The earlier item, under its key. */
  readonly from: readonly [key: string, item: Item] | undefined;
  readonly patch?: Patch;
}

/** Stores an item if the item and the answer that shows it are valid. */
export function put(acting: Acting, prepared: Prepared, putting: Putting): Changed<Outcome> {
  const { model, world } = acting;
  const { id, idValue, sent, former, from } = putting;
  const parents = new Map([...(from?.[1].parents ?? []), ...acting.parents]);
  const { schemas } = world.makers.judge;
  const described = sent.schema && world.describe(sent.schema);
  const isNew = former === undefined;
  const allowed = withoutServersOwn(putting.value, former, model);
  const withOwn = isNew ? withDefaults(allowed, model.item) : allowed;
  // The defaults of a request have its names, too.
  const value = withItemNames(withDefaults(withOwn, described), model.item, described);
  const draft = {
    ...{ id, idValue, parents, former },
    value: value as JsonObject,
    given: isObject(sent.value) ? sent.value : {},
    now: world.now(),
    url: itemUrls(id, parents, acting),
    patch: putting.patch,
  };
  const written = writeItem(draft, model, schemas, world.describe);
  if (!written.ok) {
    const { reason, violations } = written;
    if (violations === undefined) return plain(`the item cannot be kept: ${reason}`);
    const why = `the patch would break the schema of the item: ${reason}`;
    return refusedPatch(acting, [422, 409, 400], why, violations);
  }
  const key = itemKey(id, parents, model.scopes);
  const { name: resource } = model.resource;
  const edits: Edit[] = [{ kind: 'put', resource, key, item: written.item }];
  // Items that could be below any parent now belong to this one; the single item of each parent
  // stays for the others.
  if (from !== undefined && from[0] !== key && !model.resource.isSingleton) {
    edits.unshift({ kind: 'remove', resource, key: from[0] });
  }
  return committed(showItem(acting, prepared, written.item), () => edits);
}

function committed(outcome: Outcome, edits: () => readonly Edit[]): Changed<Outcome> {
  return { result: outcome, edits: outcome.kind === 'made' ? edits() : [] };
}
