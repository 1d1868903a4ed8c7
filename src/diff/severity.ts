/**
 * The severities of changes.
 * - `breaking`: a program that follows BASE fails with REVISION;
 * - `dangerous`: a program that follows BASE may fail, or the effect is undecided;
 * - `compatible`: a program that follows BASE sees no difference, or a new part is optional.
 */
export type ChangeSeverity = 'breaking' | 'dangerous' | 'compatible';

/**
 * The direction of a message: a `request` to the provider, which may require less than before, or a
 * `response`, which may promise more. A webhook or callback counts as a response.
 */
export type Flow = 'request' | 'response';
