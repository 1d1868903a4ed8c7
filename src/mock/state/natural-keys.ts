import { escapePattern } from '../../escape-pattern.ts';
import { type Pointer, readerOf } from '../../json/pointer.ts';
import { singular, wordsOf } from '../../resources/names.ts';
import type { Parent } from '../../resources/resource.ts';
import type { Acting } from './acting.ts';
import { partAt } from './complete.ts';
import { type Item, isBelow } from './item.ts';
import type { ResourceModel } from './model.ts';
import type { Bucket } from './store.ts';

/** Another item that has the value of a natural key already. */
export function conflictOf(
  bucket: Bucket,
  value: unknown,
  own: Item | undefined,
  { model, parents, world }: Acting,
): string | undefined {
  for (const pointer of model.resource.naturalKeys) {
    const ownOf = readerOf(pointer);
    const wanted = ownOf(value);
    if (wanted === undefined || wanted === null || typeof wanted === 'object') continue;
    const few = world.indexOf(bucket).having(pointer, wanted) ?? bucket.items.values();
    const within = new Map([...parents].filter(([name]) => isUniqueWithin(name, pointer, model)));
    for (const item of few) {
      if (item === own || !isBelow(item, within)) continue;
      if (ownOf(item.value) === wanted) {
        return `there is an item with the same "${pointer.slice(1)}", ${JSON.stringify(wanted)}`;
      }
    }
  }
  return undefined;
}

/**
 * Whether items below another parent may have the same natural key: as their ids, or where the
 * contract says so. Without a path to one item, a creation knows only the items beside its own.
 */
function isUniqueWithin(name: string, key: Pointer, model: ResourceModel): boolean {
  if (model.scopes.includes(name) || model.read === undefined) return true;
  const parent = model.resource.parents.find((one) => one.name === name);
  return parent !== undefined && textsAbout(key, model).some((text) => limitsTo(text, parent));
}

function textsAbout(key: Pointer, { roles, item }: ResourceModel): readonly string[] {
  const conflicts = roles.flatMap(({ role, operation }) =>
    role === 'create' ? operation.responses.filter(({ status }) => status === '409') : [],
  );
  const schemas = (item && partAt(item, key)?.schemas) ?? [];
  return [
    ...conflicts.map(({ description }) => description),
    ...schemas.map(({ written }) => String(written.description ?? '')),
  ];
}

/** `unique within the project`, `another label of this project`. */
function limitsTo(text: string, { name }: Parent): boolean {
  const noun = escapePattern(singular(wordsOf(name).at(-1) ?? name));
  return new RegExp(
    `\\b(?:per|within|in|of|for) (?:(?:the|this|that|its|each|an?|same|given|one) ){0,2}${noun}\\b`,
    'i',
  ).test(text);
}
