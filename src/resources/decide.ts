import type { Operation, Parameter } from '../api/model.ts';
import {
  type FoundList,
  findItem,
  findList,
  hasIdentity,
  mainValue,
  successContents,
  tellsOfList,
} from './content.ts';
import { isPlural, plain, plainSingular, verbOf, verbSegment, wordsOf } from './names.ts';
import { isMember, memberNode, operationAt, type PathNode, type PathTree } from './path.ts';
import type { Role } from './resource.ts';
import { type DescribedValue, type DescribeValue, isAlike, isArray, isScalar } from './value.ts';

/** What an operation does, to the items of which place in the paths. */
export interface Decision {
  readonly role: Role | undefined;
  /** Where the items are: the node above their members', or a singleton's own. */
  readonly node: PathNode | undefined;
  readonly isSingleton: boolean;
  /** Which one is meant. */
  readonly member: 'path' | 'body' | undefined;
  readonly creates: boolean;
  readonly because: string;
}

export interface Decisions {
  decide(operation: Operation): Decision;
  /** An item of a place as its operations show it. */
  itemAt(node: PathNode): DescribedValue | undefined;
  /** The one item of a place without ids. */
  oneAt(node: PathNode): DescribedValue | undefined;
  nounsOf(node: PathNode): readonly string[];
}

/** Says what operations do by their methods, their paths, and what their bodies show. */
export function decisions(tree: PathTree, describe: DescribeValue): Decisions {
  const items = new Map<PathNode, DescribedValue | undefined>();

  const answerOf = (operation: Operation | undefined) =>
    operation && mainValue(successContents(operation), describe);
  const requestOf = (operation: Operation | undefined) =>
    operation && mainValue(operation.requestBody?.content ?? [], describe);

  /** What the items of a place are called: the texts and the parameter above them. */
  function nounsOf(node: PathNode): readonly string[] {
    const member = memberNode(node)?.parameter?.replace(/[_-]?(?:id|uuid|guid|sid|name|key)$/i, '');
    const text = node.text ?? nearestText(node);
    return [text, member].filter((noun) => noun !== undefined && noun !== '') as string[];
  }

  function listAt(node: PathNode, operation = operationAt(node, 'GET')): FoundList | undefined {
    const answer = answerOf(operation);
    if (answer === undefined) return undefined;
    const found = findList(answer, nounsOf(node));
    if (found === undefined) return undefined;
    if (found.pointer === '' && found.holds !== 'map') return found;
    if (hasIdentity(answer)) return undefined;
    if (found.holds === 'map') return memberNode(node) === undefined ? undefined : found;
    if (isMember(node)) return isPaged(operation!) || tellsOfList(answer) ? found : undefined;
    if (!found.isGuess) return found;
    return memberNode(node) !== undefined || tellsOfList(answer) || answer.properties.size === 1
      ? found
      : undefined;
  }

  function itemAt(node: PathNode): DescribedValue | undefined {
    if (!items.has(node)) {
      items.set(node, undefined);
      items.set(node, findItemAt(node));
    }
    return items.get(node);
  }

  function findItemAt(node: PathNode): DescribedValue | undefined {
    const member = memberNode(node);
    const nouns = nounsOf(node);
    const itemOf = (value: DescribedValue | undefined) =>
      value === undefined ? undefined : findItem(value, nouns)?.item;
    if (member !== undefined && listAt(member) === undefined) {
      const read = itemOf(answerOf(operationAt(member, 'GET')));
      if (read !== undefined) return read;
    }
    const listed = listAt(node);
    if (listed?.item.properties.size) return listed.item;
    const created = operationAt(node, 'POST');
    const methods = ['PUT', 'PATCH', 'POST', 'DELETE'] as const;
    const others = methods.map((method) => member && operationAt(member, method));
    for (const one of [created, ...others, operationAt(node, 'PUT')]) {
      const item = itemOf(answerOf(one));
      if (item !== undefined && item.properties.size > 0) return item;
    }
    for (const one of [created, ...others]) {
      const item = itemOf(requestOf(one));
      if (item !== undefined && item.properties.size > 0) return item;
    }
    return listed?.item;
  }

  function oneAt(node: PathNode): DescribedValue | undefined {
    const operations = ['GET', 'PUT', 'PATCH', 'POST'].map((method) => operationAt(node, method));
    for (const value of [...operations.map(answerOf), ...operations.map(requestOf)]) {
      const item = value && findItem(value, nounsOf(node))?.item;
      if (item !== undefined && item.properties.size > 0) return item;
    }
    return undefined;
  }

  /** Whether items stand below a node: a member's path, a list, or a creation that says so. */
  function isCollection(node: PathNode): boolean {
    return memberNode(node) !== undefined || listAt(node) !== undefined;
  }

  /** Whether an answer shows an item of a place. */
  function shows(operation: Operation, node: PathNode): boolean {
    const answer = answerOf(operation);
    const item = itemAt(node);
    if (answer === undefined || item === undefined) return false;
    const found = findItem(answer, nounsOf(node));
    return found !== undefined && isAlike(found.item, item);
  }

  function collectionOf(member: PathNode): PathNode {
    return member.parent!;
  }

  function decideGet(operation: Operation, node: PathNode): Decision {
    const answer = answerOf(operation);
    if (answer === undefined) return none('its answer shows no item with properties');
    const list = listAt(node, operation);
    if (list !== undefined) {
      const above = node.parent;
      if (
        !isMember(node) &&
        memberNode(node) === undefined &&
        above?.parent !== undefined &&
        !isMember(above) &&
        isCollection(above)
      ) {
        const item = itemAt(above);
        if (
          item !== undefined &&
          (isAlike(list.item, item) || verbSegment(node.text!) === 'list')
        ) {
          return found('list', above, `its answer lists what "${textOf(above)}" holds`);
        }
      }
      return found(
        'list',
        node,
        `its answer holds ${list.holds === 'map' ? 'a map' : 'an array'} of items`,
      );
    }
    if (isMember(node)) {
      const collection = collectionOf(node);
      if (isMember(collection) && isItemOf(operation, collection)) {
        return found('read', collectionOf(collection), sameItem(collection), 'path');
      }
      return found(
        'read',
        collection,
        `its path ends in the id of an item, {${node.parameter}}`,
        'path',
      );
    }
    if (node.parent !== undefined && verbSegment(node.text!) === 'read' && isMember(node.parent)) {
      return found(
        'read',
        collectionOf(node.parent),
        `"${node.text}" reads the item before it`,
        'path',
      );
    }
    if (memberNode(node) !== undefined && !isSelf(node)) {
      return none('its answer shows no list of the items below its path');
    }
    const writers = ['PUT', 'PATCH', 'DELETE'].filter((method) => operationAt(node, method));
    const post = operationAt(node, 'POST');
    if (post !== undefined && isSame(answer, answerOf(post) ?? requestOf(post)))
      writers.push('POST');
    if (writers.length > 0) {
      return single(
        'read',
        node,
        `its path has no id, and ${writers.join(', ')} of it changes the one item`,
      );
    }
    if (isSelf(node)) return single('read', node, `"${node.text}" is the one item of who asks`);
    return none('it only shows something, which no operation changes');
  }

  function isSame(one: DescribedValue, other: DescribedValue | undefined): boolean {
    return other !== undefined && isAlike(one, other);
  }

  /** Whether a member's operation is about an item of the place above, which two parameters name. */
  function isItemOf(operation: Operation, member: PathNode): boolean {
    return (
      ['GET', 'DELETE', 'PATCH', 'PUT'].some((method) => operationAt(member, method)) &&
      listAt(member) === undefined &&
      (answerOf(operation) === undefined ? false : shows(operation, collectionOf(member)))
    );
  }

  function decidePost(operation: Operation, node: PathNode): Decision {
    const request = requestOf(operation);
    if (isMember(node)) {
      const collection = collectionOf(node);
      const path = `its path ends in the id of an item, {${node.parameter}}`;
      if (shows(operation, collection)) {
        return found('update', collection, `${path}, and its answer shows it`, 'path');
      }
      if (verbOf(operation.operationId ?? '') === 'delete') {
        return found('delete', collection, `${path}, and it is called "${operation.id}"`, 'path');
      }
      return found('action', collection, `${path}, and its answer shows something else`, 'path');
    }
    const text = node.text ?? '';
    const above = node.parent;
    const verb = verbSegment(text);
    if (
      verb === 'bulk' ||
      (request !== undefined && isArray(request) && !request.types.has('object'))
    ) {
      return none('it is about many items at once');
    }
    const isBelowMember = above !== undefined && isMember(above);
    const list = listAt(node, operation);
    if (verb === 'list' && list !== undefined && memberNode(node) === undefined) {
      const isOfAbove =
        above !== undefined &&
        isCollection(above) &&
        !isMember(above) &&
        isSame(list.item, itemAt(above));
      return found('list', isOfAbove ? above : node, `"${text}" asks for a list by its body`);
    }
    if (above?.parent !== undefined && verb !== undefined && memberNode(node) === undefined) {
      if (isBelowMember && (verb === 'update' || verb === 'replace' || verb === 'delete')) {
        return found(verb, collectionOf(above), `"${text}" is said of the item before it`, 'path');
      }
      if (verb === 'create' && !isBelowMember) {
        return found('create', above, `"${text}" is said of "${textOf(above)}"`);
      }
    }
    const answer = answerOf(operation);
    const reasons = creationReasons(operation, node);
    if (reasons !== undefined) return found('create', node, reasons);
    const get = answerOf(operationAt(node, 'GET'));
    if (get !== undefined && isSame(get, answer ?? request)) {
      return single('update', node, 'its path has no id, and it changes what GET of it shows');
    }
    if (isBelowMember) {
      const alike = shows(operation, collectionOf(above));
      const does = alike ? 'its answer shows the item' : 'its answer shows something else';
      return found(
        'action',
        collectionOf(above),
        `"${text}" is done to the item before it; ${does}`,
        'path',
      );
    }
    return none('nothing says that it creates an item, and its path names none');
  }

  /** Why a POST creates an item below its path; `undefined` where nothing says so. */
  function creationReasons(operation: Operation, node: PathNode): string | undefined {
    const answer = answerOf(operation);
    if (answer !== undefined && isArray(answer) && !answer.types.has('object')) return undefined;
    if (memberNode(node) !== undefined) {
      return `items stand below its path, at {${memberNode(node)!.parameter}}`;
    }
    const statuses = operation.responses.map(({ status }) => status);
    if (listAt(node) !== undefined) return 'GET of its path lists items';
    if (statuses.includes('201')) return 'it answers 201, which says that something was created';
    if (answer === undefined) return undefined;
    const text = node.text ?? '';
    if (isPlural(text) && hasIdentity(answer)) {
      return `"${text}" is a plural, and its answer shows an id`;
    }
    const says = verbOf(operation.operationId ?? '') ?? verbOf(operation.summary ?? '');
    const isNoun = verbSegment(text) === undefined;
    if (says === 'create' && isNoun) {
      const name =
        operation.operationId !== undefined && verbOf(operation.operationId) === 'create'
          ? operation.operationId
          : operation.summary;
      return `it is called "${name}"`;
    }
    if (statuses.includes('409') && isNoun) return 'it answers 409, for what is there already';
    return undefined;
  }

  /** PUT and PATCH. */
  function decideWrite(operation: Operation, node: PathNode): Decision {
    const role = operation.method === 'PUT' ? 'replace' : 'update';
    const request = requestOf(operation);
    if (request !== undefined && isArray(request) && !request.types.has('object')) {
      return none('it is about many items at once');
    }
    if (isMember(node)) {
      const collection = collectionOf(node);
      const creates = role === 'replace' && makesMember(operation, collection);
      const path = `its path ends in the id of an item, {${node.parameter}}`;
      if (isMember(collection) && isItemOf(operation, collection)) {
        return found(role, collectionOf(collection), sameItem(collection), 'path');
      }
      return {
        ...found(role, collection, creates ? `${path}, which it may create` : path, 'path'),
        creates,
      };
    }
    const above = node.parent;
    const isBelowMember = above !== undefined && isMember(above);
    const verb = verbSegment(node.text ?? '');
    if (verb === 'bulk') return none('it is about many items at once');
    if (isBelowMember && (verb === 'update' || verb === 'replace')) {
      return found(
        verb,
        collectionOf(above),
        `"${node.text}" is said of the item before it`,
        'path',
      );
    }
    if (isCollection(node) || isCreated(node)) {
      const id = request === undefined ? undefined : idInBody(request, node);
      return id === undefined
        ? none('it is about the whole collection')
        : found(role, node, `the id of the item is in its body, as "${id}"`, 'body');
    }
    const others = ['GET', 'DELETE', 'PUT', 'PATCH'].filter(
      (method) => method !== operation.method && operationAt(node, method),
    );
    if (others.length > 0) {
      const made = {
        ...single(
          role,
          node,
          `its path has no id: there is one item, which ${others.join(', ')} of it is about, too`,
        ),
      };
      return { ...made, creates: role === 'replace' };
    }
    if (isBelowMember) {
      return found(
        'action',
        collectionOf(above),
        `"${node.text}" is done to the item before it`,
        'path',
      );
    }
    if (isSelf(node)) return single(role, node, `"${node.text}" is the one item of who asks`);
    return none('its path names no item, and no operation shows what it changes');
  }

  /** Whether POST of a path creates, though no item can be read below it. */
  function isCreated(node: PathNode): boolean {
    const post = operationAt(node, 'POST');
    return (
      post !== undefined &&
      operationAt(node, 'GET') === undefined &&
      creationReasons(post, node) !== undefined
    );
  }

  function makesMember(operation: Operation, collection: PathNode): boolean {
    if (operation.responses.some(({ status }) => status === '201')) return true;
    const post = operationAt(collection, 'POST');
    return post === undefined || creationReasons(post, collection) === undefined;
  }

  function idInBody(request: DescribedValue, node: PathNode): string | undefined {
    const nouns = nounsOf(node).map(plainSingular);
    const names = [...request.properties]
      .filter(([, value]) => isScalar(value))
      .map(([name]) => name);
    const parameter = memberNode(node)?.parameter;
    return (
      names.find((name) => parameter !== undefined && plain(name) === plain(parameter)) ??
      names.find((name) => ['id', 'uuid', 'gid', 'sid'].includes(plain(name))) ??
      names.find((name) => nouns.some((noun) => plain(name) === `${noun}id`))
    );
  }

  function decideDelete(operation: Operation, node: PathNode): Decision {
    const request = requestOf(operation);
    if (isMember(node)) {
      const collection = collectionOf(node);
      const above =
        isMember(collection) &&
        operationAt(node, 'GET') &&
        isItemOf(operationAt(node, 'GET')!, collection);
      if (above) return found('delete', collectionOf(collection), sameItem(collection), 'path');
      return found(
        'delete',
        collection,
        `its path ends in the id of an item, {${node.parameter}}`,
        'path',
      );
    }
    if (isCollection(node)) return none('it is about many items at once');
    const above = node.parent;
    const verb = verbSegment(node.text ?? '');
    if (verb === 'bulk' || (request !== undefined && isArray(request)))
      return none('it is about many items at once');
    if (above !== undefined && isMember(above) && verb === 'delete') {
      return found(
        'delete',
        collectionOf(above),
        `"${node.text}" is said of the item before it`,
        'path',
      );
    }
    const others = ['GET', 'PUT', 'PATCH', 'POST'].filter((method) => operationAt(node, method));
    if (others.length > 0) {
      return single(
        'delete',
        node,
        `its path has no id: there is one item, which ${others.join(', ')} of it is about, too`,
      );
    }
    if (above !== undefined && isMember(above)) {
      return found(
        'action',
        collectionOf(above),
        `"${node.text}" is done to the item before it`,
        'path',
      );
    }
    return none('its path names no item');
  }

  function decide(operation: Operation): Decision {
    const node = tree.nodeOf(operation);
    switch (operation.method) {
      case 'GET':
        return decideGet(operation, node);
      case 'HEAD': {
        const get = operationAt(node, 'GET');
        return get === undefined
          ? none('no GET of its path says what it is about')
          : decideGet(get, node);
      }
      case 'POST':
        return decidePost(operation, node);
      case 'QUERY':
        return listAt(node, operation) === undefined
          ? none('its answer holds no list')
          : found('list', node, 'its answer holds an array of items');
      case 'PUT':
      case 'PATCH':
        return decideWrite(operation, node);
      case 'DELETE':
        return decideDelete(operation, node);
      default:
        return none(`${operation.method} is about no item`);
    }
  }

  return { decide, itemAt, oneAt, nounsOf };
}

function none(because: string): Decision {
  return {
    role: undefined,
    node: undefined,
    isSingleton: false,
    member: undefined,
    creates: false,
    because,
  };
}

function found(role: Role, node: PathNode, because: string, member?: 'path' | 'body'): Decision {
  return { role, node, isSingleton: false, member, creates: false, because };
}

function single(role: Role, node: PathNode, because: string): Decision {
  return { role, node, isSingleton: true, member: undefined, creates: false, because };
}

function sameItem(member: PathNode): string {
  return `its answer shows the item that {${member.parameter}} names`;
}

function textOf(node: PathNode): string {
  return node.text ?? `{${node.parameter}}`;
}

function nearestText(node: PathNode): string | undefined {
  return node.text ?? (node.parent === undefined ? undefined : nearestText(node.parent));
}

/** Whether a segment stands for the one who asks. */
function isSelf({ text }: PathNode): boolean {
  if (text === undefined) return false;
  return /^(?:me|self|current|myself|mine|profile|account|whoami|settings|preferences|currentuser|userinfo)$/.test(
    wordsOf(text).join(''),
  );
}

/** Whether a list is asked for in parts. */
function isPaged({ parameters }: Operation): boolean {
  return parameters.some(
    ({ in: place, name }: Parameter) =>
      place === 'query' &&
      /^(?:page|limit|offset|cursor|per_?page|page_?size|after|before|skip)$/i.test(name),
  );
}
