import type { Store } from './store.ts';

/** A store that forwards its calls to another one after its sessions have moved there. */
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
