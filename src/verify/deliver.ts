import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../api/model.ts';
import { isNamed } from '../api/operation-name.ts';
import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { Judge } from '../judge/judge.ts';
import type { Access } from './access.ts';
import { createPace, type Pace } from './pace.ts';
import { type Provider, providerDefaults } from './provider.ts';
import { redirectedBase } from './redirect.ts';
import { createSender, type Sender } from './send.ts';
import type { Sent } from './sent.ts';
import { baseUrlFor } from './server-path.ts';

/** A request as it was sent, and its outcome. */
export type Delivered = Sent & {
  readonly request: HttpRequest;
  /** How long the answer took, without earlier waiting. */
  readonly milliseconds: number;
};

/** Sends requests as a provider needs them: with its fields and credentials, at its rate. */
export interface Delivery {
  /** Sends a request of an operation, to the operation's own servers if it has any. */
  deliver(
    request: HttpRequest,
    operation: Operation,
    /** Whether to wait if an answer asks for it and then send again; `true` by default. */
    how?: { readonly isPatient: boolean },
  ): Promise<Delivered>;
  close(): void;
}

export function createDelivery(
  provider: Provider,
  access: Access,
  { api, request: judgeRequest }: Pick<Judge, 'api' | 'request'>,
): Delivery {
  const sender = createSender(provider.baseUrl, provider);
  const pace = createPace(provider.rate);
  const paces = Object.entries(provider.rates ?? {}).map(([name, rate]) => ({
    name,
    pace: createPace(rate),
  }));
  const paceOf = (operation: Operation): Pace => {
    const own = paces.find(({ name }) => isNamed(operation, name));
    if (own === undefined) return pace;
    return async () => {
      await own.pace();
      await pace();
    };
  };
  const underOf = (operation: Operation) =>
    new URL(baseUrlFor(operation, api, provider.baseUrl)).pathname.replace(/\/$/, '');
  /** Milliseconds that answers have asked to wait. */
  let waited = 0;
  /** Operations that answer 401 to all credentials. */
  const closed = new Set<Operation>();
  const attempt = async (
    made: HttpRequest,
    operation: Operation,
    isPatient: boolean,
  ): Promise<Delivered> => {
    const under = underOf(operation);
    const plain = withFields(access.apply(made), provider.headers);
    for (let attempts = 0; ; attempts += 1) {
      // A nonce is good for one request.
      const request = await signed(plain, under, provider);
      const sent = await send(
        request,
        under,
        sender,
        provider.retries ?? providerDefaults.retries,
        paceOf(operation),
      );
      if (sent.ok) reportRedirect(sent.response, under, request.target, provider);
      const wait = isPatient && attempts < mostWaits.times ? waitOf(sent) : undefined;
      if (wait === undefined || waited + wait > mostWaits.total) return { ...sent, request };
      waited += wait;
      provider.onWait?.(wait);
      await sleep(wait);
    }
  };
  const isRefused = (sent: Delivered) => sent.ok && sent.response.status === 401;
  // A provider may check values before it checks credentials.
  const isSuccess = (sent: Delivered) => sent.ok && sent.response.status < 400;
  const areMissing = (request: HttpRequest) =>
    judgeRequest(request).findings.some(({ code }) => code === 'security-unmet');
  return {
    async deliver(made, operation, { isPatient } = { isPatient: true }) {
      const sent = await attempt(made, operation, isPatient);
      if (isSuccess(sent)) access.accepted(sent.request);
      if (!isRefused(sent) || closed.has(operation)) return sent;
      // A token may have expired since it was fetched.
      if (areMissing(sent.request) || !(await access.renewRefused(sent.request))) return sent;
      const again = await attempt(made, operation, isPatient);
      if (isRefused(again)) closed.add(operation);
      else if (isSuccess(again)) access.accepted(again.request);
      return again;
    },
    close: () => sender.close(),
  };
}

function reportRedirect(
  response: HttpResponse,
  under: string,
  target: string,
  { baseUrl, onRedirect }: Provider,
): void {
  if (onRedirect === undefined) return;
  const base = redirectedBase(response, new URL(baseUrl).origin + under, target);
  if (base !== undefined) onRedirect(base);
}

/** Sends a request, and again if no connection was established. */
async function send(
  request: HttpRequest,
  under: string,
  sender: Sender,
  retries: number,
  pace: Pace,
): Promise<Sent & { readonly milliseconds: number }> {
  for (let left = retries; ; left -= 1) {
    const turn = pace();
    if (turn !== undefined) await turn;
    const started = performance.now();
    const sent = await sender.send(request, under);
    if (sent.ok || sent.kind !== 'unreachable' || left <= 0) {
      return { ...sent, milliseconds: performance.now() - started };
    }
    await sleep(250 * 2 ** (retries - left));
  }
}

/**
 * Limits for Retry-After: how often a request is sent again, and milliseconds to wait for an answer
 * and in a run.
 */
const mostWaits = { times: 2, once: 30_000, total: 120_000 };

/** How long an answer asks to wait (RFC 6585 section 4, RFC 9110 section 15.6.4). */
function waitOf(sent: Sent): number | undefined {
  if (!sent.ok) return undefined;
  const { status, headers } = sent.response;
  if (status !== 429 && status !== 503) return undefined;
  const wait = retryAfter(headerValue(headers, 'retry-after'));
  return wait !== undefined && wait <= mostWaits.once ? wait : undefined;
}

/** The request with the fields that the hook adds. */
async function signed(
  request: HttpRequest,
  under: string,
  { sign, baseUrl }: Provider,
): Promise<HttpRequest> {
  if (sign === undefined) return request;
  const { method, target, headers, body } = request;
  const url = new URL(baseUrl).origin + under + target;
  const fields = Object.entries(await sign({ method, url, headers, body }));
  return withFields(
    request,
    Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value])),
  );
}

/** Fields for every request replace those of a case. */
function withFields(request: HttpRequest, fields: Provider['headers']): HttpRequest {
  if (fields === undefined) return request;
  return { ...request, headers: { ...request.headers, ...fields } };
}
