import type { Parameter } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { draftValue, type RequestDraft } from '../example/draft.ts';
import { withParameter } from './cases/valid-request.ts';
import { strangersTo } from './strangers.ts';

/** The request at other paths of the same form, where probably nothing is; without an end. */
export function* putsElsewhere(
  draft: RequestDraft,
  parameter: Parameter,
  keeps: (draft: RequestDraft) => boolean,
  first: unknown = draftValue(draft, parameter),
): Iterable<RequestDraft> {
  let id = first;
  while (id !== undefined) {
    const next = [...strangersTo(id, [])]
      .map((value) => atId(draft, parameter, value))
      .find((one) => keeps(one));
    if (next === undefined) return;
    id = draftValue(next, parameter);
    yield next;
  }
}

/** The request for another item; its body names that item, too, if it names the former one. */
export function atId(draft: RequestDraft, parameter: Parameter, value: unknown): RequestDraft {
  const moved = withParameter(draft, { parameter, value });
  const { body } = draft;
  if (body === undefined || !('media' in body) || !isObject(body.value)) return moved;
  const former = draftValue(draft, parameter);
  if (body.value[parameter.name] !== former || former === undefined) return moved;
  return { ...moved, body: { ...body, value: { ...body.value, [parameter.name]: value } } };
}
