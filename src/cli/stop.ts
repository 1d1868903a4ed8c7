/**
 * Resolves at the first signal to stop, so that running work can be finished. The second signal
 * ends the process at once, with the exit code that shells expect.
 */
export function askedToStop(endNow: () => void = () => {}): Promise<void> {
  let asked = false;
  return new Promise((resolve) => {
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const) {
      process.on(signal, () => {
        if (asked) {
          endNow();
          process.exit(128 + number);
        }
        asked = true;
        resolve();
      });
    }
  });
}
