import type { Steps } from '../steps.ts';

/** How many milliseconds the work may take before other requests have their turn. */
const slice = 10;

/** Does work in steps, between other requests. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let started = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - started < slice) continue;
    await nextTurn();
    started = performance.now();
  }
}

/** Waits until other requests had their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
