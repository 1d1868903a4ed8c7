import type { Operation, Parameter } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import { type Exchange, headerValue } from '../../http/exchange.ts';
import type { Expectation, Step } from '../case.ts';
import { happenedIn } from './happened.ts';
import type { Planning } from './planning.ts';
import type { Relation } from './relations.ts';
import { validRequestsOf, withoutParameter, withParameter } from './valid-request.ts';

/** A request that keeps the contract, before all others. */
export function firstStep(draft: RequestDraft, { judge }: Planning): Step {
  const { operation } = draft;
  const make = () => ({ ok: true, request: writeRequest(draft, judge.schemas), draft }) as const;
  return { operation, make, expectation: { kind: 'accepted' } };
}

/**
 * A request of another operation, with what an earlier answer gives for its parameters, and its own
 * body or parameters as they are in `from`.
 */
export function nextStep(
  relation: Relation,
  former: Operation,
  step: number,
  planning: Planning,
  expectation: Expectation,
  from: Partial<Pick<RequestDraft, 'body' | 'parameters'>> = {},
): Step {
  const { target } = relation;
  const { judge } = planning;
  return {
    operation: target,
    expectation,
    make(exchanges) {
      const [base] = validRequestsOf(target, planning);
      const exchange = exchanges[step];
      if (base === undefined) return { ok: false, reason: `"${target.id}" has no valid request` };
      if (exchange === undefined) return { ok: false, reason: 'the step before has no answer' };
      const followed = relation.follow(happenedIn(exchange, former, judge));
      if (!followed.ok) return followed;
      const start = asOfNow({ ...base, ...from }, exchanges.at(-1)!);
      const draft = [...followed.values].reduce<RequestDraft>(
        (made, [parameter, value]) => withParameter(made, { parameter, value }),
        start,
      );
      return { ok: true, request: writeRequest(draft, judge.schemas), draft };
    },
  };
}

/** With the ETag of the answer before in If-Match: a value that was made up is one of no state. */
function asOfNow(draft: RequestDraft, former: Exchange): RequestDraft {
  const parameter = conditionOf(draft.operation);
  if (parameter === undefined) return draft;
  const value = strongTagOf(former);
  if (value !== undefined) return withParameter(draft, { parameter, value });
  return parameter.required ? draft : withoutParameter(draft, parameter);
}

/** The parameter by which a request is made conditional (RFC 9110 section 13.1.1). */
export function conditionOf({ parameters }: Operation): Parameter | undefined {
  return parameters.find((one) => one.in === 'header' && one.name.toLowerCase() === 'if-match');
}

/** The ETag of an answer; weak ones never match (RFC 9110 section 8.8.3.2). */
export function strongTagOf({ response }: Exchange): string | undefined {
  const tag = headerValue(response.headers, 'etag');
  return tag?.startsWith('"') ? tag : undefined;
}
