import type { Change } from './change.ts';

/** Which part of a version was or must be raised (Semantic Versioning 2.0.0). */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

export interface VersionVerdict {
  readonly base: string;
  readonly revision: string;
  /** The required raise of `info.version`, with the rules for `0.x`. */
  readonly required: Bump;
  /** The actual raise; `undefined` if one of the two is no such version. */
  readonly actual: Bump | 'lowered' | undefined;
  /** Whether it was raised enough; `undefined` if that is unknown. */
  readonly enough: boolean | undefined;
}

const order: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

/**
 * The raise of `info.version` that the changes require: major for a breaking change, minor for
 * others. Below 1.0.0, where anything may change (section 4), a breaking change requires a minor
 * version and others a patch, as package managers read it.
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

/** `1.2.3`, with or without a `v`, a pre-release or a build; missing numbers are 0. */
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
