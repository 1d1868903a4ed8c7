import { type Automaton, automatonOf } from './pattern-automaton.ts';
import type { AST } from './pattern-syntax.ts';

/**
 * Searches a text for a pattern in one pass, following every way at once (Thompson's construction),
 * so that the time grows with the length of the text and never faster.
 */
export interface Search {
  /** Steps for each character, at most. */
  readonly size: number;
  test(text: string): boolean;
}

/** `undefined` where the pattern refers back, or repeats something long very often. */
export function createSearch(pattern: AST.Pattern, flags: string): Search | undefined {
  const automaton = automatonOf(pattern, flags);
  if (automaton === undefined) return undefined;
  return {
    size: automaton.size,
    test(text) {
      const characters = flags.includes('u') ? [...text] : text.split('');
      return ends(automaton, { characters, looks: new Map() }, true).includes(1);
    },
  };
}

interface Reading {
  readonly characters: readonly string[];
  /** Where something that is only looked at is there. */
  readonly looks: Map<Automaton, Uint8Array>;
}

/**
 * The places at which a match ends that began anywhere before; read backwards, those at which one
 * begins. With `any`, the first one is enough.
 */
function ends(automaton: Automaton, reading: Reading, any = false): Uint8Array {
  const { characters } = reading;
  const { states, start, backwards } = automaton;
  const found = new Uint8Array(characters.length + 1);
  const marks = new Int32Array(states.length).fill(-1);
  let current: number[] = [];

  /** Goes on without reading, and notes where a character is to be read. */
  function enter(from: number, index: number, reached: number[]): void {
    const open = [from];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (marks[number] === index) continue;
      marks[number] = index;
      const state = states[number]!;
      if (state.kind === 'match') found[index] = 1;
      else if (state.kind === 'character') reached.push(number);
      else if (state.kind === 'split') open.push(state.other, state.next);
      else if (state.kind === 'look') {
        if (looksAt(state.automaton, index, reading) !== state.negative) open.push(state.next);
      } else if (holds(state.boundary, index, characters)) open.push(state.next);
    }
  }

  for (let step = 0; step <= characters.length; step += 1) {
    const index = backwards ? characters.length - step : step;
    const reached: number[] = [];
    for (const state of current) enter(state, index, reached);
    enter(start, index, reached);
    if (any && found[index] === 1) break;
    const character = characters[backwards ? index - 1 : index];
    current = [];
    if (character === undefined) break;
    for (const number of reached) {
      const state = states[number]!;
      if (state.kind === 'character' && state.fits(character)) current.push(state.next);
    }
  }
  return found;
}

function looksAt(automaton: Automaton, index: number, reading: Reading): boolean {
  let found = reading.looks.get(automaton);
  if (found === undefined) {
    found = ends(automaton, reading);
    reading.looks.set(automaton, found);
  }
  return found[index] === 1;
}

function holds(
  boundary: AST.BoundaryAssertion,
  index: number,
  characters: readonly string[],
): boolean {
  if (boundary.kind !== 'word') {
    return index === (boundary.kind === 'start' ? 0 : characters.length);
  }
  const isWord = (at: number) => /^\w$/.test(characters[at] ?? '');
  return (isWord(index - 1) !== isWord(index)) !== boundary.negate;
}
