import { once } from '../once.ts';
import { compilePattern, PatternTooCostly } from '../pattern.ts';
import { type AST, type PatternNode, parsePattern, readPattern } from '../pattern-syntax.ts';

/** How to make a text from a pattern. */
export interface PatternWish {
  /** How many extra repetitions an unlimited repetition gets. */
  readonly extra: number;
  /** Which of several equal choices to take: a character of a class, a branch. */
  readonly choose: (count: number) => number;
}

/** The longest text that is made from a pattern. */
const longest = 100_000;

/** A pattern that is parsed once for all of its texts. */
export interface PatternTexts {
  /** The pattern as in the contract. */
  readonly written: string;
  matches(text: string): boolean;
  /**
   * Texts for a pattern, as short as possible. The first ignores lookarounds (`(?=…)`, `\b`); the
   * others insert them in several ways. So the caller must test the results.
   */
  texts(wish: PatternWish): readonly string[];
}

/**
 * Parses a pattern to make texts. If it is unreadable, any text will do, because none is refused.
 */
export function textsOf(pattern: string): PatternTexts {
  const reading = readPattern(pattern);
  if (!reading.ok) return { written: pattern, matches: () => true, texts: () => [] };
  const { expression } = reading;
  const compiled = compilePattern(pattern);
  const characters = new Map<CharacterNode, readonly string[]>();
  const tree = once(() => parsePattern(expression));
  return {
    written: pattern,
    matches(text) {
      try {
        return compiled.test(text);
      } catch (error) {
        if (error instanceof PatternTooCostly) return false;
        throw error;
      }
    },
    texts(wish) {
      const parsed = tree();
      if (parsed === undefined) return [];
      const writing = { wish, characters, captured: new Map(), size: 0 };
      const looks: string[] = [];
      try {
        const plain = write(parsed, { ...writing, looks });
        if (looks.length === 0) return [plain];
        return [plain, ...together(plain, looks), write(parsed, { ...writing, looks: undefined })];
      } catch (error) {
        if (error instanceof NoText || error instanceof SyntaxError) return [];
        throw error;
      }
    },
  };
}

/** Puts the text of a lookaround before a text, after it, or over its beginning or end. */
function together(plain: string, looks: readonly string[]): readonly string[] {
  const all = looks.join('');
  const rest = Math.max(plain.length - all.length, 0);
  return [
    all + plain.slice(plain.length - rest),
    plain.slice(0, rest) + all,
    all + plain,
    plain + all,
  ];
}

/** A text for a pattern that is used once. */
export function textOfPattern(pattern: string, wish: PatternWish): string | undefined {
  return textsOf(pattern).texts(wish)[0];
}

interface Writing {
  readonly wish: PatternWish;
  /** The possible characters of each single-character part; computed on first use. */
  readonly characters: Map<CharacterNode, readonly string[]>;
  /** The texts of the groups, for back references. */
  readonly captured: Map<AST.CapturingGroup, string>;
  /** The list for lookaround texts; without it, they are written like the rest. */
  readonly looks: string[] | undefined;
  size: number;
}

class NoText extends Error {}

function write(node: PatternNode, writing: Writing): string {
  writing.size += 1;
  if (writing.size > longest) throw new NoText();
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
      return pick(node, writing);
    case 'Assertion': {
      if (!('alternatives' in node) || node.negate) return '';
      const text = writeBranch(node.alternatives, writing);
      if (writing.looks === undefined) return text;
      writing.looks.push(text);
      return '';
    }
    default:
      return '';
  }
}

function writeBranch(alternatives: readonly AST.Alternative[], writing: Writing): string {
  const chosen = alternatives[writing.wish.choose(alternatives.length)] ?? alternatives[0]!;
  return chosen.elements.map((element) => write(element, writing)).join('');
}

function writeRepeated({ min, max, element }: AST.Quantifier, writing: Writing): string {
  const times = Math.min(min + writing.wish.extra, max);
  let text = '';
  for (let time = 0; time < times; time += 1) text += write(element, writing);
  return text;
}

function pick(node: CharacterNode, { wish, characters }: Writing): string {
  let choices = characters.get(node);
  if (choices === undefined) {
    choices = [...charactersOf(node)];
    characters.set(node, choices);
  }
  if (choices.length === 0) throw new NoText();
  return choices[wish.choose(choices.length)] ?? choices[0]!;
}

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const wordCharacters = `${letters}${letters.toUpperCase()}${digits}_`;
/** Represents all characters if a pattern excludes some. */
const everything = `${wordCharacters} !"#$%&'()*+,-./:;<=>?@[\\]^\`{|}~éßλя`;

/** A part that matches one character, or is inside such a part. */
type CharacterNode = AST.CharacterClass | AST.CharacterSet | AST.CharacterClassElement;

/** The characters of a class, in written order; for a negated class, the usual ones. */
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
  // Many classes cover all of Unicode; its first characters are enough.
  const size = Math.min(to - from, 127) + 1;
  return String.fromCodePoint(...Array.from({ length: size }, (_, index) => from + index));
}
