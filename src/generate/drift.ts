/**
 * A difference between actual and expected generated files: one is `missing`, has other contents
 * (`stale`), or is no longer generated (`extra`).
 */
export interface Drift {
  readonly kind: 'missing' | 'stale' | 'extra';
  readonly path: string;
}

/** Compares texts by their paths; sorted by path. */
export function driftOf(
  wanted: ReadonlyMap<string, string>,
  present: ReadonlyMap<string, string>,
): readonly Drift[] {
  const drift: Drift[] = [];
  for (const [path, text] of wanted) {
    const there = present.get(path);
    if (there === undefined) drift.push({ kind: 'missing', path });
    // A checkout may have converted line ends.
    else if (there.replaceAll('\r\n', '\n') !== text) drift.push({ kind: 'stale', path });
  }
  for (const path of present.keys()) {
    if (!wanted.has(path)) drift.push({ kind: 'extra', path });
  }
  return drift.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const reasons: Readonly<Record<Drift['kind'], string>> = {
  missing: 'is missing',
  stale: 'is not what its document says now',
  extra: 'is not a generated file (remove it yourself if you made it)',
};

/** The differences of the generated files, one line each, and what to do. */
export function driftText(drift: readonly Drift[]): string {
  if (drift.length === 0) return '';
  const lines = drift.map(({ kind, path }) => `${path} ${reasons[kind]}`);
  return [...lines, 'Run `npx specwright generate`, and commit what it changes.'].join('\n');
}
