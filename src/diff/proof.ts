import type { Node } from '../api/node.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { ApiConstraints } from './constraints.ts';
import type { ValueType } from './value-type.ts';

/** One version of a contract: what its schemas say, and what judges values by them. */
export interface Version {
  readonly constraints: ApiConstraints;
  readonly schemas: Schemas;
}

export type Side = 'base' | 'revision';

/**
 * How the properties are read that an open object does not describe: `strict` allows them any value,
 * `described` takes them for absent, as most people mean it who write an object.
 */
export type Reading = 'strict' | 'described';

/** What is asked: whether all values of one type that satisfy `inner` satisfy `outer`, too. */
export interface Question {
  readonly from: Side;
  readonly inner: readonly Node[];
  readonly outer: readonly Node[];
  readonly text: boolean;
  readonly reading: Reading;
  /** How far inside the whole value this is. */
  readonly depth: number;
}

export interface Inclusions {
  /**
   * Whether whatever satisfies some schemas of one version satisfies those of the other one. It is
   * so where it is said to be; where it is not said, it may be undecided.
   */
  isWithin(
    from: Side,
    inner: readonly Node[],
    outer: readonly Node[],
    text: boolean,
    reading: Reading,
    /** The types of the values that are asked of; all where they are left out. */
    types?: readonly ValueType[],
  ): boolean;
}

/** What the parts of a proof are proved with. */
export interface Prover {
  version(side: Side): Version;
  /** Whether all of `inner` is within `outer`, which are about a part of the value or about it. */
  isWithin(question: Question): boolean;
  /** The same of the values of one type, after what is said by both of a part of them. */
  isWithinOfType(question: Question, type: ValueType): boolean;
  isDisjoint(question: Question, type: ValueType): boolean;
}
