/**
 * Handles items some milliseconds later, so that answers leave first. Many items at a time take less
 * CPU than one after each answer.
 */
export interface TurnQueue<T> {
  add(item: T): void;
  /** Handles at once what is waiting. */
  drain(): void;
  /** Handles at once what is waiting, and nothing after that. */
  end(): void;
}

const pause = 5;

export function createTurnQueue<T>(handle: (item: T) => void): TurnQueue<T> {
  let waiting: T[] = [];
  let isOver = false;

  function drain(): void {
    const now = waiting;
    waiting = [];
    for (const item of now) handle(item);
  }

  return {
    add(item) {
      if (isOver) return;
      waiting.push(item);
      if (waiting.length === 1) setTimeout(drain, pause);
    },
    drain,
    end() {
      drain();
      isOver = true;
    },
  };
}
