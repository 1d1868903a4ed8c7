import type { Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import type { Expectation, Step } from '../case.ts';
import { basesOf, withParameter } from './base.ts';
import { happenedIn } from './happened.ts';
import type { Planning } from './planning.ts';
import type { Relation } from './relations.ts';

/** A request that keeps the contract, before all others. */
export function firstStep(draft: RequestDraft, { judge }: Planning): Step {
  const { operation } = draft;
  const make = () => ({ ok: true, request: writeRequest(draft, judge.schemas), draft }) as const;
  return { operation, make, expectation: { kind: 'accepted' } };
}

/** A request of another operation, with what an earlier answer gives for its parameters. */
export function nextStep(
  relation: Relation,
  former: Operation,
  step: number,
  planning: Planning,
  expectation: Expectation,
  body?: RequestDraft['body'],
): Step {
  const { target } = relation;
  const { judge } = planning;
  return {
    operation: target,
    expectation,
    make(exchanges) {
      const [base] = basesOf(target, planning);
      const exchange = exchanges[step];
      if (base === undefined) return { ok: false, reason: `"${target.id}" has no valid request` };
      if (exchange === undefined) return { ok: false, reason: 'the step before has no answer' };
      const followed = relation.follow(happenedIn(exchange, former, judge));
      if (!followed.ok) return followed;
      const draft = [...followed.values].reduce<RequestDraft>(
        (made, [parameter, value]) => withParameter(made, { parameter, value }),
        body === undefined ? base : { ...base, body },
      );
      return { ok: true, request: writeRequest(draft, judge.schemas), draft };
    },
  };
}
