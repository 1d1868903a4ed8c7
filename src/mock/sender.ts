import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../api/model.ts';
import { joinBytes } from '../body/bytes.ts';
import type { Finding } from '../finding.ts';
import { emptyBody, type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { Judge } from '../judge/judge.ts';
import { responseOf } from '../judge/messages.ts';
import { causeMessage } from '../thrown-message.ts';
import type { MockEvent } from './event.ts';
import { outgoingMessage, sendTo } from './outgoing-request.ts';
import { messageId, type SignatureForm, signatureOf } from './signature.ts';

/** How the webhooks and callbacks of an API are sent. */
export interface WebhookSettings {
  /** Hosts that they may go to, beside this machine. */
  readonly hosts?: readonly string[];
  /** How often a message is sent again that was not accepted; 2 by default. */
  readonly retries?: number;
  /** Milliseconds before it is sent again, twice as many each time; 1,000 by default. */
  readonly backoff?: number;
  /** The secret that signs messages; without it, nothing is signed. */
  readonly secret?: string;
  /**
   * The form of the signature; by default the contract's, if it describes the fields of Standard
   * Webhooks.
   */
  readonly signing?: SignatureForm;
}

export const usualRetries = 2;
const usualBackoff = 1_000;
/** No `Retry-After` keeps a message for longer. */
const longestPause = 60_000;
const longestAnswer = 1_000_000;

export interface Outgoing {
  readonly operation: Operation;
  readonly url: URL;
  readonly request: HttpRequest;
  /** Fields beside its own. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The session that it is sent for. */
  readonly session?: string;
}

/** The result of sending a message: the last answer, or the reason why there is none. */
export interface Sent {
  readonly attempts: number;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  /** The findings on the last answer. */
  readonly findings: readonly Finding[];
}

/** Sends a message until it is accepted, or often enough. */
export type Sender = (message: Outgoing) => Promise<Sent>;

/** `onEvent` receives each attempt. */
export function createSender(
  api: string,
  judge: Judge,
  settings: WebhookSettings,
  onEvent: (event: MockEvent) => void = () => {},
): Sender {
  const { retries = usualRetries, backoff = usualBackoff } = settings;

  async function attempt(message: Outgoing, id: string, which: string) {
    const { operation, url, request, fields, session } = message;
    const signature = signatureOf(operation, settings.signing, settings.secret);
    const signed = { ...fields, ...signature?.fields(request, id) };
    const sent = outgoingMessage(url, request, signed);
    const started = performance.now();
    let response: HttpResponse = { status: 0, headers: {}, body: emptyBody };
    let reason: string | undefined;
    try {
      response = await beginningOf(await sendTo(sent));
    } catch (error) {
      reason = causeMessage(error);
    }
    const { method } = operation;
    const findings =
      reason === undefined ? judge.response(operation, { method }, response).findings : [];
    const note = signature === undefined ? which : `${which}, signed: ${signature.name}`;
    onEvent({
      ...{ api, operation, findings, response, session },
      source: 'receiver',
      request: sent,
      milliseconds: performance.now() - started,
      trouble: reason === undefined ? note : `${note}: ${reason}`,
    });
    return { response, reason, findings };
  }

  return async (message) => {
    const id = messageId();
    for (let count = 1; ; count += 1) {
      const which = `attempt ${count} of ${retries + 1}`;
      const { response, reason, findings } = await attempt(message, id, which);
      const isTaken = reason === undefined && !isWorthAgain(response.status);
      if (isTaken || count > retries) {
        const status = reason === undefined ? response.status : undefined;
        return { attempts: count, status, reason, findings };
      }
      const retryDelay = retryAfter(headerValue(response.headers, 'retry-after')) ?? 0;
      const pause = Math.min(longestPause, Math.max(retryDelay, backoff * 2 ** (count - 1)));
      // The timer does not keep an idle process alive.
      await sleep(pause, undefined, { ref: false });
    }
  };
}

/** Statuses by which a receiver says that it may take the message later. */
function isWorthAgain(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** The beginning of a long answer is enough. */
async function beginningOf(response: Response): Promise<HttpResponse> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined && length < longestAnswer) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader?.cancel().catch(() => {});
  const headers = new Headers(response.headers);
  // Fetch has decoded the content.
  headers.delete('content-encoding');
  return responseOf({ status: response.status, headers, body: joinBytes(chunks) });
}
