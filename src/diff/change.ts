import type { ApprovedChange } from '../configuration.ts';
import type { Location } from '../json/document.ts';
import type { Pointer } from '../json/pointer.ts';
import type { RuleId } from './rules.ts';
import type { ChangeSeverity, Flow } from './severity.ts';

/** One difference between two versions of a contract. */
export interface Change {
  readonly rule: RuleId;
  readonly severity: ChangeSeverity;
  /** The direction of the changed message; `undefined` if the change is about no message. */
  readonly flow: Flow | undefined;
  /** The operations with the change; none for the API as a whole. */
  readonly operations: readonly ChangedOperation[];
  /** The part of the first operation, in words: `request body at /pets/0/name`; may be `''`. */
  readonly part: string;
  /** The place in BASE, or the nearest place around it; `undefined` if nothing is there. */
  readonly base: Location | undefined;
  readonly revision: Location | undefined;
  readonly args: ChangeArguments;
  /** A value that proves a break. */
  readonly witness: Witness | undefined;
  /**
   * The proof of a breaking schema change: a value; or only the schemas, because no value was found
   * (`none`) or no more were searched for (`not-sought`). `base-faulty`: a fault of the document
   * may hide that BASE had it already. `unstable`: the operations were not stable in BASE.
   * `undefined` for other changes.
   */
  readonly proof: 'value' | 'none' | 'not-sought' | 'base-faulty' | 'unstable' | undefined;
  /** The change was approved, so that it fails no run. */
  readonly approved?: ApprovedChange;
}

export interface ChangedOperation {
  readonly kind: 'operation' | 'webhook' | 'callback';
  readonly method: string;
  /** The path template, the webhook's name, or the callback's name and expression. */
  readonly path: string;
}

/** The arguments of a change's message; `message.ts` says which ones it uses. */
export interface ChangeArguments {
  readonly name?: string;
  readonly keyword?: string;
  /** The values in BASE and in REVISION. */
  readonly from?: unknown;
  readonly to?: unknown;
  readonly reason?: string;
}

/**
 * A part of a message that proves the break; both versions judged it. In a request it is valid in
 * BASE and invalid in REVISION. In an answer it is valid in REVISION and invalid in BASE.
 */
export interface Witness {
  readonly value: unknown;
  /** The place of the proof in the value. */
  readonly pointer: Pointer;
}
