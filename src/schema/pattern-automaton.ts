import type { AST } from './pattern-syntax.ts';

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
  | { readonly kind: 'character'; readonly fits: CharacterTest; readonly next: number }
  | { readonly kind: 'boundary'; readonly boundary: AST.BoundaryAssertion; readonly next: number }
  | {
      readonly kind: 'look';
      readonly automaton: Automaton;
      readonly negative: boolean;
      readonly next: number;
    }
  | { readonly kind: 'split'; next: number; readonly other: number };

/** Whether a character is what a part of the pattern stands for. */
export type CharacterTest = (character: string) => boolean;

const largest = 2000;

class TooLarge extends Error {}

/** `undefined` where the pattern refers back or looks at lines, or would have thousands of states. */
export function automatonOf(pattern: AST.Pattern, flags: string): Automaton | undefined {
  if (flags.includes('m')) return undefined;
  try {
    return automatonWithin(pattern.alternatives, { flags, backwards: false, tests: new Map() });
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

interface Reading {
  readonly flags: string;
  readonly backwards: boolean;
  /** The tests of characters by how the pattern writes them. */
  readonly tests: Map<string, CharacterTest>;
}

interface Building extends Reading {
  readonly states: State[];
  looked: number;
}

function automatonWithin(alternatives: readonly AST.Alternative[], reading: Reading): Automaton {
  const building: Building = { ...reading, states: [{ kind: 'match' }], looked: 0 };
  const { states, backwards } = building;
  const start = buildChoice(alternatives, 0, building);
  return { states, start, backwards, size: states.length + building.looked };
}

/** Adds the states of a part of the pattern before the state `next`; gives the first one. */
function build(node: AST.Element, next: number, building: Building): number {
  const { states } = building;
  if (states.length + building.looked > largest) throw new TooLarge();
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return buildChoice(node.alternatives, next, building);
    case 'Quantifier':
      return buildRepeat(node, next, building);
    case 'Assertion': {
      if (node.kind !== 'lookahead' && node.kind !== 'lookbehind') {
        return states.push({ kind: 'boundary', boundary: node, next }) - 1;
      }
      const automaton = automatonWithin(node.alternatives, {
        ...building,
        backwards: node.kind === 'lookahead',
      });
      building.looked += automaton.size;
      return states.push({ kind: 'look', automaton, negative: node.negate, next }) - 1;
    }
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return states.push({ kind: 'character', fits: testOf(node, building), next }) - 1;
    default:
      throw new TooLarge();
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

function buildRepeat(
  { element, min, max }: AST.Quantifier,
  next: number,
  building: Building,
): number {
  const { states } = building;
  let first = next;
  if (max === Number.POSITIVE_INFINITY) {
    const loop = { kind: 'split' as const, next, other: next };
    first = states.push(loop) - 1;
    loop.next = build(element, first, building);
  } else {
    for (let count = min; count < max; count += 1) {
      const once = build(element, first, building);
      first = states.push({ kind: 'split', next: once, other: next }) - 1;
    }
  }
  for (let count = 0; count < min; count += 1) first = build(element, first, building);
  return first;
}

/** Of a class, the built-in matcher's own answer for one character, kept. */
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
