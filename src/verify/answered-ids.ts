import type { Operation, Parameter } from '../api/model.ts';
import { valueAt } from '../json/pointer.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import { answeredBody } from '../judge/judged.ts';
import type { Resources } from '../resources/resource.ts';
import { listIn } from './cases/shown-item.ts';
import { idIn, isId } from './ids.ts';
import type { ItemPaths } from './item-paths.ts';
import { shapeOf } from './item-shape.ts';
import { locationId, locationPath } from './location-path.ts';

/** Which items answers show, by their ids. */
export interface AnsweredIds {
  /** The ids in a list with their items, the fullest first. */
  listed(judged: JudgedExchange, kind: string): readonly (readonly [string | number, unknown])[];
  /** The id in the answer to a creation, or in its Location. */
  created(judged: JudgedExchange, kind: string): string | number | undefined;
}

export function answeredIds({
  judge,
  resources,
  paths,
}: {
  readonly judge: Judge;
  readonly resources: Resources;
  readonly paths: ItemPaths;
}): AnsweredIds {
  function listed(judged: JudgedExchange, kind: string) {
    const { media } = judged.response.content;
    const place = media && resources.roleOf(judged.operation!).responseItem(media);
    const body = answeredBody(judged);
    const items = (place && valueAt(body, place.pointer)) ?? listIn(body);
    const entries: (readonly [string | number, unknown])[] = [];
    if (Array.isArray(items)) {
      for (const item of items) {
        const id = typeof item === 'object' ? idOfItem(item, kind) : item;
        if (isId(id)) entries.push([id, item]);
      }
    } else if (place?.holds === 'map' && typeof items === 'object' && items !== null) {
      entries.push(...Object.entries(items));
    }
    // The fullest first: it has most of what its schema describes.
    return entries.sort(([, a], [, b]) => shapeOf(b).length - shapeOf(a).length);
  }

  function idOfItem(item: unknown, kind: string): unknown {
    const described = resources.all.find(({ name }) => name === kind)?.id;
    const own = described === undefined ? undefined : valueAt(item, described);
    if (isId(own)) return own;
    const member = paths.member(kind);
    return member && idIn(item, member.operation.path, member.parameter.name);
  }

  function created(judged: JudgedExchange, kind: string): string | number | undefined {
    const member = paths.member(kind);
    const { media } = judged.response.content;
    const place = media && resources.roleOf(judged.operation!).responseItem(media);
    const body = answeredBody(judged);
    if (place !== undefined) {
      const beside = place.id === undefined ? undefined : valueAt(body, place.id);
      const id = beside ?? idOfItem(valueAt(body, place.pointer), kind);
      if (isId(id)) return id;
    }
    // No path names it, so no request can use it; but the item exists.
    if (member === undefined)
      return isId(valueAt(body, '/id')) ? (valueAt(body, '/id') as string) : undefined;
    const { operation, parameter } = member;
    return idIn(body, operation.path, parameter.name) ?? idInLocation(judged, operation, parameter);
  }

  function idInLocation(judged: JudgedExchange, operation: Operation, { name }: Parameter) {
    const { exchange } = judged;
    const path = locationPath(exchange.response.headers);
    if (path === undefined) return undefined;
    const meant = judge.request({ ...exchange.request, method: operation.method, target: path });
    const value = meant.operation === operation ? meant.path[name] : undefined;
    return isId(value) ? value : locationId(exchange.response.headers);
  }

  return { listed, created };
}
