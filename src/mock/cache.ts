/** Makes a value for an object once, and keeps it as long as the object lives. */
export function kept<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let entry = made.get(key);
    if (entry === undefined) {
      entry = { value: make(key) };
      made.set(key, entry);
    }
    return entry.value;
  };
}

/** Values by texts that clients may choose, so their number and length are limited. */
export interface BoundedCache<K extends object, V> {
  get(of: K, text: string): V | undefined;
  /** Removes the oldest value when there are too many; never stores a long text. */
  set(of: K, text: string, value: V): void;
}

const longest = 1000;

/** `most` is the number of values to keep for one object. */
export function createBoundedCache<K extends object, V>(most: number): BoundedCache<K, V> {
  const known = new WeakMap<K, Map<string, V>>();
  return {
    get: (of, text) => known.get(of)?.get(text),
    set(of, text, value) {
      if (text.length > longest) return;
      const entries = known.get(of) ?? new Map<string, V>();
      if (entries.size >= most) entries.delete(entries.keys().next().value!);
      known.set(of, entries.set(text, value));
    },
  };
}
