/**
 * - `breaking`: somebody who keeps BASE is let down by REVISION;
 * - `dangerous`: it may let somebody down, or what it means cannot be decided;
 * - `compatible`: a program that keeps BASE sees no difference, or the new thing is only offered.
 */
export type ChangeSeverity = 'breaking' | 'dangerous' | 'compatible';

/**
 * Which way a message flows: a `request` to the provider, who may ask for less than before, or a
 * `response` from it, which may promise more. What a webhook or callback sends flows as a response.
 */
export type Flow = 'request' | 'response';
