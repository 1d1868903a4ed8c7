import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { rewritePattern } from './pattern-dialects.ts';

/** A pattern as a tree, or a part of it that matches or does not. */
export type PatternNode = AST.Pattern | AST.Element;

export type { AST };

/** A pattern as JavaScript reads it, or why it cannot. */
export type PatternReading =
  | {
      readonly ok: true;
      readonly expression: RegExp;
      /** Whether all dialects say the same of a text, where they do not of each. */
      readonly isCertain: ((text: string) => boolean) | undefined;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a pattern with the `u` flag (JSON Schema 2020-12 section 6.4). What only compiles without it,
 * such as `[a-z\-\_]`, and what other dialects write, such as `\A`, is rewritten.
 */
export function readPattern(pattern: string): PatternReading {
  try {
    return { ok: true, expression: new RegExp(pattern, 'u'), isCertain: undefined };
  } catch {
    return readRewritten(pattern);
  }
}

function readRewritten(pattern: string): PatternReading {
  const rewritten = rewritePattern(pattern);
  if (!rewritten.ok) return rewritten;
  const { source, flags, certain } = rewritten;
  const isCertain = certain ? undefined : isPrintableAscii;
  try {
    return { ok: true, expression: new RegExp(source, `u${flags}`), isCertain };
  } catch (error) {
    try {
      return { ok: true, expression: new RegExp(source, flags), isCertain };
    } catch {
      const message = (error as Error).message.replace(/^.*: /s, '');
      return { ok: false, reason: `ECMA-262 has no such syntax: ${message}` };
    }
  }
}

function isPrintableAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** Whether a pattern means what one of its groups has matched. */
export function refersBack(pattern: AST.Pattern): boolean {
  let found = false;
  visitRegExpAST(pattern, {
    onBackreferenceEnter() {
      found = true;
    },
  });
  return found;
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
