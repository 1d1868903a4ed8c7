import { escapePattern } from '../escape-pattern.ts';
import type { Operation } from './model.ts';

/** The names of an operation in patterns: its id, its path, `METHOD /path` or a tag. */
export function namesInPatterns({ id, method, path, tags }: Operation): readonly string[] {
  return [id, path, `${method} ${path}`, ...tags];
}

/**
 * Whether one of the names matches one of the patterns, in which `*` matches anything; case does
 * not matter.
 */
export function fitsAny(patterns: readonly string[]): (names: readonly string[]) => boolean {
  const expressions = patterns.map((text) => {
    const source = text.split('*').map(escapePattern);
    return new RegExp(`^${source.join('.*')}$`, 'i');
  });
  return (names) => expressions.some((one) => names.some((name) => one.test(name)));
}

/**
 * Whether something is wanted by its names: it matches a pattern of `only`, if there are any, and
 * none of `skip`.
 */
export function isWanted(
  only: readonly string[],
  skip: readonly string[],
): (names: readonly string[]) => boolean {
  const wanted = fitsAny(only);
  const unwanted = fitsAny(skip);
  return (names) => (only.length === 0 || wanted(names)) && !unwanted(names);
}
