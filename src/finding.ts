import type { Location } from './json/document.ts';
import type { Pointer } from './json/pointer.ts';

/**
 * A finding is a fact for the user about a contract or an exchange: a code, its place in the
 * contract, its place in the exchange, and arguments. `report/message.ts` makes its words; the
 * table below has its severity, from the OpenAPI text.
 */
export type Finding = FindingOf<FindingCode>;

/** A finding with one of some codes, and the arguments of it. */
export type FindingOf<Code extends FindingCode> = {
  [One in Code]: {
    readonly code: One;
    readonly severity: Severity;
    /** The place in the contract that is violated or wrong. */
    readonly at: Location | undefined;
    /** The place in the exchange; `undefined` for a finding about the contract itself. */
    readonly place: Place | undefined;
    readonly args: FindingArguments[One];
  };
}[Code];

/**
 * How severe a finding is.
 * - `violation`: the exchange breaks the contract;
 * - `undocumented`: the contract does not describe this part;
 * - `advisory`: the contract allows it, but it is unwise.
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

/**
 * The arguments for a finding's message, by code. No code has the arguments of another one, but all
 * may be read.
 */
export type FindingArguments = {
  readonly [Code in FindingCode]: ArgumentsOf<Code> & {
    readonly [Name in Exclude<ArgumentName, keyof ArgumentsOf<Code>>]?: undefined;
  };
};

type ArgumentName =
  | 'keyword'
  | 'expected'
  | 'received'
  | 'reason'
  | 'known'
  | 'name'
  | 'property'
  | 'tags'
  | 'ignored'
  | 'encoded';

type ArgumentsOf<Code extends FindingCode> = Code extends keyof ArgumentsByCode
  ? ArgumentsByCode[Code]
  : unknown;

/** Other codes have no arguments. */
interface ArgumentsByCode {
  readonly 'path-unknown': Received<string>;
  readonly 'method-unknown': Received<string> & Known;
  readonly 'parameter-malformed': Received<string> & Reason;
  readonly 'security-unmet': Known;
  readonly 'body-missing': Known;
  readonly 'body-undocumented': Received<string | undefined>;
  readonly 'body-malformed': { readonly expected: string } & Reason;
  readonly 'media-type-missing': Known;
  readonly 'media-type-undocumented': Received<string> & Known;
  readonly 'status-undocumented': Received<number> & Known;
  /** With the security schemes, if credentials were missing. */
  readonly 'request-refused': Received<number> & Partial<Name>;
  readonly 'success-undocumented': Received<number> & Known;
  /** With the arguments of the finding about the request's fault. */
  readonly 'request-accepted': Received<number> & Reason & Known & RequestFault;
  /** `name` is the code of the finding about the request's fault. */
  readonly 'request-crashed': Received<number> & Reason & Partial<Name>;
  readonly 'operation-undocumented': Received<number> & Name;
  readonly 'allow-incomplete': Received<string | undefined> & Known;
  readonly 'state-lost': Received<number> & Name;
  readonly 'state-stale': Received<unknown> & Name & { readonly expected: unknown };
  readonly 'condition-ignored': Received<number> & Reason;
  readonly 'etag-kept': Received<string>;
  readonly 'put-status': Received<number> & Reason;
  readonly 'head-differs': Received<string | number> & { readonly expected: string | number };
  readonly 'problem-status': Received<number> & { readonly expected: number };
  readonly 'list-incomplete': Received<unknown> & Name;
  /** `received` is missing until the deleted item is requested. */
  readonly 'deletion-lost': Partial<Received<number>> & Name;
  readonly 'deletion-wide': Received<number> & Name;
  readonly 'page-repeated': Received<unknown> & Name;
  readonly 'item-repeated': Received<unknown> & Name;
  readonly 'id-repeated': Received<unknown> & Name;
  readonly 'page-skipped': Received<unknown> & Name;
  /** `received` is missing until the absent item is requested. */
  readonly 'absence-ignored': Partial<Received<number>> & Name;
  readonly 'deviation-expired': Name & Known & { readonly expected: string };
  readonly 'deviation-gone': Name;
  readonly 'operation-uncalled': Name;
  readonly 'answer-unreadable': Reason;
  readonly 'status-unexpected': Received<number> & Known;
  /** Milliseconds. */
  readonly 'answer-slow': Received<number> & { readonly expected: number };
  readonly 'header-malformed': Received<string> & Reason;
  readonly 'value-invalid': BrokenKeyword;
  readonly 'not-checked': Reason;
  readonly 'content-not-checked': Received<string>;
  readonly 'document-unreadable': Name & Reason;
  readonly 'document-unsupported': Reason;
  readonly 'document-invalid': Reason;
  readonly 'reference-dangling': Name & Reason;
  readonly 'response-missing': Name;
  readonly 'path-with-query': Name;
  readonly 'pattern-unreadable': Name & Reason;
  readonly 'schema-uncompilable': Reason;
  /** The keyword, the type that it applies to, and the types of its schema. */
  readonly 'keyword-unfit': Received<string> & {
    readonly keyword: string;
    readonly expected: string;
  };
  /** The example violates a keyword, or is unreadable for a reason. */
  readonly 'example-invalid': Partial<BrokenKeyword & Name & Reason>;
}

interface Received<Value> {
  readonly received: Value;
}

interface Reason {
  readonly reason: string;
}

/** Possible names: documented statuses, media types, security schemes, APIs. */
interface Known {
  readonly known: readonly string[];
}

interface Name {
  readonly name: string;
}

interface RequestFault {
  readonly keyword?: string | undefined;
  readonly expected?: unknown;
  readonly name?: string | undefined;
  readonly property?: string | undefined;
  readonly tags?: readonly unknown[] | undefined;
  readonly ignored?: 'nullable' | undefined;
  readonly encoded?: '%2C' | undefined;
}

/** The requirement of a keyword, and the actual value. */
export interface BrokenKeyword {
  readonly keyword: string;
  readonly expected?: unknown;
  readonly received?: unknown;
  /** The property whose name is refused. */
  readonly property?: string | undefined;
  /** The possible values of a missing tag. */
  readonly tags?: readonly unknown[] | undefined;
  /** A keyword that seems to allow the value, and has no effect at its place. */
  readonly ignored?: 'nullable' | undefined;
  /** A percent-encoded delimiter, which does not separate. */
  readonly encoded?: '%2C' | undefined;
}

/** Every code with its severity, and its title in headings. */
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
    title: 'A body is not described',
  },
  'body-malformed': { severity: 'violation', title: 'The body cannot be read as its media type' },
  'body-duplicate-key': {
    severity: 'advisory',
    title: 'A JSON object has a name twice',
  },
  'byte-order-mark': { severity: 'violation', title: 'JSON begins with a byte order mark' },
  'content-not-checked': {
    severity: 'undocumented',
    title: 'The schema cannot be applied to this media type',
  },
  'media-type-missing': { severity: 'violation', title: 'A body has no Content-Type' },
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
    severity: 'violation',
    title: 'The provider failed at a request that breaks the contract',
  },
  'operation-undocumented': {
    severity: 'undocumented',
    title: 'An undescribed operation succeeded',
  },
  'allow-incomplete': {
    severity: 'advisory',
    title: 'A 405 response does not list the methods in Allow',
  },
  'state-lost': { severity: 'violation', title: 'A created item does not exist' },
  'state-stale': { severity: 'violation', title: 'A later response shows another value' },
  'condition-ignored': {
    severity: 'violation',
    title: 'A conditional read is not answered by its condition',
  },
  'etag-kept': { severity: 'violation', title: 'Changed content has the former ETag' },
  'put-status': { severity: 'violation', title: 'The status of a PUT denies what it did' },
  'head-differs': { severity: 'violation', title: 'HEAD and GET have different responses' },
  'problem-status': {
    severity: 'advisory',
    title: 'Problem details have another status than their response',
  },
  'list-incomplete': { severity: 'advisory', title: 'A list lacks a created item' },
  'deletion-lost': { severity: 'violation', title: 'A deleted item still exists' },
  'deletion-wide': { severity: 'violation', title: 'A deletion removes another item, too' },
  'page-repeated': { severity: 'advisory', title: 'A page repeats an item from an earlier page' },
  'item-repeated': { severity: 'advisory', title: 'A list contains an item twice' },
  'id-repeated': { severity: 'violation', title: 'Two creations returned the same id' },
  'page-skipped': { severity: 'advisory', title: 'The pages of a list skip an item' },
  'absence-ignored': { severity: 'violation', title: 'A request for an unknown item succeeded' },
  'deviation-expired': { severity: 'violation', title: 'A known deviation has expired' },
  'deviation-gone': { severity: 'violation', title: 'A known deviation no longer occurs' },
  'operation-uncalled': {
    severity: 'violation',
    title: 'An expected operation was not called',
  },
  'answer-unreadable': { severity: 'violation', title: 'The answer cannot be read as HTTP' },
  'status-unexpected': {
    severity: 'violation',
    title: 'The status is not one that the configuration expects',
  },
  'answer-slow': { severity: 'violation', title: 'The answer took longer than the limit' },
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
    title: 'The document is not valid OpenAPI',
  },
  'reference-dangling': { severity: 'violation', title: 'A reference leads nowhere' },
  'response-missing': { severity: 'undocumented', title: 'An operation has no response' },
  'path-with-query': { severity: 'advisory', title: 'A path contains a query' },
  'pattern-unreadable': {
    severity: 'advisory',
    title: 'A pattern is not a regular expression of ECMA-262',
  },
  'schema-uncompilable': { severity: 'violation', title: 'A schema cannot be compiled' },
  'keyword-unfit': { severity: 'advisory', title: 'A keyword has no effect on the type beside it' },
  'example-invalid': { severity: 'violation', title: 'An example does not satisfy its schema' },
} as const satisfies Record<string, { readonly severity: Severity; readonly title: string }>;

export type FindingCode = keyof typeof findingCodes;

/** A finding with the severity of its code. */
export function finding<Code extends Exclude<FindingCode, keyof ArgumentsByCode>>(
  code: Code,
  at: Location | undefined,
  place: Place | undefined,
): FindingOf<Code>;
export function finding<Code extends FindingCode>(
  code: Code,
  at: Location | undefined,
  place: Place | undefined,
  args: FindingArguments[Code],
): FindingOf<Code>;
export function finding(
  code: FindingCode,
  at: Location | undefined,
  place: Place | undefined,
  args: FindingArguments[FindingCode] = {},
): Finding {
  return { code, severity: findingCodes[code].severity, at, place, args } as Finding;
}
