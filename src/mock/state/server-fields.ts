import type { Schema } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { parsePointer } from '../../json/pointer.ts';
import { plain } from '../../resources/names.ts';
import type { DescribedValue } from '../../resources/value.ts';
import { sample } from '../../schema/sample.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { ResourceModel } from './model.ts';
import { slugOf } from './slug.ts';

/** The fields of an item that the server sets itself. */
export interface Writing {
  /** The client's part of the item. */
  readonly given: JsonObject;
  /** The earlier item; `undefined` for a new one. */
  readonly former: JsonObject | undefined;
  /** The time, in milliseconds. */
  readonly now: number;
  /** The item's address, as a path and as a whole URL. */
  readonly url: { readonly path: string; readonly whole: string } | undefined;
}

/** An item with its server-set fields: times, versions, authors, its own URL, a slug. */
export function withServerFields(
  item: JsonObject,
  model: ResourceModel,
  writing: Writing,
  schemas: Schemas,
): JsonObject {
  const made = new Map<string, unknown>();
  const [id] = model.resource.id === undefined ? [] : (parsePointer(model.resource.id) ?? []);
  for (const [name, property] of model.item?.properties ?? []) {
    const isReadOnly = property.schemas.some(({ written }) => written.readOnly === true);
    if (name === id || (Object.hasOwn(writing.given, name) && !isReadOnly)) continue;
    const isOwn = isReadOnly || !model.written.has(name);
    const fits = (value: unknown) => isValid(value, property.schema, schemas);
    const value = [...candidates(name, property, isOwn, item, model, writing, schemas)].find(fits);
    if (value !== undefined) made.set(name, value);
  }
  return made.size === 0 ? item : { ...item, ...Object.fromEntries(made) };
}

function isValid(value: unknown, schema: Schema, schemas: Schemas): boolean {
  return value !== undefined && schemas.check(schema, 'response', value).kind === 'valid';
}

const created =
  /^(?:(?:date|time)?created(?:at|on|date|time|datetime|timestamp|utc)?|creat(?:ion|ed)(?:date|time|timestamp|datetime)|insertedat|registeredat)$/;
const updated =
  /^(?:(?:date|time)?(?:last)?(?:updated|modified|changed|edited)(?:at|on|date|time|datetime|timestamp|utc)?|(?:last)?(?:update|modification|change)(?:d)?(?:date|time|timestamp|at)|lastupdate)$/;
const authors =
  /^(?:(?:created|updated|modified|changed)by(?:id|user|userid)?|(?:creator|author|updater)(?:id)?)$/;
const versions = /^(?:version|versionnumber|revision|rev|resourceversion|lockversion)$/;
const urls =
  /^(?:url|uri|self|href|selfurl|selflink|selfhref|resourceurl|resourceuri|apiurl|location|link)$/;

/** Possible values of a property, the best first; the first one that its schema allows is used. */
function* candidates(
  name: string,
  property: DescribedValue,
  isOwn: boolean,
  item: JsonObject,
  model: ResourceModel,
  { former, now, url }: Writing,
  schemas: Schemas,
): Iterable<unknown> {
  const key = plain(name);
  const isNew = former === undefined;
  const has = Object.hasOwn(item, name);
  if (created.test(key)) {
    if (isNew) yield* times(now, shownIn(model, name));
    return;
  }
  if (updated.test(key)) {
    yield* times(now, shownIn(model, name));
    return;
  }
  if (versions.test(key) && isOwn) {
    yield* nextVersions(isNew ? undefined : former[name]);
  }
  if (has) return;
  if (urls.test(key) && isOwn && url !== undefined) {
    const isWhole = /^https?:/.test(String(shownIn(model, name) ?? ''));
    yield* isWhole ? [url.whole, url.path] : [url.path, url.whole];
    yield { href: url.path };
    yield { href: url.whole };
  }
  if (/^_?links$/.test(name) && isOwn && url !== undefined) {
    yield* [
      { self: url.path },
      { self: url.whole },
      { self: { href: url.path } },
      { self: { href: url.whole } },
    ];
  }
  if (key === 'slug') {
    const slug = slugOf(item);
    if (slug !== undefined) yield slug;
  }
  const isAuthor = authors.test(key) && isOwn;
  const isReadOnly = property.schemas.some(({ written }) => written.readOnly === true);
  if (isNew && (isAuthor || isReadOnly)) {
    yield shownIn(model, name);
    const made = sample(schemas, property.schema, 'response');
    if (made.ok) yield made.exact ?? made.value;
  }
}

function shownIn(model: ResourceModel, name: string): unknown {
  const template = model.template();
  return isObject(template) && Object.hasOwn(template, name) ? template[name] : undefined;
}

/** A time in the formats that contracts use; a number has the magnitude of the example. */
function* times(now: number, shown: unknown): Iterable<unknown> {
  const text = new Date(now).toISOString();
  const seconds = Math.floor(now / 1000);
  if (typeof shown === 'number' && shown > 100_000_000_000) yield now;
  if (typeof shown === 'string' && /^\d{4}-\d\d-\d\d$/.test(shown)) yield text.slice(0, 10);
  if (typeof shown === 'string' && /^\d{13}$/.test(shown)) yield String(now);
  if (typeof shown === 'string' && /^\d{10}$/.test(shown)) yield String(seconds);
  yield* [text, text.replace(/\.\d+Z$/, 'Z'), text.slice(0, 10), text.slice(0, 19)];
  yield* [text.slice(0, 19).replace('T', ' '), seconds, now];
}

/** A counter, also as a text. */
function* nextVersions(former: unknown): Iterable<unknown> {
  if (former === undefined) yield* [1, '1', 0];
  else if (typeof former === 'number') yield former + 1;
  else if (typeof former === 'string' && /^\d{1,15}$/.test(former))
    yield String(Number(former) + 1);
}

/** A value with the defaults of its missing properties, in existing objects. */
export function withDefaults(value: unknown, described: DescribedValue | undefined): unknown {
  if (described === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => withDefaults(item, described.items));
  if (!isObject(value)) return value;
  const members = new Map(Object.entries(value));
  for (const [name, property] of described.properties) {
    if (members.has(name)) members.set(name, withDefaults(members.get(name), property));
    else {
      const holder = property.schemas.find(
        ({ written, isReference }) => !isReference && written.default !== undefined,
      );
      if (holder !== undefined) members.set(name, holder.written.default);
    }
  }
  return Object.fromEntries(members);
}

/** Whether the server sets a property, so that the client's value is ignored. */
export function isServersOwn(name: string, { item, written }: ResourceModel): boolean {
  if (written.has(name)) return false;
  return item?.properties.get(name)?.schemas.some((one) => one.written.readOnly === true) ?? false;
}

/**
 * An item with its read-only properties unchanged: the client's values are ignored (JSON Schema
 * Validation 2020-12 section 9.4).
 */
export function withoutServersOwn(
  value: JsonObject,
  former: JsonObject | undefined,
  model: ResourceModel,
): JsonObject {
  const kept = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (!isServersOwn(name, model)) return [[name, member]];
    return former !== undefined && Object.hasOwn(former, name) ? [[name, former[name]]] : [];
  });
  const removed = Object.entries(former ?? {}).filter(
    ([name]) => !Object.hasOwn(value, name) && isServersOwn(name, model),
  );
  return Object.fromEntries([...kept, ...removed]);
}

/** The properties of a replaced item that stay, because no client writes them. */
export function keptOf(former: JsonObject, model: ResourceModel): JsonObject {
  const kept = Object.entries(former).filter(([name]) => {
    if (!model.written.has(name)) return true;
    const key = plain(name);
    return created.test(key) || authors.test(key);
  });
  return Object.fromEntries(kept);
}
