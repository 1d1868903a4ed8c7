import type { MediaType, Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { draftOf, exampleCalls } from '../../example/request.ts';
import { exampleOptions } from './example.ts';
import type { Planning } from './planning.ts';

/**
 * A request of an operation that keeps the contract, for each of its media types: what cases change
 * one thing of. None where no valid value was found.
 */
export function basesOf(operation: Operation, planning: Planning): readonly RequestDraft[] {
  const options = exampleOptions(operation, planning);
  const seen = new Set<MediaType | undefined>();
  return exampleCalls(operation, planning.judge.schemas, options).flatMap(({ call }) => {
    if (seen.has(call.body?.media)) return [];
    seen.add(call.body?.media);
    return [draftOf(operation, call, options)];
  });
}
