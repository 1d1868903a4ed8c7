import type { Schema } from '../../api/model.ts';
import { below, isObject } from '../../api/node.ts';
import { itemNodes } from '../../schema/members.ts';
import { differentFrom } from './different.ts';
import type { Instance } from './instances.ts';
import { closedBy, isList, isTrue, limits, tightest } from './limits.ts';
import type { Subject } from './subject.ts';
import { edgeAt, type Fault, faultAt, type Variation } from './variation.ts';

/** Longer lists are not sent. */
const longest = 1000;

/** Lists of as few and as many items as are allowed. */
export function* arrayEdges(instance: Instance, subject: Subject): Iterable<Variation> {
  const { schemas, value } = instance;
  if (!Array.isArray(value) || schemas.length === 0) return;
  const least = tightest(schemas, 'minItems', 'least');
  const most = tightest(schemas, 'maxItems', 'greatest');
  if (least === undefined || least.value === 0) {
    yield edgeAt(instance, ['empty'], 'an empty list', least?.at ?? schemas[0]!.at, [[]]);
  } else {
    const what = `a list of ${items(least.value)}`;
    yield edgeAt(
      instance,
      ['minItems'],
      what,
      least.at,
      listsOfLength(value, instance, subject, least.value),
    );
  }
  if (most !== undefined && most.value <= longest) {
    const what = `a list of ${items(most.value)}`;
    yield edgeAt(
      instance,
      ['maxItems'],
      what,
      most.at,
      listsOfLength(value, instance, subject, most.value),
    );
  } else if (most === undefined) {
    yield edgeAt(
      instance,
      ['several'],
      'a list of 3 items',
      schemas[0]!.at,
      listsOfLength(value, instance, subject, 3),
    );
  }
}

/** Lists with too few or too many items, with one twice, or without one that must be there. */
export function* arrayFaults(instance: Instance, subject: Subject): Iterable<Fault> {
  const { schemas, value } = instance;
  if (!Array.isArray(value)) return;
  const least = tightest(schemas, 'minItems', 'least');
  const most = tightest(schemas, 'maxItems', 'greatest');
  if (least !== undefined && least.value > 0 && least.value <= longest) {
    yield faultAt(instance, 'minItems', {
      what: `a list of ${items(least.value - 1)} where ${least.value} are the least`,
      at: least.at,
      values: listsOfLength(value, instance, subject, least.value - 1),
    });
  }
  if (most !== undefined && most.value < longest) {
    yield faultAt(instance, 'maxItems', {
      what: `a list of ${items(most.value + 1)} where ${most.value} are the most`,
      at: most.at,
      values: listsOfLength(value, instance, subject, most.value + 1),
    });
  }
  for (const { at } of limits(schemas, 'uniqueItems', isTrue)) {
    if (value.length === 0) continue;
    yield faultAt(instance, 'uniqueItems', {
      what: 'a list that has an item twice',
      at,
      values: [
        [...value, value.at(-1)],
        [...value.slice(0, -1), value[0]],
        [value[0], value[0]],
      ],
    });
  }
  const closing = ['items', 'unevaluatedItems'];
  const closed = closedBy(schemas, closing);
  if (closed !== undefined) {
    yield faultAt(instance, closed.keyword, {
      what: 'a list with an item that is not described, where none may be',
      at: closed.at,
      values: [...value.slice(-1), 'value', 0].map((one) => [...value, one]),
      keywords: [...closing, 'false schema', 'maxItems'],
      within: true,
    });
  }
  yield* containsFaults(instance, value, subject);
}

function* containsFaults(
  instance: Instance,
  value: readonly unknown[],
  subject: Subject,
): Iterable<Fault> {
  for (const { keywords, at } of instance.schemas) {
    if (keywords.contains === undefined) continue;
    const least = typeof keywords.minContains === 'number' ? keywords.minContains : 1;
    const others = [...differentFrom(value[0]), 'other', 0, null, {}, []];
    const size = Math.max(value.length, 1);
    if (least > 0) {
      const keyword = keywords.minContains === undefined ? 'contains' : 'minContains';
      yield faultAt(instance, 'contains', {
        what: 'a list without what it must contain',
        at: below(at, keyword),
        values: [
          ...others.map((other) => Array.from({ length: size }, () => other)),
          ...others.map((other) => [...value.slice(0, least - 1), other]),
          [],
        ],
        keywords: ['contains', 'minContains'],
      });
    }
    if (typeof keywords.maxContains === 'number') {
      yield faultAt(instance, 'maxContains', {
        what: `a list that contains it more than ${keywords.maxContains} times`,
        at: below(at, 'maxContains'),
        values: listsOfLength(value.slice(0, 1), instance, subject, keywords.maxContains + 1),
        keywords: ['contains', 'maxContains'],
      });
    }
  }
}

function items(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}

/** Lists of a length, of items that all differ and are valid, or of the last over and over. */
function* listsOfLength(
  value: readonly unknown[],
  { described }: Instance,
  { schemas }: Subject,
  length: number,
): Iterable<readonly unknown[]> {
  if (length <= value.length) {
    yield value.slice(0, length);
    return;
  }
  if (value.length === 0) return;
  const last = value.at(-1);
  const fits = (item: unknown, index: number) =>
    itemNodes(described.schemas, index).every(
      (node) => schemas.check(node, 'request', item).kind === 'valid',
    );
  const different = [...value];
  const texts = new Set(value.map((item) => JSON.stringify(item)));
  const queue = itemNodes(described.schemas, value.length).flatMap((node) =>
    writtenValues(node, schemas),
  );
  queue.push(...differentFrom(last));
  for (
    let next = 0;
    next < queue.length && next < 8 * length + 40 && different.length < length;
    next += 1
  ) {
    const item = queue[next];
    const text = JSON.stringify(item);
    if (texts.has(text)) continue;
    texts.add(text);
    if (!fits(item, different.length)) continue;
    different.push(item);
    queue.push(...differentFrom(item));
  }
  if (different.length === length) yield different;
  yield [...value, ...Array.from({ length: length - value.length }, () => last)];
}

function writtenValues(node: Schema, schemas: Subject['schemas']): readonly unknown[] {
  const { value } = schemas.resolve(node);
  return isObject(value) && isList(value.enum) ? value.enum : [];
}
