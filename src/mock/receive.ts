import type { IncomingMessage, ServerResponse } from 'node:http';
import { emptyBody } from '../http/exchange.ts';

/** The content of a request that has been read. */
export type Body =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  /** The client disconnected before the content was complete. */
  | { readonly kind: 'gone' };

/**
 * Reads the content up to a limit, then calls `done` once; it stores no more than that. It makes no
 * promise, because most content arrives with its request.
 */
export function receive(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  limit: number,
  done: (body: Body) => void,
): void {
  const { 'content-length': length, 'transfer-encoding': coding, expect } = incoming.headers;
  if (Number(length ?? 0) > limit) {
    done({ kind: 'too-large' });
    return;
  }
  if (length === undefined && coding === undefined) {
    done({ kind: 'read', bytes: emptyBody });
    return;
  }
  if (expect !== undefined) outgoing.writeContinue();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isDone = false;
  const finish = (body: Body) => {
    if (isDone) return;
    isDone = true;
    done(body);
  };
  const take = (chunk: Uint8Array) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else {
      incoming.off('data', take);
      chunks.length = 0;
      finish({ kind: 'too-large' });
    }
  };
  incoming.on('data', take);
  incoming.on('end', () => {
    finish({ kind: 'read', bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
  });
  incoming.on('error', () => finish({ kind: 'gone' }));
  incoming.on('close', () => finish({ kind: 'gone' }));
}
