import type { Api, Operation } from '../api/model.ts';
import { neighborWith } from '../api/nearest-path.ts';
import type { Route } from '../api/route.ts';
import type { Finding } from '../finding.ts';
import {
  type HttpHeaders,
  type HttpRequest,
  type HttpResponse,
  headerLines,
  headerValue,
  splitTarget,
} from '../http/exchange.ts';
import { formatMediaRange } from '../http/media-type.ts';
import { type Preferences, parsePrefer, preferencesOfQuery } from '../http/prefer.ts';
import { problemResponse } from '../http/problem-details.ts';
import { createJudge, type Judge, type JudgedRequest } from '../judge/judge.ts';
import {
  type MadeAnswer,
  type Makers,
  makeAnswer,
  type RequestedAnswer,
  type Source,
} from './answer.ts';
import { createAnswerSources } from './answer-sources.ts';
import { createBoundedCache, kept } from './cache.ts';
import { type CallbackOptions, createCallbacks } from './callbacks.ts';
import { deprecationHeader } from './fault-headers.ts';
import type { HandlerSource } from './handlers/handlers.ts';
import { createHandling, type HandlingOptions } from './handlers/handling.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import { namedServer, serverProblem } from './named-server.ts';
import { createPrism } from './prism/data.ts';
import { plainProblem, problem } from './problems.ts';
import { seedOfRequest } from './seed.ts';
import {
  type Choice,
  choose,
  type RequestPreferences,
  type ResponseSelection,
} from './select-response.ts';
import type { Asked } from './state/asked.ts';
import { sessionOf } from './state/session.ts';
import type { State, StateOptions } from './state/state.ts';

export interface RespondOptions extends CallbackOptions, HandlingOptions {
  /** Whether answers are made up where a request does not say; by default examples are shown. */
  readonly dynamic?: boolean;
  /** Makes made-up data the same for the same request. */
  readonly seed?: string;
  /**
   * Whether an example that breaks its schema is refused with 500: the first, or the one that was
   * asked for by name. By default another one is sent in place of the first, and `sl-violations` says
   * what is wrong with one that was asked for.
   */
  readonly errors?: boolean;
  /**
   * Whether a mistake of the contract stops no client: where there is no valid answer, the best invalid one is
   * sent with `sl-violations`, and what cannot be checked of a request is let through.
   */
  readonly lenient?: boolean;
  /** Whether a query parameter that is not described is refused. */
  readonly strictQuery?: boolean;
  /** How answers show what requests have created, changed and removed; not at all by default. */
  readonly state?: StateOptions;
  /** Whether it is served over HTTPS, so that whole URLs in its answers say so. */
  readonly secure?: boolean;
  /** `prism`: Prism, which has to be installed, makes every answer and says what a valid request is. */
  readonly engine?: Engine;
}

/** Who makes the answers. */
export type Engine = 'specwright' | 'prism';

/** One API as a mock: what its requests are answered with. */
export interface Responder {
  readonly judge: Judge;
  /**
   * At once where the answer is remembered. `route` is what the request is for, and `base` is what stood
   * before its target.
   */
  respond(
    request: HttpRequest,
    route: Route,
    nearest?: Nearest,
    base?: string,
  ): MaybePromise<MockAnswer>;
  /** What requests have left, where the mock is stateful. */
  readonly state?: Promise<State>;
  /** Loads what the first answers need, where that takes long. */
  warm(): Promise<void>;
}

/** The path that was perhaps meant by one that leads nowhere. */
export type Nearest = () => string | undefined;

/** What the mock answers, and how it came about. */
export interface MockAnswer {
  readonly response: HttpResponse;
  readonly operation: Operation | undefined;
  /** What is wrong with the request, or undocumented in it. */
  readonly findings: readonly Finding[];
  readonly source: Source;
  /** What was let through because the mock is lenient. */
  readonly tolerated?: readonly Finding[];
  /** Why the answer is not the one that was wanted. */
  readonly trouble?: string;
}

/** How much is remembered of one operation. */
const most = 100;

export function createResponder(
  api: Api,
  options: RespondOptions = {},
  handlers?: HandlerSource,
): Responder {
  const judge = createJudge(api);
  const sources = createAnswerSources(judge.schemas);
  const prism = createPrism(sources);
  const callBack = createCallbacks(judge.schemas, options);
  const choices = createBoundedCache<Operation, Choice>(most);
  const remembered = createBoundedCache<Operation, MadeAnswer>(most);
  const state = options.state && loadState(api, { judge, sources, prism }, options.state);

  /** What happens to a request, in order. */
  function respond(
    received: HttpRequest,
    route: Route,
    nearest: Nearest = () => undefined,
    base = '',
  ): MaybePromise<MockAnswer> {
    const { request, preferences, server } = readPreferences(received, options);
    const verdict = judgeRequest(judge, request, route);
    const { operation } = verdict;
    const findings = weigh(verdict.findings, options);
    if (operation === undefined) return unrouted(api, route, verdict, request, nearest);
    const elsewhere = server === undefined ? undefined : serverProblem(server, operation);
    if (elsewhere !== undefined) {
      return { response: problemResponse(elsewhere), operation, findings, source: 'problem' };
    }
    const choice = chooseOnce(operation, findings, preferences);
    if (choice.kind === 'problem') {
      const response = problemResponse(choice.problem, choice.headers);
      return { response, operation, findings, source: 'problem' };
    }
    const plain = () => answer(operation, choice.selection, request, verdict);
    const { selection } = choice;
    const usual =
      state === undefined || !isForState(preferences, findings)
        ? plain
        : () =>
            stateful({ operation, judged: verdict, request, base, selection, preferences }, plain);
    const handled = handling?.(
      { operation, request, judged: verdict, preferences, usual },
      findings,
    );
    const made = handled ?? usual();
    return andThen(made, (answered) => {
      const { source, example, trouble, tolerated: inAnswer = [] } = answered;
      const chosen = withFields(answered.response, choice.headers);
      const response = withFields(chosen, deprecationHeader(operation, verdict));
      if (isSuccess(response, findings)) {
        callBack(operation, received, verdict, response, example?.value);
      }
      const uncertain = options.lenient ? findings.filter(isUnchecked) : [];
      const plain = { response, operation, findings, source };
      if (trouble === undefined && inAnswer.length + uncertain.length === 0) return plain;
      return {
        ...plain,
        ...(trouble !== undefined && { trouble }),
        tolerated: [...uncertain, ...inAnswer],
      };
    });
  }

  /** What the state answers; where it has no answer, the plain one. */
  async function stateful(
    asked: Omit<Asked, 'session' | 'scheme'>,
    plain: () => MaybePromise<MadeAnswer>,
  ): Promise<MadeAnswer> {
    const session = sessionOf(asked.request.headers);
    if (!session.ok) {
      const response = problemResponse(plainProblem(400, 'Bad Request', session.reason));
      return { response, source: 'problem', example: undefined };
    }
    const scheme = options.secure ? 'https' : 'http';
    const stated = await (await state!).answer({ ...asked, scheme, session: session.name });
    if (stated.kind === 'made') return stated.made;
    const made = await plain();
    if (stated.reason === undefined) return made;
    return { ...made, trouble: `answered without the state: ${stated.reason}` };
  }

  /** Of what a valid request without preferences says, only its Accept field decides. */
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

  /** A remembered answer, or one that is made now: in any case one that is valid. */
  function answer(
    operation: Operation,
    selection: ResponseSelection,
    request: HttpRequest,
    judged: JudgedRequest,
  ): MaybePromise<MadeAnswer> {
    const text = textOf(selection);
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

  return {
    judge,
    respond,
    ...(state && { state }),
    async warm() {
      await state;
      if (options.dynamic && speaksFaker(api)) await prism.load();
    },
  };
}

/** The findings of a request, each as severe as the mock was asked to take it. */
export function weigh(
  findings: readonly Finding[],
  { lenient = false, strictQuery = false }: RespondOptions,
): readonly Finding[] {
  if (findings.length === 0 || !(lenient || strictQuery)) return findings;
  return findings.map((found) => {
    if (strictQuery && found.code === 'parameter-undocumented') {
      return { ...found, severity: 'violation' };
    }
    return lenient && isUnchecked(found) ? { ...found, severity: 'advisory' } : found;
  });
}

function isUnchecked({ code }: Finding): boolean {
  return code === 'not-checked';
}

/** Loaded by those who want it: a mock without state starts sooner. */
function loadState(api: Api, makers: Makers, options: StateOptions): Promise<State> {
  const state = import('./state/state.ts').then(({ createState }) =>
    createState(api, makers, options),
  );
  // Whoever asks is told; until then nobody may be listening.
  state.catch(() => {});
  return state;
}

/** Whether a request is valid, and leaves the choice of its answer to the mock. */
function isForState({ prefer }: RequestPreferences, findings: readonly Finding[]): boolean {
  return (
    prefer.code === undefined &&
    prefer.example === undefined &&
    findings.every(({ severity }) => severity !== 'violation')
  );
}

/** Whether an API says how Prism makes its data. */
export function speaksFaker({ documents }: Api): boolean {
  return [...documents.values()].some(({ text }) => text.includes('x-faker'));
}

/** The answer itself where there is nothing to add, so that what is known of it holds. */
function withFields(response: HttpResponse, headers: HttpHeaders): HttpResponse {
  if (Object.keys(headers).length === 0) return response;
  return { ...response, headers: { ...headers, ...response.headers } };
}

/** What an operation was described to do was done. */
export function isSuccess({ status }: HttpResponse, findings: readonly Finding[]): boolean {
  return status < 400 && findings.every(({ severity }) => severity !== 'violation');
}

interface PreferredRequest {
  readonly request: HttpRequest;
  readonly preferences: RequestPreferences;
  /** The URL of the server that the request is meant for. */
  readonly server: string | undefined;
}

/** The preferences of a request, and the request without those that stood in its query. */
export function readPreferences(received: HttpRequest, options: RespondOptions): PreferredRequest {
  const lines = headerLines(received.headers, 'prefer');
  const inFields = lines.length > 0 ? parsePrefer(lines) : undefined;
  const preferencesOf = (prefer: Preferences): RequestPreferences => ({
    accept: headerValue(received.headers, 'accept'),
    prefer,
    dynamic: options.dynamic ?? false,
  });
  if (!received.target.includes('__')) {
    return {
      request: received,
      preferences: preferencesOf(inFields ?? noPreferences),
      server: undefined,
    };
  }
  const { path, query } = splitTarget(received.target);
  const { server, query: withoutServer } = namedServer(query);
  const inQuery = preferencesOfQuery(withoutServer);
  const target = inQuery.query === '' ? path : `${path}?${inQuery.query}`;
  return {
    request: { ...received, target: query === '' ? received.target : target },
    // One place counts, or a link that was shared would change what a client asks for.
    preferences: preferencesOf(inFields ?? inQuery.preferences),
    server,
  };
}

const noPreferences: Preferences = { invalid: [] };

/** A HEAD that is not described is a GET without content (RFC 9110 section 9.3.2). */
export function judgeRequest(judge: Judge, request: HttpRequest, route: Route): JudgedRequest {
  const verdict = judge.request(request, route);
  return request.method === 'HEAD' && verdict.allowed.includes('GET')
    ? judge.request({ ...request, method: 'GET' })
    : verdict;
}

/** Says which path, or which method, was perhaps meant. */
function unrouted(
  { operations }: Api,
  route: Route,
  { allowed, findings }: JudgedRequest,
  request: HttpRequest,
  nearest: Nearest,
): MockAnswer {
  const { path } = splitTarget(request.target);
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])];
  let response: HttpResponse;
  if (route.kind === 'method-unknown') {
    const { method } = request;
    const neighbor = neighborWith(method, route.path, operations);
    const meant = neighbor === undefined ? '' : `; "${neighbor.path}" has ${method}`;
    const detail = `"${path}" has no operation for ${method}; it has ${allowed.join(', ')}${meant}`;
    response = problemResponse(problem('NO_METHOD_MATCHED_ERROR', detail), {
      allow: [...new Set(allow)].join(', '),
    });
  } else {
    const detail = `no operation has the path "${path}"${meantPath(nearest())}`;
    response = problemResponse(problem('NO_PATH_MATCHED_ERROR', detail));
  }
  return { response, operation: undefined, findings, source: 'problem' };
}

/** `; did you mean "/pets"?`, or nothing. */
export function meantPath(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** A selection with what this request makes of it. */
function requestedBy(
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
  // An integer is repeated with all of its digits.
  const great = [...(exact ?? [])].filter(([parameter]) => parameter.in === 'path');
  const parameters =
    great.length === 0
      ? path
      : { ...path, ...Object.fromEntries(great.map(([{ name }, value]) => [name, value])) };
  return { ...selection, seed, parameters, errors, lenient };
}

/** Everything that a static answer of an operation depends on. */
const textOf = kept(({ status, media, range, others, example }: ResponseSelection) =>
  JSON.stringify([status, [{ media, range }, ...others].map(offerText), example]),
);

function offerText({ media, range }: Pick<ResponseSelection, 'media' | 'range'>): string {
  return `${media?.name} ${range && formatMediaRange(range)}`;
}
