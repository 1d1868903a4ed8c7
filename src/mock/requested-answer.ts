import type { Operation } from '../api/model.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { formatMediaRange } from '../http/media-type.ts';
import type { JudgedRequest } from '../judge/judge.ts';
import { kept } from './cache.ts';
import type { RequestedAnswer } from './made-answer.ts';
import type { RespondOptions } from './responder.ts';
import { seedOfRequest } from './seed.ts';
import type { ResponseSelection } from './select-response.ts';

/** A selection with the parts that depend on this request. */
export function requestedBy(
  request: HttpRequest,
  selection: ResponseSelection,
  operation: Operation,
  { path, exact }: JudgedRequest,
  { seed: standing, errors = false, lenient = false }: RespondOptions,
): RequestedAnswer {
  const given = selection.seed ?? standing;
  const seed =
    selection.dynamic && given !== undefined
      ? seedOfRequest(given, operation, path, request)
      : undefined;
  // An integer keeps all of its digits.
  const great = [...(exact ?? [])].filter(([parameter]) => parameter.in === 'path');
  const parameters =
    great.length === 0
      ? path
      : { ...path, ...Object.fromEntries(great.map(([{ name }, value]) => [name, value])) };
  return { ...selection, seed, parameters, errors, lenient };
}

/** Everything that a static answer of an operation depends on. */
export const staticTextOf = kept(({ status, media, range, others, example }: ResponseSelection) =>
  JSON.stringify([status, [{ media, range }, ...others].map(offerText), example]),
);

function offerText({ media, range }: Pick<ResponseSelection, 'media' | 'range'>): string {
  return `${media?.name} ${range && formatMediaRange(range)}`;
}
