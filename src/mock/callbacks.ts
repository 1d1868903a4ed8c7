import type { Callback, Operation } from '../api/model.ts';
import { type ExpressionContext, fillExpressions } from '../api/runtime-expression.ts';
import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { parseHttpUrl } from '../http/url.ts';
import type { Judge, JudgedRequest } from '../judge/judge.ts';
import type { MockEvent } from './event.ts';
import { isAllowed, requestOf } from './outgoing-request.ts';
import { createSender, type WebhookSettings } from './sender.ts';
import { sessionName } from './state/session.ts';

export interface CallbackOptions {
  /**
   * Whether to send described callbacks. By default none; with `true` only to this machine
   * (loopback addresses), with a list also to its hosts.
   */
  readonly callbacks?: boolean | readonly string[];
  /** Called with what became of each callback. */
  readonly onCallback?: (event: CallbackEvent) => void;
  /** How they are sent. */
  readonly sending?: WebhookSettings;
  /** Called with each message that is sent, for the journal. */
  readonly onSent?: (event: MockEvent) => void;
}

/** The outcome of a callback: the received status, or the reason why there is none. */
export interface CallbackEvent {
  /** The operation whose answer set it off. */
  readonly operation: Operation;
  /** The callback's name in the contract. */
  readonly name: string;
  readonly method: string;
  /** `undefined` if it is unknown. */
  readonly url: string | undefined;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  /** How often it was sent. */
  readonly attempts: number;
}

/** Sends the callbacks of an operation after its answer; `body` is the value of the answer. */
export type SendCallbacks = (
  operation: Operation,
  received: HttpRequest,
  judged: JudgedRequest,
  response: HttpResponse,
  body: unknown,
) => void;

/** Marks callbacks, so that one cannot trigger another without end. */
const callbackField = 'specwright-callback';

const mostAtOnce = 50;

/**
 * Sends described callbacks after an answer without delaying it. Failures are reported to
 * `onCallback` only.
 */
export function createCallbacks(judge: Judge, options: CallbackOptions): SendCallbacks {
  const { callbacks: allowed = false, onCallback = () => {}, sending = {}, onSent } = options;
  const deliver = createSender(judge.api.name, judge, sending, onSent);
  let underWay = 0;

  async function send(
    operation: Operation,
    callback: Callback,
    called: Operation,
    exchange: ExpressionContext,
    session: string,
  ) {
    const { name } = callback;
    const { method } = called;
    const report = (
      url: string | undefined,
      status: number | undefined,
      reason?: string,
      attempts = 0,
    ) => onCallback({ operation, name, method, url, status, reason, attempts });
    const filled = fillExpressions(callback.expression, exchange);
    if (!filled.ok) return report(undefined, undefined, filled.reason);
    const request = requestOf(called, judge.schemas);
    if (request === undefined) return report(filled.text, undefined, 'no valid request was found');
    const url = parseHttpUrl(filled.text);
    if (url === undefined) return report(filled.text, undefined, 'it is not an HTTP URL');
    if (!isAllowed(url.hostname, allowed, sending.hosts)) {
      return report(url.href, undefined, `callbacks to ${url.hostname} are not allowed`);
    }
    if (underWay >= mostAtOnce) return report(url.href, undefined, 'too many are under way');
    underWay += 1;
    try {
      const fields = { [callbackField]: fieldText(name) };
      const sent = await deliver({ operation: called, url, request, fields, session });
      report(url.href, sent.status, sent.reason, sent.attempts);
    } finally {
      underWay -= 1;
    }
  }

  return (operation, { headers, method, target }, { path, body }, response, answered) => {
    if (allowed === false || operation.callbacks.length === 0) return;
    if (headers[callbackField] !== undefined) return;
    const exchange = {
      url: `http://${headerValue(headers, 'host') ?? 'localhost'}${target}`,
      method,
      statusCode: response.status,
      request: { headers, target, path, body },
      response: { headers: response.headers, body: answered },
    };
    for (const callback of operation.callbacks) {
      for (const called of callback.operations) {
        setImmediate(() =>
          send(operation, callback, called, exchange, sessionName(headers)).catch(() => {}),
        );
      }
    }
  };
}

/** Names may hold what fields may not. */
function fieldText(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?');
}
