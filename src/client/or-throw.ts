import type { ProblemDetails } from '../http/problem-details.ts';
import type { AnyResult } from './result.ts';

/**
 * The data of a call that succeeds; anything else is thrown.
 *
 * @example
 * ```ts
 * const customer = await orThrow(maiascore.createCustomer({ body }));
 * ```
 *
 * @throws {AnswerError} when the answer is anything but a described success.
 */
export async function orThrow<Result extends AnyResult>(
  call: Result | Promise<Result>,
): Promise<DataOf<Result>> {
  const result = await call;
  if (result.ok) return result.data as DataOf<Result>;
  throw new AnswerError(result);
}

export type DataOf<Result> = Result extends { ok: true; data: infer Data } ? Data : never;

/** An answer that is no described success; switch on `result`. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly result: Exclude<AnyResult, { ok: true }>;

  constructor(result: Exclude<AnyResult, { ok: true }>) {
    const { response } = result;
    const problem = result.problem as Partial<ProblemDetails> | undefined;
    const why = 'reason' in result ? result.reason : (problem?.detail ?? problem?.title);
    super(`The answer is ${response.status}${why === undefined ? '' : `: ${why}`}`);
    this.result = result;
  }
}
