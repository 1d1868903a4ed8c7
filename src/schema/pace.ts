import type { Steps } from '../steps.ts';

/**
 * Limits how long schemas are translated and compiled at once. What is done is kept, so that work
 * that was interrupted continues when it is called again.
 */
export interface Pace {
  /** Says that another schema follows. @throws {Interrupted} if the time is over. */
  next(): void;
  /** The result of some work; `undefined` if it was interrupted. */
  briefly<T>(work: () => T): { readonly result: T } | undefined;
}

class Interrupted extends Error {}

/** How many milliseconds preparing schemas may take at once. */
const slice = 10;

export function createPace(): Pace {
  let until = Infinity;
  let done = 0;
  return {
    next() {
      if (until === Infinity) return;
      // One schema at least, so that the work ends.
      if (done > 0 && performance.now() > until) throw new Interrupted();
      done += 1;
    },
    briefly(work) {
      until = performance.now() + slice;
      done = 0;
      try {
        return { result: work() };
      } catch (error) {
        if (error instanceof Interrupted) return undefined;
        throw error;
      } finally {
        until = Infinity;
      }
    },
  };
}

/** Does work that prepares schemas, in steps. */
export function* paced<T>({ briefly }: Pace, work: () => T): Steps<T> {
  for (;;) {
    const done = briefly(work);
    if (done !== undefined) return done.result;
    yield;
  }
}
