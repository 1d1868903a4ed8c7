import type { Location } from './json/document.ts';
import type { Pointer } from './json/pointer.ts';

/**
 * A finding is something a person should know about a contract or an exchange: a code, where the
 * contract says so, where in the exchange it happened, and arguments. Its words are made by
 * `report/message.ts`, its severity is read off the OpenAPI text in the table below.
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The place in the contract that was promised or is wrong. */
  readonly at: Location | undefined;
  /** The place in the exchange; `undefined` for a finding about the contract itself. */
  readonly place: Place | undefined;
  readonly args: FindingArguments;
}

/**
 * - `violation`: the contract is broken;
 * - `undocumented`: the contract is silent about what was seen;
 * - `advisory`: something that should not be, but that the contract does not forbid.
 */
export type Severity = 'violation' | 'undocumented' | 'advisory';

export interface Place {
  readonly part: 'request' | 'response';
  readonly in: 'method' | 'path' | 'query' | 'header' | 'cookie' | 'status' | 'body' | 'security';
  /** The parameter's or header's name. */
  readonly name?: string;
  /** The place inside the decoded value. */
  readonly pointer?: Pointer;
}

/** What the words of a finding are made of; each code says in `report/message.ts` which it uses. */
export interface FindingArguments {
  readonly keyword?: string;
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly reason?: string;
  /** Names to choose from: documented statuses, media types, security schemes, APIs. */
  readonly known?: readonly string[];
  readonly name?: string;
}

/** Every code there is: how bad it is, and what it is called in a heading. */
export const findingCodes = {
  'path-unknown': { severity: 'violation', title: 'No operation has this path' },
  'method-unknown': { severity: 'violation', title: 'The path has no operation for this method' },
  'parameter-missing': { severity: 'violation', title: 'A required parameter is missing' },
  'parameter-malformed': {
    severity: 'violation',
    title: 'A parameter cannot be read in its style',
  },
  'parameter-undocumented': {
    severity: 'undocumented',
    title: 'A query parameter is not described',
  },
  'security-unmet': { severity: 'violation', title: 'No security requirement is met' },
  'body-missing': { severity: 'violation', title: 'A required body is missing' },
  'body-undocumented': {
    severity: 'undocumented',
    title: 'There is a body, and none is described',
  },
  'body-malformed': { severity: 'violation', title: 'The body cannot be read as its media type' },
  'body-duplicate-key': {
    severity: 'advisory',
    title: 'A JSON object has a name twice',
  },
  'media-type-missing': { severity: 'violation', title: 'There is a body without a Content-Type' },
  'media-type-undocumented': { severity: 'violation', title: 'The media type is not described' },
  'status-undocumented': { severity: 'undocumented', title: 'The status is not described' },
  'request-refused': {
    severity: 'violation',
    title: 'A request that keeps the contract was refused',
  },
  'success-undocumented': {
    severity: 'violation',
    title: 'The status of a success is not described',
  },
  'request-accepted': {
    severity: 'violation',
    title: 'A request that breaks the contract was accepted',
  },
  'request-crashed': {
    severity: 'undocumented',
    title: 'The provider failed at a request that breaks the contract',
  },
  'operation-undocumented': {
    severity: 'undocumented',
    title: 'Something that is not described was answered with a success',
  },
  'allow-incomplete': {
    severity: 'advisory',
    title: 'A 405 does not name the methods that there are',
  },
  'state-lost': { severity: 'violation', title: 'What was made is not there' },
  'state-stale': { severity: 'violation', title: 'A later answer shows something else' },
  'list-incomplete': { severity: 'violation', title: 'A list lacks what was made' },
  'deletion-lost': { severity: 'violation', title: 'What was deleted is still there' },
  'page-repeated': { severity: 'violation', title: 'A page repeats what was on one before' },
  'deviation-expired': { severity: 'violation', title: 'A known deviation is over' },
  'deviation-gone': { severity: 'violation', title: 'A known deviation does not happen' },
  'answer-unreadable': { severity: 'violation', title: 'The answer cannot be read as HTTP' },
  'header-missing': { severity: 'violation', title: 'A required response header is missing' },
  'header-malformed': { severity: 'violation', title: 'A response header cannot be read' },
  'value-invalid': { severity: 'violation', title: 'A value does not satisfy its schema' },
  'property-misplaced': {
    severity: 'advisory',
    title: 'A property belongs to the other direction',
  },
  'not-checked': { severity: 'violation', title: 'Something could not be checked' },
  'document-unreadable': { severity: 'violation', title: 'A document cannot be read' },
  'document-unsupported': { severity: 'violation', title: 'The document is not OpenAPI 3' },
  'document-invalid': {
    severity: 'violation',
    title: 'The document is not what OpenAPI describes',
  },
  'reference-dangling': { severity: 'violation', title: 'A reference leads nowhere' },
  'schema-uncompilable': { severity: 'violation', title: 'A schema cannot be compiled' },
  'example-invalid': { severity: 'violation', title: 'An example does not satisfy its schema' },
} as const satisfies Record<string, { readonly severity: Severity; readonly title: string }>;

export type FindingCode = keyof typeof findingCodes;

/** A finding with its code's own severity. */
export function finding(
  code: FindingCode,
  at: Location | undefined,
  place: Place | undefined,
  args: FindingArguments = {},
): Finding {
  return { code, severity: findingCodes[code].severity, at, place, args };
}
