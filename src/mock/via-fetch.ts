import { type HttpRequest, sentLines } from '../http/exchange.ts';
import { fieldText } from '../http/field-text.ts';
import type { DeliveredResponse } from './delivery.ts';
import type { MaybePromise } from './maybe-promise.ts';

/** Answers a request of the Fetch Standard. */
export async function viaFetch(
  request: Request,
  answer: (request: HttpRequest) => MaybePromise<DeliveredResponse>,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const response = await answer({
    method: request.method,
    target: pathname + search,
    headers: Object.fromEntries(
      [...request.headers].map(([name, value]) => [name, fieldText(value)]),
    ),
    body: new Uint8Array(await request.arrayBuffer()),
  });
  const { status, headers, body, delivery } = response;
  if (delivery !== undefined) return delivery.fetch(response);
  // The Fetch Standard allows no content for these, not even an empty one.
  const isBare = [204, 205, 304].includes(status);
  return new Response(isBare ? null : new Uint8Array(body), {
    status,
    headers: sentLines(headers),
  });
}
