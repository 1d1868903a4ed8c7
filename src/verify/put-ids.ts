import type { Parameter } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import type { RequestDraft } from '../example/draft.ts';
import { withParameter } from './cases/valid-request.ts';
import { strangersTo } from './strangers.ts';

/** The request at other paths of the same form, where probably nothing is; without an end. */
export function* putsElsewhere(
  draft: RequestDraft,
  parameter: Parameter,
  keeps: (draft: RequestDraft) => boolean,
  first: unknown = idIn(draft, parameter),
): Iterable<RequestDraft> {
  let id = first;
  while (id !== undefined) {
    const next = [...strangersTo(id, [])]
      .map((value) => atId(draft, parameter, value))
      .find((one) => keeps(one));
    if (next === undefined) return;
    id = idIn(next, parameter);
    yield next;
  }
}

/** The request for another item; its body names that item, too, if it names the former one. */
export function atId(draft: RequestDraft, parameter: Parameter, value: unknown): RequestDraft {
  const moved = withParameter(draft, { parameter, value });
  const { body } = draft;
  if (body === undefined || !('media' in body) || !isObject(body.value)) return moved;
  const former = idIn(draft, parameter);
  if (body.value[parameter.name] !== former || former === undefined) return moved;
  return { ...moved, body: { ...body, value: { ...body.value, [parameter.name]: value } } };
}

function idIn({ parameters }: RequestDraft, parameter: Parameter): unknown {
  const sent = parameters.find((one) => one.parameter === parameter);
  return sent !== undefined && 'value' in sent ? sent.value : undefined;
}
