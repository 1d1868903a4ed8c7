import type { ServerResponse } from 'node:http';
import { type HttpResponse, sentFields } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { thrownMessage } from '../thrown-message.ts';
import { kept } from './cache.ts';
import type { DeliveredResponse } from './delivery.ts';
import { problem } from './problems.ts';

/** Sends an answer to who waits for it. */
export type Send = (response: DeliveredResponse, outgoing: ServerResponse) => void;

/** How many answers may wait for each other. */
const together = 32;

/**
 * Sends answers. Those of one turn of the event loop leave together. A client on the same machine
 * then wakes up only once for all of them, which costs the sender more than writing.
 */
export function createSend(): Send {
  const prepare = kept(prepared);
  let waiting: (readonly [HttpResponse, ServerResponse])[] = [];

  function flush(): void {
    const ready = waiting;
    waiting = [];
    for (const [response, outgoing] of ready) write(prepare(response), outgoing);
  }

  return (response, outgoing) => {
    if (response.delivery !== undefined) {
      response.delivery.send(response, outgoing);
      return;
    }
    waiting.push([response, outgoing]);
    if (waiting.length === 1) setImmediate(flush);
    else if (waiting.length === together) flush();
  };
}

/** An answer as Node wants it. */
interface Prepared {
  readonly status: number;
  readonly fields: Record<string, string | string[]>;
  /** The bytes, or a text with one character for each. */
  readonly content: Uint8Array | string;
}

function prepared({ status, headers, body }: HttpResponse): Prepared {
  const fields = sentFields(headers);
  // A compressed answer to HEAD has no content and no length.
  const isUnknown = body.length === 0 && 'content-encoding' in fields;
  if (status !== 204 && status !== 304 && !isUnknown) {
    fields['content-length'] ??= String(body.length);
  }
  return { status, fields, content: body.length > small ? body : asText(body) };
}

/** Up to this many bytes, Node writes a text faster, because it joins it to the header. */
const small = 16_384;

function asText({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

function write({ status, fields, content }: Prepared, outgoing: ServerResponse): void {
  try {
    outgoing.writeHead(status, fields);
  } catch (error) {
    outgoing.statusMessage = '';
    // Prism may give a field a value that HTTP cannot carry.
    const detail = `the answer cannot be sent: ${thrownMessage(error)}`;
    const response = problemResponse(problem('VIOLATIONS', detail));
    write(prepared(response), outgoing);
    return;
  }
  if (typeof content === 'string') outgoing.end(content, 'latin1');
  else outgoing.end(content);
}
