import type { FormatReader } from './contract.ts';
import { formatReader, type Make } from './formats.ts';

/** Instants (`format: date-time`) as `Date`; a day without a time is no instant, and stays a text. */
export const dateObjects: FormatReader = reader({
  'date-time': (text, isOne) => {
    // `Date` would accept too many other texts.
    if (isOne && !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/i.test(text)) throw new RangeError();
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw new RangeError(`"${text}" is not a date-time`);
    return date;
  },
});

/** Dates, times and durations as `Temporal` objects. The platform, or a polyfill, must have it. */
export const temporalDates: FormatReader = reader({
  'date-time': (text) => temporal().Instant.from(text),
  date: (text) => temporal().PlainDate.from(text),
  duration: (text) => temporal().Duration.from(text),
});

function reader(formats: Readonly<Record<string, Make<string>>>): FormatReader {
  return formatReader((value) => typeof value === 'string', formats);
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
