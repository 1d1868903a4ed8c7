import type { HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { whyNotSecure } from '../http/tls-trouble.ts';
import { isTimeout } from './time-limits.ts';

/** The answer if the provider cannot be reached (RFC 9110 sections 15.6.3 and 15.6.5). */
export function unreachableAnswer(error: Error, detail: string): HttpResponse {
  return isTimeout(error)
    ? problemResponse({ title: 'Gateway Timeout', status: 504, detail })
    : problemResponse({ title: 'Bad Gateway', status: 502, detail });
}

/** Why the provider cannot be reached, and what to do about it. */
export function unreachableText(target: URL, error: Error): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const why =
    (code !== undefined && Object.hasOwn(reasons, code) && reasons[code]) ||
    (code?.startsWith('HPE_') && `what answers there does not speak HTTP: ${message}`) ||
    whyNotSecure({ code, message }) ||
    message ||
    code ||
    'no reason is given';
  const failed = isTimeout(error) ? 'waited too long for' : 'cannot reach';
  return `${failed} the provider at ${target.origin}: ${why}`;
}

/** Why an answer has no end. */
export function brokenOffText(target: URL, error?: Error): string {
  const provider = `the provider at ${target.origin}`;
  if (error === undefined || !isTimeout(error)) {
    return `${provider} hung up in the middle of its answer`;
  }
  return `${provider} stopped in the middle of its answer: ${error.message}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name of the host is not known',
  ECONNRESET: 'the provider closed the connection',
  HPE_HEADER_OVERFLOW: 'the header fields of its answer are too large',
};
