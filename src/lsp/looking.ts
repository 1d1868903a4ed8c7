import { Worker } from 'node:worker_threads';
import type { Look, Seen } from './look.ts';

/** Checks files in a thread, so that the editor gets answers meanwhile. */
export interface Looking {
  /**
   * Requests a check of a file in its current state; a running check is outdated, and starts again.
   */
  soon(file: string): void;
  forget(file: string): void;
  close(): Promise<void>;
}

/** Milliseconds without a change before a text is checked. */
const pause = 250;

export function createLooking(
  lookOf: (file: string) => Look,
  onSeen: (file: string, seen: Seen) => void,
  onTrouble: (error: Error) => void,
): Looking {
  const wanted = new Set<string>();
  let worker: Worker | undefined;
  let current: string | undefined;
  let due: NodeJS.Timeout | undefined;

  function next(): void {
    const [file] = wanted;
    if (current !== undefined || file === undefined) return;
    wanted.delete(file);
    current = file;
    worker ??= started();
    worker.postMessage(lookOf(file));
  }

  function started(): Worker {
    // Only the protocol may write to stdout, so that output of linter plugins goes elsewhere.
    const made = new Worker(new URL('lint-worker.js', import.meta.url), { stdout: true });
    const ended = (error?: Error) => {
      if (worker !== made) return;
      worker = undefined;
      current = undefined;
      if (error !== undefined) onTrouble(error);
      next();
    };
    made.on('message', (seen: Seen) => {
      if (worker !== made || current === undefined) return;
      const file = current;
      current = undefined;
      onSeen(file, seen);
      next();
    });
    made.on('error', ended);
    made.on('exit', () => ended());
    return made;
  }

  /** The running check reads texts that are outdated. */
  function giveUp(): void {
    if (current === undefined) return;
    wanted.add(current);
    current = undefined;
    const outdated = worker;
    worker = undefined;
    void outdated?.terminate();
  }

  return {
    soon(file) {
      wanted.add(file);
      clearTimeout(due);
      due = setTimeout(() => {
        giveUp();
        next();
      }, pause);
    },
    forget: (file) => void wanted.delete(file),
    async close() {
      clearTimeout(due);
      wanted.clear();
      await worker?.terminate();
    },
  };
}
