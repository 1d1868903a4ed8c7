/**
 * The text of a script that runs a function in a browser's page. The function can use only its own
 * body and its arguments.
 */
export function scriptText<Given extends readonly unknown[]>(
  run: (...given: Given) => void,
  ...given: Given
): string {
  return `'use strict';\n(${run})(${given.map((one) => JSON.stringify(one)).join()});\n`;
}
