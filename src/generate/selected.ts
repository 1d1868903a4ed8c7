import type { Api } from '../api/model.ts';
import { fitsAny, isWanted, namesInPatterns } from '../api/operation-pattern.ts';
import type { OutputOptions } from './output.ts';

/** An API with only the operations to generate. Its components stay, even if unused. */
export function selectedApi(api: Api, { only = [], skip = [] }: OutputOptions): Api {
  if (only.length === 0 && skip.length === 0) return api;
  const wanted = isWanted(only, skip);
  return { ...api, operations: api.operations.filter((each) => wanted(namesInPatterns(each))) };
}

/** The patterns without a matching operation, one sentence each. */
export function unmatchedText(
  api: Api,
  { only = [], skip = [] }: OutputOptions,
): readonly string[] {
  const names = api.operations.map(namesInPatterns);
  return Object.entries({ only, skip }).flatMap(([name, patterns]) =>
    patterns
      .filter((pattern) => !names.some(fitsAny([pattern])))
      .map(
        (pattern) =>
          `${name} "${pattern}" fits no operation of ${api.name}: it takes an operation, a path or a tag, and * stands for anything`,
      ),
  );
}
