/** Reads the text of one value in a stream, by what the contract says of it. */
export type ReadItem = (text: string) => unknown;

/** The member of an answer's stream that reads its values. */
export const readItem = Symbol('readItem');
