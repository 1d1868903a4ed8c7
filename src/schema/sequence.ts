import type { MediaType, Schema } from '../api/model.ts';
import { type JsonType, type Shape, unknownShape } from '../body/shape.ts';
import { isEventStream, isMultipart, isSequence, type MediaRange } from '../http/media-type.ts';
import type { Schemas } from './schemas.ts';

/** Whether a content is one value after another: by its media type, or parts described by `itemSchema`. */
export function isSequential(
  range: MediaRange,
  { itemSchema }: Pick<MediaType, 'itemSchema'>,
): boolean {
  return isSequence(range) || (isMultipart(range) && itemSchema !== undefined);
}

/** What a contract says of a media type that is one value after another. */
export interface DescribedSequence {
  /** What the sequence is read and written by. */
  readonly shape: Shape;
  /** Describes the values as a list, or the text of them all. */
  readonly whole: Schema | undefined;
  /** Describes each value. */
  readonly each: Schema | undefined;
  /** Whether the values of an event stream are the data of its events, rather than the events. */
  readonly isData: boolean;
  /** Why the schema says nothing of a sequence. */
  readonly problem: string | undefined;
}

/**
 * What the schemas of a sequence are about (OpenAPI 3.2 section 4.14.2): `itemSchema` is about each
 * value, and `schema` about the list of them, or, where it describes a string, about the text.
 *
 * Before 3.2 there was no word for a value of a sequence, and contracts wrote its schema as that of
 * the content. There, a schema that describes neither a list nor a text is taken as that of each
 * value; of an event stream, as that of the data of each event, unless it has a property `data` and
 * no others than the fields of an event. The items of a list are taken in the same way.
 */
export function describeSequence(
  { schema, itemSchema }: Pick<MediaType, 'schema' | 'itemSchema'>,
  range: MediaRange,
  schemas: Schemas,
): DescribedSequence {
  const shape = schemas.shape(schema);
  const { types } = shape;
  const isOlder = schemas.views.dialect !== '3.2';
  const isList = types.size === 0 || types.has('array');
  const isData = (value: Shape) => isOlder && isEventStream(range) && !isEvent(value);
  const plain = { shape, whole: schema, each: itemSchema, isData: false, problem: undefined };

  if (itemSchema !== undefined) {
    if (!isList && types.has('string')) return plain;
    return { ...plain, shape: listOf(schemas.shape(itemSchema), false) };
  }
  if (isList) {
    const item = shape.items();
    return item !== undefined && isData(item)
      ? { ...plain, shape: listOf(item, true), isData: true }
      : plain;
  }
  if (types.has('string') && !(isOlder && types.has('object'))) return plain;
  if (!isOlder) return { ...plain, problem: isNoList };
  const ofData = isData(shape);
  return { ...plain, shape: listOf(shape, ofData), whole: undefined, each: schema, isData: ofData };
}

const isNoList =
  'its schema describes no list, which a sequence is in OpenAPI 3.2; describe each value by "itemSchema"';

/** The fields of an event (HTML Living Standard section 9.2.6). */
const eventFields: ReadonlySet<string> = new Set(['event', 'data', 'id', 'retry']);

/** Whether a value that an example shows is an event, rather than the data of one. */
export function isEventValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, 'data') && Object.keys(value).every((name) => eventFields.has(name));
}

/** A schema of events as 3.2 has them, or one that says nothing of what its values are. */
function isEvent({ types, properties }: Shape): boolean {
  const names = [...properties().keys()];
  if (types.size === 0 && names.length === 0) return true;
  return names.includes('data') && names.every((name) => eventFields.has(name));
}

function listOf(item: Shape, isData: boolean): Shape {
  const value = isData ? { ...typed('object'), properties: () => new Map([['data', item]]) } : item;
  return { ...typed('array'), items: () => value };
}

function typed(type: JsonType): Shape {
  return { ...unknownShape, types: new Set([type]) };
}
