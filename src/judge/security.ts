import type { Operation, SecurityRequirement, SecurityScheme } from '../api/model.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type HttpRequest, headerValue } from '../http/exchange.ts';
import type { RequestParts } from './parts.ts';

/**
 * Security requirements are alternatives, and all schemes in one must be met (OpenAPI 3.1 section
 * 4.8.30). A message only shows that a credential exists and has its scheme's form.
 */
export function judgeSecurity(
  operation: Operation,
  request: HttpRequest,
  parts: RequestParts,
): readonly Finding[] {
  const { security } = operation;
  if (security.length === 0) return [];
  if (security.some((requirement) => isMet(requirement, request, parts))) return [];
  const place: Place = { part: 'request', in: 'security' };
  const unknown = security.find((requirement) => isUndecided(requirement, request, parts));
  if (unknown !== undefined) {
    const { scheme } = unknown.find(isUnknown)!;
    const reason = `no usable security scheme has the name "${scheme.name}"`;
    return [finding('not-checked', scheme.at, place, { reason })];
  }
  const at = security[0]?.[0]?.scheme.at ?? operation.at;
  return [finding('security-unmet', at, place, { known: security.map(describeRequirement) })];
}

/**
 * Whether a message shows everything that it can show of an alternative, while the rest is unknown.
 */
function isUndecided(
  requirement: SecurityRequirement,
  request: HttpRequest,
  parts: RequestParts,
): boolean {
  return (
    requirement.some(isUnknown) &&
    isMet(
      requirement.filter((one) => !isUnknown(one)),
      request,
      parts,
    )
  );
}

/** Whether the credential of a scheme is undescribed. */
export function isUnknown({ scheme }: SecurityRequirement[number]): boolean {
  return scheme.credential.type === 'unknown';
}

/** The required credentials of one alternative in words; `both` and `all` mark its end. */
function describeRequirement(requirement: SecurityRequirement): string {
  const credentials = requirement.map(({ scheme }) => describeCredential(scheme));
  const before = ['', '', 'both '][credentials.length] ?? 'all of ';
  return before + credentials.join(' and ');
}

/** Whether a request has all credentials of one alternative. */
export function isMet(
  requirement: SecurityRequirement,
  request: HttpRequest,
  parts: RequestParts,
): boolean {
  return requirement.every(({ scheme }) => carries(scheme, request, parts));
}

/** The required credential of a scheme in words: `a bearer token in the header "Authorization"`. */
function describeCredential({ credential, name }: SecurityScheme): string {
  switch (credential.type) {
    case 'apiKey':
      return `a key in the ${credential.in === 'query' ? 'query parameter' : credential.in} "${credential.name}"`;
    case 'http':
      return `${credential.scheme} credentials in the header "Authorization"`;
    case 'transport':
      return `a client certificate (${name})`;
    case 'unknown':
      return `the credential "${name}", which is not described`;
  }
}

function carries(
  { credential }: SecurityScheme,
  request: HttpRequest,
  parts: RequestParts,
): boolean {
  switch (credential.type) {
    case 'apiKey':
      return (keyOf(credential, request, parts) ?? '') !== '';
    case 'http':
      return hasCredentials(headerValue(request.headers, 'authorization'), credential.scheme);
    case 'transport':
      // TLS has already accepted or refused the client; the message does not show it.
      return true;
    case 'unknown':
      return false;
  }
}

function keyOf(
  credential: { readonly in: 'header' | 'query' | 'cookie'; readonly name: string },
  request: HttpRequest,
  parts: RequestParts,
): string | undefined {
  switch (credential.in) {
    case 'header':
      return headerValue(request.headers, credential.name.toLowerCase());
    case 'query':
      return parts.query.get(credential.name)?.[0];
    case 'cookie':
      return parts.cookies.get(credential.name)?.[0];
  }
}

/** RFC 9110 section 11.4; the tokens of RFC 6750 section 2.1 and the pairs of RFC 7617 section 2. */
function hasCredentials(value: string | undefined, scheme: string): boolean {
  const match = /^([!#$%&'*+.^_`|~\w-]+) +(.*)$/.exec(value?.trim() ?? '');
  if (match === null || match[1]!.toLowerCase() !== scheme) return false;
  const credentials = match[2]!;
  if (scheme === 'bearer') return /^[\w.~+/-]+=*$/.test(credentials);
  if (scheme === 'basic') return isBasicPair(credentials);
  return credentials !== '';
}

function isBasicPair(credentials: string): boolean {
  try {
    return atob(credentials).includes(':');
  } catch {
    return false;
  }
}
