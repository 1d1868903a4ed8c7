import type { Operation } from '../api/model.ts';
import { templateNames } from '../api/path-template.ts';
import type { Pointer } from '../json/pointer.ts';
import type { Decision } from './decision.ts';
import { described, idProperty, isTextParameter, parentProperty } from './ids.ts';
import { plain, plainSingular } from './names.ts';
import {
  ancestry,
  isMember,
  memberNode,
  nameOfNode,
  operationAt,
  type PathNode,
  pathOfNode,
} from './path.ts';
import type { Places } from './places.ts';
import type { Parent, Resource } from './resource.ts';
import { type DescribedValue, isAlike, isPart, isSame, isScalar } from './value.ts';

/** A resource while it is put together. */
export interface Draft {
  /** The places of its items in the paths; several if the same items have two kinds of paths. */
  readonly nodes: readonly PathNode[];
  readonly operations: readonly (readonly [Operation, Decision])[];
  /** The name of its items. */
  readonly nouns: readonly string[];
  readonly item: DescribedValue | undefined;
  /** By the node of their path parameter. */
  readonly parents: ReadonlyMap<PathNode, Parent>;
  readonly resource: { -readonly [key in keyof Resource]: Resource[key] };
}

/** The resources of operations, by the places of their items. */
export function draftsOf(
  decided: ReadonlyMap<Operation, Decision>,
  places: Places,
): readonly Draft[] {
  const groups = new Map<PathNode, (readonly [Operation, Decision])[]>();
  for (const entry of decided) {
    const { node } = entry[1];
    if (node === undefined) continue;
    const group = groups.get(node);
    if (group === undefined) groups.set(node, [entry]);
    else group.push(entry);
  }
  const merged = mergeNodes(groups, places);
  const taken = new Set<string>();
  const drafts = [...merged].map(([main, nodes]): Draft => {
    const operations = nodes.flatMap((node) => groups.get(node)!);
    const isSingleton = operations.every(([, one]) => one.isSingleton);
    const itemAt = isSingleton ? places.oneAt : places.itemAt;
    const item = nodes.map(itemAt).find((one) => one !== undefined);
    const nouns = [...new Set(nodes.flatMap(places.nounsOf))];
    const name = freeName(main, taken);
    taken.add(name);
    const id = isSingleton || item === undefined ? undefined : idOf(operations, main, nouns, item);
    const resource = { name, isSingleton, schema: item?.schema, id };
    return {
      ...{ nodes, operations, nouns, item, parents: new Map() },
      resource: { ...resource, parents: [], naturalKeys: [], references: [] },
    };
  });
  const byNode = new Map(drafts.flatMap((draft) => draft.nodes.map((node) => [node, draft])));
  return drafts.map((draft) => withParents(draft, byNode));
}

/** A unique name of a resource: short, with parameters, the whole path, or with a number. */
function freeName(node: PathNode, taken: ReadonlySet<string>): string {
  const whole = pathOfNode(node);
  const names = [nameOfNode(node, false), nameOfNode(node, true), whole];
  const member = memberNode(node);
  if (member !== undefined) names.push(pathOfNode(member));
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  let count = 2;
  while (taken.has(`${whole}-${count}`)) count++;
  return `${whole}-${count}`;
}

/** The id, by the parameters with that id in its paths. */
function idOf(
  operations: Draft['operations'],
  main: PathNode,
  nouns: readonly string[],
  item: DescribedValue,
): Pointer | undefined {
  const keys = operations.flatMap(([operation, { node, member, key }]) => {
    if (key !== undefined) return [key.name];
    if (typeof member !== 'object' || node !== main) return [];
    const own = keyNode(node, member);
    // Another path to the item does not define its id.
    return own.parent === node ? [nameAt(operation, own)] : [];
  });
  const linked = linkedId(operations, item);
  if (linked !== undefined) return linked;
  const parameters = operations.flatMap(([operation]) => operation.parameters);
  const isText = (name: string | undefined) =>
    parameters.some((one) => one.name === name && isTextParameter(one));
  const names = [...new Set([...keys, memberNode(main)?.parameter])];
  return names
    .map((name) => idProperty(name, nouns, item, isText(name)))
    .find((id) => id !== undefined);
}

/** The name of a parameter in an operation's path; other operations may use another name. */
function nameAt({ path }: Operation, node: PathNode): string | undefined {
  return templateNames(path)[ancestry(node).filter(isMember).length - 1] ?? node.parameter;
}

/** The property that a link passes to the operation of a member: `$response.body#/id`. */
function linkedId(operations: Draft['operations'], item: DescribedValue): Pointer | undefined {
  const members = new Map(
    operations.flatMap(([{ operationId }, { member }]) =>
      operationId !== undefined && typeof member === 'object' ? [[operationId, member]] : [],
    ),
  );
  for (const { links } of operations.flatMap(([{ responses }]) => responses)) {
    for (const { operationId, parameters } of links) {
      const key = operationId === undefined ? undefined : members.get(operationId)?.parameter;
      const written =
        key === undefined ? undefined : (parameters[key] ?? parameters[`path.${key}`]);
      const pointer = /^\{?\$response\.body#(\/[^{}]+)\}?$/.exec(String(written))?.[1];
      const value = pointer === undefined ? undefined : described(item, pointer);
      if (value !== undefined && isScalar(value)) return pointer;
    }
  }
  return undefined;
}

/** The node of an item's parameter in a collection, on the way to a member. */
export function keyNode(collection: PathNode, member: PathNode): PathNode {
  const own = ancestry(member).find((node) => isMember(node) && node.parent === collection);
  return own ?? member;
}

function withParents(draft: Draft, byNode: ReadonlyMap<PathNode, Draft>): Draft {
  const parents = new Map<PathNode, Parent>();
  const byName = new Map<string, Parent>();
  for (const node of draft.nodes.flatMap((one) => ancestry(one).filter(isMember))) {
    const parent = parentAt(node, byNode, draft);
    const known = byName.get(parent.name) ?? parent;
    byName.set(parent.name, known);
    parents.set(node, known);
  }
  const { resource } = draft;
  resource.parents = [...byName.values()];
  return { ...draft, parents };
}

function parentAt(node: PathNode, byNode: ReadonlyMap<PathNode, Draft>, draft: Draft): Parent {
  const holder = node.parent!;
  const known = byNode.get(holder);
  const resource = known?.resource.isSingleton ? undefined : known?.resource;
  const isNameless = holder.text === undefined || known !== undefined;
  const name = resource?.name ?? (isNameless ? `{${node.parameter}}` : nameOfNode(holder, false));
  const nouns = known?.nouns ?? (holder.text === undefined ? [] : [plainSingular(holder.text)]);
  const property =
    draft.item && parentProperty(node.parameter, nouns, draft.item, draft.resource.id);
  return { name, resource, property };
}

type Groups = ReadonlyMap<PathNode, readonly (readonly [Operation, Decision])[]>;

/**
 * The nodes of each resource, the main one first. The same items may be listed or created below a
 * parent, and read at the top: `/users/{id}/orders` and `/orders/{orderId}`.
 */
function mergeNodes(groups: Groups, places: Places): ReadonlyMap<PathNode, readonly PathNode[]> {
  const hasMembers = (node: PathNode) => (memberNode(node)?.operations.length ?? 0) > 0;
  const rolesAt = (node: PathNode) =>
    groups.get(node)!.flatMap(([, { role, isSingleton }]) => (isSingleton ? [] : [role]));
  const fills = (node: PathNode) =>
    rolesAt(node).some((role) => role === 'create' || role === 'list');
  const depth = (node: PathNode) => ancestry(node).length;
  const tops = [...groups.keys()].filter(
    (node) => node.text !== undefined && !ancestry(node).some(isMember) && hasMembers(node),
  );

  function topOf(node: PathNode): PathNode | undefined {
    if (node.text === undefined || !fills(node)) return undefined;
    const item = places.itemAt(node);
    if (item === undefined) return undefined;
    const others = tops.filter((top) => top !== node && depth(top) < depth(node));
    const isNamesake = (top: PathNode) => {
      if (plain(top.text!) !== plain(node.text!)) return false;
      if (hasMembers(node) && (fills(top) || !ancestry(node).some(isMember))) return false;
      const shown = places.itemAt(top);
      return shown !== undefined && (isAlike(shown, item) || isPart(item, shown));
    };
    // A created item belongs to a resource of another name only if its schema is the same.
    const isSameItem = (top: PathNode) => {
      if (operationAt(memberNode(top), 'GET') === undefined) return false;
      const shown = places.itemAt(top);
      return shown !== undefined && item.properties.size > 1 && isSame(shown, item);
    };
    const namesake = others.find(isNamesake) ?? nestedOf(node);
    if (namesake !== undefined || hasMembers(node)) return namesake;
    return rolesAt(node).includes('create') ? others.find(isSameItem) : searchedBy(node);
  }

  /** The single place whose items a search lists: `/search/orders`, `/orders/search/overdue`. */
  function searchedBy(node: PathNode): PathNode | undefined {
    const isSearch = ancestry(node).some(({ text = '' }) =>
      /^_?(?:search|query|find|filter)/i.test(text),
    );
    const item = isSearch ? places.itemAt(node) : undefined;
    if (item === undefined || item.properties.size < 2) return undefined;
    const found = [...groups.keys()].filter((one) => {
      if (one === node || one.text === undefined || !rolesAt(one).includes('create')) return false;
      const shown = places.itemAt(one);
      return shown !== undefined && (isSame(shown, item) || isPart(item, shown));
    });
    const words = ancestry(node).flatMap(({ text = '' }) => plainSingular(text));
    const named = found.filter((one) =>
      words.some((word) => word.includes(plainSingular(one.text!))),
    );
    return found.length === 1 ? found[0] : named.length === 1 ? named[0] : undefined;
  }

  /** The single place below a parent whose items a node lists for all parents. */
  function nestedOf(node: PathNode): PathNode | undefined {
    const item = places.itemAt(node);
    if (item === undefined || hasMembers(node) || ancestry(node).some(isMember)) return undefined;
    const nested = [...groups.keys()].filter((one) => {
      if (one === node || one.text === undefined || !ancestry(one).some(isMember)) return false;
      if (plain(one.text) !== plain(node.text!) || !hasMembers(one)) return false;
      const shown = places.itemAt(one);
      return shown !== undefined && (isSame(shown, item) || isPart(item, shown));
    });
    return nested.length === 1 ? nested[0] : undefined;
  }

  const merged = new Map<PathNode, PathNode[]>();
  for (const node of groups.keys()) {
    const main = topOf(node) ?? node;
    const group = merged.get(main) ?? [];
    merged.set(main, main === node ? [node, ...group] : [...group, node]);
  }
  return merged;
}
