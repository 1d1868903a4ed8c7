import type { Operation, Parameter } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { Finding, FindingOf } from '../finding.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import type { JudgedExchange, JudgedRequest } from '../judge/judge.ts';
import type { Leniency } from './leniency.ts';

/**
 * The groups of cases.
 * - `example`: a request that the contract shows;
 * - `valid`: a request that keeps the contract at one of its edges;
 * - `invalid`: a request that breaks the contract in exactly one way;
 * - `access`: a request with insufficient credentials, or with another alternative of the security
 *   requirements;
 * - `protocol`: a method, path or Accept field that the contract does not describe;
 * - `chain`: several requests, each made from earlier answers;
 * - `fuzz`: random requests that keep the contract, or break it in one way, if requested.
 */
export type CaseGroup = 'example' | 'valid' | 'invalid' | 'access' | 'protocol' | 'chain' | 'fuzz';

/** One test of a provider, enumerated from the contract. */
export interface Case {
  /** The id, which depends only on the contract: `createCustomer/invalid/body/email/required`. */
  readonly id: string;
  readonly group: CaseGroup;
  /** The operation under test; in a chain, the first one. */
  readonly operation: Operation;
  /** The words after the operation's name: `without the property "email" of the body`. */
  readonly title: string;
  /** The part of the contract under test: the bound, the property, the requirement. */
  readonly at: Location;
  /** Whether it is a valid request to an operation that only reads. */
  readonly safe: boolean;
  /** Whether some values are generated, because the contract does not show the whole request. */
  readonly isMadeUp?: boolean;
  readonly steps: readonly [Step, ...Step[]];
}

/** One request of a case, and what the contract says about its answer. */
export interface Step {
  readonly operation: Operation;
  /** The request; in a chain it is built from the exchanges of earlier steps. */
  readonly make: (former: readonly JudgedExchange[]) => MadeRequest;
  readonly expectation: Expectation;
  /** A valid request of the operation; this step changes one part of it. */
  readonly usual?: RequestDraft;
  /** Other valid requests: with a full body, with each branch, and with the other media types. */
  readonly alike?: () => readonly RequestDraft[];
  /**
   * Whether it repeats the previous request for the page that the answer and a described link lead
   * to.
   */
  readonly isLinkedPage?: boolean;
  /** Whether the next step makes what it misses, so no other case may ask for the same id. */
  readonly isMadeNext?: boolean;
  /** The name of the example that its body shows; `''` for one without a name. */
  readonly shows?: string | undefined;
}

export type MadeRequest =
  | {
      readonly ok: true;
      readonly request: HttpRequest;
      readonly draft: RequestDraft | undefined;
      /** The request, if it was judged when it was planned. */
      readonly judged?: JudgedRequest;
      /** Whether its target is a path at the provider, which includes that of the base URL. */
      readonly isLocated?: boolean;
    }
  /** The answer lacked what the next request needs. */
  | { readonly ok: false; readonly reason: string }
  /** The case ends without a further request, because the answers already decide it. */
  | { readonly ok: false; readonly reason: string; readonly isOver: true };

export type Expectation =
  /** The request is valid, and a success is described. */
  | { readonly kind: 'accepted'; readonly state?: StateCheck; readonly pairing?: Pairing }
  /** The request breaks the contract for the reason `because`, and has no other fault. */
  | {
      readonly kind: 'refused';
      readonly because: Finding;
      /** Why no specification forbids the provider to accept it; `undefined` if one does. */
      readonly leniency?: Leniency | undefined;
      readonly pairing?: Pairing;
    }
  /**
   * A valid request beyond a possible limit of the place `tried`, whose refusal has a described
   * status. It is sent up to a number of times.
   */
  | {
      readonly kind: 'limited';
      readonly status: 413 | 429;
      readonly tried: string;
      readonly times?: number;
    }
  /** The request is valid, and is an example that the contract names for a refusal. */
  | { readonly kind: 'shown'; readonly pairing: Pairing }
  /** The request is an example that breaks its schema, so the contract shows and forbids it. */
  | { readonly kind: 'contradicted'; readonly because: Finding }
  /**
   * The request asks for an item that an earlier step deleted; `because` explains the finding if it
   * still exists.
   */
  | { readonly kind: 'gone'; readonly because: FindingOf<'deletion-lost'> }
  /** A parameter has an id that no item has, and the contract describes the refusal. */
  | {
      readonly kind: 'absent';
      readonly because: FindingOf<'absence-ignored'>;
      readonly parameter: Parameter;
    }
  /** The contract does not describe the request, so only HTTP's rules for the answer count. */
  | { readonly kind: 'undescribed'; readonly because: Finding };

/**
 * The answers with an example of the same name as the request's example. OpenAPI does not connect
 * such a pair, so the name suggests an answer but does not promise it.
 */
export interface Pairing {
  readonly name: string;
  /** Whether the answers are refusals, so the request should be refused. */
  readonly isRefusal: boolean;
  /** The statuses of the answers, as the contract writes them. */
  readonly statuses: readonly string[];
}

/** The values that an answer must repeat from earlier exchanges, because the contract links them. */
export type StateCheck = (
  judged: JudgedExchange,
  former: readonly JudgedExchange[],
) => readonly Finding[];
