import type { MediaType, Schema } from '../api/model.ts';
import { below, isObject } from '../api/node.ts';
import { isEventStream } from '../http/media-type.ts';
import { type Sample, type SampleOptions, sampleInSteps } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { describeSequence } from '../schema/sequence.ts';
import type { Steps } from '../steps.ts';

/** The number of generated values in a sequence, so that a client sees it continue and end. */
const most = 3;

/**
 * The values of a sequence, or its text: one for each of the first three described alternatives;
 * with `random`, one to three random values.
 */
export function* sequenceSample(
  media: MediaType,
  schemas: Schemas,
  part: Direction,
  options: SampleOptions = {},
): Steps<Sample> {
  const { whole, each, isData } = describeSequence(media, media.range, schemas);
  if (each === undefined) {
    if (whole === undefined)
      return { ok: true, value: isEventStream(media.range) ? [hello] : [{}] };
    const made = yield* sampleInSteps(schemas, whole, part, options);
    return asEvents(made, whole, media, schemas, part);
  }
  const values: unknown[] = [];
  for (const branch of branchesFor(each, schemas, options.random)) {
    const wanted = { ...options, ...(branch && { branch }) };
    const made = yield* sampleInSteps(schemas, each, part, wanted);
    if (!made.ok) return made;
    values.push(isEventStream(media.range) && !isData ? withData(made.value, each) : made.value);
  }
  const isValid = (list: unknown) =>
    whole === undefined || schemas.check(whole, part, list).kind === 'valid';
  const fewer = values.map((_, index) => values.slice(0, values.length - index));
  return { ok: true, value: fewer.find(isValid) ?? values };

  /** An event without data is not sent (HTML Living Standard section 9.2.6). */
  function withData(event: unknown, schema: Schema): unknown {
    if (!isObject(event) || event.data !== undefined) return event;
    const more = { ...event, ...hello };
    return schemas.check(schema, part, more).kind === 'valid' ? more : event;
  }
}

const hello = { data: 'string' };

/** The alternative of each value; `undefined` if it does not matter. */
function branchesFor(
  schema: Schema,
  schemas: Schemas,
  random: (() => number) | undefined,
): readonly (Schema['at'] | undefined)[] {
  if (random !== undefined) {
    return Array.from({ length: 1 + Math.floor(random() * most) }, () => undefined);
  }
  const { value, at } = schemas.resolve(schema);
  const keyword = ['oneOf', 'anyOf'].find((name) => isObject(value) && Array.isArray(value[name]));
  if (keyword === undefined) return [undefined];
  const branches = (value as Record<string, readonly unknown[]>)[keyword]!;
  return branches.slice(0, most).map((_, index) => below(at, keyword, index));
}

/** A text of a stream that a client can use: an event, if the schema allows one. */
function asEvents(
  made: Sample,
  schema: Schema,
  media: MediaType,
  schemas: Schemas,
  part: Direction,
): Sample {
  if (!made.ok || typeof made.value !== 'string' || !isEventStream(media.range)) return made;
  const value = `data: ${made.value.replace(/\r\n|\r|\n/g, '\ndata: ')}\n\n`;
  return schemas.check(schema, part, value).kind === 'valid' ? { ok: true, value } : made;
}
