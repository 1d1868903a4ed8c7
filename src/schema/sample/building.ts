import type { Schema } from '../../api/model.ts';
import type { Pointer } from '../../json/pointer.ts';
import type { Direction, Schemas } from '../schemas.ts';
import type { Choose, IsPreferred } from './branches.ts';
import type { Description } from './description.ts';

/** The state of building a value, with the lessons of earlier attempts. */
export interface Building {
  readonly schemas: Schemas;
  readonly direction: Direction;
  readonly random: (() => number) | undefined;
  readonly isPreferred: IsPreferred;
  readonly choose: Choose;
  /** How deep optional properties are shown. */
  readonly optionalDepth: number;
  /** Schemas that turned out to apply to a place: those after an `if` that held. */
  readonly learned: ReadonlyMap<Pointer, readonly Schema[]>;
  /** Properties that turned out to be required or forbidden. */
  readonly forced: ReadonlyMap<Pointer, ReadonlySet<string>>;
  readonly dropped: ReadonlyMap<Pointer, ReadonlySet<string>>;
  /** The applied schemas, by place in the value. */
  readonly applied: Map<Pointer, Description>;
  /** Schemas that are being built further up. */
  readonly open: Set<unknown>;
  /** A value for a `contentSchema`; `undefined` without one. */
  readonly content: (schema: Schema) => unknown;
  size: number;
  /** Above this size, fewer optional properties are shown. */
  readonly most: number;
}

/** The usual size, because no reader needs more. */
export const maximumShown = 500;

/** The limit for what is required. */
const maximumRequired = 1500;

/** Counts one more value. @throws {TooLarge} if there are too many. */
export function count(building: Building): void {
  building.size += 1;
  const most = building.optionalDepth === 0 ? maximumRequired : building.most;
  if (building.size > most) throw new TooLarge();
}

/** The value grew beyond the limit. */
export class TooLarge {}

/** Builds the value at a place; `number` distinguishes values that must differ. */
export type Build = (
  nodes: readonly Schema[],
  pointer: Pointer,
  depth: number,
  number: number,
  building: Building,
) => unknown;
