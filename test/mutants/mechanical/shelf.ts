/** A store of items by id, in the order of their creation. */
export interface Shelf<Item> {
  all(): Item[];
  entries(): (readonly [id: string, item: Item])[];
  get(id: string): Item | undefined;
  put(id: string, item: Item): void;
  remove(id: string): void;
  /** A number that no item had before. */
  next(): number;
}

export function createShelf<Item>(): Shelf<Item> {
  const items = new Map<string, Item>();
  let count = 0;
  return {
    all: () => [...items.values()].map((item) => structuredClone(item)),
    entries: () => [...items].map(([id, item]) => [id, structuredClone(item)] as const),
    get: (id) => structuredClone(items.get(id)),
    put: (id, item) => {
      items.set(id, structuredClone(item));
    },
    remove: (id) => {
      items.delete(id);
    },
    next: () => (count += 1),
  };
}

/** The faults of a shelf. */
export const shelfOperators: Readonly<Record<string, <Item>(shelf: Shelf<Item>) => Shelf<Item>>> = {
  'forget a new item': (shelf) => ({
    ...shelf,
    put(id, item) {
      if (shelf.get(id) !== undefined) shelf.put(id, item);
    },
  }),
  'forget a change': (shelf) => ({
    ...shelf,
    put(id, item) {
      if (shelf.get(id) === undefined) shelf.put(id, item);
    },
  }),
  'forget a deletion': (shelf) => ({ ...shelf, remove() {} }),
  'read the first version': (shelf) => {
    const { first, put } = remembering(shelf);
    return {
      ...shelf,
      put,
      get: (id) => (first.has(id) ? structuredClone(first.get(id)) : shelf.get(id)),
    };
  },
  'read a deleted item': (shelf) => {
    type Item = Parameters<typeof shelf.put>[1];
    const gone = new Map<string, Item>();
    return {
      ...shelf,
      get: (id) => shelf.get(id) ?? structuredClone(gone.get(id)),
      remove(id) {
        const item = shelf.get(id);
        if (item !== undefined) gone.set(id, item);
        shelf.remove(id);
      },
    };
  },
  'list without the last item': (shelf) => ({ ...shelf, all: () => shelf.all().slice(0, -1) }),
  'list the last item twice': (shelf) => ({
    ...shelf,
    all: () => [...shelf.all(), ...shelf.all().slice(-1)],
  }),
  'list the first versions': (shelf) => {
    const { first, put } = remembering(shelf);
    return {
      ...shelf,
      put,
      all: () => shelf.entries().map(([id, item]) => structuredClone(first.get(id) ?? item)),
    };
  },
  'use an id twice': (shelf) => {
    let last = 0;
    let turn = 0;
    return {
      ...shelf,
      next() {
        turn += 1;
        if (turn % 2 === 1 || last === 0) last = shelf.next();
        return last;
      },
    };
  },
};

/** Remembers each item as it was before its first change. */
function remembering<Item>(shelf: Shelf<Item>) {
  const first = new Map<string, Item>();
  return {
    first,
    put(id: string, item: Item) {
      const before = shelf.get(id);
      if (before !== undefined && !first.has(id)) first.set(id, before);
      shelf.put(id, item);
    },
  };
}
