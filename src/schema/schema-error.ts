import type { Location } from '../json/document.ts';
import type { Pointer } from '../json/pointer.ts';

/** One keyword that an instance does not satisfy. */
export interface SchemaError {
  /** The place in the instance. */
  readonly pointer: Pointer;
  readonly keyword: string;
  /** The keyword's place in the contract. */
  readonly at: Location;
  /**
   * The keyword's value. For a missing or surplus property, its name; for a `oneOf` with two
   * matching branches, their names.
   */
  readonly expected: unknown;
  readonly received: unknown;
  /** The property whose name is refused. */
  readonly property?: string;
  /** The possible values of a missing tag. */
  readonly tags?: readonly unknown[];
  /** A keyword that seems to allow the value, and has no effect at its place. */
  readonly ignored?: 'nullable';
}
