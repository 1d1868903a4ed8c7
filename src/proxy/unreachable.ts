import type { HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';

/** What a client gets when the provider cannot be reached (RFC 9110 section 15.6.3). */
export function badGateway(detail: string): HttpResponse {
  return problemResponse({ title: 'Bad Gateway', status: 502, detail });
}

/** Why the provider cannot be reached, and what to do about it. */
export function unreachableText(target: URL, error: Error): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = (code !== undefined && reasons[code]) || message || code || 'no reason is given';
  return `cannot reach the provider at ${target.origin}: ${why}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name of the host is not known',
  ECONNRESET: 'the provider closed the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is self-signed; trust it with --ca FILE, or use --insecure',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate has an unknown issuer; trust it with --ca FILE, or use --insecure',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate has an unknown issuer; trust it with --ca FILE, or use --insecure',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};
