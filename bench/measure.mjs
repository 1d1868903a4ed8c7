// Measures functions, reads flags, and prints tables of results.

import path from 'node:path';

/**
 * Runs per second: the best of several rounds, because every disturbance slows a round down. The
 * competitors take turns, so that a busy moment does not hit only one of them.
 *
 * @param {Record<string, () => unknown>} competitors
 */
export async function race(competitors, { rounds = 7, milliseconds = 300 } = {}) {
  const best = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(competitors)) {
      const perSecond = await timed(run, milliseconds);
      // The first round only warms up.
      if (round > 0) best.set(name, Math.max(best.get(name) ?? 0, perSecond));
    }
  }
  return best;
}

async function timed(run, milliseconds) {
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    for (let i = 0; i < 50; i += 1) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    runs += 50;
    elapsed = performance.now() - start;
  }
  return (runs / elapsed) * 1000;
}

/** Prints rows of text in columns, with a heading. */
export function print(heading, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]),
      )
      .join('  '),
  );
  process.stdout.write(`\n${heading}\n\n${lines.join('\n')}\n`);
}

export const whole = (number) => Math.round(number).toLocaleString('en');
export const ratio = (number) => `${number.toFixed(2)}×`;

/** The word after a flag; `undefined` without the flag. */
export function argument(flag) {
  return process.argv[process.argv.indexOf(flag) + 1 || process.argv.length];
}

/** The folder in a flag, below the folder in which the user typed the command. */
export function folderOf(flag) {
  const given = argument(flag);
  return given && path.resolve(process.env.INIT_CWD ?? '.', given);
}
