import type { ApprovedChange } from '../configuration.ts';
import type { Location } from '../json/document.ts';
import type { Pointer } from '../json/pointer.ts';
import type { RuleId } from './rules.ts';
import type { ChangeSeverity, Flow } from './severity.ts';

/** One difference between two versions of a contract. */
export interface Change {
  readonly rule: RuleId;
  readonly severity: ChangeSeverity;
  /** The way the message flows that is concerned; `undefined` where it is no message's. */
  readonly flow: Flow | undefined;
  /** The operations that are concerned, none where it is the API as a whole. */
  readonly operations: readonly ChangedOperation[];
  /** The part of the first operation, in words: `request body at /pets/0/name`; may be `''`. */
  readonly part: string;
  /** Where BASE says it, or the nearest place around it; `undefined` where nothing is there. */
  readonly base: Location | undefined;
  readonly revision: Location | undefined;
  readonly args: ChangeArguments;
  /** A value that proves a break. */
  readonly witness: Witness | undefined;
  /**
   * What a break of a schema rests on: a value; what the schemas say, where no value was found that
   * shows it (`none`), or where as many were sought as may be (`not-sought`). `base-faulty` says that
   * BASE may have had it already, at a fault of its document; `unstable`, that it breaks operations that
   * BASE did not call stable. `undefined` for others.
   */
  readonly proof: 'value' | 'none' | 'not-sought' | 'base-faulty' | 'unstable' | undefined;
  /** Who approved it knows of it, so it fails no run. */
  readonly approved?: ApprovedChange;
}

export interface ChangedOperation {
  readonly kind: 'operation' | 'webhook' | 'callback';
  readonly method: string;
  /** The path template, the webhook's name, or the callback's name and expression. */
  readonly path: string;
}

/** What the words of a change are made of; `message.ts` says which are used. */
export interface ChangeArguments {
  readonly name?: string;
  readonly keyword?: string;
  /** What BASE says, and what REVISION says. */
  readonly from?: unknown;
  readonly to?: unknown;
  readonly reason?: string;
}

/**
 * A request's part that keeps BASE and breaks REVISION, or an answer's that keeps REVISION and breaks
 * BASE; both were judged.
 */
export interface Witness {
  readonly value: unknown;
  /** The place in the value that shows the change. */
  readonly pointer: Pointer;
}
