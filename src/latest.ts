/** Gives a value by its key: the one that is kept, or a new one. */
export type Latest<T> = (key: string, make: () => T) => T;

/** Keeps the values that were asked for last, and at most so many. */
export function latest<T>(most: number): Latest<T> {
  const values = new Map<string, T>();
  return (key, make) => {
    const value = values.has(key) ? values.get(key)! : make();
    // What was asked for last stands last, and the first goes.
    values.delete(key);
    values.set(key, value);
    if (values.size > most) values.delete(values.keys().next().value!);
    return value;
  };
}
