/** Things by their ids, in the order in which they came. */
export interface Shelf<Item> {
  all(): Item[];
  entries(): (readonly [id: string, item: Item])[];
  get(id: string): Item | undefined;
  put(id: string, item: Item): void;
  remove(id: string): void;
  /** A number that no thing had before. */
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

/** What may be wrong with a shelf. */
export const shelfOperators: Readonly<Record<string, <Item>(shelf: Shelf<Item>) => Shelf<Item>>> = {
  'forget what is new': (shelf) => ({
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
  'read what was first': (shelf) => {
    const { first, put } = remembering(shelf);
    return {
      ...shelf,
      put,
      get: (id) => (first.has(id) ? structuredClone(first.get(id)) : shelf.get(id)),
    };
  },
  'read what was last deleted': (shelf) => {
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
  'list all but the last': (shelf) => ({ ...shelf, all: () => shelf.all().slice(0, -1) }),
  'list the last twice': (shelf) => ({
    ...shelf,
    all: () => [...shelf.all(), ...shelf.all().slice(-1)],
  }),
  'list what was first': (shelf) => {
    const { first, put } = remembering(shelf);
    return {
      ...shelf,
      put,
      all: () => shelf.entries().map(([id, item]) => structuredClone(first.get(id) ?? item)),
    };
  },
  'give an id twice': (shelf) => {
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

/** What things were before they were changed. */
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
