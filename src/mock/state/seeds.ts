import { isObject, type JsonObject } from '../../api/node.ts';
import { withValue } from '../../json/edit.ts';
import { child, type Pointer, valueAt } from '../../json/pointer.ts';
import { judgeValue } from '../../judge/value.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { randomOf } from '../../random.ts';
import { messageOf } from '../../report/message.ts';
import type { Resource } from '../../resources/resource.ts';
import { sample } from '../../schema/sample.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { newId } from './ids.ts';
import { type Item, itemKey, keyText, textAt } from './item.ts';
import type { ResourceModel } from './model.ts';
import { withServerFields } from './server-fields.ts';
import { type Contents, lastNumber } from './store.ts';
import { typedKey } from './write-item.ts';

/** What a session has at its beginning; by default what the contract shows. */
export interface SeedOptions {
  /** Records by the names of their resources; a resource that is not here has none. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** How many records are made up of each resource that `data` does not have. */
  readonly count?: number;
  /** What the made-up records depend on. */
  readonly seed?: string;
  /** Where `data` stands in what was given: in a file that has the records of several APIs. */
  readonly at?: Pointer;
}

/** Records that were given, and cannot be the first content. */
export class SeedsRefused extends Error {
  readonly problems: readonly SeedProblem[];

  constructor(api: string, problems: readonly SeedProblem[]) {
    const [first] = problems;
    super(`cannot use the records of ${api}: at "${first?.pointer}": ${first?.message}`);
    this.problems = problems;
  }
}

/** Why records cannot be the first content, and where among them. */
export interface SeedProblem {
  readonly pointer: Pointer;
  readonly message: string;
}

export interface Seeded {
  readonly contents: Contents;
  readonly problems: readonly SeedProblem[];
}

interface Seeding {
  readonly models: ReadonlyMap<Resource, ResourceModel>;
  readonly schemas: Schemas;
  readonly now: number;
  readonly contents: Map<string, (readonly [key: string, item: Item])[]>;
  readonly problems: SeedProblem[];
}

/** The first content of a session: each record valid, and references lead to records that are there. */
export function seedContents(
  models: ReadonlyMap<Resource, ResourceModel>,
  { data, count, seed = 'specwright', at = '' }: SeedOptions,
  schemas: Schemas,
  now: number,
): Seeded {
  const seeding: Seeding = { models, schemas, now, contents: new Map(), problems: [] };
  const names = [...models.keys()].map(({ name }) => name);
  for (const name of Object.keys(data ?? {})) {
    if (names.includes(name)) continue;
    const known = names.length === 0 ? 'it has no resources' : `it has ${names.join(', ')}`;
    const message = `the contract has no resource "${name}"${didYouMeanOneOf(name, names) || `; ${known}`}`;
    seeding.problems.push({ pointer: child('', name), message });
  }
  for (const model of inOrder(models)) {
    const { name, isSingleton } = model.resource;
    const given = data && Object.hasOwn(data, name) ? data[name] : undefined;
    const items =
      given !== undefined
        ? givenItems(given, model, seeding)
        : count !== undefined && !isSingleton
          ? madeItems(count, seed, model, seeding)
          : data === undefined || isSingleton
            ? documentedItems(model, seeding)
            : [];
    seeding.contents.set(name, items);
  }
  const { contents, problems } = seeding;
  if (data !== undefined) problems.push(...danglingIn(data, models, contents));
  return {
    contents,
    problems: problems.map(({ pointer, message }) => ({ pointer: at + pointer, message })),
  };
}

/** Parents before their children, and what is referred to before what refers to it. */
function inOrder(models: ReadonlyMap<Resource, ResourceModel>): readonly ResourceModel[] {
  const ordered = new Set<ResourceModel>();
  const open = new Set<Resource>();
  const visit = (resource: Resource) => {
    const model = models.get(resource);
    if (model === undefined || ordered.has(model) || open.has(resource)) return;
    open.add(resource);
    for (const parent of resource.parents) if (parent.resource) visit(parent.resource);
    for (const reference of resource.references) visit(reference.resource);
    ordered.add(model);
  };
  for (const resource of models.keys()) visit(resource);
  return [...ordered];
}

type Entry = readonly [key: string, item: Item];

function givenItems(given: unknown, model: ResourceModel, seeding: Seeding): Entry[] {
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

/** What is wrong with a value that is to be kept as an item. */
export function faultsOf(
  value: unknown,
  { resource }: ResourceModel,
  schemas: Schemas,
): readonly SeedProblem[] {
  if (resource.schema === undefined) return [];
  const place = { part: 'response', in: 'body' } as const;
  return judgeValue(value, resource.schema, place, schemas)
    .filter(({ severity }) => severity === 'violation')
    .map((found) => ({
      pointer: found.place?.pointer ?? '',
      message: messageOf(found)
        .replace(/^(?:the )?response body(?: at)?/, '')
        .trim(),
    }));
}

function documentedItems(model: ResourceModel, seeding: Seeding): Entry[] {
  const entries = new Map<string, Item>();
  for (const [index, { value, id }] of model.documented().entries()) {
    const linked = linkedTo(value, index, model, seeding, false);
    const entry = entryOf(linked, id, index, model, seeding, entries, true);
    if (entry !== undefined && isKept(entry[1], model, seeding)) entries.set(...entry);
  }
  return [...entries];
}

function isKept({ value }: Item, model: ResourceModel, { schemas }: Seeding): boolean {
  return faultsOf(value, model, schemas).length === 0;
}

function madeItems(count: number, seed: string, model: ResourceModel, seeding: Seeding): Entry[] {
  const { resource } = model;
  const { schemas } = seeding;
  if (resource.schema === undefined) return [];
  const entries = new Map<string, Item>();
  const taken = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const random = randomOf(`${seed} ${resource.name} ${index} ${attempt}`);
      const made = sample(schemas, resource.schema, 'response', { random });
      const value = made.ok ? (made.exact ?? made.value) : undefined;
      if (!isObject(value)) return [...entries];
      const named = withOwnId(value, model, seeding, entries, random);
      const linked = linkedTo(named, index, model, seeding, true);
      const entry = entryOf(linked, undefined, index, model, seeding, entries, true, random);
      if (entry === undefined || !isKept(entry[1], model, seeding)) continue;
      const keys = resource.naturalKeys.map((key) => `${key} ${textAt(entry[1].value, key)}`);
      if (keys.some((key) => taken.has(key))) continue;
      for (const key of keys) taken.add(key);
      entries.set(...entry);
      break;
    }
  }
  return [...entries];
}

/** A made-up record with an id that no other has. */
function withOwnId(
  value: JsonObject,
  model: ResourceModel,
  { schemas }: Seeding,
  entries: ReadonlyMap<string, Item>,
  random: () => number,
): JsonObject {
  const { id } = model.resource;
  if (id === undefined) return value;
  const ids = new Set([...entries.values()].map((item) => item.id));
  const example = valueAt(model.template(), id);
  const wish = {
    schema: model.idSchema,
    example: typeof example === 'number' ? undefined : example,
    schemas,
    random,
  };
  const made = newId(wish, lastNumber(ids), (one) => ids.has(one));
  return made === undefined ? value : (withValue(value, id, made) as JsonObject);
}

/** A record as an item, below the parents that it names, else below one that is there. */
function entryOf(
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
    const wish = { schema: model.idSchema, example, schemas, random };
    const made = newId(wish, lastNumber(taken), (one) => taken.has(one));
    id = keyText(made);
    if (id === undefined) return undefined;
    if (resource.id !== undefined) value = withValue(value, resource.id, made) as JsonObject;
  }
  const writing = { given: value, former: undefined, now, url: undefined };
  const whole = { ...withServerFields(value, model, writing, schemas), ...value };
  return [itemKey(id, parents, model.scopes), { id, parents, value: whole, changed: now }];
}

/** A record whose references lead to records that are there; all of them anew where it is made up. */
function linkedTo(
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

/** References of given records to records that are given, but not there. */
function* danglingIn(
  data: Readonly<Record<string, unknown>>,
  models: ReadonlyMap<Resource, ResourceModel>,
  contents: Contents,
): Iterable<SeedProblem> {
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
