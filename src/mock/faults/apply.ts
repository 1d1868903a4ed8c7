import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../../api/model.ts';
import type { HttpHeaders, HttpRequest } from '../../http/exchange.ts';
import { problemResponse } from '../../http/problem-details.ts';
import type { DeliveredResponse } from '../delivery.ts';
import type { MockAnswer } from '../event.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import { plainProblem } from '../problems.ts';
import { deliveryOf } from './deliver.ts';
import type { Struck } from './engine.ts';

/** Answers a request that meets a fault: late, with another status, or with a broken answer. */
export async function applyFault(
  { delay, effect, texts }: Struck,
  operation: Operation,
  request: HttpRequest,
  respond: (request: HttpRequest) => MaybePromise<MockAnswer>,
): Promise<MockAnswer> {
  if (delay > 0) await sleep(delay);
  const trouble = `a fault was asked for: ${texts.join(', ')}`;
  const status = effect?.kind === 'status' ? effect.status : effect?.kind === 'window' ? 503 : 0;
  if (status !== 0) {
    const after = effect?.kind === 'status' ? effect.retryAfter : 1;
    const fields = status === 429 ? limitFields(after) : { 'retry-after': String(after) };
    const isDescribed = operation.responses.some((one) => one.status === String(status));
    if (isDescribed) {
      const headers = { ...request.headers, prefer: `code=${status}` };
      const made = await respond({ ...request, headers });
      const response = { ...made.response, headers: { ...made.response.headers, ...fields } };
      return { ...made, response, trouble };
    }
    const title = status === 429 ? 'Too Many Requests' : 'Service Unavailable';
    const response = problemResponse(plainProblem(status, title, trouble), fields);
    return { response, operation, findings: [], source: 'problem', trouble };
  }
  const made = await respond(request);
  const delivery = effect && deliveryOf(effect);
  if (delivery === undefined) return { ...made, trouble };
  const response: DeliveredResponse = { ...made.response, delivery };
  return { ...made, response, trouble };
}

/** The fields of servers with rate limits; RFC 6585 section 4 defines the first one. */
function limitFields(after: number): HttpHeaders {
  return {
    'retry-after': String(after),
    'ratelimit-limit': '1',
    'ratelimit-remaining': '0',
    'ratelimit-reset': String(after),
  };
}
