import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, Operation } from '../../api/model.ts';
import { givenFields } from '../../example/given-fields.ts';
import { type HttpRequest, headerValue } from '../../http/exchange.ts';
import { contentTypeOf } from '../../http/media-type.ts';
import { problemResponse } from '../../http/problem-details.ts';
import type { JudgedRequest } from '../../judge/judge.ts';
import { describedResponse } from '../../judge/response.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { randomOf } from '../../random.ts';
import { sample } from '../../schema/sample.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { thrownMessage } from '../../thrown-message.ts';
import type { MadeAnswer, Makers } from '../made-answer.ts';
import { problem } from '../problems.ts';
import { StoreAway } from '../state/store.ts';
import { storeAway } from '../state/store-away.ts';
import { answerGiven, type GivenAnswer } from './answer-given.ts';
import type {
  AnyContract,
  HandlerAnswer,
  HandlerRequest,
  HandlerStore,
  MockHandler,
  Respond,
  UntrueOptions,
} from './define.ts';
import { callSite, placeOfError } from './place.ts';

/** The time limit of a handler, in milliseconds. */
export const usualHandlerTimeout = 10_000;

/** The sources of answers beside the handler. */
export interface UsualAnswers {
  /** The mock's answer without a handler. */
  usual(): Promise<MadeAnswer>;
  /**
   * The mock's answer to the request with preferences.
   * @throws {Error} if the contract has no such answer.
   */
  preferring(prefer: {
    readonly code?: string;
    readonly example?: string;
    readonly dynamic?: boolean;
    readonly seed?: string;
  }): Promise<MadeAnswer>;
}

export interface HandledRequest {
  readonly api: Api;
  readonly operation: Operation;
  /** The name of the handler in its file. */
  readonly name: string;
  readonly request: HttpRequest;
  readonly judged: JudgedRequest;
  /** The seed of generated data; `undefined` for data that differs each time. */
  readonly seed: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  readonly session: string;
  readonly store: HandlerStore<Readonly<Record<string, unknown>>>;
}

/**
 * Calls a handler, and turns its result into a valid answer, or into a problem that says why it is
 * not.
 */
export async function answerByHandler(
  handler: MockHandler<unknown>,
  handled: HandledRequest,
  answers: UsualAnswers,
  makers: Makers,
): Promise<MadeAnswer> {
  const { operation, name, request, timeout } = handled;
  const given = new WeakMap<object, GivenAnswer | MadeAnswer>();
  const overdue = new AbortController();
  const over = sleep(timeout, undefined, { signal: overdue.signal, ref: false }).then(
    () => tooLate,
    () => tooLate,
  );
  try {
    const argument = requestFor(handled, answers, given, overdue.signal, makers);
    const began = performance.now();
    const answering = handler(argument);
    const busy = performance.now() - began;
    const answer = await Promise.race([answering, over]);
    if (busy > timeout) return failed(name, blocked(busy), undefined);
    if (answer === tooLate) {
      return failed(name, `it did not answer within ${timeout / 1000} s`, undefined);
    }
    const known = typeof answer === 'object' && answer !== null ? given.get(answer) : undefined;
    if (known === undefined) {
      return failed(
        name,
        'it must return what "respond" gives, as in "return respond(200, …)"',
        undefined,
      );
    }
    if ('response' in known) return known;
    return await answerGiven(operation, known, headerValue(request.headers, 'accept'), makers);
  } catch (error) {
    if (error instanceof StoreAway) return storeAway(error.message);
    return failed(name, thrownMessage(error), placeOfError(error));
  } finally {
    overdue.abort();
  }
}

/** No timer fires while a handler blocks the process, so its time is known only when it returns. */
function blocked(milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(1);
  return `it kept the process busy for ${seconds} s, and the mock answered nothing else meanwhile`;
}

const tooLate = Symbol('too late');

function requestFor(
  { api, operation, request, judged, seed, session, store }: HandledRequest,
  answers: UsualAnswers,
  given: WeakMap<object, GivenAnswer | MadeAnswer>,
  signal: AbortSignal,
  { judge }: Makers,
): HandlerRequest<unknown, AnyContract> {
  const contentType = contentTypeOf(request.headers);
  let fakes = 0;
  return {
    path: judged.path as never,
    query: judged.query as never,
    headers: judged.header as never,
    cookies: judged.cookie as never,
    body: judged.body as never,
    mediaType: contentType && `${contentType.type}/${contentType.subtype}`,
    method: request.method,
    target: request.target,
    fields: request.headers,
    respond: respondWith(operation, judge.schemas, answers, given),
    fake(name, options = {}) {
      const schema = api.schemas.get(name);
      if (schema === undefined) {
        const known = didYouMeanOneOf(name, [...api.schemas.keys()]);
        throw new Error(`the contract has no component schema "${name}"${known}`);
      }
      const own = options.seed ?? (seed === undefined ? undefined : `${seed} ${fakes++}`);
      const random = own === undefined ? Math.random : randomOf(`${own} ${name}`);
      const made = sample(judge.schemas, schema, 'response', { random });
      if (!made.ok) throw new Error(`no value can be made of the schema "${name}": ${made.reason}`);
      return made.exact ?? made.value;
    },
    delay: (milliseconds) => sleep(milliseconds, undefined, { signal }),
    session,
    store,
    signal,
  };
}

/** The answers that a handler may return; `given` maps each to its meaning. */
function respondWith(
  operation: Operation,
  schemas: Schemas,
  answers: UsualAnswers,
  given: WeakMap<object, GivenAnswer | MadeAnswer>,
): Respond<unknown> {
  function give(
    status: number,
    body: unknown,
    { headers = {}, mediaType }: UntrueOptions,
    isUntrue: boolean,
    caller: (...args: never) => unknown,
  ): HandlerAnswer {
    const answer = { status, body } as unknown as HandlerAnswer;
    const described = describedResponse(operation.responses, status)?.headers ?? [];
    const fields = givenFields(headers, described, schemas);
    given.set(answer, {
      status,
      body,
      fields,
      mediaType,
      isUntrue,
      by: 'handler',
      at: callSite(caller),
    });
    return answer;
  }
  async function made(making: Promise<MadeAnswer>): Promise<HandlerAnswer> {
    const answer = await making;
    const { status } = answer.response;
    const handed = { status, body: answer.example?.value } as unknown as HandlerAnswer;
    given.set(handed, answer);
    return handed;
  }
  const respond = (status: number, body?: unknown, options: UntrueOptions = {}) =>
    give(status, body, options, false, respond);
  const untrue = (status: number, body?: unknown, options: UntrueOptions = {}) =>
    give(status, body, options, true, untrue);
  const codeOf = (status: number | undefined) =>
    status === undefined ? {} : { code: String(status) };
  return Object.assign(respond, {
    untrue,
    default: () => made(answers.usual()),
    example: (name: string, { status }: { readonly status?: number } = {}) =>
      made(answers.preferring({ example: name, ...codeOf(status) })),
    sample: ({ seed, status }: { readonly seed?: string; readonly status?: number } = {}) =>
      made(
        answers.preferring({
          dynamic: true,
          ...(seed !== undefined && { seed }),
          ...codeOf(status),
        }),
      ),
  }) as unknown as Respond<unknown>;
}

/** Neither the contract nor the request is at fault, but the handler. */
export function failed(name: string, reason: string, at: string | undefined): MadeAnswer {
  const where = at === undefined ? '' : ` (${at})`;
  const detail = `the handler "${name}" cannot answer: ${reason}${where}`;
  const response = problemResponse(
    problem('UNKNOWN', detail, at === undefined ? {} : { handler: at }),
  );
  return { response, source: 'problem', example: undefined, trouble: detail };
}
