import type { Api, MediaType, Operation, Schema } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { isValid } from '../../example/media-type.ts';
import { parameterExample } from '../../example/parameter.ts';
import { withValue } from '../../json/edit.ts';
import { jsonText } from '../../json/integers.ts';
import { type Pointer, valueAt } from '../../json/pointer.ts';
import { itemsIn } from '../../resources/items-in.ts';
import type { OperationRole, Resource, Resources } from '../../resources/resource.ts';
import type { DescribedValue, DescribeValue } from '../../resources/value.ts';
import { once } from '../../schema/once.ts';
import { sample } from '../../schema/sample.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { AnswerSources } from '../answer-sources.ts';
import { partAt } from './complete.ts';
import { keyText } from './item.ts';
import { withItemNames } from './item-names.ts';

/** The facts about a resource that the mock needs to store items. */
export interface ResourceModel {
  readonly resource: Resource;
  readonly roles: readonly OperationRole[];
  readonly item: DescribedValue | undefined;
  /** The properties of an item that requests describe; the server sets the others. */
  readonly written: ReadonlySet<string>;
  /** The parents that an id needs to identify an item. */
  readonly scopes: readonly string[];
  readonly idSchema: Schema | undefined;
  /**
   * The items in the contract's examples, each once; or one sample of a resource that requests read
   * but cannot create, and of a single item that no read can miss.
   */
  readonly documented: () => readonly DocumentedItem[];
  /** An item from the contract's examples, else a sample. */
  readonly template: () => unknown;
  /** The operation whose path leads to an item. */
  readonly read: OperationRole | undefined;
}

/** An item of an example; `id` if the item does not show it. */
export interface DocumentedItem {
  readonly value: JsonObject;
  readonly id: string | undefined;
}

export function createModels(
  api: Api,
  resources: Resources,
  sources: AnswerSources,
  schemas: Schemas,
  describe: DescribeValue,
): ReadonlyMap<Resource, ResourceModel> {
  const byResource = new Map<Resource, OperationRole[]>(resources.all.map((one) => [one, []]));
  for (const operation of api.operations) {
    const role = resources.roleOf(operation);
    if (role.resource !== undefined) byResource.get(role.resource)?.push(role);
  }
  return new Map(
    [...byResource].map(([resource, roles]) => [
      resource,
      modelOf(resource, roles, sources, schemas, describe),
    ]),
  );
}

function modelOf(
  resource: Resource,
  roles: readonly OperationRole[],
  sources: AnswerSources,
  schemas: Schemas,
  describe: DescribeValue,
): ResourceModel {
  const { schema, id, parents, isSingleton } = resource;
  const item = schema && describe(schema);
  const members = roles.filter(({ member }) => member !== undefined);
  const keyed = isSingleton ? roles : members;
  const scopes = parents
    .map(({ name }) => name)
    .filter(
      (name) =>
        keyed.length > 0 &&
        keyed.every((role) => role.parents.some(({ parent }) => parent.name === name)),
    );
  const parameter = members.flatMap(({ member }) =>
    member?.in === 'parameter' && member.parameter.schema !== undefined ? [member.parameter] : [],
  )[0];
  const reader =
    roles.find(({ role, member }) => role === 'read' && member?.in === 'parameter') ??
    members.find(({ member }) => member?.in === 'parameter');
  const documented = once(() => {
    const found = documentedItems(resource, roles, sources, schemas);
    if (found.length > 0) return found;
    if (showsExample(item, id)) return sampleItem(resource, undefined, schemas);
    const isThere = isSingleton ? isAlwaysThere(resource, roles) : isKnown(roles, members);
    return isThere ? sampleItem(resource, reader, schemas) : [];
  });
  return {
    resource,
    roles,
    item,
    written: writtenNames(roles, item, describe),
    scopes,
    idSchema:
      (item && id !== undefined ? partAt(item, id)?.schema : undefined) ?? parameter?.schema,
    documented,
    template: once(() => {
      const [first] = documented();
      if (first !== undefined || schema === undefined) return first?.value;
      const made = sample(schemas, schema, 'response');
      return made.ok ? (made.exact ?? made.value) : undefined;
    }),
    read: reader,
  };
}

function writtenNames(
  roles: readonly OperationRole[],
  item: DescribedValue | undefined,
  describe: DescribeValue,
): ReadonlySet<string> {
  const names = roles
    .filter(({ role }) => role === 'create' || role === 'replace' || role === 'update')
    .flatMap(({ operation, requestItem }) =>
      (operation.requestBody?.content ?? []).flatMap((media) => {
        const place = requestItem(media);
        if (place === undefined || media.schema === undefined) return [];
        const part = partAt(describe(media.schema), place);
        const own = [...(part?.properties ?? [])].filter(
          ([, { schemas }]) => !schemas.some(({ written }) => written.readOnly === true),
        );
        return Object.keys(withItemNames(Object.fromEntries(own), item, part) as JsonObject);
      }),
    );
  return new Set(names);
}

/** Reads before lists before writes, because they show more of an item. */
const order: readonly OperationRole['role'][] = ['list', 'read', 'create', 'replace', 'update'];

function documentedItems(
  resource: Resource,
  roles: readonly OperationRole[],
  sources: AnswerSources,
  schemas: Schemas,
): readonly DocumentedItem[] {
  const found = new Map<string, DocumentedItem>();
  const add = (value: unknown, given: string | undefined) => {
    if (!isObject(value) || Object.keys(value).length === 0) return;
    const own = resource.id === undefined ? undefined : keyText(valueAt(value, resource.id));
    if (resource.isSingleton && found.size > 0) return;
    const id = own ?? given;
    const key = id ?? jsonText(value);
    const known = found.get(key);
    // A list may show less of an item than its own path.
    if (known === undefined || Object.keys(value).length > Object.keys(known.value).length) {
      found.set(key, { value: { ...known?.value, ...value }, id });
    }
  };
  for (const wanted of order) {
    for (const role of roles) {
      if (role.role !== wanted) continue;
      const given =
        role.member?.in === 'parameter' && resource.id === undefined
          ? exampleOfKey(role, schemas)
          : undefined;
      if (
        given === undefined &&
        resource.id === undefined &&
        !resource.isSingleton &&
        wanted !== 'list'
      )
        continue;
      for (const [value, id] of itemsShown(role, sources)) add(value, id ?? given);
    }
  }
  return [...found.values()];
}

function exampleOfKey({ member }: OperationRole, schemas: Schemas): string | undefined {
  if (member?.in !== 'parameter') return undefined;
  const example = parameterExample(member.parameter, schemas);
  return example && keyText(example.value);
}

function* itemsShown(
  { operation, responseItem }: OperationRole,
  sources: AnswerSources,
): Iterable<readonly [item: unknown, id: string | undefined]> {
  for (const { response, media } of successesOf(operation)) {
    const place = responseItem(media);
    if (place === undefined) continue;
    const { examples } = sources.examples({ response, media, range: media.range });
    for (const example of examples) {
      if (example.documented === undefined || !isValid(example)) continue;
      for (const [item, id] of itemsIn(example.value, place)) yield [item, keyText(id)];
    }
  }
}

export function* successesOf(
  operation: Operation,
): Iterable<{ readonly response: Operation['responses'][number]; readonly media: MediaType }> {
  for (const response of operation.responses) {
    if (!/^2/.test(response.status)) continue;
    for (const media of response.content) yield { response, media };
  }
}

/** A sample of an item with the id in the path's example, so that a request for it finds it. */
function sampleItem(
  { schema, id }: Resource,
  reader: OperationRole | undefined,
  schemas: Schemas,
): readonly DocumentedItem[] {
  const made = schema && sample(schemas, schema, 'response');
  const value = made?.ok ? (made.exact ?? made.value) : undefined;
  if (schema === undefined || !isObject(value)) return [];
  const named = reader && exampleOfKey(reader, schemas);
  if (id === undefined) return [{ value, id: named }];
  const found = named === undefined ? value : withValue(value, id, named);
  const isAllowed = schemas.check(schema, 'response', found).kind === 'valid';
  const shown = isAllowed ? (found as JsonObject) : value;
  return [{ value: shown, id: keyText(valueAt(shown, id)) }];
}

/** Whether a contract describes that an item does not exist. */
function saysNotThere({ operation }: OperationRole): boolean {
  return operation.responses.some(({ status }) => status === '404' || status === '410');
}

/** Whether only reads can show an item, and some id may have none. */
function isKnown(roles: readonly OperationRole[], members: readonly OperationRole[]): boolean {
  return !isCreated(roles) && members.some(saysNotThere);
}

/** Whether a single item exists from the beginning: no request creates it, and no read misses it. */
function isAlwaysThere({ parents }: Resource, roles: readonly OperationRole[]): boolean {
  const reads = roles.filter(({ role }) => role === 'read');
  const isMade = roles.some(({ role }) => role === 'create');
  return parents.length === 0 && !isMade && reads.length > 0 && !reads.some(saysNotThere);
}

/** Whether requests can create items of a resource. */
export function isCreated(roles: readonly OperationRole[]): boolean {
  return roles.some(({ role, creates }) => role === 'create' || creates);
}

/** Whether the schema of an item has an example of it, or of its id. */
function showsExample(item: DescribedValue | undefined, id: Pointer | undefined): boolean {
  if (item === undefined) return false;
  const own = id === undefined ? undefined : partAt(item, id);
  return [item, own].some((part) =>
    part?.schemas.some(({ written: { example, examples } }) => {
      const [first = example] = Array.isArray(examples) ? examples : [];
      return first !== undefined;
    }),
  );
}
