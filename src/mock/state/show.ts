import type { MediaType } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { HttpHeaders } from '../../http/exchange.ts';
import { withValue } from '../../json/edit.ts';
import { valueAt } from '../../json/pointer.ts';
import { messageOf } from '../../report/message.ts';
import type { ItemPlace, OperationRole } from '../../resources/resource.ts';
import type { DescribeValue } from '../../resources/value.ts';
import { judgeAnswer } from '../judge-answer.ts';
import type { MadeAnswer, Makers } from '../made-answer.ts';
import type { ResponseSelection } from '../select-response.ts';
import { answerFields, type FieldTexts } from './answer-fields.ts';
import { completed, partAt } from './complete.ts';
import type { Item } from './item.ts';
import type { ResourceModel } from './model.ts';
import { shownBy, withoutMisplaced } from './shown.ts';

export type Shown =
  | { readonly ok: true; readonly made: MadeAnswer }
  | { readonly ok: false; readonly reason: string };

/**
 * The value for the example of an answer's body; `undefined` if the media type has no place for it.
 */
export type Fill = (media: MediaType, place: ItemPlace, example: unknown) => unknown;

/** The parts of a mock that show state in answers. */
export interface Showing {
  readonly makers: Makers;
  readonly describe: DescribeValue;
}

/**
 * An answer whose body contains a part of the state, judged like every answer; otherwise the reason
 * of its absence. If it is invalid in one media type, the next acceptable one is tried.
 */
export function show(
  { operation, responseItem }: OperationRole,
  selection: ResponseSelection,
  fill: Fill,
  texts: FieldTexts,
  { makers, describe }: Showing,
): Shown {
  const { sources, judge } = makers;
  const headers: HttpHeaders = {
    ...answerFields(
      selection.response,
      sources.headerFields(selection.response),
      texts,
      judge.schemas,
    ),
    ...(operation.deprecated && { deprecation: 'true' }),
  };
  let reason = 'its answer shows no item';
  for (const offer of [selection, ...selection.others]) {
    const { media, range } = offer;
    if (media === undefined || range === undefined) continue;
    const place = responseItem(media);
    if (place === undefined) continue;
    const answered = { response: selection.response, media, range };
    const [shownExample] = sources.examples(answered).examples;
    const example = shownExample?.value;
    const filled = fill(media, place, example);
    const requested = { ...selection, ...offer };
    let body = filled;
    for (const attempt of ['as it is', 'completed'] as const) {
      if (attempt === 'completed') {
        if (media.schema === undefined) break;
        const whole = completed(filled, media.schema, [example], judge.schemas, describe);
        if (!whole.ok) {
          reason = `the item cannot be shown: ${whole.reason}`;
          break;
        }
        body = whole.value;
      }
      const made = sources.exampleOf(body, answered);
      const judged = judgeAnswer(operation, requested, made, headers, makers);
      if (judged.ok) {
        return { ok: true, made: { response: judged.response, source: 'state', example: made } };
      }
      const [first] = judged.findings;
      reason = judged.reason ?? (first === undefined ? reason : messageOf(first));
    }
  }
  return { ok: false, reason };
}

/** Puts one item into an answer. */
export function fillItem(item: Item, model: ResourceModel, { makers, describe }: Showing): Fill {
  const { schemas } = makers.judge;
  return (media, { pointer, holds, id }, example) => {
    const described = media.schema && partAt(describe(media.schema), pointer);
    const own = withoutMisplaced(
      shownBy(described, item.value),
      described?.schema,
      'response',
      schemas,
    );
    // A result also tells what is no part of the item.
    const told = holds === 'result' ? valueAt(example, pointer) : undefined;
    const shown = isObject(told) && isObject(own) ? { ...told, ...own } : own;
    const body = pointer === '' ? shown : withValue(envelopeOf(example), pointer, shown);
    return id === undefined ? body : withValue(body, id, idIn(item, model, valueAt(example, id)));
  };
}

/** The envelope around the items of an answer. */
export function envelopeOf(example: unknown): unknown {
  return isObject(example) || Array.isArray(example) ? example : {};
}

/** The id of an item in the type of the example. */
function idIn({ id, value }: Item, { resource }: ResourceModel, example: unknown): unknown {
  const own = resource.id === undefined ? undefined : valueAt(value, resource.id);
  if (own !== undefined) return own;
  return typeof example === 'number' && Number.isFinite(Number(id)) ? Number(id) : id;
}

/** The items of a list in the form of its answers. */
export function shownItems(
  items: readonly Item[],
  media: MediaType,
  { pointer, holds }: ItemPlace,
  model: ResourceModel,
  { makers, describe }: Showing,
): unknown {
  const { schemas } = makers.judge;
  const list = media.schema && partAt(describe(media.schema), pointer);
  const each = holds === 'map' ? list?.rest : list?.items;
  const shown = ({ value }: Item) =>
    withoutMisplaced(shownBy(each, value), each?.schema, 'response', schemas);
  if (holds === 'map') return Object.fromEntries(items.map((item) => [item.id, shown(item)]));
  if (holds !== 'ids') return items.map(shown);
  const { id } = model.resource;
  return items.map((item) => {
    const own = id === undefined ? undefined : valueAt(item.value, id);
    return own ?? (each?.types.has('integer') ? Number(item.id) : item.id);
  });
}
