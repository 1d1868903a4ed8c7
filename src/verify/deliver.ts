import type { Operation } from '../api/model.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
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
  { api, request: judgeRequest }: Pick<Judge, 'api' | 'request'>,
): Delivery {
  const sender = createSender(provider.baseUrl, provider);
  const pace = createPace(provider.rate);
  const underOf = (operation: Operation) =>
    new URL(baseUrlFor(operation, api, provider.baseUrl)).pathname.replace(/\/$/, '');
  /** Operations that answer 401 whatever the credentials. */
  const closed = new Set<Operation>();
  const attempt = async (made: HttpRequest, operation: Operation): Promise<Delivered> => {
    const request = withFields(access.apply(made), provider.headers);
    const sent = await send(request, underOf(operation), sender, provider.retries ?? 0, pace);
    return { ...sent, request };
  };
  const isRefused = (sent: Delivered) => sent.ok && sent.response.status === 401;
  // A provider may look at the values before it looks at who sends them.
  const isSuccess = (sent: Delivered) => sent.ok && sent.response.status < 400;
  const areMissing = (request: HttpRequest) =>
    judgeRequest(request).findings.some(({ code }) => code === 'security-unmet');
  return {
    async deliver(made, operation) {
      const sent = await attempt(made, operation);
      if (isSuccess(sent)) access.accepted(sent.request);
      if (!isRefused(sent) || closed.has(operation)) return sent;
      // A token may have expired since it was fetched.
      if (areMissing(sent.request) || !(await access.renewRefused(sent.request))) return sent;
      const again = await attempt(made, operation);
      if (isRefused(again)) closed.add(operation);
      else if (isSuccess(again)) access.accepted(again.request);
      return again;
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
