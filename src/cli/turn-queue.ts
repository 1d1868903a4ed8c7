/** Handles items after their turn of the event loop, so that answers leave first. */
export interface TurnQueue<T> {
  add(item: T): void;
  /** Handles at once what is waiting. */
  drain(): void;
}

export function createTurnQueue<T>(handle: (item: T) => void): TurnQueue<T> {
  let waiting: T[] = [];

  function drain(): void {
    const now = waiting;
    waiting = [];
    for (const item of now) handle(item);
  }

  return {
    add(item) {
      waiting.push(item);
      if (waiting.length === 1) setImmediate(drain);
    },
    drain,
  };
}
