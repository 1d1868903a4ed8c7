/**
 * A function of a browser's page as the text of a script; it must know nothing but what is in it, and what
 * it is given.
 */
export function scriptText<Given extends readonly unknown[]>(
  run: (...given: Given) => void,
  ...given: Given
): string {
  return `'use strict';\n(${run})(${given.map((one) => JSON.stringify(one)).join()});\n`;
}
