import type { Operation } from './model.ts';

/**
 * The WWW-Authenticate field of a 401 (RFC 9110 section 11.6.1); API keys have no registered
 * scheme. `nonce` completes a digest challenge (RFC 7616 section 3.3).
 */
export function challengeOf(
  operation: Operation,
  nonce?: string,
): { readonly 'www-authenticate'?: string } {
  const schemes = operation.security.flatMap((requirement) =>
    requirement.flatMap(({ scheme: { credential } }) =>
      credential.type === 'http' ? [challenge(credential.scheme, nonce)] : [],
    ),
  );
  return schemes.length === 0 ? {} : { 'www-authenticate': [...new Set(schemes)].join(', ') };
}

function challenge(scheme: string, nonce: string | undefined): string {
  const name = scheme.charAt(0).toUpperCase() + scheme.slice(1);
  if (scheme === 'digest' && nonce !== undefined) return `${name} realm="*", nonce="${nonce}"`;
  return scheme === 'basic' || scheme === 'digest' ? `${name} realm="*"` : name;
}
