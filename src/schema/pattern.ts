/**
 * Patterns are ECMA-262 with the `u` flag (JSON Schema 2020-12 section 6.4). Those that only compile
 * without it, such as `[a-z\-\_]`, mean the same there and are widespread.
 */
export function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

/** Why a text is no pattern; `undefined` when it is one. */
export function whyNoPattern(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    return `it is no ECMA-262 pattern: ${(error as Error).message}`;
  }
}
