/**
 * Resolves at the first signal to stop, so that running work can be finished. The second signal
 * ends the process at once, with the exit code that shells expect.
 */
export function stopRequested(endNow: () => void = () => {}): Promise<void> {
  let isRequested = false;
  return new Promise((resolve) => {
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const) {
      process.on(signal, () => {
        if (isRequested) {
          endNow();
          process.exit(128 + number);
        }
        isRequested = true;
        resolve();
      });
    }
  });
}
