import type { Api, Operation } from '../api/model.ts';
import { namesInPatterns, patternOf } from '../api/operation-pattern.ts';
import type { OutputOptions } from './output.ts';

/** An API with the operations that files are written of. Its components stay, whoever refers to them. */
export function selectedApi(api: Api, { only = [], skip = [] }: OutputOptions): Api {
  if (only.length === 0 && skip.length === 0) return api;
  const fits = (operation: Operation, patterns: readonly string[]) =>
    patterns.some((pattern) => isNamed(operation, pattern));
  return {
    ...api,
    operations: api.operations.filter(
      (each) => (only.length === 0 || fits(each, only)) && !fits(each, skip),
    ),
  };
}

/** The patterns that fit no operation, as a sentence each. */
export function unmatchedText(
  api: Api,
  { only = [], skip = [] }: OutputOptions,
): readonly string[] {
  const unmatched = ['only', 'skip'] as const;
  return unmatched.flatMap((name) =>
    ({ only, skip })[name]
      .filter((pattern) => !api.operations.some((each) => isNamed(each, pattern)))
      .map(
        (pattern) =>
          `${name} "${pattern}" fits no operation of ${api.name}: it takes an operation, a path or a tag, and * stands for anything`,
      ),
  );
}

function isNamed(operation: Operation, pattern: string): boolean {
  const expression = patternOf(pattern);
  return namesInPatterns(operation).some((name) => expression.test(name));
}
