import type { Delivery } from '../delivery.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { shownEntry } from './shown.ts';

/** Keeps proxies from closing an idle connection. */
const pause = 15_000;

/** How many bytes may wait for a slow reader. */
const mostWaiting = 4_000_000;

/**
 * New entries of a journal as server-sent events (HTML section 9.2). Stored entries after a given
 * one come first, so that a reader misses none after a broken connection.
 */
export function followJournal(
  journal: Journal,
  after: number | undefined,
  matches: (entry: JournalEntry) => boolean,
): Delivery {
  const missed = (): readonly JournalEntry[] =>
    after === undefined ? [] : journal.entries().filter(({ id }) => id > after);
  /** Gives back what ends it. */
  function start(write: (text: string) => void): () => void {
    write('retry: 1000\n\n');
    for (const entry of missed()) if (matches(entry)) write(eventOf(entry));
    const leave = journal.follow((entry) => {
      // Writing to a reader must not delay the answer in the entry.
      if (matches(entry)) setImmediate(() => write(eventOf(entry)));
    });
    const beat = setInterval(() => write(':\n\n'), pause);
    beat.unref();
    return () => {
      clearInterval(beat);
      leave();
    };
  }
  return {
    send({ status, headers }, outgoing) {
      outgoing.writeHead(status, headers as Record<string, string>);
      const end = start((text) => {
        if (outgoing.writableLength > mostWaiting) outgoing.destroy();
        else outgoing.write(text);
      });
      outgoing.on('close', end);
    },
    async fetch({ status, headers }) {
      let end = () => {};
      const encoder = new TextEncoder();
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          end = start((text) => controller.enqueue(encoder.encode(text)));
        },
        cancel: () => end(),
      });
      return new Response(stream, { status, headers: headers as Record<string, string> });
    },
  };
}

function eventOf(entry: JournalEntry): string {
  return `id: ${entry.id}\nevent: exchange\ndata: ${JSON.stringify(shownEntry(entry))}\n\n`;
}
