import type { AST } from './pattern-syntax.ts';

/**
 * A pattern as an automaton. Repeated parts get their states when a text first reaches them, so
 * that `.{1,1024}` costs no more than the text is long.
 */
export interface Automaton {
  readonly start: number;
  /** Whether it reads from the end of the text, which is how lookaheads are found. */
  readonly backwards: boolean;
  state(number: number): State;
  /** How many states were made until now. */
  made(): number;
}

export type State =
  | { readonly kind: 'match' }
  | { readonly kind: 'character'; readonly fits: CharacterTest; readonly next: number }
  | { readonly kind: 'boundary'; readonly boundary: AST.BoundaryAssertion; readonly next: number }
  | {
      readonly kind: 'look';
      readonly automaton: Automaton;
      readonly negative: boolean;
      readonly next: number;
    }
  | { readonly kind: 'split'; readonly next: number; readonly other: number };

/** A repeated part, before its states are made. */
interface Repeat {
  readonly kind: 'repeat';
  readonly element: AST.QuantifiableElement;
  readonly min: number;
  readonly max: number;
  readonly next: number;
}

/** Whether a part of the pattern matches a character. */
export type CharacterTest = (character: string) => boolean;

/** The automaton of a pattern without back references and line anchors. */
export function automatonOf(pattern: AST.Pattern, flags: string): Automaton {
  return automatonWithin(pattern.alternatives, { flags, backwards: false, tests: new Map() });
}

interface Reading {
  readonly flags: string;
  readonly backwards: boolean;
  /** The tests of characters, by their text in the pattern. */
  readonly tests: Map<string, CharacterTest>;
}

interface Building extends Reading {
  readonly states: (State | Repeat)[];
}

function automatonWithin(alternatives: readonly AST.Alternative[], reading: Reading): Automaton {
  const building: Building = { ...reading, states: [{ kind: 'match' }] };
  const { states, backwards } = building;
  const start = buildChoice(alternatives, 0, building);
  return {
    start,
    backwards,
    made: () => states.length,
    state(number) {
      let state = states[number]!;
      if (state.kind === 'repeat') {
        state = buildRepeat(state, number, building);
        states[number] = state;
      }
      return state;
    },
  };
}

/** Adds the states of a part of the pattern before the state `next`; returns the first one. */
function build(node: AST.Element, next: number, building: Building): number {
  const { states } = building;
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return buildChoice(node.alternatives, next, building);
    case 'Quantifier': {
      const { element, min, max } = node;
      return states.push({ kind: 'repeat', element, min, max, next }) - 1;
    }
    case 'Assertion': {
      if (node.kind !== 'lookahead' && node.kind !== 'lookbehind') {
        return states.push({ kind: 'boundary', boundary: node, next }) - 1;
      }
      const backwards = node.kind === 'lookahead';
      const automaton = automatonWithin(node.alternatives, { ...building, backwards });
      return states.push({ kind: 'look', automaton, negative: node.negate, next }) - 1;
    }
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return states.push({ kind: 'character', fits: testOf(node, building), next }) - 1;
    default:
      throw new Error(`a pattern with a ${node.type} cannot be followed`);
  }
}

function buildChoice(
  alternatives: readonly AST.Alternative[],
  next: number,
  building: Building,
): number {
  return alternatives
    .map(({ elements }) =>
      (building.backwards ? elements.toReversed() : elements).reduceRight(
        (after, element) => build(element, after, building),
        next,
      ),
    )
    .reduce((first, other) => building.states.push({ kind: 'split', next: first, other }) - 1);
}

/** One more repetition and the rest; or no more, if there were enough. */
function buildRepeat(
  { element, min, max, next }: Repeat,
  number: number,
  building: Building,
): State {
  if (max === 0) return { kind: 'split', next, other: next };
  const { states } = building;
  const isLoop = min === 0 && max === Number.POSITIVE_INFINITY;
  const rest: Repeat = { kind: 'repeat', element, min: Math.max(min - 1, 0), max: max - 1, next };
  const once = build(element, isLoop ? number : states.push(rest) - 1, building);
  return { kind: 'split', next: once, other: min === 0 ? next : once };
}

/** The built-in matcher's cached answers about characters of a class. */
function testOf(
  node: AST.Character | AST.CharacterClass | AST.CharacterSet,
  { tests, flags }: Reading,
): CharacterTest {
  const known = tests.get(node.raw);
  if (known !== undefined) return known;
  const isItself = node.type === 'Character' && !flags.includes('i');
  const test = isItself ? isCharacter(node.value) : isOfClass(node.raw, flags);
  tests.set(node.raw, test);
  return test;
}

function isCharacter(codePoint: number): CharacterTest {
  const expected = String.fromCodePoint(codePoint);
  return (character) => character === expected;
}

function isOfClass(source: string, flags: string): CharacterTest {
  const expression = new RegExp(`^${source}$`, flags);
  const known = new Map<string, boolean>();
  return (character) => {
    let answer = known.get(character);
    if (answer === undefined) {
      answer = expression.test(character);
      known.set(character, answer);
    }
    return answer;
  };
}
