import { type Finding, finding } from '../finding.ts';
import { emptyBody, type HttpResponse } from '../http/exchange.ts';
import type { Step } from './case.ts';
import type { SendFault } from './sent.ts';

/** Stands in an exchange for an answer that is not HTTP. */
export const noResponse: HttpResponse = { status: 0, headers: {}, body: emptyBody };

/**
 * That somebody answered, though not in HTTP. Whoever closes the connection at a request that breaks
 * the contract, or is too much, may have refused it.
 */
export function unreadable(
  { kind, reason }: Pick<SendFault, 'kind' | 'reason'>,
  { operation, expectation }: Step,
): Finding {
  const place = { part: 'response', in: 'status' } as const;
  const found = finding('answer-unreadable', operation.at, place, { reason });
  // RFC 9110 section 15.5.14: whoever gets too much may close the connection.
  const isRefusal = 'because' in expectation || expectation.kind === 'limited';
  const isExcusable = kind === 'cut' && isRefusal;
  return isExcusable ? { ...found, severity: 'undocumented' } : found;
}
