import type { DateReader, DateShape } from './contract.ts';

/** Instants (`format: date-time`) as `Date`; a day without a time is no instant, and stays a text. */
export const dateObjects: DateReader = reader({
  'date-time': (text) => {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw new RangeError(`"${text}" is no date-time`);
    return date;
  },
});

/** Dates, times and durations as `Temporal` has them. The platform, or a polyfill, must have it. */
export const temporalDates: DateReader = reader({
  'date-time': (text) => temporal().Instant.from(text),
  date: (text) => temporal().PlainDate.from(text),
  duration: (text) => temporal().Duration.from(text),
});

type Make = (text: string) => unknown;

function reader(formats: Readonly<Record<string, Make>>): DateReader {
  const read: DateReader = (value, at, shapes) => {
    const shape: DateShape = shapes[at] ?? {};
    const inside = (part: unknown, index: number | undefined) =>
      index === undefined ? part : read(part, index, shapes);
    if (typeof value === 'string') {
      const make = shape.format === undefined ? undefined : formats[shape.format];
      return make === undefined ? value : make(value);
    }
    if (Array.isArray(value)) return value.map((item) => inside(item, shape.items));
    if (typeof value !== 'object' || value === null) return value;
    const { properties = {}, others } = shape;
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
