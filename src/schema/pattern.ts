import { type Cost, costOf } from './pattern-cost.ts';
import { createSearch, type Search } from './pattern-search.ts';
import { type AST, parsePattern, readPattern } from './pattern-syntax.ts';

/** A pattern, ready to be searched for. */
export interface Pattern {
  /** @throws {PatternTooCostly} where that could take longer than anyone may wait. */
  test(text: string): boolean;
  /** Different for different patterns. */
  toString(): string;
}

/**
 * What is assumed of a text where a pattern does not say, because it is of another dialect: whoever asks
 * twice, with either assumption, learns whether it matters.
 */
export interface Doubts {
  assumed: boolean;
  /** A pattern that did not say since this was last cleared. */
  pattern: string | undefined;
}

export function createDoubts(): Doubts {
  return { assumed: true, pattern: undefined };
}

/** A text that a pattern cannot be searched for in, because it could take too long. */
export class PatternTooCostly extends Error {
  constructor(pattern: string, length: number) {
    super(
      `the pattern "${pattern}" could take too long on a text of ${length} characters; simplify what it repeats, or limit the length`,
    );
  }
}

/** What may be done in a few milliseconds. */
const affordableSteps = 1_000_000;

/** Texts of this length take no time worth speaking of, whatever the pattern is. */
const shortLength = 8;

/**
 * The built-in matcher tries one way after another, which a hostile text can make to last for years.
 * So it is used where the pattern shows that it cannot be long; elsewhere all ways are followed at
 * once, in linear time. Patterns that refer back to a group can only be searched for the first way:
 * they are not searched for at all where that may last.
 */
export function compilePattern(pattern: string, doubts: Doubts = createDoubts()): Pattern {
  const reading = readPattern(pattern);
  if (!reading.ok) return { toString: () => pattern, test: () => doubt(pattern, doubts) };
  const search = compileExpression(pattern, reading.expression);
  if (reading.isCertain === undefined) return search;
  const { isCertain } = reading;
  return {
    toString: search.toString,
    test: (text) => (isCertain(text) ? search.test(text) : doubt(pattern, doubts)),
  };
}

function doubt(pattern: string, doubts: Doubts): boolean {
  doubts.pattern = pattern;
  return doubts.assumed;
}

function compileExpression(pattern: string, expression: RegExp): Pattern {
  let parsed: Parsed | undefined;
  let search: { readonly found: Search | undefined } | undefined;
  return {
    toString: () => String(expression),
    test(text) {
      const { length } = text;
      if (length <= shortLength) return expression.test(text);
      parsed ??= parse(expression);
      if (length <= parsed.affordable) return expression.test(text);
      search ??= { found: parsed.tree && createSearch(parsed.tree, expression.flags) };
      const isFound = search.found?.test(text, affordableSteps);
      if (isFound === undefined) throw new PatternTooCostly(pattern, length);
      return isFound;
    },
  };
}

interface Parsed {
  readonly tree: AST.Pattern | undefined;
  /** The greatest length for which the built-in matcher takes no more steps than may be done. */
  readonly affordable: number;
}

function parse(expression: RegExp): Parsed {
  const tree = parsePattern(expression);
  return { tree, affordable: tree === undefined ? 0 : affordableLength(costOf(tree)) };
}

function affordableLength({ exponential, degree, ways }: Cost): number {
  return exponential || ways > affordableSteps ? 0 : (affordableSteps / ways) ** (1 / degree);
}

/** Why it cannot be said what a pattern means; `undefined` when it is read. */
export function whyNoPattern(pattern: string): string | undefined {
  const reading = readPattern(pattern);
  return reading.ok ? undefined : reading.reason;
}
