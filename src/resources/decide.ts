import type { Operation } from '../api/model.ts';
import { decidePost } from './decide-post.ts';
import { decideDelete, decideWrite, saysWhether } from './decide-write.ts';
import {
  collectionOfVerb,
  type Decision,
  endsIn,
  isAboutMany,
  isDoneTo,
  isFixedCollection,
  isSelf,
  items,
  member,
  none,
  one,
  queried,
  queryKey,
  textOf,
} from './decision.ts';
import { verbSegment } from './names.ts';
import { isMember, memberNode, operationAt, type PathNode, type PathTree } from './path.ts';
import type { Places } from './places.ts';
import { isAlike, isOpen } from './value.ts';

/** Decides the roles of operations by their methods, their paths and their bodies. */
export function decide(operation: Operation, tree: PathTree, places: Places): Decision {
  const node = tree.nodeOf(operation);
  switch (operation.method) {
    case 'GET':
      return decideGet(operation, node, places);
    case 'HEAD': {
      const get = operationAt(node, 'GET');
      return get === undefined
        ? none('its path has no GET that shows an item')
        : decideGet(get, node, places);
    }
    case 'POST':
      return decidePost(operation, node, places);
    case 'QUERY':
      return places.listAt(node, operation) === undefined
        ? none('its answer has no list')
        : items('list', node, 'its answer holds an array of items');
    case 'PUT':
    case 'PATCH':
      return decideWrite(operation, node, places);
    case 'DELETE':
      return decideDelete(operation, node, places);
    default:
      return none(`${operation.method} applies to no item`);
  }
}

function decideGet(operation: Operation, node: PathNode, places: Places): Decision {
  const answer = places.answerOf(operation);
  if (answer === undefined) return decideQuestion(operation, node, places);
  if (isOpen(answer) && !isMember(node)) return none('its answer has no described properties');
  const list = places.listAt(node, operation);
  if (list !== undefined) {
    const above = node.parent;
    const item = above && isFixedCollection(above, places) ? places.itemAt(above) : undefined;
    const isView =
      !isMember(node) &&
      memberNode(node) === undefined &&
      item !== undefined &&
      (isAlike(list.item, item) || verbSegment(node.text!) === 'list');
    if (isView) return items('list', above!, `its answer lists what "${textOf(above!)}" holds`);
    const collection = verbSegment(node.text ?? '') === 'list' ? collectionOfVerb(node) : undefined;
    if (collection !== undefined)
      return items('list', collection, `"${node.text}" applies to "${textOf(collection)}"`);
    const holds = list.holds === 'map' ? 'a map' : 'an array';
    return items('list', node, `its answer holds ${holds} of items`);
  }
  if (isMember(node)) {
    const other = otherWayTo(node, operation, places);
    if (other !== undefined) {
      return member(
        'read',
        other,
        node,
        `it finds an item of "${textOf(other)}" by {${node.parameter}}`,
      );
    }
    const home = places.homeOf(node);
    return places.showsList(operation, home)
      ? none('its answer is a list with one item')
      : member('read', home, node, endsIn(node));
  }
  const above = node.parent;
  if (above !== undefined && isMember(above)) {
    const home = places.homeOf(above);
    if (verbSegment(node.text!) === 'read')
      return member('read', home, above, isDoneTo(node, above));
    const isView = memberNode(node) === undefined && places.showsWhole(operation, home);
    if (isView) {
      return member(
        'read',
        home,
        above,
        `its answer shows the item that {${above.parameter}} names`,
      );
    }
  }
  const queriedDecision = readByQuery(operation, node, places);
  if (queriedDecision !== undefined) return queriedDecision;
  const writers = ['PUT', 'PATCH', 'DELETE'].filter((method) => {
    const writer = operationAt(node, method);
    return writer !== undefined && !isAboutMany(writer, node, places);
  });
  const post = operationAt(node, 'POST');
  const sent = places.requestOf(post);
  const isChanged =
    (sent !== undefined && isAlike(answer, sent)) ||
    (post !== undefined && !isMember(node) && decidePost(post, node, places).isSingleton);
  if (isChanged) writers.push('POST');
  if (memberNode(node) !== undefined && !isSelf(node) && writers.length === 0) {
    return none('its answer shows no list of the items below its path');
  }
  if (writers.length > 0) {
    return one(
      'read',
      places.oneOf(node),
      `its path has no id, and ${writers.join(', ')} of this path changes what it shows`,
    );
  }
  if (isSelf(node))
    return one('read', places.oneOf(node), `"${node.text}" names the one item of the caller`);
  return none('no operation changes what it shows');
}

/** A GET of a collection, or with a verb, that reads one item by a query parameter. */
function readByQuery(operation: Operation, node: PathNode, places: Places): Decision | undefined {
  const isRead = verbSegment(node.text ?? '') === 'read';
  const collection = isRead
    ? collectionOfVerb(node)
    : memberNode(node) === undefined
      ? node
      : undefined;
  const key = collection && queryKey(operation, collection, places);
  if (collection === undefined || key === undefined) return undefined;
  const isWritten = operationAt(collection, 'POST') ?? operationAt(collection, 'DELETE');
  return isRead || isWritten ? queried('read', collection, key) : undefined;
}

/** A GET without content may still tell whether an item exists. */
function decideQuestion(operation: Operation, node: PathNode, places: Places): Decision {
  if (!saysWhether(operation)) return none('its answer shows no item with properties');
  const because = '204 and 404 say whether the item is there';
  if (isMember(node)) return member('read', places.homeOf(node), node, because);
  return operationAt(node, 'PUT') === undefined
    ? none('its answer shows no item with properties')
    : one('read', places.oneOf(node), because);
}

/** The collection whose item is read by another property: `/users/email/{email}`. */
function otherWayTo(node: PathNode, operation: Operation, places: Places): PathNode | undefined {
  const way = node.parent;
  const collection = way?.parent;
  if (way?.text === undefined || collection?.text === undefined) return undefined;
  if (memberNode(collection) === undefined || operationAt(way, 'POST') !== undefined)
    return undefined;
  const isOwn = places.listAt(way) !== undefined || node.operations.length > 1;
  return !isOwn && places.shows(operation, collection) ? collection : undefined;
}
