import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** A pattern as a tree, or a part of it that matches or does not. */
export type PatternNode = AST.Pattern | AST.Element;

export type { AST };

/**
 * A pattern as JavaScript reads it: with the `u` flag (JSON Schema 2020-12 section 6.4), else without.
 * Those that only compile without it, such as `[a-z\-\_]`, mean the same there and are widespread.
 *
 * @throws {SyntaxError} where it is no ECMA-262 pattern.
 */
export function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

/** The tree of an expression; `undefined` where it uses something that is not read here. */
export function parsePattern({ source, unicode }: RegExp): AST.Pattern | undefined {
  try {
    // Later editions can change the flags in the middle, for which nothing here looks.
    const parser = new RegExpParser({ ecmaVersion: 2024 });
    return parser.parsePattern(source, 0, source.length, { unicode });
  } catch {
    return undefined;
  }
}
