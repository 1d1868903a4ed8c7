import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, Operation } from '../api/model.ts';
import type { Route } from '../api/route.ts';
import type { Finding } from '../finding.ts';
import type { HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { createJudge, type JudgedRequest } from '../judge/judge.ts';
import { makeAnswer } from './answer.ts';
import { createAnswerSources, speaksFaker } from './answer-sources.ts';
import { createBoundedCache } from './cache.ts';
import { createCallbacks } from './callbacks.ts';
import type { MockAnswer } from './event.ts';
import { deprecationHeader, withViolations } from './fault-headers.ts';
import type { HandlerSource } from './handlers/handlers.ts';
import { createHandling } from './handlers/handling.ts';
import type { MadeAnswer, Makers } from './made-answer.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import { serverProblem } from './named-server.ts';
import type { OperationRequest } from './operation-request.ts';
import { noPreferences, type PreferredRequest, readPreferences } from './preferred-request.ts';
import { createPrism } from './prism/data.ts';
import { plainProblem } from './problems.ts';
import { createReplay, type ReplayAnswers, unrecorded } from './replay/answering.ts';
import { requestedBy, staticTextOf } from './requested-answer.ts';
import type { Nearest, Responder, RespondOptions } from './responder.ts';
import { createScenarioAnswers, type ScenarioParts } from './scenarios/answering.ts';
import {
  type Choice,
  choose,
  type RequestPreferences,
  type ResponseSelection,
} from './select-response.ts';
import type { OperationCall } from './state/call.ts';
import { sessionOf } from './state/session.ts';
import type { State, StateOptions } from './state/state.ts';
import { unrouted } from './unrouted.ts';
import { isSuccess, isUnchecked, judgeRequest, weigh } from './weigh.ts';

/** How much is remembered of one operation. */
const most = 100;

export function createResponder(
  api: Api,
  options: RespondOptions = {},
  handlers?: HandlerSource,
  scenarios?: Pick<ScenarioParts, 'scenarios' | 'switches' | 'names' | 'placeOf'>,
): Responder {
  const judge = createJudge(api);
  const sources = createAnswerSources(judge);
  const prism = createPrism(sources);
  const callBack = createCallbacks(judge, options);
  const choices = createBoundedCache<Operation, Choice>(most);
  const remembered = createBoundedCache<Operation, MadeAnswer>(most);
  const replay = options.replay && createReplay(options.replay);
  const state = options.state && loadState(api, { judge, sources, prism }, options.state);

  /** Answers a request, step by step. */
  function respond(
    received: HttpRequest,
    route: Route,
    nearest: Nearest = () => undefined,
    base = '',
  ): MaybePromise<MockAnswer> {
    const preferred = readPreferences(received, options);
    return andThen(judgeRequest(judge, preferred.request, route), (verdict) => {
      const { operation } = verdict;
      if (operation === undefined) return unrouted(api, route, verdict, preferred.request, nearest);
      return answerJudged(operation, verdict, received, preferred, base);
    });
  }

  /** Answers a request whose operation and findings are known. */
  function answerJudged(
    operation: Operation,
    verdict: JudgedRequest,
    received: HttpRequest,
    { request, preferences, server }: PreferredRequest,
    base: string,
  ): MaybePromise<MockAnswer> {
    const findings = weigh(verdict.findings, options);
    const elsewhere = server === undefined ? undefined : serverProblem(server, operation);
    if (elsewhere !== undefined) {
      return { response: problemResponse(elsewhere), operation, findings, source: 'problem' };
    }
    const choice = chooseOnce(operation, findings, preferences);
    if (choice.kind === 'problem') {
      const response = problemResponse(choice.problem, choice.headers);
      return { response, operation, findings, source: 'problem' };
    }
    const { selection } = choice;
    const made = isPlain
      ? answer(operation, selection, request, verdict)
      : chosen({ operation, request, judged: verdict, preferences }, findings, selection, base);
    const { wait } = preferences.prefer;
    return andThen(wait === undefined ? made : waited(made, wait), (answered) => {
      const { source, example, trouble, tolerated: inAnswer = [] } = answered;
      const selected = withFields(answered.response, choice.headers);
      const response = withFields(selected, deprecationHeader(operation, verdict));
      if (isSuccess(response, findings)) {
        callBack(operation, received, verdict, response, example?.value);
      }
      const uncertain = options.lenient ? findings.filter(isUnchecked) : [];
      const plain = { response, operation, findings, source, example };
      if (trouble === undefined && inAnswer.length + uncertain.length === 0) return plain;
      return {
        ...plain,
        ...(trouble !== undefined && { trouble }),
        tolerated: [...uncertain, ...inAnswer],
      };
    });
  }

  /**
   * The sources of answers in order: a scenario, a handler, a recording, the state, the contract
   * alone.
   */
  function chosen(
    call: OperationRequest,
    findings: readonly Finding[],
    selection: ResponseSelection,
    base: string,
  ): MaybePromise<MadeAnswer> {
    const { operation, request, judged, preferences } = call;
    const isLeft = leavesChoice(preferences);
    const isFree = isLeft && isValid(findings);
    const plain = () => answer(operation, selection, request, judged);
    const known =
      state !== undefined && isFree ? () => stateful({ ...call, base, selection }, plain) : plain;
    const usual =
      replay !== undefined && isLeft ? () => recorded(call, isFree, replay, known) : known;
    return (
      (isFree ? byScenario?.(call) : undefined) ??
      handling?.({ ...call, usual }, findings) ??
      usual()
    );
  }

  /** The answer of the state; if it has none, the plain one. */
  async function stateful(
    call: Omit<OperationCall, 'session' | 'scheme'>,
    plain: () => MaybePromise<MadeAnswer>,
  ): Promise<MadeAnswer> {
    const session = sessionOf(call.request.headers);
    if (!session.ok) {
      const response = problemResponse(plainProblem(400, 'Bad Request', session.reason));
      return { response, source: 'problem', example: undefined };
    }
    const scheme = options.secure ? 'https' : 'http';
    const stated = await (await state!).answer({ ...call, scheme, session: session.name });
    if (stated.kind === 'made') return stated.made;
    const made = await plain();
    if (stated.reason === undefined) return made;
    return { ...made, trouble: `answered without the state: ${stated.reason}` };
  }

  /** For a valid request without preferences, only the Accept field matters. */
  function chooseOnce(
    operation: Operation,
    findings: readonly Finding[],
    preferences: RequestPreferences,
  ): Choice {
    if (findings.length > 0 || preferences.prefer !== noPreferences) {
      return choose(operation, findings, preferences, judge.schemas);
    }
    const accept = preferences.accept ?? '';
    const known = choices.get(operation, accept);
    if (known !== undefined) return known;
    const choice = choose(operation, findings, preferences, judge.schemas);
    choices.set(operation, accept, choice);
    return choice;
  }

  /** A remembered answer, or a new one; valid in both cases. */
  function answer(
    operation: Operation,
    selection: ResponseSelection,
    request: HttpRequest,
    judged: JudgedRequest,
  ): MaybePromise<MadeAnswer> {
    const text = staticTextOf(selection);
    const known = selection.dynamic ? undefined : remembered.get(operation, text);
    if (known !== undefined && !known.varies) return known;
    const textForPath = () => `${text} ${[...judged.parts!.path.values()].join('/')}`;
    const knownForPath = known && remembered.get(operation, textForPath());
    if (knownForPath !== undefined) return knownForPath;
    const requested = requestedBy(request, selection, operation, judged, options);
    return makeAnswer(operation, requested, { judge, sources, prism }).then((made) => {
      if (!selection.dynamic && made.source !== 'problem') {
        const kept: MadeAnswer = { ...made, source: 'remembered' };
        remembered.set(operation, text, kept);
        if (made.varies) remembered.set(operation, textForPath(), kept);
      }
      return made;
    });
  }

  const handling =
    handlers &&
    createHandling(
      { api, source: handlers, makers: { judge, sources, prism }, state, answer },
      options,
    );

  const byScenario =
    scenarios && createScenarioAnswers({ ...scenarios, makers: { judge, sources, prism }, answer });

  /**
   * Whether the contract alone answers, so that nothing is computed that only other sources need.
   */
  const isPlain = [state, replay, handling, byScenario].every((one) => one === undefined);

  return {
    judge,
    respond,
    ...(state && { state }),
    async warm() {
      await (await state)?.store.ready();
      if (options.dynamic && speaksFaker(api)) await prism.load();
    },
    async close() {
      await (await state?.catch(() => undefined))?.store.close();
    },
  };
}

/** A delayed answer, which confirms the client's preference (RFC 7240 section 3). */
async function waited(made: MaybePromise<MadeAnswer>, seconds: number): Promise<MadeAnswer> {
  await sleep(seconds * 1000);
  const answered = await made;
  const headers = { ...answered.response.headers, 'preference-applied': `wait=${seconds}` };
  return { ...answered, response: { ...answered.response, headers } };
}

/** Loaded on demand, because a mock without state starts sooner. */
function loadState(api: Api, makers: Makers, options: StateOptions): Promise<State> {
  const state = import('./state/state.ts').then(({ createState }) =>
    createState(api, makers, options),
  );
  // Every caller gets the reason, because without a request there may be no listener yet.
  state.catch(() => {});
  return state;
}

/** Whether a request leaves the choice of the answer to the mock. */
function leavesChoice({ prefer }: RequestPreferences): boolean {
  return prefer.code === undefined && prefer.example === undefined;
}

function isValid(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'violation');
}

/** The recorded answer, or otherwise the mock's own. */
function recorded(
  call: OperationRequest,
  isValid: boolean,
  replay: ReplayAnswers,
  usual: () => MaybePromise<MadeAnswer>,
): MaybePromise<MadeAnswer> {
  const found = replay(call, isValid);
  if (found.kind === 'made') return found.made;
  return isValid ? andThen(usual(), (made) => unrecorded(made, found.reason)) : usual();
}

/**
 * Returns the answer itself if there is nothing to add, so that what is cached for it stays valid.
 */
function withFields(response: HttpResponse, headers: HttpHeaders): HttpResponse {
  if (Object.keys(headers).length === 0) return response;
  return { ...response, headers: withViolations(response.headers, headers) };
}
