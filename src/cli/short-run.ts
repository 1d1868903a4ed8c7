import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 optimize functions later than in a server. A command that soon ends runs most of them too
 * briefly: without this, compiling takes two fifths of the CPU of a large site.
 */
export function expectShortRun(): void {
  // Other versions might not know the flag, and would print that.
  if (/^2[0-4]\./.test(process.versions.node) && process.versions.bun === undefined) {
    setFlagsFromString('--interrupt-budget=1000000');
  }
}
