import type { JsonObject } from '../../api/node.ts';
import { withValue } from '../../json/edit.ts';
import { valueAt } from '../../json/pointer.ts';
import { randomOf } from '../../random.ts';
import type { Resource } from '../../resources/resource.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { newId } from './ids.ts';
import { type Item, itemKey, keyText, parentsAs, textAt } from './item.ts';
import { faultsOf, type ItemFault } from './item-faults.ts';
import type { ResourceModel } from './model.ts';
import { withServerFields } from './server-fields.ts';
import { slugAsId } from './slug.ts';
import { lastNumber } from './store.ts';
import { typedKey } from './write-item.ts';

/** The initial items made so far. */
export interface Seeding {
  readonly models: ReadonlyMap<Resource, ResourceModel>;
  readonly schemas: Schemas;
  readonly now: number;
  readonly contents: Map<string, (readonly [key: string, item: Item])[]>;
  readonly problems: ItemFault[];
}

export type Entry = readonly [key: string, item: Item];

/** A record as an item, below the parents that it names, else below an existing one. */
export function entryOf(
  record: JsonObject,
  given: string | undefined,
  index: number,
  model: ResourceModel,
  { schemas, now, contents }: Seeding,
  entries: ReadonlyMap<string, Item>,
  isFree: boolean,
  random: () => number = randomOf(`${model.resource.name} ${index}`),
): Entry | undefined {
  const { resource } = model;
  let value = record;
  const parents = new Map<string, string>();
  for (const { name, property, resource: above } of resource.parents) {
    const own = property === undefined ? undefined : textAt(value, property);
    const all = above === undefined ? [] : (contents.get(above.name) ?? []);
    const item =
      own === undefined && isFree && all.length > 0 ? all[index % all.length]![1] : undefined;
    const id = own ?? item?.id;
    if (id === undefined) continue;
    parents.set(name, id);
    for (const [known, of] of item?.parents ?? []) if (!parents.has(known)) parents.set(known, of);
    if (property === undefined || own !== undefined) continue;
    const typed = typedKey(id, model, property, schemas);
    if (typed !== undefined) value = withValue(value, property, typed) as JsonObject;
  }
  const ids = () => new Set([...entries.values()].map((item) => item.id));
  let id = resource.isSingleton
    ? ''
    : ((resource.id === undefined ? undefined : textAt(value, resource.id)) ?? given);
  if (id === undefined) {
    const taken = ids();
    const example = resource.id === undefined ? undefined : valueAt(model.template(), resource.id);
    const slug = slugAsId(record, model);
    const wish = { schema: model.idSchema, example, slug, schemas, random };
    const made = newId(wish, lastNumber(taken), (one) => taken.has(one));
    id = keyText(made);
    if (id === undefined) return undefined;
    if (resource.id !== undefined) value = withValue(value, resource.id, made) as JsonObject;
  }
  const writing = { given: value, former: undefined, now, url: undefined };
  const whole = { ...withServerFields(value, model, writing, schemas), ...value };
  return [
    itemKey(id, parents, model.scopes),
    { id, parents: parentsAs(parents), value: whole, changed: now },
  ];
}

/** A record whose references lead to existing records; generated records get new references. */
export function linkedTo(
  record: JsonObject,
  index: number,
  model: ResourceModel,
  { contents, models, schemas }: Seeding,
  isMade: boolean,
): JsonObject {
  const { references, parents } = model.resource;
  const links = [
    ...references,
    ...parents.flatMap(({ resource, property }) =>
      resource === undefined || property === undefined ? [] : [{ property, resource, many: false }],
    ),
  ];
  let value: JsonObject = record;
  for (const { property, resource, many } of links) {
    const there = contents.get(resource.name) ?? [];
    const own = valueAt(value, property);
    if (own === undefined || own === null || there.length === 0) continue;
    const target = models.get(resource)!;
    const exists = (one: unknown) => there.some(([, item]) => item.id === keyText(one));
    const other = (offset: number) => idValue(there[(index + offset) % there.length]![1], target);
    const isWrong = (one: unknown) => isMade || !exists(one);
    let linked: unknown = own;
    if (many && Array.isArray(own)) {
      const ids = own.map((one, offset) => (isWrong(one) ? other(offset) : one));
      linked = [...new Set(ids)];
    } else if (keyText(own) !== undefined && isWrong(own)) linked = other(0);
    const changed = withValue(value, property, linked) as JsonObject;
    if (linked !== own && faultsOf(changed, model, schemas).length === 0) value = changed;
  }
  return value;
}

function idValue({ id, value }: Item, { resource }: ResourceModel): unknown {
  return (resource.id === undefined ? undefined : valueAt(value, resource.id)) ?? id;
}
