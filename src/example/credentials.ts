import type { Operation, SecurityRequirement, SecurityScheme } from '../api/model.ts';
import { isUnknown } from '../judge/security.ts';
import type { DraftCredential } from './draft.ts';

/**
 * Credentials by the name of their security scheme: `oauth`. Credentials with certain scopes only
 * have these after the name: `oauth:read,list`.
 */
export type Credentials = Readonly<Record<string, string>>;

/** The alternative with all credentials; otherwise the one that needs the fewest. */
export function alternativeFor(
  { security }: Operation,
  credentials: Credentials,
): SecurityRequirement {
  return (
    security.find((requirement) => requirement.length > 0 && areGiven(requirement, credentials)) ??
    security.find((requirement) => requirement.length === 0) ??
    security.find((requirement) => !requirement.some(isUnknown)) ??
    security[0] ??
    []
  );
}

/** Whether there are credentials for every scheme of a requirement. */
export function areGiven(requirement: SecurityRequirement, credentials: Credentials): boolean {
  return requirement.every(({ scheme }) => Object.hasOwn(credentials, scheme.name));
}

/** The scheme that a credential is for. */
export function schemeOf(name: string): string {
  return name.replace(/:.*$/s, '');
}

/** The credentials of a scheme with certain scopes only. */
export function lesserCredentials(
  scheme: string,
  credentials: Credentials,
): readonly { readonly scopes: readonly string[]; readonly secret: string }[] {
  return Object.entries(credentials).flatMap(([name, secret]) => {
    if (!name.startsWith(`${scheme}:`)) return [];
    const scopes = name.slice(scheme.length + 1).split(/[,\s]+/);
    return [{ scopes: scopes.filter((one) => one !== ''), secret }];
  });
}

/** The credentials for a requirement, with placeholders for missing ones. */
export function credentialsFor(
  requirement: SecurityRequirement,
  credentials: Credentials,
): readonly DraftCredential[] {
  return requirement.map(({ scheme }) => ({
    scheme,
    secret: Object.hasOwn(credentials, scheme.name)
      ? credentials[scheme.name]!
      : placeholderOf(scheme),
  }));
}

/** The placeholder for a missing credential, in its scheme's form. */
function placeholderOf({ credential }: SecurityScheme): string {
  if (credential.type !== 'http') return 'TOKEN';
  switch (credential.scheme) {
    case 'basic':
      return 'user:password';
    case 'digest':
      return 'username="user"';
    default:
      return 'TOKEN';
  }
}
