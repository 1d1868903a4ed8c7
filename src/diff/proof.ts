import type { Node } from '../api/node.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { ApiConstraints } from './constraints.ts';
import type { ValueType } from './value-type.ts';

/** One version of a contract: its schemas, and the judge of values. */
export interface Version {
  readonly constraints: ApiConstraints;
  readonly schemas: Schemas;
}

export type Side = 'base' | 'revision';

/**
 * How undescribed properties of an open object are read: `strict` allows any value, `described`
 * takes them for absent, as most authors intend.
 */
export type Reading = 'strict' | 'described';

/** The question: whether all values of one type that satisfy `inner` satisfy `outer`, too. */
export interface Question {
  readonly from: Side;
  readonly inner: readonly Node[];
  readonly outer: readonly Node[];
  readonly text: boolean;
  readonly reading: Reading;
  /** How deep this is inside the whole value. */
  readonly depth: number;
}

export interface Inclusions {
  /**
   * Decides whether values that satisfy one version's schemas satisfy those of the other. A
   * positive answer is certain; a negative one may be undecided.
   */
  isWithin(
    from: Side,
    inner: readonly Node[],
    outer: readonly Node[],
    text: boolean,
    reading: Reading,
    /** The types of the values; all if missing. */
    types?: readonly ValueType[],
  ): boolean;
}

/** The functions that prove the parts of a proof. */
export interface Prover {
  version(side: Side): Version;
  /** Whether `inner` is included in `outer`, for the whole value or a part of it. */
  isWithin(question: Question): boolean;
  /** Whether values of one type of `inner` are included in `outer`, with both schemas of a part. */
  isWithinOfType(question: Question, type: ValueType): boolean;
  isDisjoint(question: Question, type: ValueType): boolean;
}
