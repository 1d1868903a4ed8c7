import type { HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { whyNotSecure } from '../http/tls-trouble.ts';

/** The answer to a client if the provider cannot be reached (RFC 9110 section 15.6.3). */
export function badGateway(detail: string): HttpResponse {
  return problemResponse({ title: 'Bad Gateway', status: 502, detail });
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
  return `cannot reach the provider at ${target.origin}: ${why}`;
}

/** Why an answer has no end. */
export function brokenOffText(target: URL): string {
  return `the provider at ${target.origin} hung up in the middle of its answer`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name of the host is not known',
  ECONNRESET: 'the provider closed the connection',
  HPE_HEADER_OVERFLOW: 'the header fields of its answer are too large',
};
