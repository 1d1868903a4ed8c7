import type { Api, Operation } from '../api/model.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Access } from './access.ts';
import { createPace } from './pace.ts';
import type { Provider } from './provider.ts';
import { createSender, type Sender } from './send.ts';
import type { Sent } from './sent.ts';
import { baseUrlFor } from './server-path.ts';

/** A request as it was sent, and what came of it. */
export type Delivered = Sent & { readonly request: HttpRequest };

/** Sends requests as a provider asks for: with its fields and credentials, at its pace. */
export interface Delivery {
  /** Sends a request of an operation, to where its own servers are beside the others. */
  deliver(request: HttpRequest, operation: Operation): Promise<Delivered>;
  close(): void;
}

export function createDelivery(
  provider: Provider,
  access: Access,
  api: Pick<Api, 'servers'>,
): Delivery {
  const sender = createSender(provider.baseUrl, provider);
  const pace = createPace(provider.rate);
  const underOf = (operation: Operation) =>
    new URL(baseUrlFor(operation, api, provider.baseUrl)).pathname.replace(/\/$/, '');
  return {
    async deliver(made, operation) {
      const request = withFields(access.apply(made), provider.headers);
      return {
        ...(await send(request, underOf(operation), sender, provider.retries ?? 0, pace)),
        request,
      };
    },
    close: () => sender.close(),
  };
}

/** Sends a request, again where no connection came about. */
async function send(
  request: HttpRequest,
  under: string,
  sender: Sender,
  retries: number,
  pace: () => Promise<void> | undefined,
): Promise<Sent> {
  for (let left = retries; ; left -= 1) {
    const turn = pace();
    if (turn !== undefined) await turn;
    const sent = await sender.send(request, under);
    if (sent.ok || sent.kind !== 'unreachable' || left <= 0) return sent;
    await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** (retries - left)));
  }
}

/** Fields that were asked for with every request replace those of a case. */
function withFields(request: HttpRequest, fields: Provider['headers']): HttpRequest {
  if (fields === undefined) return request;
  return { ...request, headers: { ...request.headers, ...fields } };
}
