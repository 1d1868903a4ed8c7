import type { Api, MediaType, Operation, Parameter } from '../api/model.ts';
import type { Pointer } from '../json/pointer.ts';
import { once } from '../schema/once.ts';
import type { Schemas } from '../schema/schemas.ts';
import { bodyValue, findItem, findList, successContents } from './content.ts';
import { type Decision, type Decisions, decisions } from './decide.ts';
import { idProperty, parentProperty } from './ids.ts';
import { listControls } from './list-controls.ts';
import { plain } from './names.ts';
import {
  ancestry,
  isMember,
  memberNode,
  nameOfNode,
  type PathNode,
  type PathTree,
  pathTree,
} from './path.ts';
import { naturalKeysOf, referencesOf } from './references.ts';
import type {
  GivenProperty,
  ItemPlace,
  MemberKey,
  OperationRole,
  Parent,
  Resource,
  Resources,
} from './resource.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isAlike,
  isArray,
  valueDescriber,
} from './value.ts';

/** What the operations of an API do to which resources, inferred from the contract alone. */
export function resourcesOf(api: Api, schemas: Schemas): Resources {
  const tree = pathTree(api);
  const describe = valueDescriber(schemas);
  const made = decisions(tree, describe);
  const decided = new Map(api.operations.map((one) => [one, made.decide(one)]));
  const drafts = draftsOf(decided, made);
  const byNode = new Map(
    drafts.flatMap((draft) => draft.nodes.map((node) => [node, draft] as const)),
  );
  for (const draft of drafts) complete(draft, byNode, decided, tree, made);
  for (const draft of drafts) {
    draft.resource.references = referencesOf(draft.resource, draft.item, drafts);
    draft.resource.naturalKeys = naturalKeysOf(
      draft.operations,
      draft.resource,
      draft.item,
      describe,
    );
  }
  const roles = new Map<Operation, OperationRole>();
  return {
    all: drafts.map(({ resource }) => resource),
    roleOf(operation) {
      let role = roles.get(operation);
      if (role === undefined) {
        const decision = decided.get(operation) ?? unknownOperation;
        const draft = decision.node && byNode.get(decision.node);
        role = roleOf(operation, decision, draft, { tree, describe, made });
        roles.set(operation, role);
      }
      return role;
    },
  };
}

const unknownOperation: Decision = {
  role: undefined,
  node: undefined,
  isSingleton: false,
  member: undefined,
  creates: false,
  because: 'it is no operation of the paths',
};

/** A resource while it is put together. */
export interface Draft {
  /** Where its items are in the paths; several where the same items have paths of two kinds. */
  readonly nodes: PathNode[];
  readonly operations: readonly (readonly [Operation, Decision])[];
  readonly nouns: readonly string[];
  item: DescribedValue | undefined;
  readonly resource: { -readonly [key in keyof Resource]: Resource[key] };
}

function draftsOf(decided: ReadonlyMap<Operation, Decision>, made: Decisions): readonly Draft[] {
  const groups = new Map<PathNode, (readonly [Operation, Decision])[]>();
  for (const entry of decided) {
    const { node } = entry[1];
    if (node === undefined) continue;
    const group = groups.get(node);
    if (group === undefined) groups.set(node, [entry]);
    else group.push(entry);
  }
  const merged = mergeNodes([...groups.keys()], groups, made);
  const taken = new Set<string>();
  return [...merged].map(([main, nodes]) => {
    const operations = nodes.flatMap((node) => groups.get(node)!);
    const short = nameOfNode(main, false);
    const name = taken.has(short) ? nameOfNode(main, true) : short;
    taken.add(name);
    const isSingleton = operations.every(([, one]) => one.isSingleton);
    return {
      nodes,
      operations,
      nouns: nodes.flatMap(made.nounsOf),
      item: undefined,
      resource: {
        name,
        isSingleton,
        parents: [],
        schema: undefined,
        id: undefined,
        naturalKeys: [],
        references: [],
      },
    };
  });
}

/**
 * One resource has several places where its items are listed or created below a parent, and read at
 * the top: `/users/{id}/orders` and `/orders/{orderId}`.
 */
function mergeNodes(
  nodes: readonly PathNode[],
  groups: ReadonlyMap<PathNode, readonly (readonly [Operation, Decision])[]>,
  made: Decisions,
): ReadonlyMap<PathNode, PathNode[]> {
  const isNested = (node: PathNode) => ancestry(node).some(isMember);
  const hasMembers = (node: PathNode) => (memberNode(node)?.operations.length ?? 0) > 0;
  const fills = (node: PathNode) =>
    groups
      .get(node)!
      .some(([, { role, isSingleton }]) => !isSingleton && (role === 'create' || role === 'list'));
  const tops = nodes.filter((node) => node.text !== undefined && !isNested(node));
  const merged = new Map<PathNode, PathNode[]>();
  for (const node of nodes) {
    const top =
      !isNested(node) || node.text === undefined || !fills(node)
        ? undefined
        : tops.find(
            (one) =>
              plain(one.text!) === plain(node.text!) &&
              hasMembers(one) &&
              (!hasMembers(node) || !fills(one)) &&
              areAlike(made.itemAt(one), made.itemAt(node)),
          );
    const main = top ?? node;
    const group = merged.get(main);
    if (group === undefined) merged.set(main, [node]);
    else if (main === node) group.unshift(node);
    else group.push(node);
  }
  return merged;
}

function areAlike(one: DescribedValue | undefined, other: DescribedValue | undefined): boolean {
  return one !== undefined && other !== undefined && isAlike(one, other);
}

/** Finds the item of a resource, its id, and its parents. */
function complete(
  draft: Draft,
  byNode: ReadonlyMap<PathNode, Draft>,
  decided: ReadonlyMap<Operation, Decision>,
  tree: PathTree,
  made: Decisions,
): void {
  const { resource, nodes, operations, nouns } = draft;
  const itemAt = resource.isSingleton ? made.oneAt : made.itemAt;
  draft.item = nodes.map(itemAt).find((item) => item !== undefined);
  resource.schema = draft.item?.schema;
  const key = operations.find(([, { member }]) => member === 'path')?.[0];
  const parameter = key && memberParameter(key, decided.get(key)!, tree)?.name;
  const named = parameter ?? memberNode(nodes[0]!)?.parameter;
  if (!resource.isSingleton && draft.item !== undefined) {
    resource.id = idProperty(named, nouns, draft.item);
  }
  const parents = nodes
    .flatMap((node) => ancestry(node).filter(isMember))
    .map((node) => parentAt(node, byNode, draft));
  resource.parents = [...new Map(parents.map((parent) => [parent.name, parent])).values()];
}

function parentAt(node: PathNode, byNode: ReadonlyMap<PathNode, Draft>, draft: Draft): Parent {
  const holder = node.parent!;
  const known = byNode.get(holder);
  const resource = known?.resource.isSingleton ? undefined : known?.resource;
  const name =
    resource?.name ??
    (holder.text === undefined || byNode.has(holder)
      ? `{${node.parameter}}`
      : nameOfNode(holder, false));
  const nouns = known?.nouns ?? (holder.text === undefined ? [] : [holder.text]);
  const property =
    draft.item && parentProperty(node.parameter, nouns, draft.item, draft.resource.id);
  return { name, resource, property };
}

/** The path parameter that names the one item. */
function memberParameter(
  operation: Operation,
  { node, member }: Decision,
  tree: PathTree,
): Parameter | undefined {
  if (member !== 'path' || node === undefined) return undefined;
  const before = ancestry(node).filter(isMember).length;
  return tree.keysOf(operation)[before];
}

interface Inference {
  readonly tree: PathTree;
  readonly describe: DescribeValue;
  readonly made: Decisions;
}

function roleOf(
  operation: Operation,
  decision: Decision,
  draft: Draft | undefined,
  { tree, describe }: Inference,
): OperationRole {
  const { role, creates, because } = decision;
  const nowhere = () => undefined;
  if (role === undefined || draft === undefined) {
    return {
      ...{ operation, role: undefined, resource: undefined, member: undefined, parents: [] },
      ...{ creates: false, given: [], requestItem: nowhere, responseItem: nowhere },
      ...{ list: undefined, because },
    };
  }
  const { resource, nouns, item } = draft;
  const list = once(() =>
    role === 'list' && item !== undefined
      ? listControls(operation, item, describe, (value) => findList(value, nouns))
      : undefined,
  );
  const responses = new Set(successContents(operation));
  return {
    operation,
    role,
    resource,
    member: memberKey(operation, decision, resource, tree),
    parents: parentKeys(operation, decision, resource, tree),
    creates,
    given: givenProperties(operation, decision, item),
    requestItem: kept((media) => requestItem(media, decision, draft, describe)),
    responseItem: kept((media) =>
      responses.has(media) ? responseItem(media, decision, draft, describe) : undefined,
    ),
    get list() {
      return list();
    },
    because,
  };
}

function kept<T>(find: (media: MediaType) => T): (media: MediaType) => T {
  const known = new Map<MediaType, T>();
  return (media) => {
    if (!known.has(media)) known.set(media, find(media));
    return known.get(media)!;
  };
}

function memberKey(
  operation: Operation,
  decision: Decision,
  { id }: Resource,
  tree: PathTree,
): MemberKey | undefined {
  if (decision.member === 'body')
    return id === undefined ? undefined : { in: 'body', property: id };
  const parameter = memberParameter(operation, decision, tree);
  return parameter && { in: 'parameter', parameter };
}

function parentKeys(
  operation: Operation,
  { node }: Decision,
  resource: Resource,
  tree: PathTree,
): OperationRole['parents'] {
  const before = ancestry(node!).filter(isMember);
  const keys = tree.keysOf(operation);
  return before.flatMap((one, index) => {
    const parameter = keys[index];
    const name = one.parent!;
    const parent = resource.parents.find(
      (known) => known.name === nameOfNode(name, false) || known.name === `{${one.parameter}}`,
    );
    return parameter === undefined || parent === undefined ? [] : [{ parameter, parent }];
  });
}

const writes: ReadonlySet<string | undefined> = new Set(['create', 'replace', 'update', 'action']);

/** Query parameters that give properties, where an operation that writes has no body for them. */
function givenProperties(
  { parameters, requestBody }: Operation,
  { role }: Decision,
  item: DescribedValue | undefined,
): readonly GivenProperty[] {
  if (!writes.has(role) || requestBody !== undefined || item === undefined) return [];
  return parameters.flatMap((parameter) => {
    if (parameter.in !== 'query') return [];
    const name = [...item.properties.keys()].find((one) => plain(one) === plain(parameter.name));
    return name === undefined ? [] : [{ parameter, property: `/${name}` }];
  });
}

function requestItem(
  media: MediaType,
  { role }: Decision,
  { nouns, item }: Draft,
  describe: DescribeValue,
): Pointer | undefined {
  if (!writes.has(role)) return undefined;
  if (media.range.subtype === 'json-patch+json') return '';
  const value = bodyValue(media, describe);
  if (value === undefined || (isArray(value) && !value.types.has('object'))) return undefined;
  const found = findItem(value, nouns);
  const isItem = found !== undefined && item !== undefined && sharesProperty(found.item, item);
  if (role === 'action') return isItem ? found.pointer : undefined;
  return isItem ? found.pointer : '';
}

function responseItem(
  media: MediaType,
  { role }: Decision,
  { nouns, item }: Draft,
  describe: DescribeValue,
): ItemPlace | undefined {
  const value = bodyValue(media, describe);
  if (value === undefined) return undefined;
  if (role === 'list') {
    const list = findList(value, nouns);
    return list && { pointer: list.pointer, holds: list.holds, id: undefined };
  }
  const found = findItem(value, nouns);
  if (found === undefined || item === undefined) return undefined;
  const isItem =
    role === 'read' ||
    isAlike(found.item, item) ||
    (writes.has(role) && role !== 'action' && sharesProperty(found.item, item));
  return isItem ? { pointer: found.pointer, holds: 'item', id: found.id } : undefined;
}

function sharesProperty(one: DescribedValue, other: DescribedValue): boolean {
  return one === other || [...one.properties.keys()].some((name) => other.properties.has(name));
}
