import type { Operation, Parameter } from '../api/model.ts';
import { isIdOf } from './content.ts';
import { plain, verbSegment, wordsOf } from './names.ts';
import { isMember, nearestText, type PathNode } from './path.ts';
import type { Places } from './places.ts';
import type { Role } from './resource.ts';
import { type DescribedValue, isArray } from './value.ts';

/** The role of an operation, and the place in the paths of its items. */
export interface Decision {
  readonly role: Role | undefined;
  /** The place of the items: the node above their members', or a singleton's own. */
  readonly node: PathNode | undefined;
  readonly isSingleton: boolean;
  /** Which item is meant: the one whose parameter is at a node, or the one that the body names. */
  readonly member: PathNode | 'body' | undefined;
  readonly creates: boolean;
  readonly because: string;
  /** The parameter with the item's id, if configured. */
  readonly key?: Parameter;
}

export function none(because: string): Decision {
  return { ...nothing, role: undefined, because };
}

export function items(role: Role, node: PathNode, because: string): Decision {
  return { ...nothing, role, node, because };
}

export function member(role: Role, node: PathNode, at: PathNode, because: string): Decision {
  return { ...nothing, role, node, member: at, because };
}

export function one(role: Role, node: PathNode, because: string): Decision {
  return { ...nothing, role, node, isSingleton: true, because };
}

const nothing = { node: undefined, isSingleton: false, member: undefined, creates: false } as const;

/** An action on the item before the last segment. */
export function action(
  operation: Operation,
  node: PathNode,
  above: PathNode,
  places: Places,
): Decision {
  const home = places.homeOf(above);
  const shown = places.shows(operation, home) ? ', and its answer shows the item' : '';
  return member('action', home, above, `${isDoneTo(node, above)}${shown}`);
}

export const many = 'it applies to several items at once';

/** Whether a body or a query names several items at once. */
export function isAboutMany(operation: Operation, node: PathNode, places: Places): boolean {
  const request = places.requestOf(operation);
  if (request !== undefined && isOnlyArray(request)) return !places.sendsPatch(operation);
  if (places.sendsList(operation, isMember(node) ? places.homeOf(node) : node)) return true;
  return operation.parameters.some(
    ({ in: place, name, required }) =>
      place === 'query' && required && /^(?:\w+[_-])?(?:ids|uris|keys)$/i.test(name),
  );
}

export function isOnlyArray(value: DescribedValue): boolean {
  return isArray(value) && !value.types.has('object');
}

export function isFixedCollection(node: PathNode, places: Places): boolean {
  return node.parent !== undefined && !isMember(node) && places.isCollection(node);
}

export function endsIn({ parameter }: PathNode): string {
  return `its path ends in the id of an item, {${parameter}}`;
}

export function isDoneTo({ text }: PathNode, { parameter }: PathNode): string {
  return `"${text}" is done to the item that {${parameter}} names`;
}

export function textOf(node: PathNode): string {
  return node.text === undefined ? `{${node.parameter}}` : nearestText(node)!;
}

/** Whether a segment means the caller. */
export function isSelf({ text }: PathNode): boolean {
  return (
    text !== undefined &&
    /^(?:me|self|current|myself|mine|profile|account|whoami|settings|preferences|currentuser|userinfo)$/.test(
      wordsOf(text).join(''),
    )
  );
}

/** A required query parameter with the id of an item: `?orderId=…`, `?user=…` of `/users.info`. */
export function queryKey(
  { parameters }: Operation,
  node: PathNode,
  places: Places,
): Parameter | undefined {
  const nouns = places.nounsOf(node);
  return parameters.find(
    ({ in: place, required, name }) =>
      place === 'query' && required && (isIdOf(name, nouns) || nouns.includes(plain(name))),
  );
}

/** An item that a query parameter names. */
export function queried(role: Role, node: PathNode, key: Parameter): Decision {
  const because = `the query parameter "${key.name}" names the item`;
  return { ...nothing, role, node, key, because };
}

/** The collection to which a verb in a path belongs: `users` of `/users.list`. */
export function collectionOfVerb({ parent }: PathNode): PathNode | undefined {
  if (parent?.text === undefined) return undefined;
  const verbs = new Set([...parent.children.keys()].map(verbSegment));
  verbs.delete(undefined);
  return verbs.size > 1 ? parent : undefined;
}
