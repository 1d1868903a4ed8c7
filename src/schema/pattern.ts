import { type Cost, costOf } from './pattern-cost.ts';
import { createSearch, type Search } from './pattern-search.ts';
import { type AST, parsePattern, readPattern } from './pattern-syntax.ts';

/** A pattern, ready to be searched for. */
export interface Pattern {
  /** @throws {PatternTooCostly} if the search could take too long. */
  test(text: string): boolean;
  /** Different for different patterns. */
  toString(): string;
}

/**
 * The assumed result if a pattern of another dialect is undecided: a caller that tries both
 * assumptions learns whether it matters.
 */
export interface Doubts {
  assumed: boolean;
  /** An undecided pattern since this was last cleared. */
  pattern: string | undefined;
}

export function createDoubts(): Doubts {
  return { assumed: true, pattern: undefined };
}

/** A text in which a pattern cannot be searched for, because it could take too long. */
export class PatternTooCostly extends Error {
  constructor(pattern: string, length: number) {
    super(
      `the pattern "${pattern}" could take too long on a text of ${length} characters; simplify what it repeats, or limit the length`,
    );
  }
}

/** The steps of a few milliseconds. */
const affordableSteps = 1_000_000;

/** Texts of this length are fast with any pattern. */
const shortLength = 8;

/**
 * The built-in matcher backtracks, which a hostile text can extend to years. So it is used only if
 * the pattern has a safe bound; otherwise the linear-time search is used. Patterns with back
 * references need the built-in matcher, and are not searched for if that may take too long.
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
  /** The greatest length at which the built-in matcher stays within the allowed steps. */
  readonly affordable: number;
}

function parse(expression: RegExp): Parsed {
  const tree = parsePattern(expression);
  return { tree, affordable: tree === undefined ? 0 : affordableLength(costOf(tree)) };
}

function affordableLength({ exponential, degree, ways }: Cost): number {
  return exponential || ways > affordableSteps ? 0 : (affordableSteps / ways) ** (1 / degree);
}

/** Why the meaning of a pattern is unknown; `undefined` if it is known. */
export function whyNoPattern(pattern: string): string | undefined {
  const reading = readPattern(pattern);
  return reading.ok ? undefined : reading.reason;
}
