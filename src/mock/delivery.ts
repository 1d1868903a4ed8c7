import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../http/exchange.ts';

/** An answer that leaves in a way of its own: bit by bit, in part, or never. */
export interface DeliveredResponse extends HttpResponse {
  readonly delivery?: Delivery;
}

export interface Delivery {
  /** Over a socket. */
  send(response: HttpResponse, outgoing: ServerResponse): void;
  /** The same as the Fetch Standard has it; rejects where there is no answer. */
  fetch(response: HttpResponse): Promise<Response>;
}
