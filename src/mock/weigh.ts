import type { Route } from '../api/route.ts';
import type { Finding } from '../finding.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Judge, JudgedRequest } from '../judge/judge.ts';
import { paced } from '../schema/pace.ts';
import { inTurns, nextTurn } from './in-turns.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { RespondOptions } from './responder.ts';

/** The largest content in bytes that is judged in turns, because each turn reads it again. */
const mostInTurns = 100_000;

/** Judges a request. Between the schemas that are compiled for it, other requests have their turn. */
export function judgeRequest(
  judge: Judge,
  request: HttpRequest,
  route: Route,
): MaybePromise<JudgedRequest> {
  const work = () => judgeAtOnce(judge, request, route);
  if (request.body.length > mostInTurns) return work();
  const { pace } = judge.schemas;
  const done = pace.briefly(work);
  return done === undefined ? nextTurn().then(() => inTurns(paced(pace, work))) : done.result;
}

/** An undescribed HEAD is a GET without content (RFC 9110 section 9.3.2). */
function judgeAtOnce(judge: Judge, request: HttpRequest, route: Route): JudgedRequest {
  const verdict = judge.request(request, route);
  return request.method === 'HEAD' && verdict.allowed.includes('GET')
    ? judge.request({ ...request, method: 'GET' })
    : verdict;
}

/** The findings of a request, with the severities that the mock's options give them. */
export function weigh(
  findings: readonly Finding[],
  { lenient = false, strictQuery = false }: RespondOptions,
): readonly Finding[] {
  if (findings.length === 0 || !(lenient || strictQuery)) return findings;
  return findings.map((found) => {
    if (strictQuery && found.code === 'parameter-undocumented') {
      return { ...found, severity: 'violation' };
    }
    return lenient && isUnchecked(found) ? { ...found, severity: 'advisory' } : found;
  });
}

/** Whether a finding says that something could not be checked. */
export function isUnchecked({ code }: Finding): boolean {
  return code === 'not-checked';
}

/** Whether an operation did its described work. */
export function isSuccess({ status }: HttpResponse, findings: readonly Finding[]): boolean {
  return status < 400 && findings.every(({ severity }) => severity !== 'violation');
}
