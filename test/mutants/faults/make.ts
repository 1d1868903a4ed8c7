import { makersOf } from '../fault.ts';
import { problem } from '../provider.ts';
import { operationOf, requests } from '../requests.ts';

/** The functions that make the faults of the depot. */
export const { answers, says, tells, refusesBadly, accepts, refuses, letsIn, forgets } = makersOf({
  requests,
  operationOf,
  refusal: (status) => problem(status, 'no'),
});
