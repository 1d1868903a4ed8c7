import type { Store } from './store.ts';

/** A store that hands on what it is asked, once its sessions have moved to another. */
export function movable(own: Store): Store {
  let current = own;
  return {
    transact: (session, change) => current.transact(session, change),
    contents: (session) => current.contents(session),
    restore: (session, contents) => current.restore(session, contents),
    reset: (session) => current.reset(session),
    moveTo(next, convert) {
      own.moveTo(next, convert);
      current = next;
    },
    take: own.take,
    ready: own.ready,
    close: own.close,
  };
}
