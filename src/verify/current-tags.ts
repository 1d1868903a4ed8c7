import { draftValue, type RequestDraft } from '../example/draft.ts';
import { writeRequest } from '../example/write.ts';
import { type HttpRequest, splitTarget } from '../http/exchange.ts';
import { isSafeMethod } from '../http/method.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import { readBeside } from './bystanders.ts';
import type { Step } from './case.ts';
import { conditionOf, strongTagOf } from './cases/steps.ts';
import { withParameter } from './cases/valid-request.ts';
import { type Fixtures, fixtureFor } from './fixtures.ts';
import { meansTheSame } from './reproduce.ts';

/**
 * The current ETags of items, by their paths. A write whose operation describes If-Match needs the
 * current one (RFC 9110 section 13.1.1), which no contract can show.
 */
export interface CurrentTags {
  /** Learns from an answer: reads and writes show tags, and other writes end them. */
  saw(judged: JudgedExchange): void;
  /**
   * The draft with the current tag; `undefined` if it needs none, tests that field, or no tag is
   * known. With `isOld`, the known tag was refused.
   */
  withTag(
    step: Step,
    draft: RequestDraft,
    request: HttpRequest,
    isOld: boolean,
  ): Promise<RequestDraft | undefined>;
}

export function createCurrentTags({
  judge,
  send,
  fixtures,
}: {
  readonly judge: Judge;
  /** Sends the usual request of an operation that reads, to a path. */
  readonly send: (
    read: RequestDraft['operation'],
    path: string,
  ) => Promise<JudgedExchange | undefined>;
  readonly fixtures: Fixtures | undefined;
}): CurrentTags {
  const known = new Map<string, string>();

  function saw(judged: JudgedExchange): void {
    const { request, response } = judged.exchange;
    if (response.status >= 300) return;
    const { path } = splitTarget(request.target);
    const tag = strongTagOf(judged);
    if (tag !== undefined && request.method !== 'POST') known.set(path, tag);
    else if (!isSafeMethod(request.method)) known.delete(path);
  }

  return {
    saw,
    async withTag(step, draft, request, isOld) {
      const { operation, expectation, usual } = step;
      const parameter = conditionOf(operation);
      const read = readBeside(operation, judge.api);
      if (parameter === undefined || read === undefined) return undefined;
      if (draft.operation !== operation || expectation.kind === 'undescribed') return undefined;
      if (fixtureFor(operation, parameter, fixtures) !== undefined) return undefined;
      const [sent, base] = [draft, usual ?? draft].map((one) => draftValue(one, parameter));
      // The value under test stays, and `*` is always current.
      if (sent === undefined || sent !== base || sent === '*') return undefined;
      const { path } = splitTarget(request.target);
      if (isOld || !known.has(path)) {
        known.delete(path);
        const judged = await send(read, path);
        if (judged !== undefined) saw(judged);
      }
      const value = known.get(path);
      if (value === undefined) return undefined;
      const made = withParameter(draft, { parameter, value });
      return meansTheSame(made, step, judge) ? made : undefined;
    },
  };
}

/** The request of a draft, sent to a path. */
export function requestAt(draft: RequestDraft, path: string, { schemas }: Judge): HttpRequest {
  const request = writeRequest(draft, schemas);
  return { ...request, target: request.target.replace(/^[^?]*/, () => path) };
}
