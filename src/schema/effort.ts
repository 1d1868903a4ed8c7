/**
 * A budget for one judgment: if branches lead back to their union, each level of a value can double
 * the work.
 */
export interface Effort {
  /** Schemas behind references that may be tried. */
  tries: number;
  /** The errors that may be found, counted again in each enclosing schema. */
  errors: number;
}

/** About half a second, and a quarter. */
export const wholeEffort: Readonly<Effort> = { tries: 5_000_000, errors: 1_000_000 };

/** A judgment or an explanation that takes too long. */
export class TooMuchEffort extends Error {
  constructor() {
    super('its schema leads back to itself in so many ways that it would take too long');
  }
}
