import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** A content that has passed, or its size if it was too long to keep. */
export type PassedContent = Uint8Array | number;

/**
 * Passes a content on while it arrives, at the speed of its receiver, and keeps a copy up to a
 * limit. If its length is known, the last bytes go out together with the end. `start` is the part
 * that was read before, after which the stream was paused.
 *
 * @returns what has passed so far.
 */
export function passContent(
  from: IncomingMessage,
  to: ClientRequest | ServerResponse,
  limit: number,
  start?: Uint8Array,
): () => PassedContent {
  const length = Number(from.headers['content-length']);
  let chunks: Uint8Array[] | undefined = [];
  let size = 0;
  const resume = () => void from.resume();
  const take = (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > limit) chunks = undefined;
    else chunks?.push(chunk);
    if (to.destroyed) return;
    if (size === length) to.end(chunk);
    else if (!to.write(chunk)) from.pause();
  };
  if (start !== undefined) take(start);
  from.on('data', take);
  from.on('end', () => {
    if (!to.writableEnded) to.end();
  });
  to.on('drain', resume);
  // The rest is read and dropped, so that the connection is free for the next message.
  to.on('close', resume);
  if (start !== undefined && !to.writableNeedDrain) resume();
  return () => {
    if (chunks === undefined) return size;
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  };
}

export type Collected =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  /** Beyond the limit: the part that was read, and the stream with the rest. */
  | { readonly kind: 'longer'; readonly start: Uint8Array }
  | { readonly kind: 'gone' };

/** Reads a content to its end, or until it is longer than a limit. */
export function collect(stream: Readable, limit: number): Promise<Collected> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const done = (collected: Collected) => {
      stream.off('data', take).off('end', end).off('error', gone).off('close', gone);
      resolve(collected);
    };
    const take = (chunk: Uint8Array) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= limit) return;
      stream.pause();
      done({ kind: 'longer', start: Buffer.concat(chunks) });
    };
    const end = () => done({ kind: 'whole', bytes: Buffer.concat(chunks) });
    const gone = () => done({ kind: 'gone' });
    stream.on('data', take).on('end', end).on('error', gone).on('close', gone);
  });
}
