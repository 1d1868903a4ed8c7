import type { ApiResponse } from '../api/model.ts';
import { type HttpResponse, headerValue } from '../http/exchange.ts';

/** The meaning of a status for a valid request, by RFC 9110 section 15. */
export type StatusMeaning =
  /** 2xx and 3xx. */
  | 'success'
  /** The request itself is bad, or the provider fails to handle it. */
  | 'refusal'
  /** 401, 403: the credentials. */
  | 'access'
  /** The state of the resource or of the provider: it may differ at another time. */
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

/** Whether a success is described, also by `default`: then the operation can be used. */
export function describesSuccess(responses: readonly ApiResponse[]): boolean {
  return responses.some(({ status }) => /^[23]|^default$/.test(status));
}

/** Advice for answers that depend on the state of a provider. */
export function adviceFor(status: number): string {
  switch (status) {
    case 404:
    case 410:
      return 'what was asked for is not there; give its id as a fixture in specwright.config.ts';
    case 409:
    case 412:
    case 423:
      return 'the state of the provider forbids it; set the provider up, or give fixtures';
    case 429:
      return 'too many requests; give a --rate';
    default:
      return 'the answer is about the state of the provider, not about the request';
  }
}
