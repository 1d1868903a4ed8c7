type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
export function present<T extends object>(members: T): Present<T> {
  const kept = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(kept) as Present<T>;
}
