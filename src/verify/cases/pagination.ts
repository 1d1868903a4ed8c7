import type { Operation, Parameter } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { expressionContextOf } from '../../judge/judged.ts';
import { pageTurn } from '../../resources/page-names.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import { relationToNext, saysEnd } from './next-page.ts';
import type { Planning } from './planning.ts';
import { shownItems } from './shown-item.ts';
import { bothOf, type PagedList, repeatsNothing, skipsNothing } from './state.ts';
import { chainCase, firstStep, nextStep } from './steps.ts';
import { validRequestsOf, withoutParameter, withParameter } from './valid-request.ts';

/** How many pages are turned at most, because a list may never end. */
const pages = 6;

/** Lists page by page: by a link to themselves, a cursor in the answer, an offset or a number. */
export function* paginationCases(operation: Operation, planning: Planning): Iterable<Case> {
  const relation = relationToNext(operation, planning);
  const [base] = validRequestsOf(operation, planning);
  if (relation === undefined || base === undefined) return;
  const isPaging = ({ in: place, required, name }: Parameter) =>
    place === 'query' && !required && (pageTurn(name) !== undefined || sizeName.test(name));
  const whole = operation.parameters.filter(isPaging).reduce(withoutParameter, base);
  const start = withSize(whole, planning);
  const at = relation.link?.at ?? operation.at;
  const list: PagedList = { writer: operation, at };
  const shown = shownItems(planning.resources());
  // Small pages are turned more often; the list that they split is read first.
  const first = start === whole ? [] : [firstStep(whole, planning)];
  const skips = skipsNothing(
    list,
    shown,
    (judged) => !relation.follow(expressionContextOf(judged)).ok,
  );
  const repeats = repeatsNothing(list, shown, first.length);
  const state = first.length === 0 ? repeats : bothOf(repeats, skips);
  const isEnd = saysEnd(operation, planning);
  // Where the first page does not tell that it is the last one, nothing may tell how to go on.
  const endsRightly: StateCheck = (judged, former) =>
    isEnd(expressionContextOf(judged)) ? skips(judged, former) : [];
  const beginning = {
    ...firstStep(start, planning),
    expectation: { kind: 'accepted', state: endsRightly },
  } as const;
  const turns = ({ parameters }: RequestDraft, step: number, check: StateCheck, answers: number) =>
    Array.from({ length: pages - 1 }, (_, index) => {
      const expectation = { kind: 'accepted', state: check } as const;
      const turning = nextStep(relation, step + index, planning, expectation, { parameters });
      return untilEnd({ ...turning, isLinkedPage: relation.link !== undefined }, answers);
    });
  const others = turns(start, first.length, state, 2);
  const [one, ...rest] = [
    ...first,
    first.length === 0 ? firstStep(start, planning) : beginning,
    ...others,
  ];
  const id = `${planning.names.get(operation)}/chain/pages`;
  yield* chainCase(operation, id, 'page by page', at, [one!, ...rest], planning);
  if (start === whole) return;
  // Pages of the usual size reach the end sooner.
  const large = turns(whole, 0, repeatsNothing(list, shown, 0), 1);
  const toEnd = [firstStep(whole, planning), ...large] as const;
  yield* chainCase(operation, `${id}/usual`, 'by pages of the usual size', at, toEnd, planning);
}

/** After the last page, the answers decide the case, if there were enough of them. */
function untilEnd(step: Step, answers: number): Step {
  return {
    ...step,
    make(former) {
      const made = step.make(former);
      return made.ok || former.length < answers ? made : { ...made, isOver: true };
    },
  };
}

/** With the smallest pages that still show an order. */
function withSize(base: RequestDraft, { judge }: Planning): RequestDraft {
  const parameter = base.operation.parameters.find(
    (one) => one.in === 'query' && sizeName.test(one.name),
  );
  const schema = parameter?.schema;
  if (parameter === undefined || schema === undefined) return base;
  const size = [2, 3, 5, 10].find(
    (value) => judge.schemas.check(schema, 'request', value).kind === 'valid',
  );
  return size === undefined ? base : withParameter(base, { parameter, value: size });
}

/** Names of parameters that say how many items a page has. */
const sizeName = /^(?:limit|per_?page|page_?size|size|count|max_?results|first|top|take)$/i;

/** Whether only the provider can give a value for a parameter: the position of a page. */
export function isCursor(parameter: Pick<Parameter, 'in' | 'name'>): boolean {
  return parameter.in === 'query' && pageTurn(parameter.name) === 'cursor';
}
