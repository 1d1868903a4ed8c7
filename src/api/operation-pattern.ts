import { escapePattern } from '../escape-pattern.ts';
import type { Operation } from './model.ts';

/** What a pattern may say of an operation: its id, its path, `METHOD /path` or a tag. */
export function namesInPatterns({ id, method, path, tags }: Operation): readonly string[] {
  return [id, path, `${method} ${path}`, ...tags];
}

/** Whether one of the names of a thing fits one of some patterns, in which `*` stands for anything, in any case. */
export function fitsAny(patterns: readonly string[]): (names: readonly string[]) => boolean {
  const expressions = patterns.map((text) => {
    const source = text.split('*').map(escapePattern);
    return new RegExp(`^${source.join('.*')}$`, 'i');
  });
  return (names) => expressions.some((one) => names.some((name) => one.test(name)));
}

/** Whether a thing is wanted by its names: it fits a pattern of `only`, where there is one, and none of `skip`. */
export function isWanted(
  only: readonly string[],
  skip: readonly string[],
): (names: readonly string[]) => boolean {
  const wanted = fitsAny(only);
  const unwanted = fitsAny(skip);
  return (names) => (only.length === 0 || wanted(names)) && !unwanted(names);
}
