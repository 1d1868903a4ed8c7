import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { mergePatch } from '../../resources/patch.ts';
import { type Acting, describesExactly, findItem, type Outcome, type Prepared } from './acting.ts';
import { keyText } from './item.ts';
import { conflictOf } from './natural-keys.ts';
import { notThere } from './read.ts';
import { type Sent, sentBy } from './sent.ts';
import type { Bucket, Changed } from './store.ts';
import { nextId, nothing, plain, put } from './write.ts';

const copying = /^(?:copy|clone|duplicate|fork)$/i;

/** Whether an action makes another item: `POST /folders/{id}/copy`. */
export function isCopy({ method, path }: Operation): boolean {
  return method === 'POST' && copying.test(path.split(/[/:]/).at(-1)!);
}

/** Makes another item with the values of an item, except for the values that the request sends. */
export function copy(
  acting: Acting,
  id: string,
  prepared: Prepared,
  bucket: Bucket,
): Changed<Outcome> {
  const found = findItem(bucket, id, acting.parents, acting.model);
  if (found === undefined) return nothing(notThere(acting, id));
  const [, { value }] = found;
  const sent = sentBy(acting);
  const changed = sent === undefined ? value : mergePatch(value, sent.value);
  if (!isObject(changed)) return plain('the copy would be no object');
  const conflict = conflictOf(bucket, changed, undefined, acting);
  if (conflict !== undefined && describesExactly(acting.call, 409)) {
    return nothing({ kind: 'refused', status: 409, why: conflict });
  }
  const idValue = nextId(acting, bucket, changed);
  const ownId = keyText(idValue);
  if (ownId === undefined) return plain('its schema allows no further id');
  const given: Sent = { value: changed, schema: undefined, kind: 'plain' };
  const putting = {
    id: ownId,
    idValue,
    value: changed,
    sent: given,
    former: undefined,
    from: undefined,
  };
  return put(acting, prepared, putting);
}
