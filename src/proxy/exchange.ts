import type { Readable } from 'node:stream';
import type { HttpHeaders } from '../http/exchange.ts';

/**
 * A flat list of names and values → fields by lower-case name; several of one name become a list.
 */
export function fieldsByName(raw: readonly string[]): HttpHeaders {
  const fields = new Map<string, string | string[]>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    const value = raw[index + 1]!;
    const known = fields.get(name);
    fields.set(name, known === undefined ? value : [known, value].flat());
  }
  // Null-prototype, because a field may have any name.
  return Object.assign(Object.create(null), Object.fromEntries(fields)) as HttpHeaders;
}

/** The content that passed, up to a limit; `undefined` if it was longer. */
export function keep(stream: Readable, limit: number): () => Uint8Array | undefined {
  let chunks: Uint8Array[] | undefined = [];
  let size = 0;
  stream.on('data', (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > limit) chunks = undefined;
    else chunks?.push(chunk);
  });
  return () => chunks && Buffer.concat(chunks);
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
