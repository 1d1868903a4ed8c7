import type { Operation, Parameter } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { ExpressionContext } from '../../api/runtime-expression.ts';
import { headerValue, splitTarget } from '../../http/exchange.ts';
import { linkedBy } from '../../http/link.ts';
import { valueAt } from '../../json/pointer.ts';
import { successContents } from '../../resources/content.ts';
import { plain } from '../../resources/names.ts';
import { pageTurn } from '../../resources/page-names.ts';
import type { Resources } from '../../resources/resource.ts';
import type { Planning } from './planning.ts';
import { type Followed, linksOf, type Relation } from './relations.ts';
import { listIn } from './shown-item.ts';

/** How a list leads to its next page; `undefined` if nothing says it. */
export function relationToNext(operation: Operation, planning: Planning): Relation | undefined {
  const linked = linksOf(operation, planning.judge.api).find(({ target }) => target === operation);
  if (linked !== undefined) return linked;
  const parameter = turningParameter(operation);
  if (parameter === undefined) return undefined;
  const follow = (context: ExpressionContext): Followed => {
    const values = valuesForNext(operation, parameter, context, planning.resources());
    return values === undefined
      ? { ok: false, reason: 'there is no further page' }
      : { ok: true, values };
  };
  return { target: operation, link: undefined, follow };
}

/** Whether an answer with items says itself that no page follows, by a cursor or URL without a value. */
export function saysEnd(
  operation: Operation,
  { resources }: Planning,
): (context: ExpressionContext) => boolean {
  const parameter = turningParameter(operation);
  return (context) =>
    parameter !== undefined && toldNext(operation, parameter, context, resources()) === null;
}

/** The parameter that turns the pages of a list. */
function turningParameter({ parameters }: Operation): Parameter | undefined {
  return parameters.find((one) => one.in === 'query' && pageTurn(one.name) !== undefined);
}

type Values = ReadonlyMap<Parameter, unknown>;

function valuesForNext(
  operation: Operation,
  parameter: Parameter,
  context: ExpressionContext,
  resources: Resources,
): Values | undefined {
  const { request, response } = context;
  const items = itemsOf(operation, response.body, resources);
  if (items.length === 0) return undefined;
  const told = toldNext(operation, parameter, context, resources);
  if (told === null) return undefined;
  const url = typeof told === 'string' ? urlOf(told) : undefined;
  if (url !== undefined) return valuesIn(url, operation);
  const turn = pageTurn(parameter.name);
  if (turn === 'cursor') return told === undefined ? undefined : new Map([[parameter, told]]);
  const query = new URLSearchParams(splitTarget(request.target).query);
  const sent = Number(query.get(parameter.name) ?? Number.NaN);
  const start = Number.isNaN(sent) ? (turn === 'offset' ? 0 : 1) : sent;
  return new Map([[parameter, turn === 'offset' ? start + items.length : start + 1]]);
}

function itemsOf(operation: Operation, body: unknown, resources: Resources): readonly unknown[] {
  for (const media of successContents(operation)) {
    const place = resources.roleOf(operation).responseItem(media);
    const list = place?.holds === 'array' ? valueAt(body, place.pointer) : undefined;
    if (Array.isArray(list)) return list;
  }
  return listIn(body) ?? [];
}

/**
 * What an answer says about its next page: a URL or a cursor, `null` if it says that there is none,
 * and `undefined` if it says nothing.
 */
function toldNext(
  operation: Operation,
  parameter: Parameter,
  { response: { headers, body } }: ExpressionContext,
  resources: Resources,
): unknown {
  const linked = linkedBy(headerValue(headers, 'link') ?? '', 'next');
  if (linked !== undefined) return linked;
  const totals = resources.roleOf(operation).list?.totals;
  const facts = totals === undefined ? [] : successContents(operation).flatMap(totals);
  const isCursor = pageTurn(parameter.name) === 'cursor';
  for (const { pointer, means } of facts) {
    if (means !== 'next-url' && (means !== 'next-cursor' || !isCursor)) continue;
    const value = valueAt(body, pointer);
    if (value === null || value === '') return null;
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return isCursor && isObject(body) ? cursorIn(body, parameter.name) : undefined;
}

/** The text as a URL, if it is one. */
function urlOf(text: string): string | undefined {
  return /^(?:[a-z][a-z\d+.-]*:)?\/|^\?/i.test(text) ? text : undefined;
}

/** The values of the operation's parameters in the query of a URL. */
function valuesIn(url: string, { parameters }: Operation): Values | undefined {
  const query = new URLSearchParams(splitTarget(url.replace(/#.*$/, '')).query);
  const values = parameters.flatMap((one) => {
    const all = one.in === 'query' ? query.getAll(one.name) : [];
    return all.length === 1 ? [[one, all[0]] as const] : [];
  });
  return values.some(([{ name }]) => pageTurn(name) !== undefined) ? new Map(values) : undefined;
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
