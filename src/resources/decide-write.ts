import type { Operation } from '../api/model.ts';
import { isIdOf } from './content.ts';
import { creationReason } from './decide-post.ts';
import {
  action,
  collectionOfVerb,
  type Decision,
  endsIn,
  isAboutMany,
  isDoneTo,
  isSelf,
  items,
  many,
  member,
  none,
  one,
  queried,
  queryKey,
} from './decision.ts';
import { plain, verbSegment } from './names.ts';
import { isMember, memberNode, operationAt, type PathNode } from './path.ts';
import type { Places } from './places.ts';
import { isScalar } from './value.ts';

/** PUT and PATCH. */
export function decideWrite(operation: Operation, node: PathNode, places: Places): Decision {
  const role = operation.method === 'PUT' ? 'replace' : 'update';
  if (isAboutMany(operation, node, places)) return none(many);
  if (operation.requestBody !== undefined && places.requestOf(operation) === undefined) {
    return none('its request body has no properties of an item');
  }
  if (isMember(node)) {
    const home = places.homeOf(node);
    const creates = role === 'replace' && makesMember(operation, node, home, places);
    if (operation.requestBody === undefined && !creates) {
      return member('action', home, node, `${endsIn(node)}, and it has no request body`);
    }
    const because = creates ? `${endsIn(node)}, which it may create` : endsIn(node);
    return { ...member(role, home, node, because), creates };
  }
  const verb = verbSegment(node.text ?? '');
  if (verb === 'bulk') return none(many);
  const above = node.parent;
  const isBelowMember = above !== undefined && isMember(above);
  if (isBelowMember && (verb === 'update' || verb === 'replace')) {
    return member(verb, places.homeOf(above), above, isDoneTo(node, above));
  }
  if (isBelowMember && places.sendsWhole(operation, places.homeOf(above))) {
    return member(
      role,
      places.homeOf(above),
      above,
      `its request body is the item that {${above.parameter}} names`,
    );
  }
  const post = operationAt(node, 'POST');
  const isCreatedAt = post !== undefined && creationReason(post, node, places) !== undefined;
  if (!places.isOne(node) && (places.isCollection(node) || isCreatedAt)) {
    const id = idInBody(operation, node, places);
    const key = queryKey(operation, node, places);
    if (key !== undefined) return queried(role, node, key);
    return id === undefined
      ? none('it applies to the whole collection')
      : { ...items(role, node, `the id of the item is in its body, as "${id}"`), member: 'body' };
  }
  const others = ['GET', 'DELETE', 'PUT', 'PATCH'].filter(
    (method) => method !== operation.method && operationAt(node, method),
  );
  if (isBelowMember && operation.requestBody === undefined && places.isOne(node)) {
    return action(operation, node, above, places);
  }
  if (others.length > 0 && holdsOne(node, places)) {
    const because = `its path has no id, and ${others.join(', ')} of this path also apply to the one item`;
    return { ...one(role, places.oneOf(node), because), creates: role === 'replace' };
  }
  if (isBelowMember) return action(operation, node, above, places);
  if (isSelf(node))
    return one(role, places.oneOf(node), `"${node.text}" names the one item of the caller`);
  return none('its path names no item, and no operation shows what it changes');
}

/** Whether a PUT creates a missing item: 201 says so, or no other operation creates it. */
function makesMember(
  operation: Operation,
  node: PathNode,
  home: PathNode,
  places: Places,
): boolean {
  const statuses = operation.responses.map(({ status }) => status);
  if (statuses.includes('201')) return true;
  const post = operationAt(home, 'POST');
  if (post !== undefined && creationReason(post, home, places) !== undefined) return false;
  return operation.requestBody === undefined
    ? operationAt(node, 'PATCH') === undefined
    : !statuses.includes('404');
}

function idInBody(operation: Operation, node: PathNode, places: Places): string | undefined {
  const request = places.requestOf(operation);
  const item = request && places.itemIn(node, request)?.item;
  if (item === undefined) return undefined;
  const names = [...item.properties].filter(([, value]) => isScalar(value)).map(([name]) => name);
  const parameter = memberNode(node)?.parameter;
  return (
    names.find((name) => parameter !== undefined && plain(name) === plain(parameter)) ??
    names.find((name) => isIdOf(name, places.nounsOf(node)))
  );
}

export function decideDelete(operation: Operation, node: PathNode, places: Places): Decision {
  if (isAboutMany(operation, node, places)) return none(many);
  if (isMember(node)) {
    if (places.listAt(node) !== undefined) return none(many);
    return member('delete', places.homeOf(node), node, endsIn(node));
  }
  const verb = verbSegment(node.text ?? '');
  if (verb === 'bulk') return none(many);
  const collection = verb === 'delete' ? collectionOfVerb(node) : node;
  const key = collection && queryKey(operation, collection, places);
  if (collection !== undefined && key !== undefined) return queried('delete', collection, key);
  if (places.isCollection(node) && !places.isOne(node)) return none(many);
  const above = node.parent;
  const isBelowMember = above !== undefined && isMember(above);
  if (isBelowMember && verb === 'delete') {
    return member('delete', places.homeOf(above), above, isDoneTo(node, above));
  }
  const others = ['GET', 'PUT', 'PATCH', 'POST'].filter((method) => operationAt(node, method));
  if (others.length > 0 && holdsOne(node, places)) {
    return one(
      'delete',
      places.oneOf(node),
      `its path has no id, and ${others.join(', ')} of this path also apply to the one item`,
    );
  }
  return isBelowMember ? action(operation, node, above, places) : none('its path names no item');
}

/** Whether a node has one item: GET shows it or checks it, or is not described. */
function holdsOne(node: PathNode, places: Places): boolean {
  const get = operationAt(node, 'GET');
  return get === undefined || places.isOne(node) || saysWhether(get);
}

export function saysWhether({ responses }: Operation): boolean {
  const statuses = responses.map(({ status }) => status);
  return statuses.includes('204') && statuses.includes('404');
}
