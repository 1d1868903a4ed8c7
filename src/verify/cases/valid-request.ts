import type { MediaType, Operation, Parameter } from '../../api/model.ts';
import { type DraftParameter, draftValue, type RequestDraft } from '../../example/draft.ts';
import { documentedValues, parameterExample } from '../../example/parameter.ts';
import { draftOf, type ExampleOptions, exampleCalls } from '../../example/request.ts';
import { writeRequest } from '../../example/write.ts';
import { fixtureFor, withFixtures } from '../fixtures.ts';
import { isNamedForRefusal } from '../named-refusals.ts';
import { strangersTo } from '../strangers.ts';
import type { Planning } from './planning.ts';

/**
 * A valid request of an operation for each of its media types, from which cases change one thing.
 * None if no valid value was found.
 */
export function validRequestsOf(operation: Operation, planning: Planning): readonly RequestDraft[] {
  const known = planning.validRequests.get(operation) ?? makeValidRequests(operation, planning);
  planning.validRequests.set(operation, known);
  return known;
}

function makeValidRequests(operation: Operation, planning: Planning): readonly RequestDraft[] {
  const options = exampleOptions(operation, planning);
  const chosen = new Map<MediaType | undefined, Chosen>();
  for (const { call } of exampleCalls(operation, planning.judge.schemas, options)) {
    const { name } = call.body?.example.documented ?? {};
    const isRefusal = isNamedForRefusal(operation, name);
    const known = chosen.get(call.body?.media);
    // A request that should be accepted is a better start.
    if (known === undefined || (known.isRefusal && !isRefusal)) {
      chosen.set(call.body?.media, { draft: draftOf(operation, call, options), isRefusal });
    }
  }
  const drafts = [...chosen.values()].map(({ draft }) =>
    withFixtures(draft, planning.options.fixtures),
  );
  return isReached(operation, drafts[0], planning) ? drafts : [];
}

/** Whether a request comes to its operation, and not to one with the same or a nearer path. */
function isReached(
  operation: Operation,
  draft: RequestDraft | undefined,
  { judge }: Planning,
): boolean {
  return (
    draft === undefined || judge.request(writeRequest(draft, judge.schemas)).operation === operation
  );
}

interface Chosen {
  readonly draft: RequestDraft;
  readonly isRefusal: boolean;
}

/** Fixtures first, then examples that are not named for a refusal, then those that are. */
export function exampleOptions(operation: Operation, { options, judge }: Planning): ExampleOptions {
  return {
    ...(options.credentials !== undefined && { credentials: options.credentials }),
    valueFor(parameter) {
      const given = fixtureFor(operation, parameter, options.fixtures);
      if (given !== undefined) return given;
      const meant = (name: string | undefined) => !isNamedForRefusal(operation, name);
      const shown = documentedValues(parameter);
      if (shown.length < 2 || meant(shown[0]!.name)) return undefined;
      const examples = parameter.examples.filter(({ name }) => meant(name));
      if (examples.length === 0) return undefined;
      return parameterExample({ ...parameter, examples }, judge.schemas)?.written;
    },
  };
}

/** The request with ids that no item has in place of that of a parameter, the likeliest first. */
export function withUnknownIds(draft: RequestDraft, parameter: Parameter): readonly RequestDraft[] {
  return [...strangersTo(draftValue(draft, parameter), [])].map((value) =>
    withParameter(draft, { parameter, value }),
  );
}

/** The request with another parameter, or another value or text of a parameter. */
export function withParameter(base: RequestDraft, changed: DraftParameter): RequestDraft {
  const others = base.parameters.filter((one) => one.parameter !== changed.parameter);
  const order = base.operation.parameters;
  const parameters = [...others, changed].sort(
    (a, b) => order.indexOf(a.parameter) - order.indexOf(b.parameter),
  );
  return { ...base, parameters };
}

/** The request without a parameter. */
export function withoutParameter(base: RequestDraft, parameter: Parameter): RequestDraft {
  return { ...base, parameters: base.parameters.filter((one) => one.parameter !== parameter) };
}
