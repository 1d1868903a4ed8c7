import type { Operation } from './model.ts';

/**
 * The WWW-Authenticate field of a 401 (RFC 9110 section 11.6.1); API keys have no registered
 * scheme.
 */
export function challengeOf(operation: Operation): { readonly 'www-authenticate'?: string } {
  const schemes = operation.security.flatMap((requirement) =>
    requirement.flatMap(({ scheme: { credential } }) =>
      credential.type === 'http' ? [challenge(credential.scheme)] : [],
    ),
  );
  return schemes.length === 0 ? {} : { 'www-authenticate': [...new Set(schemes)].join(', ') };
}

function challenge(scheme: string): string {
  const name = scheme.charAt(0).toUpperCase() + scheme.slice(1);
  return scheme === 'basic' || scheme === 'digest' ? `${name} realm="*"` : name;
}
