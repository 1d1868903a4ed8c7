import { challengeOf } from '../api/challenge.ts';
import type { ApiResponse, Example, MediaType, Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { parseAccept } from '../http/accept.ts';
import type { HttpHeaders } from '../http/exchange.ts';
import type { MediaRange } from '../http/media-type.ts';
import type { Preferences } from '../http/prefer.ts';
import type { ProblemDetails } from '../http/problem-details.ts';
import { describedResponse, isFinal } from '../judge/response.ts';
import type { Schemas } from '../schema/schemas.ts';
import { violationHeader } from './fault-headers.ts';
import { acceptableOffers, type Offer } from './offers.ts';
import { problem, violationsOf, violationsOfExchange } from './problems.ts';

/** Chooses the described answer to a request; a problem if none fits. */
export type Choice =
  | {
      readonly kind: 'selected';
      readonly selection: ResponseSelection;
      readonly headers: HttpHeaders;
    }
  | { readonly kind: 'problem'; readonly problem: ProblemDetails; readonly headers: HttpHeaders };

/** One described answer. */
export interface ResponseSelection {
  readonly status: number;
  readonly response: ApiResponse;
  /** `undefined` if no content is described. */
  readonly media: MediaType | undefined;
  /** The media type to write: the described one, or one within its range. */
  readonly range: MediaRange | undefined;
  /** Other acceptable types, in case the first one gives no valid answer. */
  readonly others: readonly Offer[];
  readonly example: string | undefined;
  readonly dynamic: boolean;
  readonly seed: string | undefined;
}

/** The parts of a request that decide between answers. */
export interface RequestPreferences {
  readonly accept: string | undefined;
  /** The preferences in its Prefer field or its query. */
  readonly prefer: Preferences;
  /** Whether to generate data if the request does not say. */
  readonly dynamic: boolean;
}

/**
 * Chooses an answer in Prism's order: faults of the request come first, then the preferred status,
 * then the lowest success.
 */
export function choose(
  operation: Operation,
  findings: readonly Finding[],
  requested: RequestPreferences,
  schemas: Schemas,
): Choice {
  const { invalid } = requested.prefer;
  if (invalid.length > 0) {
    return refuse('UNPROCESSABLE_ENTITY', `cannot understand the preference "${invalid[0]}"`);
  }
  const violations = findings.filter(({ severity }) => severity === 'violation');
  const unchecked = violations.filter(({ code }) => code === 'not-checked');
  if (unchecked.length > 0) return cannotCheck(unchecked);
  if (violations.length > 0) return chooseForInvalid(operation, violations, requested, schemas);
  return chooseForValid(operation, requested, schemas);
}

function chooseForValid(
  operation: Operation,
  requested: RequestPreferences,
  schemas: Schemas,
): Choice {
  const { code } = requested.prefer;
  const { responses } = operation;
  const chosen =
    code === undefined
      ? (firstAnswer(responses) ?? emptyAnswer(operation))
      : describedAs(responses, Number(code));
  if (chosen === undefined) {
    const known = responses.map(({ status }) => status).join(', ') || 'no status';
    return refuse(
      'NOT_FOUND',
      `the status ${code} is not described for ${operation.id}, which has ${known}`,
    );
  }
  if (chosen.status < 200) {
    const detail = `the status ${chosen.status} is an interim one, which cannot end an exchange`;
    return refuse('NOT_FOUND', detail);
  }
  if (namesNothing(requested.accept)) {
    const detail = `the Accept field "${requested.accept}" names no media range`;
    return notAcceptable(chosen, responses, requested, detail, schemas);
  }
  const { content } = chosen.response;
  const acceptable = acceptableOffers(content, requested.accept, schemas);
  if (content.length > 0 && acceptable.length === 0 && chosen.status !== 204) {
    const known = content.map(({ name }) => name).join(', ');
    const detail = `"${requested.accept}" takes none of what is described: ${known}`;
    return notAcceptable(chosen, responses, requested, detail, schemas);
  }
  return askFor(chosen, acceptable, requested);
}

/**
 * The described 406, in any media type, because every client can read its status (RFC 9110 section
 * 15.5.7 asks for a list of types). A problem if no 406 is described, or it is not acceptable
 * either.
 */
function notAcceptable(
  { response }: Described,
  responses: readonly ApiResponse[],
  requested: RequestPreferences,
  detail: string,
  schemas: Schemas,
): Choice {
  const described = describedAs(responses, 406);
  if (described === undefined || described.response === response) {
    return refuse('NOT_ACCEPTABLE', detail);
  }
  const offers = acceptableOffers(described.response.content, undefined, schemas);
  return askFor(described, offers, { ...requested, prefer: { invalid: [] } });
}

/** An operation without described answers gets one without content; the examination reports it. */
function emptyAnswer({ at }: Operation): Described {
  const nothing = { description: '', headers: [], content: [], links: [] };
  return { response: { ...nothing, status: '204', at }, status: 204 };
}

/** Prism's order: the lowest success, `default`, then the first one that can end an exchange. */
function firstAnswer(described: readonly ApiResponse[]): Described | undefined {
  const responses = described.filter(isFinal);
  const success = responses
    .filter(({ status }) => status.startsWith('2'))
    .sort((a, b) => (a.status < b.status ? -1 : 1));
  const other = responses.find(({ status }) => status === 'default') ?? responses[0];
  const response = success[0] ?? other;
  if (response === undefined) return undefined;
  const { status } = response;
  return {
    response,
    status: status === 'default' ? 200 : Number(status.replace('XX', '00')),
  };
}

interface Described {
  readonly response: ApiResponse;
  readonly status: number;
}

function describedAs(responses: readonly ApiResponse[], status: number): Described | undefined {
  const response = describedResponse(responses, status);
  return response && { response, status };
}

/** The mock accepts every digest, so that its nonce may be the same every time, as Prism's is. */
const mockNonce = 'abc123';

function chooseForInvalid(
  operation: Operation,
  violations: readonly Finding[],
  requested: RequestPreferences,
  schemas: Schemas,
): Choice {
  const statuses = statusesFor(violations);
  const challenges = statuses.includes(401) ? challengeOf(operation, mockNonce) : {};
  const { code, example } = requested.prefer;
  const isPreferred = code !== undefined && statuses.includes(Number(code));
  const chosen = describedFault(
    operation.responses,
    isPreferred ? [Number(code), ...statuses] : statuses,
  );
  if (chosen === undefined) {
    return { kind: 'problem', problem: problemOf(violations), headers: challenges };
  }
  const { content } = chosen.response;
  const acceptable = acceptableOffers(content, requested.accept, schemas);
  // Faults must be reported, even to a client that does not accept the format of the report.
  const usable = acceptable.length > 0 ? acceptable : acceptableOffers(content, undefined, schemas);
  // An example is meant for the requested status, and for no other.
  const prefer = { invalid: [], ...(isPreferred && example !== undefined && { example }) };
  const choice = askFor(chosen, usable, { ...requested, prefer });
  return { ...choice, headers: { ...challenges, ...violationHeader(violations) } };
}

/** The statuses for faults, the most specific first. */
function statusesFor(violations: readonly Finding[]): readonly number[] {
  const has = (pattern: RegExp) => violations.some(({ code }) => pattern.test(code));
  if (has(/^security-/)) return [401];
  return has(/^media-type-/) ? [415, 422, 400] : [422, 400];
}

function describedFault(
  responses: readonly ApiResponse[],
  statuses: readonly number[],
): Described | undefined {
  for (const status of statuses) {
    const response = responses.find((candidate) => candidate.status === String(status));
    if (response !== undefined) return { response, status };
  }
  return describedAs(responses, statuses[0]!);
}

/** The problem that says what is wrong with a request. */
export function problemOf(violations: readonly Finding[]): ProblemDetails {
  const [status] = statusesFor(violations);
  const name =
    status === 401
      ? 'UNAUTHORIZED'
      : status === 415
        ? 'INVALID_CONTENT_TYPE'
        : 'UNPROCESSABLE_ENTITY';
  const validation = violationsOf(violations);
  const more = validation.length > 1 ? ` (and ${validation.length - 1} more)` : '';
  return problem(name, `${validation[0]!.message}${more}`, { validation });
}

function cannotCheck(unchecked: readonly Finding[]): Choice {
  const validation = violationsOfExchange(unchecked);
  const detail = `the contract does not say what is valid: ${validation[0]!.message}`;
  return { kind: 'problem', problem: problem('VIOLATIONS', detail, { validation }), headers: {} };
}

/** The best of the acceptable media types; with a requested example, one that has it. */
function askFor(
  chosen: Described,
  acceptable: readonly Offer[],
  requested: RequestPreferences,
): Choice {
  const { dynamic = requested.dynamic, seed } = requested.prefer;
  // An answer without content cannot lack an example.
  const example = chosen.response.content.length > 0 ? requested.prefer.example : undefined;
  const offers =
    example === undefined
      ? acceptable
      : acceptable.filter(({ media }) => hasExample(media, example));
  if (example !== undefined && offers.length === 0) {
    const examples = acceptable.flatMap(({ media }) => media.examples);
    const unread = examples.find((one) => exampleName(one) === example);
    if (unread !== undefined) {
      const reason =
        unread.unread ?? 'it is elsewhere, and nothing is requested unless you allow it';
      return refuse('NOT_FOUND', `the example "${example}" cannot be read: ${reason}`);
    }
    const names = examples.filter(({ value }) => value !== undefined).map(exampleName);
    const known = [...new Set(names)].join(', ') || 'none';
    return refuse(
      'NOT_FOUND',
      `the status ${chosen.status} has no example "${example}"; it has ${known}`,
    );
  }
  const selection: ResponseSelection = {
    ...chosen,
    media: offers[0]?.media,
    range: offers[0]?.range,
    others: offers.slice(1, mostOffers),
    example,
    dynamic: dynamic && example === undefined,
    seed,
  };
  return { kind: 'selected', selection, headers: {} };
}

/** A client can accept any number of types; more than these are not tried. */
const mostOffers = 4;

/** Whether an example can be requested by name. */
export function hasExample(media: MediaType, wanted: string): boolean {
  return media.examples.some(
    (example) => exampleName(example) === wanted && example.value !== undefined,
  );
}

/** The name of an example; `default` for a single one. */
export function exampleName({ name = 'default' }: Example): string {
  return name;
}

/** Whether there is an Accept field that cannot be parsed. */
function namesNothing(accept: string | undefined): boolean {
  const { ranges, invalid } = parseAccept(accept ?? '');
  return ranges.length === 0 && invalid.length > 0;
}

function refuse(name: Parameters<typeof problem>[0], detail: string): Choice {
  return { kind: 'problem', problem: problem(name, detail), headers: {} };
}
