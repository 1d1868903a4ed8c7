import type { MockEvent } from '../event.ts';

export interface JournalOptions {
  /** How many exchanges are kept; 1,000 by default. */
  readonly entries?: number;
  /** The bytes that are kept of each body; 16 KiB by default. */
  readonly bodyLimit?: number;
}

/** An exchange in the journal. */
export interface JournalEntry {
  /** Counted from 1 as long as the mock runs. */
  readonly id: number;
  /** When the answer was made, in milliseconds since 1970. */
  readonly time: number;
  /** With bodies that are cut at the limit. */
  readonly event: MockEvent;
  /** The lengths of the bodies before they were cut. */
  readonly requestSize: number;
  readonly responseSize: number;
}

/** What a mock was asked last, and what it answered: as many exchanges as there is room for. */
export interface Journal {
  add(event: MockEvent): void;
  /** The oldest first. */
  entries(): readonly JournalEntry[];
  /** The entry with this number, as long as it is kept. */
  entry(id: number): JournalEntry | undefined;
  /** Forgets all that there is; the numbers go on. */
  clear(): void;
  /** Calls a function with each new entry, until the function that is given back is called. */
  follow(listener: (entry: JournalEntry) => void): () => void;
}

export function createJournal({
  entries: most = 1000,
  bodyLimit = 16_384,
}: JournalOptions = {}): Journal {
  const ring: JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  let last = 0;
  /** The number of the oldest entry that counts. */
  let first = 1;

  return {
    // Beside the answer that a client waits for: what can be worked out later, is.
    add(event) {
      last += 1;
      const { body } = event.inside ?? event.request;
      const requestSize = body.length;
      const responseSize = event.response.body.length;
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

/** The event with the beginnings of its decoded bodies, copied, so that the rest can be freed. */
function cut(event: MockEvent, body: Uint8Array, limit: number): MockEvent {
  const { request, response } = event;
  return {
    ...event,
    request: { ...request, body: beginning(body, limit) },
    // It has the whole body.
    inside: undefined,
    response: { ...response, body: beginning(response.body, limit) },
  };
}

/** A copy: `slice` of a Buffer is a view, and keeps the whole. */
function beginning(body: Uint8Array, limit: number): Uint8Array {
  return new Uint8Array(body.subarray(0, limit));
}
