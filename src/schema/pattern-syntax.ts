import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { rewritePattern } from './pattern-dialects.ts';

/** A pattern as a tree, or one of its parts that matches or does not. */
export type PatternNode = AST.Pattern | AST.Element;

export type { AST };

/** A pattern as JavaScript reads it, or why it cannot. */
export type PatternReading =
  | {
      readonly ok: true;
      readonly expression: RegExp;
      /** Whether all dialects agree on a text, for patterns on which they differ for some texts. */
      readonly isCertain: ((text: string) => boolean) | undefined;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a pattern with the `u` flag (JSON Schema 2020-12 section 6.4). It rewrites what only
 * compiles without the flag, such as `[a-z\-\_]`, and syntax of other dialects, such as `\A`.
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

/** Whether a pattern has back references. */
export function refersBack(pattern: AST.Pattern): boolean {
  let found = false;
  visitRegExpAST(pattern, {
    onBackreferenceEnter() {
      found = true;
    },
  });
  return found;
}

/** The tree of an expression; `undefined` if it uses unsupported syntax. */
export function parsePattern({ source, unicode }: RegExp): AST.Pattern | undefined {
  try {
    // Later editions can change flags in the middle, which is not supported here.
    const parser = new RegExpParser({ ecmaVersion: 2024 });
    return parser.parsePattern(source, 0, source.length, { unicode });
  } catch {
    return undefined;
  }
}
