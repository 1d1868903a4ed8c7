import type { Api } from '../../api/model.ts';
import type { Finding } from '../../finding.ts';
import { headerValue } from '../../http/exchange.ts';
import type { MadeAnswer, Makers } from '../made-answer.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { AnswerPlainly, OperationRequest } from '../operation-request.ts';
import { seedOfRequest } from '../seed.ts';
import { choose } from '../select-response.ts';
import { sessionName } from '../state/session.ts';
import type { State } from '../state/state.ts';
import { type HandlerSource, handlerMaps, type NamedHandler } from './handlers.ts';
import { answerByHandler, type UsualAnswers, usualHandlerTimeout } from './run.ts';
import { handlerStore } from './store.ts';

export interface HandlingOptions {
  readonly seed?: string;
  /** The time limit of a handler in milliseconds; 10,000 by default. */
  readonly handlerTimeout?: number;
}

/** A valid request, and the answer without a handler. */
export interface Handled extends OperationRequest {
  readonly usual: () => MaybePromise<MadeAnswer>;
}

export interface HandlingParts {
  readonly api: Api;
  readonly source: HandlerSource;
  readonly makers: Makers;
  readonly state: Promise<State> | undefined;
  readonly answer: AnswerPlainly;
}

/**
 * Runs the handlers of one API: the answer of an operation's handler; `undefined` if it has none.
 */
export function createHandling(
  { api, source, makers, state, answer }: HandlingParts,
  { seed, handlerTimeout: timeout = usualHandlerTimeout }: HandlingOptions,
): (handled: Handled, findings: readonly Finding[]) => Promise<MadeAnswer> | undefined {
  const current = handlerMaps(api);

  function handle({ name, handler }: NamedHandler, handled: Handled): Promise<MadeAnswer> {
    const { operation, request, judged, usual } = handled;
    const session = sessionName(request.headers);
    const answers: UsualAnswers = {
      usual: async () => usual(),
      async preferring({ dynamic = false, ...prefer }) {
        const accept = headerValue(request.headers, 'accept');
        const wanted = { accept, prefer: { invalid: [], ...prefer }, dynamic };
        const choice = choose(operation, judged.findings, wanted, makers.judge.schemas);
        if (choice.kind === 'problem') throw new Error(choice.problem.detail);
        return answer(operation, choice.selection, request, judged);
      },
    };
    const own = {
      ...{ api, operation, name, request, judged, timeout },
      ...{ session, store: handlerStore(state, session) },
      seed: seed === undefined ? undefined : seedOfRequest(seed, operation, judged.path, request),
    };
    return answerByHandler(handler, own, answers, makers);
  }

  /** A handler answers each valid request, unless the client asks for a particular answer. */
  return (handled, findings) => {
    const { prefer } = handled.preferences;
    if (prefer.code !== undefined || prefer.example !== undefined) return undefined;
    const isRefused = findings.some(
      ({ severity, code }) => severity === 'violation' && code !== 'not-checked',
    );
    const named = isRefused ? undefined : current(source).get(handled.operation);
    return named && handle(named, handled);
  };
}
