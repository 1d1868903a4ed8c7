import { type Automaton, automatonOf } from './pattern-automaton.ts';
import { type AST, refersBack } from './pattern-syntax.ts';

/**
 * Searches a text for a pattern in one pass, and follows all possibilities at once (Thompson's
 * construction), so that the time is linear in the length of the text.
 */
export interface Search {
  /** `undefined` if the answer would take more steps than allowed. */
  test(text: string, steps: number): boolean | undefined;
}

/** `undefined` if the pattern has back references or line anchors. */
export function createSearch(pattern: AST.Pattern, flags: string): Search | undefined {
  if (flags.includes('m') || refersBack(pattern)) return undefined;
  let automaton: Automaton | undefined;
  return {
    test(text, steps) {
      automaton ??= automatonOf(pattern, flags);
      const characters = flags.includes('u') ? [...text] : text.split('');
      try {
        return ends(automaton, { characters, looks: new Map(), steps }, true).includes(1);
      } catch (error) {
        if (!(error instanceof TooLong)) throw error;
        // The set has at most as many states as steps, and shorter texts need few of them.
        automaton = undefined;
        return undefined;
      }
    },
  };
}

/** The cost of making a state, in steps. */
const stepsToMake = 10;

class TooLong extends Error {}

interface Reading {
  readonly characters: readonly string[];
  /** The positions at which a lookaround holds. */
  readonly looks: Map<Automaton, Uint8Array>;
  /** How many more steps may be done. */
  steps: number;
}

/**
 * The positions at which a match ends, wherever it began; backwards, those at which one begins.
 * With `any`, the first position is enough.
 */
function ends(automaton: Automaton, reading: Reading, any = false): Uint8Array {
  const { characters } = reading;
  const { start, backwards } = automaton;
  const found = new Uint8Array(characters.length + 1);
  /** The last position at which each state was entered. */
  const marks: number[] = [];
  let current: number[] = [];

  /** Follows transitions that read nothing, and notes the states that read a character. */
  function enter(from: number, index: number, reached: number[]): void {
    const open = [from];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (marks[number] === index) continue;
      marks[number] = index;
      const made = automaton.made();
      const state = automaton.state(number);
      reading.steps -= 1 + (automaton.made() - made) * stepsToMake;
      if (reading.steps < 0) throw new TooLong();
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
      const state = automaton.state(number);
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
