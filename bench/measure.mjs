// Measures functions, and prints tables of results.

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
