/** Makes what belongs to a thing once, and keeps it as long as the thing. */
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

/** What is known of things, by texts that clients may write: so not more than some of it. */
export interface BoundedCache<K extends object, V> {
  get(of: K, text: string): V | undefined;
  /** Forgets what is known longest where there is too much; does not learn by a long text. */
  set(of: K, text: string, value: V): void;
}

const longest = 1000;

/** `most` is how much is known of one thing. */
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
