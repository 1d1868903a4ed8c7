import type { Finding } from '../finding.ts';
import type { ProblemDetails } from '../http/problem-details.ts';
import { messageOf, placeInContract } from '../report/message.ts';

/**
 * The problems that users of Prism know, with Prism's `type`, `title` and `status`, so that clients
 * written for Prism understand ours.
 */
const problems = {
  UNAUTHORIZED: { status: 401, title: 'Invalid security scheme used' },
  NOT_FOUND: { status: 404, title: 'The server cannot find the requested content' },
  NO_PATH_MATCHED_ERROR: { status: 404, title: 'Route not resolved, no path matched' },
  NO_METHOD_MATCHED_ERROR: { status: 405, title: 'Route resolved, but no method matched' },
  NO_SERVER_MATCHED_ERROR: { status: 404, title: 'Route not resolved, no server matched' },
  NO_SERVER_CONFIGURATION_PROVIDED_ERROR: {
    status: 404,
    title: 'Route not resolved, no server configuration provided',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    title: 'The server cannot produce a representation for your accept header',
  },
  INVALID_CONTENT_TYPE: { status: 415, title: 'Invalid content type' },
  UNPROCESSABLE_ENTITY: { status: 422, title: 'Invalid request' },
  NO_COMPLEX_OBJECT_TEXT: { status: 500, title: 'Cannot serialise complex objects as text' },
  SCHEMA_TOO_COMPLEX: { status: 500, title: 'Schema too complex' },
  UNKNOWN: { status: 500, title: 'Unknown error' },
  VIOLATIONS: { status: 500, title: 'Request/Response not valid' },
} as const;

export type ProblemName = keyof typeof problems;

/** One of Prism's problems, with the detail of this case. */
export function problem(
  name: ProblemName,
  detail: string,
  extensions: Readonly<Record<string, unknown>> = {},
): ProblemDetails {
  const { status, title } = problems[name];
  const type = `https://stoplight.io/prism/errors#${name}`;
  return { type, title, status, detail, ...extensions };
}

/** A problem that the HTTP status alone explains (RFC 9457 section 4.2.1). */
export function plainProblem(status: number, title: string, detail: string): ProblemDetails {
  return { title, status, detail };
}

/** One fault of a request or an answer, with Prism's members. */
export interface Violation {
  readonly location: readonly string[];
  readonly severity: 'Error';
  readonly code: string;
  readonly message: string;
  /** The place in the contract. */
  readonly contract?: string;
}

/** The findings as the `validation` member of a problem. */
export function violationsOf(findings: readonly Finding[]): readonly Violation[] {
  return findings.map((found) => ({
    location: locationOf(found),
    severity: 'Error',
    code: found.code === 'value-invalid' ? (found.args.keyword ?? found.code) : found.code,
    message: messageOf(found),
    // A pointer costs nothing; line numbers are worth their cost only if the contract is at fault.
    ...(found.at && { contract: `${found.at.document.label}#${found.at.pointer}` }),
  }));
}

/** The findings with lines in the contract, for its authors. */
export function violationsWithLines(findings: readonly Finding[]): readonly Violation[] {
  return violationsOf(findings).map((violation, index) => ({
    ...violation,
    ...(findings[index]!.at && { contract: placeInContract(findings[index]!.at) }),
  }));
}

/**
 * The findings as the `validation` member of the problem `VIOLATIONS`, which is about the request
 * or the answer: each location begins with one of these words.
 */
export function violationsOfExchange(findings: readonly Finding[]): readonly Violation[] {
  return violationsWithLines(findings).map((violation, index) => ({
    ...violation,
    location: locationInExchange(violation, findings[index]!),
  }));
}

/** The location of a violation, beginning with the message that it is in. */
export function locationInExchange({ location }: Violation, { place }: Finding): readonly string[] {
  return [place?.part ?? 'request', ...location];
}

function locationOf({ place }: Finding): readonly string[] {
  if (place === undefined) return [];
  const inside = (place.pointer ?? '').split('/').slice(1);
  return [place.in, ...(place.name === undefined ? [] : [place.name]), ...inside].map((token) =>
    token.replaceAll('~1', '/').replaceAll('~0', '~'),
  );
}
