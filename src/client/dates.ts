import type { DateReader, DateShape } from './contract.ts';

/** Instants (`format: date-time`) as `Date`; a day without a time is no instant, and stays a text. */
export const dateObjects: DateReader = reader({
  'date-time': (text, isOne) => {
    if (isOne && !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/i.test(text)) throw new RangeError();
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw new RangeError(`"${text}" is not a date-time`);
    return date;
  },
});

/** Dates, times and durations as `Temporal` objects. The platform, or a polyfill, must have it. */
export const temporalDates: DateReader = reader({
  'date-time': (text) => temporal().Instant.from(text),
  date: (text) => temporal().PlainDate.from(text),
  duration: (text) => temporal().Duration.from(text),
});

/** `Date` would accept too many other texts, so a text that may be something else must match. */
type Make = (text: string, isOneOfSeveral: boolean) => unknown;

function reader(formats: Readonly<Record<string, Make>>): DateReader {
  const read: DateReader = (value, at, shapes) => {
    const shape: DateShape = shapes[at] ?? {};
    const { format, otherwise } = shape;
    const inside = (part: unknown, index: number | undefined) =>
      index === undefined ? part : read(part, index, shapes);
    if (typeof value === 'string') {
      const make = format === undefined ? undefined : formats[format];
      if (make === undefined) return value;
      if (otherwise === undefined) return make(value, false);
      try {
        return make(value, true);
      } catch (error) {
        if (error instanceof RangeError) return read(value, otherwise, shapes);
        throw error;
      }
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => inside(item, shape.prefix?.[index] ?? shape.items));
    }
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    const { properties = {}, others, tag, kinds = {} } = shape;
    const kind = String(tag !== undefined && (value as Record<string, unknown>)[tag]);
    if (Object.hasOwn(kinds, kind)) return read(value, kinds[kind]!, shapes);
    const members = Object.entries(value).map(([name, part]) => [
      name,
      inside(part, Object.hasOwn(properties, name) ? properties[name] : others),
    ]);
    return Object.fromEntries(members);
  };
  return read;
}

type TemporalNames = 'Instant' | 'PlainDate' | 'Duration';
type TemporalLike = Record<TemporalNames, { from(text: string): unknown }>;

function temporal(): TemporalLike {
  const found = (globalThis as { Temporal?: TemporalLike }).Temporal;
  if (found === undefined) {
    throw new TypeError('Temporal is not there: load a polyfill, or generate with `--dates date`');
  }
  return found;
}
