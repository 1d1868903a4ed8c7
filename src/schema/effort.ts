/**
 * What one judgement may still cost: where branches lead back to their union, a schema can double the work
 * with every level of a value.
 */
export interface Effort {
  /** Schemas behind references that may be tried. */
  tries: number;
  /** Errors that may be found, and handed on by each schema around them. */
  errors: number;
}

/** About half a second, and a quarter. */
export const wholeEffort: Readonly<Effort> = { tries: 5_000_000, errors: 1_000_000 };

/** A judgement, or its explanation, that takes too long. */
export class TooMuchEffort extends Error {
  constructor() {
    super('its schema leads back to itself in so many ways that it would take too long');
  }
}
