import type { MediaType, Operation, Parameter } from '../api/model.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { once } from '../schema/once.ts';
import {
  bodyValue,
  findInside,
  findItem,
  isAboutAnswer,
  isPatchContent,
  successContents,
} from './content.ts';
import type { Decision } from './decision.ts';
import { type Draft, keyNode } from './drafts.ts';
import { described, idProperty, isTextParameter } from './ids.ts';
import { listControls } from './list-controls.ts';
import { plain } from './names.ts';
import { ancestry, isMember, type PathNode, type PathTree } from './path.ts';
import type { Places } from './places.ts';
import type { GivenProperty, ItemPlace, MemberKey, OperationRole } from './resource.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isAlike,
  isArray,
  isOpen,
  isScalar,
} from './value.ts';

/** The facts about an API's paths and bodies. */
export interface Inference {
  readonly tree: PathTree;
  readonly places: Places;
  readonly describe: DescribeValue;
}

/**
 * The role of an operation that is not stateful, with the reason. `parents` are the items above its
 * path.
 */
export function noRole(
  operation: Operation,
  because: string,
  parents: OperationRole['parents'] = [],
): OperationRole {
  const nowhere = () => undefined;
  return {
    ...{ operation, role: undefined, resource: undefined, member: undefined, parents },
    ...{ creates: false, given: [], requestItem: nowhere, responseItem: nowhere },
    ...{ list: undefined, because },
  };
}

/** A decision about an operation, in the terms of its parameters and bodies. */
export function operationRole(
  operation: Operation,
  decision: Decision,
  draft: Draft,
  inference: Inference,
): OperationRole {
  const { describe, places, tree } = inference;
  const { role, creates, because } = decision;
  const { resource, item } = draft;
  const node = tree.nodeOf(operation);
  const successes = new Set(successContents(operation));
  const list = once(() =>
    role === 'list' && item !== undefined
      ? listControls(operation, item, describe, (value) => places.listIn(node, value))
      : undefined,
  );
  return {
    operation,
    role,
    resource,
    member: memberKey(operation, decision, draft, tree),
    parents: parentKeys(operation, decision.node!, draft, tree),
    creates,
    given: givenProperties(operation, decision, item),
    requestItem: kept((media) => requestItem(operation, media, decision, draft, describe)),
    responseItem: kept((media) => {
      const value = successes.has(media) ? bodyValue(media, describe) : undefined;
      if (value === undefined) return undefined;
      if (role !== 'list') return answeredItem(value, decision, draft);
      const found = places.listIn(node, value);
      return found && { pointer: found.pointer, holds: found.holds, id: undefined };
    }),
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

/** The path parameter of an operation at a node. */
function parameterAt(operation: Operation, node: PathNode, tree: PathTree): Parameter | undefined {
  return tree.keysOf(operation)[ancestry(node).filter(isMember).length - 1];
}

function memberKey(
  operation: Operation,
  { member, node, key }: Decision,
  { resource, nouns, item }: Draft,
  tree: PathTree,
): MemberKey | undefined {
  if (key !== undefined) return { in: 'parameter', parameter: key, property: resource.id };
  if (member === undefined || node === undefined) return undefined;
  if (member === 'body') {
    return resource.id === undefined ? undefined : { in: 'body', property: resource.id };
  }
  const parameter = parameterAt(operation, keyNode(node, member), tree);
  if (parameter === undefined) return undefined;
  const property =
    (item && idProperty(parameter.name, nouns, item, isTextParameter(parameter))) ?? resource.id;
  return { in: 'parameter', parameter, property };
}

function parentKeys(
  operation: Operation,
  node: PathNode,
  { parents }: Draft,
  tree: PathTree,
): OperationRole['parents'] {
  return ancestry(node)
    .filter(isMember)
    .flatMap((one) => {
      const parameter = parameterAt(operation, one, tree);
      const parent = parents.get(one);
      return parameter === undefined || parent === undefined ? [] : [{ parameter, parent }];
    });
}

/** The parents of an operation without a role: `/tickets/{id}/picture`. */
export function itemsAbove(
  operation: Operation,
  byNode: ReadonlyMap<PathNode, Draft>,
  tree: PathTree,
): OperationRole['parents'] {
  const above = ancestry(tree.nodeOf(operation)).slice(0, -1).filter(isMember);
  return above.flatMap((one) => {
    const parameter = parameterAt(operation, one, tree);
    const draft = byNode.get(one.parent!);
    if (parameter === undefined || draft === undefined || draft.resource.isSingleton) return [];
    const { resource } = draft;
    // A scope may have the name of the resource: `/repos/{owner}/{repo}`.
    const name = `${resource.name}/{${parameter.name}}`;
    const own = { parameter, parent: { name, resource, property: undefined } };
    return [...parentKeys(operation, one.parent!, draft, tree), own];
  });
}

const writes: ReadonlySet<string | undefined> = new Set(['create', 'replace', 'update', 'action']);

/** Query parameters with properties, if a writing operation has no body for them. */
function givenProperties(
  { parameters, requestBody }: Operation,
  { role }: Decision,
  item: DescribedValue | undefined,
): readonly GivenProperty[] {
  if (!writes.has(role) || requestBody !== undefined || item === undefined) return [];
  return parameters.flatMap((parameter) => {
    if (parameter.in !== 'query') return [];
    const name = [...item.properties.keys()].find((one) => plain(one) === plain(parameter.name));
    return name === undefined ? [] : [{ parameter, property: child('', name) }];
  });
}

function requestItem(
  operation: Operation,
  media: MediaType,
  { role }: Decision,
  { nouns, item }: Draft,
  describe: DescribeValue,
): Pointer | undefined {
  if (!writes.has(role)) return undefined;
  const value = bodyValue(media, describe);
  if (value === undefined) return undefined;
  // RFC 6902: the body describes operations on the item.
  if (isPatchContent(operation, media, value))
    return role === 'update' || role === 'replace' ? '' : undefined;
  if (isArray(value) && !value.types.has('object')) return undefined;
  const found = findItem(value, nouns);
  const isItem = found !== undefined && item !== undefined && sharesProperty(found.item, item);
  if (isItem) return found.pointer;
  return role === 'action' ? undefined : '';
}

function answeredItem(
  value: DescribedValue,
  { role }: Decision,
  { nouns, item, resource }: Draft,
): ItemPlace | undefined {
  const found = findItem(value, nouns);
  if (found === undefined) return undefined;
  if (item === undefined || isOpen(item)) return role === 'action' ? undefined : whole;
  const isItem =
    role === 'read' ||
    isAlike(found.item, item) ||
    (writes.has(role) && role !== 'action' && isShort(found.item, item));
  if (isItem) return { pointer: found.pointer, holds: 'item', id: found.id };
  const inside = findInside(value, nouns, (inner) => isAlike(inner, item));
  if (inside !== undefined) return { pointer: inside, holds: 'item', id: undefined };
  const showsId = resource.id !== undefined && hasScalar(found.item, resource.id);
  return role === 'create' && showsId
    ? { pointer: found.pointer, holds: 'result', id: found.id }
    : undefined;
}

function hasScalar(value: DescribedValue, place: Pointer): boolean {
  const part = described(value, place);
  return part !== undefined && isScalar(part) && !isArray(part);
}

/** Whether an answer shows parts of an item, or only the result of the request: `{id, message}`. */
function isShort(one: DescribedValue, item: DescribedValue): boolean {
  const own = [...one.properties.keys()].filter((name) => !isAboutAnswer(name));
  return isOpen(one) || (own.length > 0 && own.every((name) => item.properties.has(name)));
}

const whole: ItemPlace = { pointer: '', holds: 'item', id: undefined };

function sharesProperty(one: DescribedValue, other: DescribedValue): boolean {
  return one === other || [...one.properties.keys()].some((name) => other.properties.has(name));
}
