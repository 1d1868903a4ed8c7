/** Handles items after their turn of the event loop, so that answers leave first. */
export interface TurnQueue<T> {
  add(item: T): void;
  /** Handles at once what is waiting, and nothing after that. */
  end(): void;
}

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
      if (waiting.length === 1) setImmediate(drain);
    },
    end() {
      drain();
      isOver = true;
    },
  };
}
