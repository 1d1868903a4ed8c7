import type { Operation } from '../api/model.ts';
import { hasIdentity } from './content.ts';
import {
  action,
  collectionOfVerb,
  type Decision,
  endsIn,
  isAboutMany,
  isDoneTo,
  isFixedCollection,
  isOnlyArray,
  items,
  many,
  member,
  none,
  one,
  queried,
  queryKey,
  textOf,
} from './decision.ts';
import { isPlural, verbOf, verbSegment, wordsOf } from './names.ts';
import { asksForList, isMember, memberNode, operationAt, type PathNode } from './path.ts';
import type { Places } from './places.ts';
import { isAlike, isMirror, isSame } from './value.ts';

export function decidePost(operation: Operation, node: PathNode, places: Places): Decision {
  if (isMember(node)) return decidePostToMember(operation, node, places);
  const text = node.text ?? '';
  const verb = verbSegment(text);
  if (verb === 'bulk' || isAboutMany(operation, node, places)) return none(many);
  const above = node.parent;
  const isBelowMember = above !== undefined && isMember(above);
  const list = places.listAt(node, operation);
  if (
    asksForList(node, operation) &&
    list !== undefined &&
    memberNode(node) === undefined &&
    (verb === 'list' || places.listAt(node) === undefined)
  ) {
    const item = above && isFixedCollection(above, places) ? places.itemAt(above) : undefined;
    const isOfAbove = item !== undefined && isAlike(list.item, item);
    const collection = verb === 'list' ? collectionOfVerb(node) : undefined;
    const listed = isOfAbove ? above! : (collection ?? node);
    return items('list', listed, `"${text}" asks for a list by its body`);
  }
  if (above?.parent !== undefined && memberNode(node) === undefined) {
    if (isBelowMember && (verb === 'update' || verb === 'replace' || verb === 'delete')) {
      return member(verb, places.homeOf(above), above, isDoneTo(node, above));
    }
    const collection = collectionOfVerb(node);
    const key = collection && queryKey(operation, collection, places);
    if (collection !== undefined && key !== undefined && verb !== undefined && verb !== 'create') {
      return queried(verb === 'list' ? 'read' : verb, collection, key);
    }
    if (verb === 'create' && !isBelowMember)
      return items('create', above, `"${text}" applies to "${textOf(above)}"`);
  }
  const single = decidePostToOne(operation, node, places);
  if (single !== undefined) return single;
  const reason = creationReason(operation, node, places);
  if (reason !== undefined) return items('create', node, reason);
  if (isBelowMember) return action(operation, node, above, places);
  return none('it has no sign of a creation, and its path names no item');
}

/** A POST to a path without an id, where GET shows the one thing that it creates or changes. */
function decidePostToOne(
  operation: Operation,
  node: PathNode,
  places: Places,
): Decision | undefined {
  const shown = places.answerOf(operationAt(node, 'GET'));
  if (shown === undefined || !places.isOne(node) || memberNode(node) !== undefined)
    return undefined;
  const [sent, answer] = [places.requestOf(operation), places.answerOf(operation)];
  const isCreated = answersCreated(operation) || verbOf(operation.operationId ?? '') === 'create';
  const isShown = answer !== undefined && (isSame(answer, shown) || isAlike(answer, shown));
  if (isShown && (isCreated || operationAt(node, 'DELETE') !== undefined)) {
    return one(
      'create',
      places.oneOf(node),
      'its path has no id, and GET of this path shows what it creates',
    );
  }
  const isOfAbove =
    node.parent !== undefined &&
    isMember(node.parent) &&
    places.showsWhole(operation, places.homeOf(node.parent));
  const isChange =
    (sent !== undefined && isAlike(sent, shown)) ||
    (!isOfAbove &&
      verbOf(node.text ?? '') === undefined &&
      answer !== undefined &&
      (isSame(answer, shown) || isMirror(answer, shown)));
  return isChange
    ? one(
        'update',
        places.oneOf(node),
        'its path has no id, and it changes what GET of this path shows',
      )
    : undefined;
}

function decidePostToMember(operation: Operation, node: PathNode, places: Places): Decision {
  if (isAboutMany(operation, node, places)) return none(many);
  const home = places.homeOf(node);
  const isRead =
    operationAt(node, 'GET') !== undefined || operationAt(node, 'DELETE') !== undefined;
  const isCreated = answersCreated(operation);
  if (!isRead && isCreated) {
    return items('create', node, 'it answers 201, and its path has no GET or DELETE');
  }
  const post = operationAt(home, 'POST');
  const isOtherCreating = post !== undefined && creationReason(post, home, places) !== undefined;
  if (
    isCreated &&
    operation.requestBody !== undefined &&
    !isOtherCreating &&
    !needsIt(operation, node)
  ) {
    const because = `${endsIn(node)}, and it answers 201 for a new item`;
    return { ...member('replace', home, node, because), creates: true };
  }
  if (verbOf(operation.operationId ?? '') === 'delete') {
    return member('delete', home, node, `${endsIn(node)}, and it is called "${operation.id}"`);
  }
  if (places.shows(operation, home)) {
    return member('update', home, node, `${endsIn(node)}, and its answer shows the item`);
  }
  return member('action', home, node, `${endsIn(node)}, and its answer shows something else`);
}

/**
 * Whether the item must be there before: the operation describes 404, and its path has no other
 * item that may be missing.
 */
function needsIt({ responses }: Operation, { parent }: PathNode): boolean {
  const describesAbsence = responses.some(({ status }) => status === '404');
  for (let above = parent; above !== undefined; above = above.parent) {
    if (isMember(above)) return false;
  }
  return describesAbsence;
}

function answersCreated({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === '201');
}

/** Why a POST creates an item below its path; `undefined` if nothing suggests it. */
export function creationReason(
  operation: Operation,
  node: PathNode,
  places: Places,
): string | undefined {
  const answer = places.answerOf(operation);
  if (answer !== undefined && isOnlyArray(answer)) return undefined;
  const below = memberNode(node);
  if (below !== undefined) return `items stand below its path, at {${below.parameter}}`;
  if (places.listAt(node) !== undefined) return 'GET of its path lists items';
  const text = node.text ?? '';
  const above = node.parent;
  const isVerb =
    verbSegment(text) !== undefined || (verbOf(text) !== undefined && wordsOf(text).length > 1);
  if (above !== undefined && isMember(above)) {
    const isOfAbove = places.shows(operation, places.homeOf(above));
    if (isVerb || (isOfAbove && !isPlural(text))) return undefined;
  }
  const statuses = operation.responses.map(({ status }) => status);
  const showsNothing = answer !== undefined && answer.properties.size === 0;
  if (statuses.includes('201') && !showsNothing) {
    return 'it answers 201, the status of a creation';
  }
  if (answer === undefined || isVerb) return undefined;
  if (isPlural(text) && hasIdentity(answer))
    return `"${text}" is a plural, and its answer shows an id`;
  const name = [operation.operationId, operation.summary].find(
    (one) => one !== undefined && verbOf(one) === 'create',
  );
  if (name !== undefined) return `it is called "${name}"`;
  return statuses.includes('409')
    ? 'it answers 409, the status of a conflict with another item'
    : undefined;
}
