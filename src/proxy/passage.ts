import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpResponse } from '../http/exchange.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { JudgedMessages } from '../traffic/traffic.ts';
import type { PassedContent } from './exchange.ts';

/** The source of an answer: the provider, the mock in its place, or the proxy itself. */
export type Answerer = 'provider' | 'mock' | 'proxy';

/** An exchange that went through the proxy. */
export interface ProxiedExchange {
  readonly recorded: Recorded;
  /** The path and query that the client asked for. */
  readonly target: string;
  readonly by: Answerer;
  readonly milliseconds: number;
  /** Why there is no whole answer. */
  readonly trouble?: string | undefined;
  /** Whether the client closed its connection before it had the whole answer. */
  readonly isAborted?: boolean | undefined;
  /** The messages that were judged before they were forwarded. */
  readonly judged?: JudgedMessages | undefined;
}

/** An exchange that goes through the proxy: both messages of the client, and the report at its end. */
export interface Passage {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Reports what was forwarded: the content of the request, and the answer. */
  readonly onEnd: (end: PassageEnd) => void;
}

export interface PassageEnd
  extends Pick<ProxiedExchange, 'by' | 'trouble' | 'isAborted' | 'judged'> {
  /** `undefined` if it did not come to its end. */
  readonly requestBody: PassedContent | undefined;
  /** `undefined` if there was none; its body is `undefined` if it did not come to its end. */
  readonly response?: Omit<HttpResponse, 'body'> & { readonly body: PassedContent | undefined };
}

/** The end of an exchange whose client has left; `head` is that of the answer, if it has begun. */
export function abortedEnd(
  requestBody: PassedContent | undefined,
  head?: Omit<HttpResponse, 'body'>,
): PassageEnd {
  const when = head === undefined ? 'before the answer' : 'in the middle of the answer';
  return {
    by: 'provider',
    requestBody,
    ...(head !== undefined && { response: { ...head, body: undefined } }),
    trouble: `the client closed the connection ${when}`,
    isAborted: true,
  };
}
