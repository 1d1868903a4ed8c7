/** An injected fault: its kind, its operation, its frequency. */
export interface Fault {
  /** The fault as the user wrote it. */
  readonly text: string;
  /** The id of an operation, or `GET /pets`; `undefined` for all. */
  readonly operation: string | undefined;
  readonly effect: Effect;
  /** The share of requests with the fault, from 0 to 1. */
  readonly rate: number;
  /** How many requests meet it. */
  readonly count: number;
}

export type Effect =
  /**
   * Milliseconds before the answer: between two limits, or lognormal with a median and a 99th
   * percentile.
   */
  | { readonly kind: 'latency'; readonly least: number; readonly most: number }
  | { readonly kind: 'latency'; readonly median: number; readonly p99: number }
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  /** The connection is reset before the head, or in the middle of the body. */
  | { readonly kind: 'reset' | 'cut' }
  /** The body ends too early or stalls; or the bytes are not HTTP. */
  | { readonly kind: 'truncate' | 'stall' | 'garbage' }
  | { readonly kind: 'slow-head'; readonly milliseconds: number }
  | { readonly kind: 'status'; readonly status: 429 | 503; readonly retryAfter: number }
  /** In each `of` requests, the last `length` ones get 503. */
  | { readonly kind: 'window'; readonly length: number; readonly of: number };

export type ReadFault =
  | { readonly ok: true; readonly fault: Fault }
  | { readonly ok: false; readonly reason: string };

export const faultForms =
  'latency 200ms, latency 100ms-300ms, latency 200ms p99 900ms, throttle 10kb/s, reset, cut, truncate, stall, ' +
  'garbage, slow-head 2s, 429 [retry 30s], 503 [retry 30s], 503 5 of 20; then 10% and x3 as you like';

/** Reads `createCustomer: reset 10% x3`. */
export function readFault(text: string): ReadFault {
  const [, name, rest = text] = /^(.*?):\s+(.*)$/s.exec(text) ?? [];
  let words = rest.trim();
  let rate = 1;
  let count = Number.POSITIVE_INFINITY;
  for (;;) {
    const [whole, percent, times] = /\s(?:(\d+(?:\.\d+)?)%|x(\d{1,9}))$/.exec(words) ?? [];
    if (whole === undefined) break;
    if (percent !== undefined) rate = Number(percent) / 100;
    else count = Number(times);
    words = words.slice(0, -whole.length).trim();
  }
  const effect = readEffect(words);
  if (effect === undefined || rate > 1) {
    return { ok: false, reason: `the fault "${text}" cannot be read; there are ${faultForms}` };
  }
  const operation = name === undefined || name === '*' ? undefined : name;
  return { ok: true, fault: { text, operation, effect, rate, count } };
}

function readEffect(words: string): Effect | undefined {
  if (/^(?:reset|cut|truncate|stall|garbage)$/.test(words)) {
    return { kind: words as 'reset' };
  }
  const latency = /^latency (\S+?)(?:-(\d\S*)| p99 (\S+))?$/.exec(words);
  if (latency !== null) {
    const [, first = '', most, p99] = latency;
    const least = milliseconds(first);
    if (least === undefined) return undefined;
    if (p99 !== undefined) {
      const high = milliseconds(p99);
      const isLognormal = high !== undefined && least > 0 && high >= least;
      return isLognormal ? { kind: 'latency', median: least, p99: high } : undefined;
    }
    const high = most === undefined ? least : milliseconds(most);
    return high === undefined || high < least ? undefined : { kind: 'latency', least, most: high };
  }
  const [, size, unit = ''] = /^throttle (\d{1,9})([km]?)b\/s$/i.exec(words) ?? [];
  if (size !== undefined && Number(size) > 0) {
    const factor = { k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1;
    return { kind: 'throttle', bytesPerSecond: Number(size) * factor };
  }
  const [, slow] = /^slow-head (\S+)$/.exec(words) ?? [];
  const time = slow === undefined ? undefined : milliseconds(slow);
  if (time !== undefined) return { kind: 'slow-head', milliseconds: time };
  const [, status, retry] = /^(429|503)(?: retry (\d{1,6})s?)?$/.exec(words) ?? [];
  if (status !== undefined) {
    return { kind: 'status', status: Number(status) as 429, retryAfter: Number(retry ?? 1) };
  }
  const [, length, of] = /^503 (\d{1,9}) of (\d{1,9})$/.exec(words) ?? [];
  if (length === undefined || Number(length) > Number(of)) return undefined;
  return { kind: 'window', length: Number(length), of: Number(of) };
}

/** A time of at most ten minutes: `200ms`, `1.5s`. */
function milliseconds(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
  const value = Number(number) * (unit === 's' ? 1000 : 1);
  return value <= 600_000 ? value : undefined;
}
