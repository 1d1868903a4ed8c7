import type { Term } from './pattern-syntax.ts';

/** A pattern as states between which a text leads. */
export interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
  /** Whether it reads from the end of the text: what is looked at ahead is found that way. */
  readonly backwards: boolean;
  /** How many states there are, those of what is looked at included. */
  readonly size: number;
}

export type State =
  | { readonly kind: 'match' }
  | { readonly kind: 'character'; readonly source: string; readonly next: number }
  | { readonly kind: 'boundary'; readonly source: string; readonly next: number }
  | {
      readonly kind: 'look';
      readonly automaton: Automaton;
      readonly negative: boolean;
      readonly next: number;
    }
  | { readonly kind: 'split'; next: number; readonly other: number };

const largest = 2000;

class TooLarge extends Error {}

/** `undefined` where the pattern refers back, or would have thousands of states. */
export function automatonOf(term: Term, backwards: boolean): Automaton | undefined {
  const building: Building = { states: [{ kind: 'match' }], backwards, looked: 0 };
  try {
    const start = build(term, 0, building);
    const size = building.states.length + building.looked;
    return { states: building.states, start, backwards, size };
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

interface Building {
  readonly states: State[];
  readonly backwards: boolean;
  looked: number;
}

/** Adds the states of a term before the state `next`; gives the first one. */
function build(term: Term, next: number, building: Building): number {
  const { states, backwards } = building;
  if (states.length + building.looked > largest) throw new TooLarge();
  switch (term.kind) {
    case 'character':
      return states.push({ kind: 'character', source: term.source, next }) - 1;
    case 'boundary':
      return states.push({ kind: 'boundary', source: term.source, next }) - 1;
    case 'sequence':
      return (backwards ? [...term.terms].reverse() : term.terms).reduceRight(
        (after, part) => build(part, after, building),
        next,
      );
    case 'choice':
      return term.branches
        .map((branch) => build(branch, next, building))
        .reduce((first, other) => states.push({ kind: 'split', next: first, other }) - 1);
    case 'repeat':
      return buildRepeat(term, next, building);
    case 'look': {
      const automaton = automatonOf(term.term, !term.behind);
      if (automaton === undefined) throw new TooLarge();
      building.looked += automaton.size;
      return states.push({ kind: 'look', automaton, negative: term.negative, next }) - 1;
    }
    case 'back':
      throw new TooLarge();
  }
}

function buildRepeat(
  { term, least, most }: Extract<Term, { kind: 'repeat' }>,
  next: number,
  building: Building,
): number {
  const { states } = building;
  let first = next;
  if (most === Number.POSITIVE_INFINITY) {
    const loop = { kind: 'split' as const, next, other: next };
    first = states.push(loop) - 1;
    loop.next = build(term, first, building);
  } else {
    for (let count = least; count < most; count += 1) {
      first = states.push({ kind: 'split', next: build(term, first, building), other: next }) - 1;
    }
  }
  for (let count = 0; count < least; count += 1) first = build(term, first, building);
  return first;
}
