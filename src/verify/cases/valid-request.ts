import type { MediaType, Operation, Parameter } from '../../api/model.ts';
import type { DraftParameter, RequestDraft } from '../../example/draft.ts';
import { draftOf, exampleCalls } from '../../example/request.ts';
import { withFixtures } from '../fixtures.ts';
import { exampleOptions } from './example.ts';
import type { Planning } from './planning.ts';

/**
 * A request of an operation that keeps the contract, for each of its media types: what cases change
 * one thing of. None where no valid value was found.
 */
export function validRequestsOf(operation: Operation, planning: Planning): readonly RequestDraft[] {
  const known = planning.validRequests.get(operation) ?? makeValidRequests(operation, planning);
  planning.validRequests.set(operation, known);
  return known;
}

function makeValidRequests(operation: Operation, planning: Planning): readonly RequestDraft[] {
  const options = exampleOptions(operation, planning);
  const seen = new Set<MediaType | undefined>();
  return exampleCalls(operation, planning.judge.schemas, options).flatMap(({ call }) => {
    if (seen.has(call.body?.media)) return [];
    seen.add(call.body?.media);
    return [withFixtures(draftOf(operation, call, options), planning.options.fixtures)];
  });
}

/** The same request with another parameter, or another value or text for it. */
export function withParameter(base: RequestDraft, changed: DraftParameter): RequestDraft {
  const others = base.parameters.filter((one) => one.parameter !== changed.parameter);
  const order = base.operation.parameters;
  const parameters = [...others, changed].sort(
    (a, b) => order.indexOf(a.parameter) - order.indexOf(b.parameter),
  );
  return { ...base, parameters };
}

/** The same request without a parameter. */
export function withoutParameter(base: RequestDraft, parameter: Parameter): RequestDraft {
  return { ...base, parameters: base.parameters.filter((one) => one.parameter !== parameter) };
}
