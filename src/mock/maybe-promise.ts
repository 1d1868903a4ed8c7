/**
 * A value that exists now or later. Most answers are cached, and waiting for a value that exists
 * costs more than the lookup.
 */
export type MaybePromise<T> = T | Promise<T>;

/** Continues with a value; at once if it exists. */
export function andThen<T, U>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<U>,
): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
