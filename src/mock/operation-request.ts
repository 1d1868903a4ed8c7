import type { Operation } from '../api/model.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { JudgedRequest } from '../judge/judge.ts';
import type { MadeAnswer } from './made-answer.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { RequestPreferences, ResponseSelection } from './select-response.ts';

/** A request to an operation, as handlers and scenarios get it. */
export interface OperationRequest {
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly judged: JudgedRequest;
  readonly preferences: RequestPreferences;
}

/** Makes the plain answer that was selected. */
export type AnswerPlainly = (
  operation: Operation,
  selection: ResponseSelection,
  request: HttpRequest,
  judged: JudgedRequest,
) => MaybePromise<MadeAnswer>;
