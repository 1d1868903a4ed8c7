import type { MediaType, Schema } from '../api/model.ts';
import { type JsonType, type Shape, unknownShape } from '../body/shape.ts';
import { isEventStream, isMultipart, isSequence, type MediaRange } from '../http/media-type.ts';
import type { Schemas } from './schemas.ts';

/** Whether a content is a sequence of values: by its media type, or by `itemSchema`. */
export function isSequential(
  range: MediaRange,
  { itemSchema }: Pick<MediaType, 'itemSchema'>,
): boolean {
  return isSequence(range) || (isMultipart(range) && itemSchema !== undefined);
}

/** The description of a media type that is a sequence of values. */
export interface DescribedSequence {
  /** The codec for the sequence. */
  readonly shape: Shape;
  /** Describes the list of values, or their whole text. */
  readonly whole: Schema | undefined;
  /** Describes each value. */
  readonly each: Schema | undefined;
  /** Whether the values of an event stream are the data of its events, instead of the events. */
  readonly isData: boolean;
  /** Why the schema does not describe a sequence. */
  readonly problem: string | undefined;
}

/**
 * What the schemas of a sequence describe (OpenAPI 3.2 section 4.14.2). `itemSchema` describes each
 * value, and `schema` the list of values, or the text if it describes a string. Before 3.2 there
 * was no keyword for one value, and contracts put its schema in the place of the content's. So
 * there, a schema that describes neither a list nor a text describes each value. In an event stream
 * it describes the data of each event, unless it has a property `data` and only the fields of
 * events. The items of a list are read in the same way.
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

/** Whether an example's value is an event, instead of the data of one. */
export function isEventValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, 'data') && Object.keys(value).every((name) => eventFields.has(name));
}

/** A schema of events as in 3.2, or one without constraints on its values. */
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
