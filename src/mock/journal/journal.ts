import type { MockEvent } from '../event.ts';

export interface JournalOptions {
  /** How many exchanges to keep; 1,000 by default. */
  readonly entries?: number;
  /** How many bytes of each body to keep; 16 KiB by default. */
  readonly bodyLimit?: number;
}

/** An exchange in the journal. */
export interface JournalEntry {
  /** Counts from 1 while the mock runs. */
  readonly id: number;
  /** When the answer was made, in milliseconds since 1970. */
  readonly time: number;
  /** Bodies are cut at the limit. */
  readonly event: MockEvent;
  /** The lengths of the complete bodies. */
  readonly requestSize: number;
  readonly responseSize: number;
}

/** The last requests of a mock with their answers, up to a number of exchanges. */
export interface Journal {
  add(event: MockEvent): void;
  /** The oldest first. */
  entries(): readonly JournalEntry[];
  /** The entry with this number, if it is still kept. */
  entry(id: number): JournalEntry | undefined;
  /** Removes all entries; the numbers continue. */
  clear(): void;
  /** Calls a function with each new entry; the returned function stops that. */
  follow(listener: (entry: JournalEntry) => void): () => void;
}

export function createJournal({
  entries: most = 1000,
  bodyLimit = 16_384,
}: JournalOptions = {}): Journal {
  const ring: JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  let last = 0;
  /** The number of the oldest entry. */
  let first = 1;

  return {
    // This runs before the client gets its answer, so it only stores what later work needs.
    add(event) {
      last += 1;
      const { body } = event.inside ?? event.request;
      const requestSize = event.unread?.request ?? body.length;
      const responseSize = event.unread?.response ?? event.response.body.length;
      const isLong = requestSize > bodyLimit || responseSize > bodyLimit;
      const isEncoded = body !== event.request.body;
      const kept = isLong || isEncoded ? cut(event, body, bodyLimit) : event;
      const entry = { id: last, time: Date.now(), event: kept, requestSize, responseSize };
      ring[last % most] = entry;
      if (last - most >= first) first = last - most + 1;
      if (listeners.size > 0) for (const listener of listeners) listener(entry);
    },
    entries() {
      const all: JournalEntry[] = [];
      for (let id = first; id <= last; id += 1) all.push(ring[id % most]!);
      return all;
    },
    entry: (id) =>
      Number.isInteger(id) && id >= first && id <= last ? ring[id % most] : undefined,
    clear() {
      ring.length = 0;
      first = last + 1;
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The event with copies of the first bytes of its decoded bodies, so that the rest can be freed.
 */
function cut(event: MockEvent, body: Uint8Array, limit: number): MockEvent {
  const { request, response } = event;
  return {
    ...event,
    request: { ...request, body: beginning(body, limit) },
    // `inside` holds the whole body.
    inside: undefined,
    response: { ...response, body: beginning(response.body, limit) },
  };
}

/** A copy: `slice` of a Buffer is a view, and keeps the whole. */
function beginning(body: Uint8Array, limit: number): Uint8Array {
  return new Uint8Array(body.subarray(0, limit));
}
