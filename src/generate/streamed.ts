import type { JsonObject } from '../api/node.ts';
import { isEventStream, type MediaRange } from '../http/media-type.ts';
import type { PlainViews, Together } from './plain-view.ts';

/**
 * The schemas of each value in a stream, like the types `ItemOf` and `EventData`: an item of the
 * described list, and the data of an event; none if they are texts.
 */
export function streamedSchemas(
  range: MediaRange,
  schema: JsonObject,
  plain: PlainViews,
): Together {
  const items = plain.item([schema], 0);
  const each = items.length === 0 ? [schema] : items;
  if (!isEventStream(range)) return each;
  const names = plain.propertyNames(each);
  const isEvent = names.length > 0 && names.every((name) => eventFields.has(name));
  return isEvent ? plain.property(each, 'data') : each;
}

const eventFields = new Set(['event', 'data', 'id', 'retry']);
