import type { Operation, Parameter } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import { headerValue } from '../../http/exchange.ts';
import { isSafeMethod } from '../../http/method.ts';
import type { Location } from '../../json/document.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import { expressionContextOf } from '../../judge/judged.ts';
import type { Case, Expectation, MadeRequest, Step } from '../case.ts';
import type { Planning } from './planning.ts';
import type { Relation } from './relations.ts';
import { validRequestsOf, withoutParameter, withParameter } from './valid-request.ts';

/** A valid request that starts the case; it is written once. */
export function firstStep(draft: RequestDraft, { judge }: Planning): Step {
  let made: MadeRequest | undefined;
  return {
    operation: draft.operation,
    expectation: { kind: 'accepted' },
    usual: draft,
    make() {
      made ??= { ok: true, request: writeRequest(draft, judge.schemas), draft };
      return made;
    },
  };
}

/** A step of another operation that an earlier answer leads to. */
export function nextStep(
  relation: Relation,
  step: number,
  planning: Planning,
  expectation: Expectation,
  from: DraftParts = {},
): Step {
  return {
    operation: relation.target,
    expectation,
    make(former) {
      const made = followRelation(relation, step, former, planning, from);
      if (!made.ok) return made;
      const { draft } = made;
      return { ok: true, request: writeRequest(draft, planning.judge.schemas), draft };
    },
  };
}

/** Parts of a request that replace those of its operation's valid request. */
export type DraftParts = Partial<Pick<RequestDraft, 'body' | 'parameters' | 'accept'>>;

export type FollowedDraft =
  | { readonly ok: true; readonly draft: RequestDraft }
  | { readonly ok: false; readonly reason: string };

/** The request of another operation, with parameters from the answer of a step. */
export function followRelation(
  { target, follow }: Relation,
  step: number,
  former: readonly JudgedExchange[],
  planning: Planning,
  from: DraftParts = {},
): FollowedDraft {
  const [base] = validRequestsOf(target, planning);
  const judged = former[step];
  if (base === undefined) return { ok: false, reason: `"${target.id}" has no valid request` };
  if (judged === undefined) return { ok: false, reason: 'the step before has no answer' };
  const followed = follow(expressionContextOf(judged));
  if (!followed.ok) return followed;
  const start = asOfNow({ ...base, ...from }, former.at(-1)!);
  const draft = [...followed.values].reduce<RequestDraft>(
    (made, [parameter, value]) => withParameter(made, { parameter, value }),
    start,
  );
  return { ok: true, draft };
}

/** With the ETag of the previous answer in If-Match, because no state has a generated tag. */
function asOfNow(draft: RequestDraft, former: JudgedExchange): RequestDraft {
  const parameter = conditionOf(draft.operation);
  if (parameter === undefined) return draft;
  const value = strongTagOf(former);
  if (value !== undefined) return withParameter(draft, { parameter, value });
  return parameter.required ? draft : withoutParameter(draft, parameter);
}

/** The parameter that makes a request conditional (RFC 9110 section 13.1.1). */
export function conditionOf({ parameters }: Operation): Parameter | undefined {
  return parameters.find((one) => one.in === 'header' && one.name.toLowerCase() === 'if-match');
}

/** The ETag of an answer; weak ones never match (RFC 9110 section 8.8.3.2). */
export function strongTagOf({ exchange }: JudgedExchange): string | undefined {
  const tag = headerValue(exchange.response.headers, 'etag');
  return tag?.startsWith('"') ? tag : undefined;
}

/** A case of several steps; none if it is not wanted. */
export function* chainCase(
  operation: Operation,
  id: string,
  title: string,
  at: Location,
  steps: Case['steps'],
  { options, unique }: Planning,
): Iterable<Case> {
  const own = unique(id);
  if (options.only?.(own) === false) return;
  const safe = steps.every((step) => isSafeMethod(step.operation.method));
  yield { id: own, group: 'chain', operation, title, at, safe, steps };
}
