import { isObject, type JsonObject } from '../../api/node.ts';
import { type Pointer, valueAt } from '../../json/pointer.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import { answeredBody } from '../../judge/judged.ts';
import type { Resources } from '../../resources/resource.ts';

/** Finds the item in requests and answers of an operation, inside its envelope. */
export interface ShownItems {
  /** The item in a success; `undefined` if it shows none, or the answer is no success. */
  answered(judged: JudgedExchange | undefined): JsonObject | undefined;
  sent(judged: JudgedExchange | undefined): JsonObject | undefined;
  /** The items of a list; `undefined` if several lists are possible. */
  listed(judged: JudgedExchange): readonly unknown[] | undefined;
}

/** The items of a page: the body, or the one list that it holds. */
export function listIn(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  const lists = isObject(body) ? Object.values(body).filter((value) => Array.isArray(value)) : [];
  return lists.length === 1 ? (lists[0] as readonly unknown[]) : undefined;
}

export function shownItems(resources: Resources): ShownItems {
  const at = (value: unknown, pointer: Pointer | undefined) => {
    const item = pointer === undefined ? value : valueAt(value, pointer);
    return isObject(item) ? item : undefined;
  };
  return {
    listed(judged) {
      const { operation, response } = judged;
      const { media } = response.content;
      const place = operation && media && resources.roleOf(operation).responseItem(media);
      const body = answeredBody(judged);
      const list = place?.holds === 'array' ? valueAt(body, place.pointer) : undefined;
      return Array.isArray(list) ? list : listIn(body);
    },
    answered(judged) {
      if (judged === undefined || judged.exchange.response.status >= 300) return undefined;
      const { operation, response } = judged;
      const { media } = response.content;
      const place = operation && media && resources.roleOf(operation).responseItem(media);
      return at(answeredBody(judged), place?.pointer);
    },
    sent(judged) {
      if (judged === undefined) return undefined;
      const { operation, body, content } = judged.request;
      const { media } = content;
      return at(body, operation && media && resources.roleOf(operation).requestItem(media));
    },
  };
}
