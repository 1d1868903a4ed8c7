/** Returns the stored value of a key, or a new one. */
export type Latest<T> = (key: string, make: () => T) => T;

/** Stores the values that were used last, up to a number. */
export function latest<T>(most: number): Latest<T> {
  const values = new Map<string, T>();
  return (key, make) => {
    const value = values.has(key) ? values.get(key)! : make();
    // The last used value moves to the end, and the first one is removed.
    values.delete(key);
    values.set(key, value);
    if (values.size > most) values.delete(values.keys().next().value!);
    return value;
  };
}
