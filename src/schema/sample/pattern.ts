import { type AST, type PatternNode, parsePattern, toRegExp } from '../pattern-syntax.ts';

/** How a text is made of a pattern. */
export interface PatternWish {
  /** How often everything that may repeat without end is repeated beyond what it must be. */
  readonly extra: number;
  /** Which of equal choices: a character of a class, a branch. */
  readonly choose: (count: number) => number;
}

/**
 * A text that a pattern describes, as short as it may be. What only looks around (`(?=…)`, `\b`) is
 * passed over, so the caller tests what comes out; `undefined` where the pattern is none, or no text
 * is found.
 */
export function textOfPattern(pattern: string, wish: PatternWish): string | undefined {
  try {
    const tree = parsePattern(toRegExp(pattern));
    return tree && write(tree, { wish, captured: new Map() });
  } catch (error) {
    if (error instanceof NoText || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Writing {
  readonly wish: PatternWish;
  /** What the groups stand for, for references back to them. */
  readonly captured: Map<AST.CapturingGroup, string>;
}

class NoText extends Error {}

function write(node: PatternNode, writing: Writing): string {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
      return writeBranch(node.alternatives, writing);
    case 'CapturingGroup': {
      const text = writeBranch(node.alternatives, writing);
      writing.captured.set(node, text);
      return text;
    }
    case 'Backreference': {
      const group = [node.resolved].flat().find((one) => writing.captured.has(one));
      return (group && writing.captured.get(group)) ?? '';
    }
    case 'Quantifier':
      return writeRepeated(node, writing);
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterClass':
    case 'CharacterSet':
      return pick(charactersOf(node), writing.wish);
    default:
      return '';
  }
}

function writeBranch(alternatives: readonly AST.Alternative[], writing: Writing): string {
  const chosen = alternatives[writing.wish.choose(alternatives.length)] ?? alternatives[0]!;
  return chosen.elements.map((element) => write(element, writing)).join('');
}

function writeRepeated({ min, max, element }: AST.Quantifier, writing: Writing): string {
  if (min > 10_000) throw new NoText();
  const times = Math.min(min + writing.wish.extra, max);
  let text = '';
  for (let time = 0; time < times; time += 1) text += write(element, writing);
  return text;
}

function pick(characters: string, { choose }: PatternWish): string {
  const choices = [...characters];
  if (choices.length === 0) throw new NoText();
  return choices[choose(choices.length)] ?? choices[0]!;
}

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const wordCharacters = `${letters}${letters.toUpperCase()}${digits}_`;
/** What stands for all characters where a pattern excludes some. */
const everything = `${wordCharacters} !"#$%&'()*+,-./:;<=>?@[\\]^\`{|}~éßλя`;

/** What stands for one character of a text, or is a part of what does. */
type CharacterNode = AST.CharacterClass | AST.CharacterSet | AST.CharacterClassElement;

/** The characters of a class, in the order they are written; of a negated one, the usual ones. */
function charactersOf(node: CharacterNode): string {
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterClassRange':
      return range(node.min.value, node.max.value);
    case 'CharacterClass': {
      const members = node.elements.map(charactersOf).join('');
      return node.negate ? without(members) : members;
    }
    case 'CharacterSet':
      return charactersOfSet(node);
    default:
      throw new NoText();
  }
}

function charactersOfSet(set: AST.CharacterSet): string {
  switch (set.kind) {
    case 'any':
      return wordCharacters;
    case 'digit':
      return set.negate ? letters : digits;
    case 'word':
      return set.negate ? ' -.!' : wordCharacters;
    case 'space':
      return set.negate ? wordCharacters : ' ';
    case 'property': {
      const test = new RegExp(set.raw, 'u');
      return [...everything].filter((character) => test.test(character)).join('');
    }
  }
}

function without(members: string): string {
  return [...everything].filter((character) => !members.includes(character)).join('');
}

function range(from: number, to: number): string {
  // The whole of Unicode is described often; its first characters are enough of it.
  const size = Math.min(to - from, 127) + 1;
  return String.fromCodePoint(...Array.from({ length: size }, (_, index) => from + index));
}
