import type { Schema } from '../../api/model.ts';
import type { Pointer } from '../../json/pointer.ts';
import type { Direction, Schemas } from '../schemas.ts';
import type { Choose } from './branches.ts';
import type { Description } from './description.ts';

/** What is known while a value is built, and what earlier attempts have taught. */
export interface Building {
  readonly schemas: Schemas;
  readonly direction: Direction;
  readonly random: (() => number) | undefined;
  /** The place of a branch that is taken before the others. */
  readonly preferred: string | undefined;
  readonly choose: Choose;
  /** How deep optional properties are shown. */
  readonly optionalDepth: number;
  /** Schemas that turned out to speak about a place: those of an `if` that held. */
  readonly learned: ReadonlyMap<Pointer, readonly Schema[]>;
  /** Properties that had to be there, and that must not be. */
  readonly forced: ReadonlyMap<Pointer, ReadonlySet<string>>;
  readonly dropped: ReadonlyMap<Pointer, ReadonlySet<string>>;
  /** The schemas that were applied, by place in the value. */
  readonly applied: Map<Pointer, Description>;
  /** Schemas that are being built further up. */
  readonly open: Set<unknown>;
  /** The value that a `contentSchema` describes; `undefined` where there is none. */
  readonly content: (schema: Schema) => unknown;
  size: number;
}

/** More than anyone reads; fewer optional properties are shown then. */
export const maximumSize = 1500;

/** The value grew beyond the limit. */
export class TooLarge extends Error {}

/** Builds the value at a place; `number` tells values apart that must differ. */
export type Build = (
  nodes: readonly Schema[],
  pointer: Pointer,
  depth: number,
  number: number,
  building: Building,
) => unknown;
