import type { Operation, Parameter } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { Finding, FindingOf } from '../finding.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import type { JudgedExchange, JudgedRequest } from '../judge/judge.ts';
import type { Leniency } from './leniency.ts';

/**
 * - `example`: a request that the contract shows;
 * - `valid`: one that keeps the contract at one of its edges;
 * - `invalid`: one that breaks it in exactly one way;
 * - `access`: with credentials that do not meet the security requirements, or by another of them;
 * - `protocol`: methods, paths and Accept fields that the contract does not describe;
 * - `chain`: several requests, each made of what came before;
 * - `fuzz`: random ones that keep the contract, or break it in one way, where they are asked for.
 */
export type CaseGroup = 'example' | 'valid' | 'invalid' | 'access' | 'protocol' | 'chain' | 'fuzz';

/** One thing to try at a provider, enumerated from the contract. */
export interface Case {
  /** The same for the same contract: `createCustomer/invalid/body/email/required`. */
  readonly id: string;
  readonly group: CaseGroup;
  /** The operation that it is about: a chain's first one. */
  readonly operation: Operation;
  /** What is tried, after the operation's name: `without the property "email" of the body`. */
  readonly title: string;
  /** What of the contract it is about: the bound, the property, the requirement. */
  readonly at: Location;
  /** Whether an operation that only reads is asked in a way that the contract allows. */
  readonly safe: boolean;
  /** Whether values in it were made up: the contract does not show all of the request. */
  readonly isMadeUp?: boolean;
  readonly steps: readonly [Step, ...Step[]];
}

/** One request of a case, and what the contract says of its answer. */
export interface Step {
  readonly operation: Operation;
  /** What is sent; in a chain it is made of the exchanges of the steps before it. */
  readonly make: (former: readonly JudgedExchange[]) => MadeRequest;
  readonly expectation: Expectation;
  /** A request of the operation that keeps the contract, of which this one changes a part. */
  readonly usual?: RequestDraft;
  /** Others that keep it: with all that may be in the body, in each branch, and in the other media types. */
  readonly alike?: () => readonly RequestDraft[];
  /** Whether it is the request before, with the page that the answer and a described link lead to. */
  readonly isLinkedPage?: boolean;
  /** The name of the example that its body shows; `''` for one without a name. */
  readonly shows?: string | undefined;
}

export type MadeRequest =
  | {
      readonly ok: true;
      readonly request: HttpRequest;
      readonly draft: RequestDraft | undefined;
      /** The request, where it was judged when it was planned. */
      readonly judged?: JudgedRequest;
    }
  /** An answer did not have what the request is made of. */
  | { readonly ok: false; readonly reason: string }
  /** Nothing is left to send, and the answers say all that they can. */
  | { readonly ok: false; readonly reason: string; readonly isOver: true };

export type Expectation =
  /** The request keeps the contract, and a success is described. */
  | { readonly kind: 'accepted'; readonly state?: StateCheck; readonly pairing?: Pairing }
  /** The request breaks the contract as `because` says, and nothing else is wrong with it. */
  | {
      readonly kind: 'refused';
      readonly because: Finding;
      /** Why no text forbids to accept it nevertheless; `undefined` where one does. */
      readonly leniency?: Leniency | undefined;
      readonly pairing?: Pairing;
    }
  /**
   * The request keeps the contract, and goes beyond a limit, if there is one where `tried` says: the
   * refusal of that status is described. It is sent up to so many times.
   */
  | {
      readonly kind: 'limited';
      readonly status: 413 | 429;
      readonly tried: string;
      readonly times?: number;
    }
  /** The request keeps the contract, and is an example that the contract names for a refusal. */
  | { readonly kind: 'shown'; readonly pairing: Pairing }
  /** What is asked for was deleted by a step before; `because` says so where it is still there. */
  | { readonly kind: 'gone'; readonly because: FindingOf<'deletion-lost'> }
  /** Nothing has the id that is asked for in a parameter, and how that is refused is described. */
  | {
      readonly kind: 'absent';
      readonly because: FindingOf<'absence-ignored'>;
      readonly parameter: Parameter;
    }
  /** The contract does not describe the request at all; only what HTTP says of the answer counts. */
  | { readonly kind: 'undescribed'; readonly because: Finding };

/**
 * The answers that have an example of the same name as one that a request shows. OpenAPI says nothing of
 * such a pair, so that it tells what is meant to come, and not what must.
 */
export interface Pairing {
  readonly name: string;
  /** Whether the answers are refusals: the request is meant to be refused. */
  readonly isRefusal: boolean;
  /** The statuses of the answers, as they are described. */
  readonly statuses: readonly string[];
}

/** What an answer must show of the exchanges before it, because the contract links them. */
export type StateCheck = (
  judged: JudgedExchange,
  former: readonly JudgedExchange[],
) => readonly Finding[];
