import type { Exchange } from '../http/exchange.ts';
import type { AttemptContext } from './attempt-context.ts';
import type { Step } from './case.ts';
import { redrafted, type Sendable } from './prepare.ts';
import { refusesReference } from './references.ts';

/** The request with what is known of the provider's state: the current ETag, and ids in its body. */
export async function withState(
  step: Step,
  prepared: Sendable,
  context: AttemptContext,
): Promise<Sendable> {
  const made = await withItems(step, withFreshKey(step, prepared, context), context);
  const { draft, request } = made;
  if (draft === undefined) return made;
  return redrafted(made, await context.tags?.withTag(step, draft, request, false), context);
}

/** The request with ids of existing items in its body, where the operation needs them. */
export async function withItems(
  step: Step,
  prepared: Sendable,
  context: AttemptContext,
): Promise<Sendable> {
  const { references } = context;
  const { draft } = prepared;
  if (draft === undefined || !references?.areNeeded(step.operation)) return prepared;
  return redrafted(prepared, await references.fill(step, draft, false), context);
}

/** The request once more, if another state of the provider may be why it was refused. */
export async function withOtherState(
  step: Step,
  prepared: Sendable,
  { response }: Exchange,
  context: AttemptContext,
): Promise<Sendable | undefined> {
  const { draft, request } = prepared;
  const { operation, expectation } = step;
  if (draft === undefined) return undefined;
  const isGet = operation.method === 'GET' || operation.method === 'HEAD';
  if (response.status === 404 && isGet && expectation.kind === 'accepted') {
    return (await context.putAt?.(operation, request)) ? prepared : undefined;
  }
  if (response.status === 412) {
    const tagged = await context.tags?.withTag(step, draft, request, true);
    return tagged && redrafted(prepared, tagged, context);
  }
  const { references } = context;
  const isKnown = references?.areNeeded(operation) === true;
  // A 409 may be about the referenced items, and hide that the request's own fault is accepted.
  const isInvalid = expectation.kind === 'refused' && isKnown && response.status === 409;
  const isReference =
    isInvalid || (refusesReference.has(response.status) && expectation.kind === 'accepted');
  if (!isReference || references === undefined) return undefined;
  // An id that exists may have been used already.
  if (isKnown && response.status !== 409) return undefined;
  const filled = await references.fill(step, draft, isKnown);
  return filled && withFreshKey(step, redrafted(prepared, filled, context), context);
}

/** The request with ids of new items, if those of existing items are refused. */
export async function withNewReferences(
  step: Step,
  prepared: Sendable,
  { response }: Exchange,
  context: AttemptContext,
): Promise<Sendable | undefined> {
  const { draft } = prepared;
  const { references } = context;
  const isRefused = response.status === 409 && step.expectation.kind === 'accepted';
  if (!isRefused || draft === undefined || references?.areNeeded(step.operation) !== false) {
    return undefined;
  }
  const filled = await references.fill(step, draft, true);
  return filled && withFreshKey(step, redrafted(prepared, filled, context), context);
}

/** The request with an idempotency key of its own. */
export function withFreshKey(step: Step, prepared: Sendable, context: AttemptContext): Sendable {
  const { kind } = step.expectation;
  if (prepared.draft === undefined || (kind !== 'accepted' && kind !== 'refused')) return prepared;
  return redrafted(prepared, context.freshKey?.(step, prepared.draft), context);
}
