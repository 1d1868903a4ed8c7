/**
 * - `breaking`: somebody who keeps BASE is let down by REVISION;
 * - `dangerous`: it may let somebody down, or what it means cannot be decided;
 * - `compatible`: a program that keeps BASE sees no difference, or the new thing is only offered.
 */
export type ChangeSeverity = 'breaking' | 'dangerous' | 'compatible';

/**
 * The direction of a message: a `request` to the provider, which may require less than before, or a
 * `response`, which may promise more. A webhook or callback counts as a response.
 */
export type Flow = 'request' | 'response';
