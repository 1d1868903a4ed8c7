import type { Operation } from '../api/model.ts';
import {
  bodyValue,
  describesList,
  type FoundItem,
  type FoundList,
  findItem,
  findList,
  hasIdentity,
  isPatchContent,
  mainValue,
  successContents,
} from './content.ts';
import { verbSegment } from './names.ts';
import { createNouns } from './nouns.ts';
import {
  asksForList,
  isMember,
  memberNode,
  operationAt,
  type PathNode,
  textsAbove,
} from './path.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isAlike,
  isArray,
  isMirror,
  isSame,
} from './value.ts';

/** The contents at a node of the paths: a list, an item, a single thing. */
export interface Places {
  answerOf(operation: Operation | undefined): DescribedValue | undefined;
  requestOf(operation: Operation | undefined): DescribedValue | undefined;
  /** Whether one of the bodies of an operation is a JSON Patch. */
  sendsPatch(operation: Operation): boolean;
  /** The name of an item at a node. */
  nounsOf(node: PathNode): readonly string[];
  /** The list in an answer of an operation at a node. */
  listIn(node: PathNode, value: DescribedValue): FoundList | undefined;
  listAt(node: PathNode, operation?: Operation): FoundList | undefined;
  itemIn(node: PathNode, value: DescribedValue): FoundItem | undefined;
  /** An item below a node, as its operations show it. */
  itemAt(node: PathNode): DescribedValue | undefined;
  /** The single item of a node, beside the items below it: `/user` and `/user/{id}`. */
  oneOf(node: PathNode): PathNode;
  /** The single item of a node without ids. */
  oneAt(node: PathNode): DescribedValue | undefined;
  /** Whether an operation's answer shows an item of a node. */
  shows(operation: Operation, node: PathNode): boolean;
  /** Whether an answer or a request has the schema of a node's items. */
  showsWhole(operation: Operation, node: PathNode): boolean;
  sendsWhole(operation: Operation, node: PathNode): boolean;
  /** Whether an answer or a request has the form in which GET of a node lists items. */
  showsList(operation: Operation, node: PathNode): boolean;
  sendsList(operation: Operation, node: PathNode): boolean;
  /** Whether items stand below a node. */
  isCollection(node: PathNode): boolean;
  /** Whether GET of a node shows a single thing instead of a list. */
  isOne(node: PathNode): boolean;
  /**
   * The place of the items of a member's path. Of two parameters in a row, the second may be a
   * secret instead of an id: `/webhooks/{id}/{token}` shows what `/webhooks/{id}` does.
   */
  homeOf(member: PathNode): PathNode;
}

export function placesOf(describe: DescribeValue): Places {
  const items = new Map<PathNode, DescribedValue | undefined>();
  const homes = new Map<PathNode, PathNode>();
  const ones = new Map<PathNode, PathNode>();
  const nounsOf = createNouns();

  const answerOf = remembered((operation) => mainValue(successContents(operation), describe));
  const requestOf = remembered(({ requestBody }) =>
    mainValue(requestBody?.content ?? [], describe),
  );

  function sendsPatch(operation: Operation): boolean {
    const contents = operation.requestBody?.content ?? [];
    return contents.some((media) => {
      const value = bodyValue(media, describe);
      return value !== undefined && isPatchContent(operation, media, value);
    });
  }

  /**
   * The possible names of a list's items at a node, also from the segment before, as in
   * `/threads/archived`.
   */
  function listIn(node: PathNode, value: DescribedValue): FoundList | undefined {
    return findList(value, [...new Set([...nounsOf(node), ...textsAbove(node)])]);
  }

  function listAt(node: PathNode, operation = operationAt(node, 'GET')): FoundList | undefined {
    const answer = answerOf(operation);
    if (answer === undefined || isPutWhole(node, answer)) return undefined;
    const found = listIn(node, answer);
    if (found === undefined) return undefined;
    if (found.pointer === '' && found.holds !== 'map') return found;
    if (hasIdentity(answer) || isEnvelopeOfItem(node, answer)) return undefined;
    if (found.holds === 'map') return memberNode(node) === undefined ? undefined : found;
    if (isMember(node)) {
      return isPaged(operation!) || (answer.properties.size <= 5 && describesList(answer))
        ? found
        : undefined;
    }
    if (!found.isGuess) return found;
    return memberNode(node) !== undefined || describesList(answer) || answer.properties.size === 1
      ? found
      : undefined;
  }

  /** Whether an answer contains an item, possibly beside other items: `{data, included}`. */
  function isEnvelopeOfItem(node: PathNode, answer: DescribedValue): boolean {
    const found = findItem(answer, nounsOf(node));
    return found !== undefined && found.pointer !== '' && hasIdentity(found.item);
  }

  /**
   * Whether PUT of a node sends everything that GET shows: one thing, even if it holds an array.
   */
  function isPutWhole(node: PathNode, answer: DescribedValue): boolean {
    const sent = memberNode(node) === undefined ? requestOf(operationAt(node, 'PUT')) : undefined;
    return sent !== undefined && !isArray(answer) && isMirror(sent, answer);
  }

  const itemIn = (node: PathNode, value: DescribedValue) => findItem(value, nounsOf(node));

  function itemAt(node: PathNode): DescribedValue | undefined {
    if (!items.has(node)) {
      items.set(node, undefined);
      // Of several schemas, the one with which a store can validate items.
      const item = findItemAt(node);
      items.set(node, item && describe(item.schema));
    }
    return items.get(node);
  }

  function findItemAt(node: PathNode): DescribedValue | undefined {
    const member = memberNode(node);
    const itemOf = (value: DescribedValue | undefined) => {
      const item = value && itemIn(node, value)?.item;
      return item !== undefined && item.properties.size > 0 ? item : undefined;
    };
    const read = operationAt(member, 'GET');
    const shown =
      member === undefined || listAt(member) !== undefined ? undefined : itemOf(answerOf(read));
    if (shown !== undefined) return shown;
    const post = operationAt(node, 'POST');
    const search = post !== undefined && asksForList(node, post) ? post : undefined;
    const listed = listAt(node) ?? listAt(node, search ?? operationAt(node, 'QUERY'));
    if (listed?.item.properties.size) return listed.item;
    const writers = [
      post,
      ...['PUT', 'PATCH', 'POST', 'DELETE'].map((method) => operationAt(member, method)),
      operationAt(node, 'PUT'),
    ];
    const values = [...writers.map(answerOf), ...writers.slice(0, -1).map(requestOf)];
    const shownOrSent = values.map(itemOf).find((item) => item !== undefined);
    return shownOrSent ?? listed?.item ?? itemOfVerbs(node);
  }

  /** An item as shown by operations with a verb in the path: `/users.info`, `/users.list`. */
  function itemOfVerbs(node: PathNode): DescribedValue | undefined {
    const below = [...(memberNode(node)?.children.values() ?? []), ...node.children.values()];
    const children = below.filter(({ text }) => text !== undefined);
    for (const verb of ['read', 'list', 'create'] as const) {
      const child = children.find(({ text }) => verbSegment(text!) === verb);
      const answer = answerOf(child?.operations[0]);
      if (answer === undefined) continue;
      const item = verb === 'list' ? listIn(node, answer)?.item : itemIn(node, answer)?.item;
      if (item !== undefined && item.properties.size > 0) return item;
    }
    return undefined;
  }

  function oneAt(node: PathNode): DescribedValue | undefined {
    const operations = ['GET', 'PUT', 'PATCH', 'POST'].map((method) => operationAt(node, method));
    const values = [...operations.map(answerOf), ...operations.map(requestOf)];
    const item = values
      .map((value) => value && itemIn(node, value)?.item)
      .find((one) => one !== undefined && one.properties.size > 0);
    return item && describe(item.schema);
  }

  function shows(operation: Operation, node: PathNode): boolean {
    const answer = answerOf(operation);
    const item = itemAt(node);
    const found = answer && itemIn(node, answer);
    return found !== undefined && item !== undefined && isAlike(found.item, item);
  }

  function isWhole(value: DescribedValue | undefined, node: PathNode): boolean {
    const item = itemAt(node);
    const found = value && itemIn(node, value);
    return (
      found !== undefined &&
      item !== undefined &&
      item.properties.size > 1 &&
      isSame(found.item, item)
    );
  }

  function isList(value: DescribedValue | undefined, node: PathNode): boolean {
    const list = answerOf(operationAt(node, 'GET'));
    return (
      value !== undefined && list !== undefined && listAt(node) !== undefined && isSame(value, list)
    );
  }

  function isOne(node: PathNode): boolean {
    const answer = answerOf(operationAt(node, 'GET'));
    return answer !== undefined && !isArray(answer) && listAt(node) === undefined;
  }

  function homeOf(member: PathNode): PathNode {
    let home = homes.get(member);
    if (home === undefined) {
      home = member.parent!;
      const read = operationAt(member, 'GET');
      const isProof =
        isMember(home) &&
        read !== undefined &&
        hasOperations(home) &&
        listAt(member) === undefined &&
        listAt(home) === undefined &&
        shows(read, home.parent!);
      if (isProof) home = homeOf(home);
      homes.set(member, home);
    }
    return home;
  }

  function oneOf(node: PathNode): PathNode {
    const one = ones.get(node) ?? { ...node, children: new Map() };
    ones.set(node, one);
    return one;
  }

  return {
    oneOf,
    answerOf,
    requestOf,
    sendsPatch,
    nounsOf,
    listIn,
    listAt,
    itemIn,
    itemAt,
    oneAt,
    shows,
    showsWhole: (operation, node) => isWhole(answerOf(operation), node),
    sendsWhole: (operation, node) => isWhole(requestOf(operation), node),
    showsList: (operation, node) => isList(answerOf(operation), node),
    sendsList: (operation, node) => isList(requestOf(operation), node),
    isCollection: (node) => memberNode(node) !== undefined || listAt(node) !== undefined,
    isOne,
    homeOf,
  };
}

/** Reads a body of each operation once. */
function remembered(find: (operation: Operation) => DescribedValue | undefined) {
  const known = new Map<Operation, DescribedValue | undefined>();
  return (operation: Operation | undefined): DescribedValue | undefined => {
    if (operation === undefined) return undefined;
    if (!known.has(operation)) known.set(operation, find(operation));
    return known.get(operation);
  };
}

function hasOperations({ operations }: PathNode): boolean {
  return operations.length > 0;
}

/** Whether a list has paging parameters. */
function isPaged({ parameters }: Operation): boolean {
  return parameters.some(
    ({ in: place, name }) =>
      place === 'query' &&
      /^(?:page|limit|offset|cursor|per_?page|page_?size|after|before|skip)$/i.test(name),
  );
}
