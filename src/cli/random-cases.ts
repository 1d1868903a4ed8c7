import { once } from '../schema/once.ts';
import type { PlanOptions } from '../verify/plan.ts';
import type { VerifyOptions } from './verify-settings.ts';

/**
 * The number of random cases. A case that is requested by id comes in the round that its id names.
 */
export function fuzzOf({ fuzz, case: cases }: VerifyOptions): Pick<PlanOptions, 'fuzz'> {
  const rounds = cases.map((id) => Number(/^[^/]+\/fuzz\/\w+\/(\d+)$/.exec(id)?.[1] ?? 0));
  const last = Math.max(0, ...rounds);
  if (last > 0) return { fuzz: { rounds: last } };
  if (fuzz === undefined) return {};
  if ('cases' in fuzz) return { fuzz };
  // The time starts after the other cases.
  const end = once(() => performance.now() + fuzz.seconds * 1000);
  return { fuzz: { isOver: () => performance.now() > end() } };
}
