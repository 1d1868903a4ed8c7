import type { SearchEntry, SearchIndex } from './search-entry.ts';

/**
 * Lists the properties of an operation's messages or of a component, at all depths. It runs in the
 * page, so it can use only its own code.
 */
export function fieldsOf(
  objects: SearchIndex['objects'],
  { objects: roots = [] }: SearchEntry,
): readonly [own: number[], inner: number[]] {
  const own = new Set<number>();
  const inner = new Set<number>();
  const seen = new Set(roots);
  let level = [...roots];
  for (let depth = 0; depth < 4 && level.length > 0; depth += 1) {
    const next: number[] = [];
    for (const number of level) {
      const [properties, others] = objects[number]!;
      for (const property of properties) {
        if (depth === 0) own.add(property);
        else if (!own.has(property) && inner.size < 400) inner.add(property);
      }
      for (const other of others) {
        if (seen.has(other)) continue;
        seen.add(other);
        next.push(other);
      }
    }
    level = next;
  }
  return [[...own], [...inner]];
}
