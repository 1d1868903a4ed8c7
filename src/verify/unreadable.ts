import { type Finding, finding } from '../finding.ts';
import { emptyBody, type HttpResponse } from '../http/exchange.ts';
import type { Step } from './case.ts';
import type { SendFault } from './sent.ts';

/** Represents an answer that is not HTTP in an exchange. */
export const noResponse: HttpResponse = { status: 0, headers: {}, body: emptyBody };

/**
 * The outcome of an answer that is not HTTP. A provider that closes the connection at an invalid or
 * too large request may have refused it.
 */
export function unreadable(
  { kind, reason }: Pick<SendFault, 'kind' | 'reason'>,
  { operation, expectation }: Step,
): Finding {
  const place = { part: 'response', in: 'status' } as const;
  const found = finding('answer-unreadable', operation.at, place, { reason });
  // RFC 9110 section 15.5.14: a server may close the connection when a request is too large.
  const isRefusal = 'because' in expectation || expectation.kind === 'limited';
  const isExcusable = kind === 'cut' && isRefusal;
  return isExcusable ? { ...found, severity: 'undocumented' } : found;
}
