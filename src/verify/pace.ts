import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the next request may be sent; returns nothing if there is no limit. */
export type Pace = () => Promise<void> | undefined;

/** At most `rate` requests a second, evenly spread. */
export function createPace(rate: number | undefined): Pace {
  if (rate === undefined) return () => undefined;
  const interval = 1000 / rate;
  let next = 0;
  return () => {
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + interval;
    return at > now ? sleep(at - now) : undefined;
  };
}
