import type { Change } from './change.ts';

/** How far a version must be, or was, raised (Semantic Versioning 2.0.0). */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

export interface VersionVerdict {
  readonly base: string;
  readonly revision: string;
  /** How far the changes ask `info.version` to be raised, `0.x` taken into account. */
  readonly required: Bump;
  /** How far it was raised; `undefined` where one of the two is no such version. */
  readonly actual: Bump | 'lowered' | undefined;
  /** Whether it was raised far enough; `undefined` where that cannot be said. */
  readonly enough: boolean | undefined;
}

const order: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

/**
 * What the changes ask of `info.version`: a breaking one a major version, any other a minor one.
 * Below 1.0.0, where anything may change (section 4), a breaking one asks for a minor version and any
 * other for a patch, as package managers read it.
 */
export function judgeVersion(
  base: string,
  revision: string,
  changes: readonly Pick<Change, 'severity'>[],
): VersionVerdict {
  const [from, to] = [parseVersion(base), parseVersion(revision)];
  const early = from?.[0] === 0;
  const breaks = changes.some(({ severity }) => severity === 'breaking');
  const required: Bump =
    changes.length === 0
      ? 'none'
      : breaks
        ? early
          ? 'minor'
          : 'major'
        : early
          ? 'patch'
          : 'minor';
  if (from === undefined || to === undefined) {
    return { base, revision, required, actual: undefined, enough: undefined };
  }
  const actual = bumpBetween(from, to);
  const enough = actual !== 'lowered' && order.indexOf(actual) >= order.indexOf(required);
  return { base, revision, required, actual, enough };
}

type Version = readonly [number, number, number];

/** `1.2.3`, with or without a `v`, a pre-release or a build; what is missing at the end is 0. */
function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-[\w.-]+)?(?:\+[\w.-]+)?$/i.exec(
    text.trim(),
  );
  // A date is no version: 2024-05-01 would read as 2024 with a pre-release.
  if (match === null || /^\d{4}-\d\d/.test(text.trim())) return undefined;
  return [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
}

function bumpBetween(from: Version, to: Version): Bump | 'lowered' {
  for (const [index, bump] of (['major', 'minor', 'patch'] as const).entries()) {
    if (to[index]! > from[index]!) return bump;
    if (to[index]! < from[index]!) return 'lowered';
  }
  return 'none';
}
