import type { Finding } from '../finding.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Details, NotedCase } from './builder.ts';
import { requestLine, responseLine } from './exchange-line.ts';
import { fingerprintOf, fingerprintText } from './fingerprint.ts';
import type { Redactor } from './redact.ts';
import { isUnchecked, outcomeOf } from './verdict.ts';

/** Another program's exchange, with its findings. */
export interface SeenExchange {
  readonly findings: readonly Finding[];
  readonly operation: { readonly id: string };
  readonly exchange: Exchange;
  /** Computed only when something is shown, because most exchanges are only counted. */
  readonly redactor: () => Redactor;
  /** The place of the exchange. */
  readonly details?: Details;
  /** Why it cannot be judged completely. */
  readonly missing?: string | undefined;
}

/** An exchange as a case of a report, without secrets. */
export function notedExchange({
  findings,
  operation,
  exchange,
  redactor,
  details = {},
  missing,
}: SeenExchange): Pick<NotedCase, 'outcome' | 'reason' | 'cause' | 'findings'> {
  const { status } = exchange.response;
  const noted = findings.map((found) => ({
    finding: redactor().finding(found),
    fingerprint: fingerprintText(fingerprintOf(found, operation, status)),
    excused: false,
    details() {
      const { request, response } = redactor().exchange(exchange);
      return { ...details, request: requestLine(request), response: responseLine(response) };
    },
  }));
  const isPartlyUnchecked = noted.some(({ finding }) => isUnchecked(finding));
  const reason =
    missing ?? (isPartlyUnchecked ? 'something in it could not be checked' : undefined);
  const inconclusive = reason === undefined ? undefined : { reason, cause: 'unchecked' as const };
  return {
    outcome: outcomeOf(noted, inconclusive),
    ...inconclusive,
    findings: noted,
  };
}
