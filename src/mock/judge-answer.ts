import type { Operation } from '../api/model.ts';
import type { MediaTypeExample } from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import { emptyBody, type HttpHeaders, type HttpResponse } from '../http/exchange.ts';
import { formatMediaRange } from '../http/media-type.ts';
import { judgeHeaders } from '../judge/response.ts';
import type { Makers } from './made-answer.ts';
import type { ResponseSelection } from './select-response.ts';

export type JudgedAnswer = { readonly ok: true; readonly response: HttpResponse } | Refused;

/** An answer that breaks the contract. */
export interface Refused {
  readonly ok: false;
  /** The answer, if it could be written. */
  readonly response: HttpResponse | undefined;
  /** Why it could not. */
  readonly reason: string | undefined;
  readonly findings: readonly Finding[];
}

/** Builds an answer and judges it, so that no invalid answer leaves. */
export function judgeAnswer(
  operation: Operation,
  { response: described, range, status }: ResponseSelection,
  example: MediaTypeExample | undefined,
  headers: HttpHeaders,
  { judge, sources }: Makers,
): JudgedAnswer {
  const { method } = operation;
  let response: HttpResponse = { status, headers, body: emptyBody };
  let findings: readonly Finding[];
  if (example === undefined || !mayHaveContent(status)) {
    findings = judge.response(operation, { method }, response).findings;
  } else {
    const { sent } = example;
    if (!sent.ok) {
      const reason = `${formatMediaRange(range!)} cannot carry the value: ${sent.reason}`;
      return { ok: false, response: undefined, reason, findings: [] };
    }
    const { body, contentType } = sent.content;
    response = { status, headers: { ...headers, 'content-type': contentType }, body };
    const fields = judgeHeaders(described.headers, response, judge.schemas);
    findings = method === 'HEAD' ? fields.findings : [...fields.findings, ...example.findings];
  }
  const violations = findings
    .filter(({ severity }) => severity === 'violation')
    .filter((found) => !sources.isServersOwn(found));
  return violations.length === 0
    ? { ok: true, response }
    : { ok: false, response, reason: undefined, findings: violations };
}

function mayHaveContent(status: number): boolean {
  return status !== 204 && status !== 304;
}
