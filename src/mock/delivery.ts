import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../http/exchange.ts';

/** An answer that is delivered in a special way: in pieces, in part, or never. */
export interface DeliveredResponse extends HttpResponse {
  readonly delivery?: Delivery;
}

export interface Delivery {
  /** Over a socket. */
  send(response: HttpResponse, outgoing: ServerResponse): void;
  /** Delivers an answer as a Fetch response; rejects if there is no answer. */
  fetch(response: HttpResponse): Promise<Response>;
}
