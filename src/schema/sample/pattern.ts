import { once } from '../once.ts';
import { compilePattern, PatternTooCostly } from '../pattern.ts';
import { type AST, type PatternNode, parsePattern, readPattern } from '../pattern-syntax.ts';

/** How a text is made of a pattern. */
export interface PatternWish {
  /** How often everything that may repeat without end is repeated beyond what it must be. */
  readonly extra: number;
  /** Which of equal choices: a character of a class, a branch. */
  readonly choose: (count: number) => number;
}

/** The longest text that is made of a pattern. */
const longest = 100_000;

/** A pattern, read once for all texts that it is asked of. */
export interface PatternTexts {
  /** As the contract has it. */
  readonly written: string;
  matches(text: string): boolean;
  /**
   * Texts that the pattern describes, as short as they may be. What only looks around (`(?=…)`, `\b`)
   * is passed over in the first, and put into the others in several ways, so the caller tests what
   * comes out.
   */
  texts(wish: PatternWish): readonly string[];
}

/** Reads a pattern for its texts; any text will do where it cannot be read, because none is refused. */
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

/** What is looked at, put before a text, after it, and in place of its beginning or its end. */
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

/** A text of a pattern that is asked once. */
export function textOfPattern(pattern: string, wish: PatternWish): string | undefined {
  return textsOf(pattern).texts(wish)[0];
}

interface Writing {
  readonly wish: PatternWish;
  /** Of the parts that stand for one character, those that they may be; read when first met. */
  readonly characters: Map<CharacterNode, readonly string[]>;
  /** What the groups stand for, for references back to them. */
  readonly captured: Map<AST.CapturingGroup, string>;
  /** Where what is looked at is noted; where there is no such list, it is written like the rest. */
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
