import type { ApiResponse } from '../api/model.ts';
import { type HttpResponse, headerValue } from '../http/exchange.ts';

/** What a status says of a request that keeps its contract, by RFC 9110 section 15. */
export type StatusMeaning =
  /** 2xx and 3xx. */
  | 'success'
  /** The request itself is bad, or the provider fails at it. */
  | 'refusal'
  /** 401, 403: who asks. */
  | 'access'
  /** The state of the resource, or of the provider: another time it would be different. */
  | 'state';

/** RFC 9110 section 15.5, RFC 4918 section 11, RFC 6585, RFC 8470. */
const aboutState = new Set([402, 404, 408, 409, 410, 412, 421, 423, 424, 425, 428, 429, 451]);

export function meaningOf({ status, headers }: HttpResponse): StatusMeaning {
  if (status < 400) return 'success';
  if (status === 401 || status === 403) return 'access';
  if (aboutState.has(status)) return 'state';
  // A provider that says when it will be back is not broken (RFC 9110 section 15.6.4).
  if (status === 503 && headerValue(headers, 'retry-after') !== undefined) return 'state';
  return 'refusal';
}

/** Whether a success is described, be it by `default`: the operation is there to be used. */
export function describesSuccess(responses: readonly ApiResponse[]): boolean {
  return responses.some(({ status }) => /^[23]|^default$/.test(status));
}
