/** The known name that a misspelled name means. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.ceil(candidate.length / 4))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

/** `; did you mean "pets"?`, or nothing if no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** The hint; if no known name is near, all known names: `; there is pets, notes`. */
export function didYouMeanOneOf(name: string, known: readonly string[]): string {
  return didYouMean(name, known) || `; there is ${known.join(', ') || 'none'}`;
}

/** How many letters to add, remove or replace to turn one word into the other. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = row[column - 1]! + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
