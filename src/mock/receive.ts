import type { IncomingMessage, ServerResponse } from 'node:http';
import { noBody } from '../http/exchange.ts';

/** The content of a request that is being read. */
export type Body =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  /** The client went away before it was all there. */
  | { readonly kind: 'gone' };

/** Reads the content up to a limit; no more of it is kept in memory than that. */
export function receive(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  limit: number,
): Promise<Body> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) {
    return Promise.resolve({ kind: 'too-large' });
  }
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
  if (length === undefined && coding === undefined) {
    return Promise.resolve({ kind: 'read', bytes: noBody });
  }
  if (incoming.headers.expect !== undefined) outgoing.writeContinue();
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const finish = (body: Body) => {
      incoming.off('data', take);
      resolve(body);
    };
    const take = (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > limit) finish({ kind: 'too-large' });
      else chunks.push(chunk);
    };
    incoming.on('data', take);
    incoming.once('end', () =>
      finish({ kind: 'read', bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }),
    );
    incoming.once('error', () => finish({ kind: 'gone' }));
    incoming.once('close', () => finish({ kind: 'gone' }));
  });
}
