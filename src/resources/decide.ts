import type { Operation, Parameter } from '../api/model.ts';
import { hasIdentity, isIdOf } from './content.ts';
import { isPlural, plain, verbOf, verbSegment, wordsOf } from './names.ts';
import { isMember, memberNode, operationAt, type PathNode, type PathTree } from './path.ts';
import type { Places } from './places.ts';
import type { Role } from './resource.ts';
import {
  type DescribedValue,
  isAlike,
  isArray,
  isJsonPatch,
  isOpen,
  isSame,
  isScalar,
} from './value.ts';

/** What an operation does, to the items of which place in the paths. */
export interface Decision {
  readonly role: Role | undefined;
  /** Where the items are: the node above their members', or a singleton's own. */
  readonly node: PathNode | undefined;
  readonly isSingleton: boolean;
  /** Which one is meant: the item whose parameter stands at a node, or one that the body names. */
  readonly member: PathNode | 'body' | undefined;
  readonly creates: boolean;
  readonly because: string;
  /** The parameter that names the item, where the configuration says so. */
  readonly key?: Parameter;
}

/** Says what operations do by their methods, their paths, and what their bodies show. */
export function decide(operation: Operation, tree: PathTree, places: Places): Decision {
  const node = tree.nodeOf(operation);
  switch (operation.method) {
    case 'GET':
      return decideGet(operation, node, places);
    case 'HEAD': {
      const get = operationAt(node, 'GET');
      return get === undefined
        ? none('no GET of its path says what it is about')
        : decideGet(get, node, places);
    }
    case 'POST':
      return decidePost(operation, node, places);
    case 'QUERY':
      return places.listAt(node, operation) === undefined
        ? none('its answer holds no list')
        : items('list', node, 'its answer holds an array of items');
    case 'PUT':
    case 'PATCH':
      return decideWrite(operation, node, places);
    case 'DELETE':
      return decideDelete(operation, node, places);
    default:
      return none(`${operation.method} is about no item`);
  }
}

function decideGet(operation: Operation, node: PathNode, places: Places): Decision {
  const answer = places.answerOf(operation);
  if (answer === undefined) return decideQuestion(operation, node, places);
  if (isOpen(answer) && !isMember(node)) return none('nothing says what its answer shows');
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
    return member('read', places.homeOf(node), node, endsIn(node));
  }
  const above = node.parent;
  if (above !== undefined && isMember(above) && verbSegment(node.text!) === 'read') {
    return member('read', places.homeOf(above), above, isDoneTo(node, above));
  }
  const writers = ['PUT', 'PATCH', 'DELETE'].filter((method) => {
    const writer = operationAt(node, method);
    return writer !== undefined && !isAboutMany(writer, places);
  });
  const sent = places.requestOf(operationAt(node, 'POST'));
  if (sent !== undefined && isAlike(answer, sent)) writers.push('POST');
  if (memberNode(node) !== undefined && !isSelf(node) && writers.length === 0) {
    return none('its answer shows no list of the items below its path');
  }
  if (writers.length > 0) {
    return one(
      'read',
      places.oneOf(node),
      `its path has no id, and ${writers.join(', ')} of it changes what it shows`,
    );
  }
  if (isSelf(node))
    return one('read', places.oneOf(node), `"${node.text}" is the one item of who asks`);
  return none('it only shows something, which no operation changes');
}

/** A GET whose answers have no content may still say whether an item is there. */
function decideQuestion(operation: Operation, node: PathNode, places: Places): Decision {
  if (!saysWhether(operation)) return none('its answer shows no item with properties');
  const because = '204 and 404 say whether the item is there';
  if (isMember(node)) return member('read', places.homeOf(node), node, because);
  return operationAt(node, 'PUT') === undefined
    ? none('its answer shows no item with properties')
    : one('read', places.oneOf(node), because);
}

function saysWhether({ responses }: Operation): boolean {
  const statuses = responses.map(({ status }) => status);
  return statuses.includes('204') && statuses.includes('404');
}

/** Whether there is one item at a node: GET shows it, or says whether it is there, or is not described. */
function holdsOne(node: PathNode, places: Places): boolean {
  const get = operationAt(node, 'GET');
  return get === undefined || places.isOne(node) || saysWhether(get);
}

/** The collection whose item a member shows that is found in another way: `/users/email/{email}`. */
function otherWayTo(node: PathNode, operation: Operation, places: Places): PathNode | undefined {
  const way = node.parent;
  const collection = way?.parent;
  if (way?.text === undefined || collection?.text === undefined) return undefined;
  if (memberNode(collection) === undefined || operationAt(way, 'POST') !== undefined)
    return undefined;
  const isOwn = places.listAt(way) !== undefined || node.operations.length > 1;
  return !isOwn && places.shows(operation, collection) ? collection : undefined;
}

function decidePost(operation: Operation, node: PathNode, places: Places): Decision {
  if (isMember(node)) return decidePostToMember(operation, node, places);
  const text = node.text ?? '';
  const verb = verbSegment(text);
  if (verb === 'bulk' || isAboutMany(operation, places)) return none(many);
  const above = node.parent;
  const isBelowMember = above !== undefined && isMember(above);
  const list = places.listAt(node, operation);
  const isSearch =
    verb === 'list' ||
    /^(?:list|search|query|find|perform-?search)/i.test(operation.operationId ?? '');
  if (
    isSearch &&
    list !== undefined &&
    memberNode(node) === undefined &&
    (verb === 'list' || places.listAt(node) === undefined)
  ) {
    const item = above && isFixedCollection(above, places) ? places.itemAt(above) : undefined;
    const isOfAbove = item !== undefined && isAlike(list.item, item);
    return items('list', isOfAbove ? above! : node, `"${text}" asks for a list by its body`);
  }
  if (above?.parent !== undefined && memberNode(node) === undefined) {
    if (isBelowMember && (verb === 'update' || verb === 'replace' || verb === 'delete')) {
      return member(verb, places.homeOf(above), above, isDoneTo(node, above));
    }
    if (verb === 'create' && !isBelowMember)
      return items('create', above, `"${text}" is said of "${textOf(above)}"`);
  }
  const single = decidePostToOne(operation, node, places);
  if (single !== undefined) return single;
  const reason = creationReason(operation, node, places);
  if (reason !== undefined) return items('create', node, reason);
  if (isBelowMember) return action(operation, node, above, places);
  return none('nothing says that it creates an item, and its path names none');
}

/** A POST to a path without an id, of which GET shows the one thing that it makes or changes. */
function decidePostToOne(
  operation: Operation,
  node: PathNode,
  places: Places,
): Decision | undefined {
  const shown = places.answerOf(operationAt(node, 'GET'));
  if (shown === undefined || !places.isOne(node) || memberNode(node) !== undefined)
    return undefined;
  const [sent, answer] = [places.requestOf(operation), places.answerOf(operation)];
  const isCreated = operation.responses.some(({ status }) => status === '201');
  const isShown = answer !== undefined && (isSame(answer, shown) || isAlike(answer, shown));
  if (isShown && (isCreated || operationAt(node, 'DELETE') !== undefined)) {
    return one(
      'create',
      places.oneOf(node),
      'its path has no id, and GET of it shows what it creates',
    );
  }
  return sent !== undefined && isAlike(sent, shown)
    ? one('update', places.oneOf(node), 'its path has no id, and it changes what GET of it shows')
    : undefined;
}

function decidePostToMember(operation: Operation, node: PathNode, places: Places): Decision {
  const home = places.homeOf(node);
  const isRead =
    operationAt(node, 'GET') !== undefined || operationAt(node, 'DELETE') !== undefined;
  if (!isRead && operation.responses.some(({ status }) => status === '201')) {
    return items('create', node, 'it answers 201, and nothing else is done at its path');
  }
  if (verbOf(operation.operationId ?? '') === 'delete') {
    return member('delete', home, node, `${endsIn(node)}, and it is called "${operation.id}"`);
  }
  if (places.shows(operation, home)) {
    return member('update', home, node, `${endsIn(node)}, and its answer shows the item`);
  }
  return member('action', home, node, `${endsIn(node)}, and its answer shows something else`);
}

/** Why a POST creates an item below its path; `undefined` where nothing says so. */
function creationReason(operation: Operation, node: PathNode, places: Places): string | undefined {
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
    return 'it answers 201, which says that something was created';
  }
  if (answer === undefined || isVerb) return undefined;
  if (isPlural(text) && hasIdentity(answer))
    return `"${text}" is a plural, and its answer shows an id`;
  const name = [operation.operationId, operation.summary].find(
    (one) => one !== undefined && verbOf(one) === 'create',
  );
  if (name !== undefined) return `it is called "${name}"`;
  return statuses.includes('409') ? 'it answers 409, for what is there already' : undefined;
}

/** PUT and PATCH. */
function decideWrite(operation: Operation, node: PathNode, places: Places): Decision {
  const role = operation.method === 'PUT' ? 'replace' : 'update';
  if (isAboutMany(operation, places)) return none(many);
  if (operation.requestBody !== undefined && places.requestOf(operation) === undefined) {
    return none('what is sent has no properties that an item could have');
  }
  if (isMember(node)) {
    const home = places.homeOf(node);
    const creates = role === 'replace' && makesMember(operation, node, home, places);
    if (operation.requestBody === undefined && !creates) {
      return member(
        'action',
        home,
        node,
        `${endsIn(node)}, and nothing is sent that the item could become`,
      );
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
  const post = operationAt(node, 'POST');
  const isCreatedAt = post !== undefined && creationReason(post, node, places) !== undefined;
  if (!places.isOne(node) && (places.isCollection(node) || isCreatedAt)) {
    const id = idInBody(operation, node, places);
    return id === undefined
      ? none('it is about the whole collection')
      : { ...items(role, node, `the id of the item is in its body, as "${id}"`), member: 'body' };
  }
  const others = ['GET', 'DELETE', 'PUT', 'PATCH'].filter(
    (method) => method !== operation.method && operationAt(node, method),
  );
  if (isBelowMember && operation.requestBody === undefined && places.isOne(node)) {
    return action(operation, node, above, places);
  }
  if (others.length > 0 && holdsOne(node, places)) {
    const because = `its path has no id: ${others.join(', ')} of it is about the same one item`;
    return { ...one(role, places.oneOf(node), because), creates: role === 'replace' };
  }
  if (isBelowMember) return action(operation, node, above, places);
  if (isSelf(node))
    return one(role, places.oneOf(node), `"${node.text}" is the one item of who asks`);
  return none('its path names no item, and no operation shows what it changes');
}

/** Whether a PUT makes an item where there is none: 201 says so, or there is no other way to make one. */
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

function decideDelete(operation: Operation, node: PathNode, places: Places): Decision {
  if (isAboutMany(operation, places)) return none(many);
  if (isMember(node)) {
    if (places.listAt(node) !== undefined) return none(many);
    return member('delete', places.homeOf(node), node, endsIn(node));
  }
  const verb = verbSegment(node.text ?? '');
  if (verb === 'bulk' || (places.isCollection(node) && !places.isOne(node))) return none(many);
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
      `its path has no id: ${others.join(', ')} of it is about the same one item`,
    );
  }
  return isBelowMember ? action(operation, node, above, places) : none('its path names no item');
}

/** Something that is done to the item that stands before the last segment. */
function action(operation: Operation, node: PathNode, above: PathNode, places: Places): Decision {
  const home = places.homeOf(above);
  const shown = places.shows(operation, home) ? ', and its answer shows the item' : '';
  return member('action', home, above, `${isDoneTo(node, above)}${shown}`);
}

/** Whether a body or a query names several items at once. */
function isAboutMany(operation: Operation, places: Places): boolean {
  const request = places.requestOf(operation);
  if (request !== undefined && isOnlyArray(request)) return !isJsonPatch(request);
  return operation.parameters.some(
    ({ in: place, name, required }) =>
      place === 'query' && required && /^(?:\w+[_-])?(?:ids|uris|keys)$/i.test(name),
  );
}

function isOnlyArray(value: DescribedValue): boolean {
  return isArray(value) && !value.types.has('object');
}

function isFixedCollection(node: PathNode, places: Places): boolean {
  return node.parent !== undefined && !isMember(node) && places.isCollection(node);
}

const many = 'it is about many items at once';

function none(because: string): Decision {
  return { ...nothing, role: undefined, because };
}

function items(role: Role, node: PathNode, because: string): Decision {
  return { ...nothing, role, node, because };
}

function member(role: Role, node: PathNode, at: PathNode, because: string): Decision {
  return { ...nothing, role, node, member: at, because };
}

function one(role: Role, node: PathNode, because: string): Decision {
  return { ...nothing, role, node, isSingleton: true, because };
}

const nothing = { node: undefined, isSingleton: false, member: undefined, creates: false } as const;

function endsIn({ parameter }: PathNode): string {
  return `its path ends in the id of an item, {${parameter}}`;
}

function isDoneTo({ text }: PathNode, { parameter }: PathNode): string {
  return `"${text}" is done to the item that {${parameter}} names`;
}

function textOf(node: PathNode): string {
  return node.text ?? `{${node.parameter}}`;
}

/** Whether a segment stands for the one who asks. */
function isSelf({ text }: PathNode): boolean {
  return (
    text !== undefined &&
    /^(?:me|self|current|myself|mine|profile|account|whoami|settings|preferences|currentuser|userinfo)$/.test(
      wordsOf(text).join(''),
    )
  );
}
