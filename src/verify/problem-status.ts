import { type Finding, finding } from '../finding.ts';
import { contentTypeOf, essenceOf } from '../http/media-type.ts';
import { problemMediaType } from '../http/problem-details.ts';
import { valueAt } from '../json/pointer.ts';
import { answeredBody, type JudgedExchange } from '../judge/judged.ts';

/** Problem details with another status than their response (RFC 9457 section 3.1.2). */
export function problemStatus(judged: JudgedExchange): readonly Finding[] {
  const { status, headers } = judged.exchange.response;
  const type = contentTypeOf(headers);
  if (type === undefined || essenceOf(type) !== problemMediaType) return [];
  const received = valueAt(answeredBody(judged), '/status');
  // A consumer ignores a value of another type (RFC 9457 section 3.1).
  if (typeof received !== 'number' || received === status) return [];
  const at = judged.response.described?.at ?? judged.operation?.at;
  const place = { part: 'response', in: 'body', pointer: '/status' } as const;
  return [finding('problem-status', at, place, { received, expected: status })];
}
