import type { HttpRequest } from '../http/exchange.ts';
import type { Access } from './access.ts';
import { createPace } from './pace.ts';
import type { Provider } from './provider.ts';
import { createSender, type Sender } from './send.ts';
import type { Sent } from './sent.ts';

/** A request as it was sent, and what came of it. */
export type Delivered = Sent & { readonly request: HttpRequest };

/** Sends requests as a provider asks for: with its fields and credentials, at its pace. */
export interface Delivery {
  deliver(request: HttpRequest): Promise<Delivered>;
  close(): void;
}

export function createDelivery(provider: Provider, access: Access): Delivery {
  const sender = createSender(provider.baseUrl, provider);
  const pace = createPace(provider.rate);
  return {
    async deliver(made) {
      const request = withFields(access.apply(made), provider.headers);
      return { ...(await send(request, sender, provider.retries ?? 0, pace)), request };
    },
    close: () => sender.close(),
  };
}

/** Sends a request, again where no connection came about. */
async function send(
  request: HttpRequest,
  sender: Sender,
  retries: number,
  pace: () => Promise<void> | undefined,
): Promise<Sent> {
  for (let left = retries; ; left -= 1) {
    const turn = pace();
    if (turn !== undefined) await turn;
    const sent = await sender.send(request);
    if (sent.ok || sent.kind !== 'unreachable' || left <= 0) return sent;
    await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** (retries - left)));
  }
}

/** Fields that were asked for with every request replace those of a case. */
function withFields(request: HttpRequest, fields: Provider['headers']): HttpRequest {
  if (fields === undefined) return request;
  return { ...request, headers: { ...request.headers, ...fields } };
}
