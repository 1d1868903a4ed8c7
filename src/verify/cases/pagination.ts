import type { Operation, Parameter } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { ExpressionContext } from '../../api/runtime-expression.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { splitTarget } from '../../http/exchange.ts';
import { expressionContextOf } from '../../judge/judged.ts';
import { plain } from '../../resources/names.ts';
import { pageTurn } from '../../resources/page-names.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import type { Planning } from './planning.ts';
import { type Followed, linksOf, type Relation } from './relations.ts';
import { listIn, shownItems } from './shown-item.ts';
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
  const state = bothOf(
    repeatsNothing(list, shown, first.length),
    first.length === 0
      ? () => []
      : skipsNothing(list, shown, (judged) => !relation.follow(expressionContextOf(judged)).ok),
  );
  const turns = ({ parameters }: RequestDraft, step: number, check: StateCheck, answers: number) =>
    Array.from({ length: pages - 1 }, (_, index) => {
      const expectation = { kind: 'accepted', state: check } as const;
      const turning = nextStep(relation, step + index, planning, expectation, { parameters });
      return untilEnd({ ...turning, isLinkedPage: relation.link !== undefined }, answers);
    });
  const others = turns(start, first.length, state, 2);
  const [one, ...rest] = [...first, firstStep(start, planning), ...others];
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

/** How a list leads to its next page; `undefined` if nothing says it. */
export function relationToNext(operation: Operation, { judge }: Planning): Relation | undefined {
  const linked = linksOf(operation, judge.api).find(({ target }) => target === operation);
  if (linked !== undefined) return linked;
  const parameter = operation.parameters.find(
    (one) => one.in === 'query' && pageTurn(one.name) !== undefined,
  );
  if (parameter === undefined) return undefined;
  const follow = (context: ExpressionContext): Followed => {
    const value = valueForNext(parameter, context);
    return value === undefined
      ? { ok: false, reason: 'there is no further page' }
      : { ok: true, values: new Map([[parameter, value]]) };
  };
  return { target: operation, link: undefined, follow };
}

function valueForNext(parameter: Parameter, { request, response }: ExpressionContext): unknown {
  const items = listIn(response.body) ?? [];
  if (items.length === 0) return undefined;
  const query = new URLSearchParams(splitTarget(request.target).query);
  const sent = Number(query.get(parameter.name) ?? Number.NaN);
  const turn = pageTurn(parameter.name);
  if (turn === 'offset') return (Number.isNaN(sent) ? 0 : sent) + items.length;
  if (turn === 'page') return (Number.isNaN(sent) ? 1 : sent) + 1;
  return isObject(response.body) ? cursorIn(response.body, parameter.name) : undefined;
}

/** A property that has the parameter's name, or a name such as "next". */
function cursorIn(body: Readonly<Record<string, unknown>>, name: string): unknown {
  const wanted = [`next${plain(name)}`, 'nextcursor', 'nextpagetoken', 'next', plain(name)];
  for (const each of wanted) {
    for (const [key, value] of Object.entries(body)) {
      if (plain(key) === each && typeof value === 'string' && value !== '') return value;
    }
  }
  return undefined;
}
