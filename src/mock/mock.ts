import type { RequestListener } from 'node:http';
import { type Locator, locateAmong } from '../api/locate.ts';
import type { Api } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import {
  type HttpRequest,
  type HttpResponse,
  headerValue,
  noBody,
  splitTarget,
} from '../http/exchange.ts';
import { type ProblemDetails, problemResponse } from '../http/problem-details.ts';
import { child } from '../json/pointer.ts';
import type { Judge } from '../judge/judge.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import { kept } from './cache.ts';
import { allowOrigin, isPreflight, preflightResponse, varyByOrigin } from './cors.ts';
import { withDecodedContent } from './decode-request.ts';
import { createGateway, prefixOf } from './gateway.ts';
import { type HandlerSource, handlerMaps } from './handlers/handlers.ts';
import { describeApis, homePage, type ListedApi } from './home.ts';
import { createListener } from './listener.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import { createPrismResponder } from './prism/engine.ts';
import { plainProblem, problem } from './problems.ts';
import {
  createResponder,
  type MockAnswer,
  meantPath,
  type Responder,
  type RespondOptions,
} from './respond.ts';
import type { Controlled } from './state/control.ts';
import type { SessionLimits } from './state/memory-store.ts';
import type { State, StateOptions } from './state/state.ts';

/** How a mock remembers what requests create, change and remove. */
export interface StatefulOptions extends SessionLimits {
  /**
   * The first content: records by the names of their resources, below the name of their API where there
   * are several. By default it is what the contract shows.
   */
  readonly seedData?: Readonly<Record<string, unknown>>;
  /** How many records are made up of each resource that `seedData` does not have. */
  readonly seedCount?: number;
  /** What operations do, where that is inferred wrongly: by API, as in `specwright.config.ts`. */
  readonly roles?: Readonly<Record<string, StateOptions['roles']>>;
}

export interface MockOptions extends Omit<RespondOptions, 'state'> {
  /** Whether answers show what requests have created, changed and removed, and how. */
  readonly stateful?: boolean | StatefulOptions;
  /** Whether pages of other origins may use the mock; they may unless this is `false`. */
  readonly cors?: boolean;
  /** The most bytes that a request over a socket may carry, or be decoded to; 10 MB. */
  readonly bodyLimit?: number;
  /** Programs that answer for operations, by the API's name (`defineMock` of `specwright/mock`). */
  readonly handlers?: Readonly<Record<string, HandlerSource>>;
  /** Called with every answer. */
  readonly onAnswer?: (event: MockEvent) => void;
}

/** What the mock did with a request. */
export interface MockEvent extends MockAnswer {
  /** The API's name; `undefined` where the mock answered for itself. */
  readonly api: string | undefined;
  readonly request: HttpRequest;
  readonly milliseconds: number;
}

/** Several APIs, mocked: a function from requests to responses, in the forms that are wanted. */
export interface Mock {
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** The same for a request of the Fetch Standard, for tests and service workers. */
  fetch(request: Request): Promise<Response>;
  /**
   * The same in place of the global `fetch`: a client that is given it needs no server and no port.
   * The host of a URL does not matter, only its path.
   *
   * @example
   * ```ts
   * const pets = createPetsClient({ baseUrl: 'http://mock.test', fetch: mock.mockFetch });
   * ```
   */
  readonly mockFetch: typeof globalThis.fetch;
  /** The same for a server of Node's own. */
  readonly listener: RequestListener;
  /** Loads what the first answers need, in the background. */
  warm(): Promise<void>;
  readonly apis: readonly MockedApi[];
}

export interface MockedApi {
  readonly name: string;
  readonly api: Api;
  /** The paths under which the API is found: `/kaiten`; also `''` where it is the only one. */
  readonly prefixes: readonly string[];
  readonly judge: Judge;
  /** What requests have left, where the mock is stateful. */
  readonly state?: Promise<State>;
}

/** An API under another name than its own. */
export interface NamedApi {
  readonly name: string;
  readonly api: Api;
}

interface Mounted extends MockedApi {
  readonly responder: Responder;
  readonly locator: Locator;
}

const ownPath = '/__specwright';

/**
 * Mocks APIs in this process. Each is found under its name; the only one at the root as well.
 *
 * @example
 * ```ts
 * const { api } = await loadApi('specs/pets/openapi.yaml');
 * const mock = createMock([api!]);
 *
 * await mock.fetch(new Request('http://mock.test/pets/7')); // a test, a service worker
 * http.createServer(mock.listener).listen(8080); // a server that is there already
 * createPetsClient({ baseUrl: 'http://mock.test', fetch: mock.mockFetch }); // a generated client
 * ```
 */
export function createMock(apis: readonly (Api | NamedApi)[], options: MockOptions = {}): Mock {
  refuseStrayHandlers(apis, options);
  const mounted = apis.map((given): Mounted => {
    const { name, api } = 'api' in given ? given : { name: given.name, api: given };
    const responder =
      options.engine === 'prism'
        ? createPrismResponder(api, options)
        : createResponder(
            api,
            { ...options, ...stateOf(name, apis.length === 1, options) },
            handlersFor(name, api, options),
          );
    const prefixes = apis.length === 1 ? [prefixOf(name), ''] : [prefixOf(name)];
    const { judge, state } = responder;
    const locator = judge.locator;
    return { name, api, prefixes, responder, judge, locator, ...(state && { state }) };
  });
  const gateway = createGateway(mounted);
  const { bodyLimit = 10_000_000 } = options;

  /** `refusal` is why the content was not read. */
  function answer(request: HttpRequest, refusal?: ProblemDetails): MaybePromise<HttpResponse> {
    const started = performance.now();
    if (refusal !== undefined) {
      return complete(own(problemResponse(refusal, { connection: 'close' })));
    }
    let dispatched: MaybePromise<Dispatched>;
    try {
      dispatched = dispatch(request);
    } catch (error) {
      return complete(ownFault(error));
    }
    return dispatched instanceof Promise
      ? dispatched.catch(ownFault).then(complete)
      : complete(dispatched);

    function complete(answered: Dispatched): HttpResponse {
      const response = finish(request, answered.response);
      if (options.onAnswer !== undefined) {
        const milliseconds = performance.now() - started;
        options.onAnswer({ ...answered, request, response, milliseconds });
      }
      return response;
    }
  }

  const varying = kept(varyByOrigin);
  function finish(request: HttpRequest, response: HttpResponse): HttpResponse {
    const finished = request.method === 'HEAD' ? withoutBody(response) : response;
    if (options.cors === false) return finished;
    const origin = headerValue(request.headers, 'origin');
    return origin === undefined ? varying(finished) : allowOrigin(origin, finished);
  }

  function dispatch(received: HttpRequest): MaybePromise<Dispatched> {
    let request = received;
    const { path } = splitTarget(request.target);
    if (!isPath(path)) {
      const detail = `"${path}" is no path: it starts with "/" and its escapes are UTF-8`;
      return own(problemResponse(plainProblem(400, 'Bad Request', detail)));
    }
    if (request.headers['content-encoding'] !== undefined) {
      const decoded = withDecodedContent(request, bodyLimit);
      if (!decoded.ok) return own(decoded.refusal);
      request = decoded.request;
    }
    const found = gateway.find(request.method, request.target);
    const methods = () => found?.mounted.locator.methods(splitTarget(found.target).path) ?? [];
    const asksPermission = options.cors !== false && isPreflight(request);
    if (asksPermission) return own(preflightResponse(request, methods()));
    if (path === `${ownPath}/health`) return own(health(mounted));
    if (path === `${ownPath}/reset`) return control(request, 'reset').then(own);
    if (path === `${ownPath}/state`) return control(request, 'state').then(own);
    if (isHome(path, request, methods)) return home(request).then(own);
    const nearest = () => nearestAmong(mounted, request.method, path);
    if (found === undefined) return own(unmounted(path, mounted, nearest()));
    const {
      mounted: { responder, name: api },
      route,
      target,
    } = found;
    const inside = found.base === '' ? request : { ...request, target };
    return andThen(responder.respond(inside, route, nearest, found.base), (made) => ({
      ...made,
      api,
    }));
  }

  async function control(request: HttpRequest, action: 'reset' | 'state'): Promise<HttpResponse> {
    const controlled: Controlled[] = [];
    for (const { name, responder } of mounted) {
      if (responder.state !== undefined) controlled.push({ name, state: await responder.state });
    }
    if (controlled.length === 0) {
      const detail = 'the mock keeps no state; it does when it is started with --stateful';
      return problemResponse(plainProblem(404, 'Not Found', detail));
    }
    const { controlState } = await import('./state/control.ts');
    return controlState(request, action, controlled);
  }

  let listed: Promise<readonly ListedApi[]> | undefined;
  async function home(request: HttpRequest): Promise<HttpResponse> {
    listed ??= describeApis(
      mounted.map(({ name, api, judge, prefixes }) => ({
        name,
        api,
        prefix: prefixes[0]!,
        schemas: judge.schemas,
      })),
    );
    return homePage(await listed, request, options.secure ? 'https' : 'http');
  }

  return {
    apis: mounted,
    handle: async (request) => answer(request),
    fetch: (request) => viaFetch(request, answer),
    mockFetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const response = await viaFetch(request, answer);
      request.signal.throwIfAborted();
      return response;
    },
    listener: createListener(answer, bodyLimit),
    async warm() {
      await Promise.all(mounted.map(({ responder }) => responder.warm()));
    },
  };
}

/** @throws {Error} where handlers are for no API, or cannot be called. */
function refuseStrayHandlers(
  apis: readonly (Api | NamedApi)[],
  { handlers = {}, engine }: MockOptions,
): void {
  const names = apis.map(({ name }) => name);
  for (const name of Object.keys(handlers)) {
    if (!names.includes(name)) {
      throw new Error(
        `there are handlers for "${name}", which is no API of this mock${didYouMeanOneOf(name, names)}`,
      );
    }
    if (engine === 'prism') {
      throw new Error(
        `the handlers of "${name}" cannot be called: the engine "prism" makes every answer itself`,
      );
    }
  }
}

/** @throws {Error} where a handler is for no operation. */
function handlersFor(
  name: string,
  api: Api,
  { handlers = {} }: MockOptions,
): HandlerSource | undefined {
  const source = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (source !== undefined) handlerMaps(api)(source);
  return source;
}

/** What of the options is for the state of one API. */
function stateOf(
  name: string,
  isOnly: boolean,
  { stateful = false, seed }: MockOptions,
): Pick<RespondOptions, 'state'> {
  if (stateful === false) return {};
  const { seedData, seedCount, roles, ...limits } = stateful === true ? {} : stateful;
  const own = seedData && Object.hasOwn(seedData, name) ? seedData[name] : undefined;
  const isNamed = isObject(own);
  const data = isNamed ? own : isOnly ? seedData : seedData && {};
  const ownRoles = roles && Object.hasOwn(roles, name) ? roles[name] : undefined;
  return {
    state: {
      ...limits,
      ...(data && { data }),
      ...(isNamed && { at: child('', name) }),
      ...(seedCount !== undefined && { count: seedCount }),
      ...(seed !== undefined && { seed }),
      ...(ownRoles && { roles: ownRoles }),
    },
  };
}

interface Dispatched extends MockAnswer {
  readonly api: string | undefined;
}

/** An answer of the mock's own, about no operation. */
function own(response: HttpResponse): Dispatched {
  return { api: undefined, response, operation: undefined, findings: [], source: 'own' };
}

/** A fault of ours must not end the process, nor leave a client without an answer. */
function ownFault(error: unknown): Dispatched {
  const detail = error instanceof Error ? error.message : String(error);
  return own(problemResponse(plainProblem(500, 'Internal Server Error', detail)));
}

/** The front page stands at the root, unless the only API has something else there. */
function isHome(path: string, request: HttpRequest, methods: () => readonly string[]): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (path === ownPath || path === `${ownPath}/`) return true;
  return path === '/' && methods().length === 0;
}

function health(mounted: readonly MockedApi[]): HttpResponse {
  return json({ status: 'ok', apis: mounted.map(({ name }) => name) });
}

function json(value: unknown): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
}

/** The path that was perhaps meant: below an API that it names, or below one that it does not name. */
function nearestAmong(
  mounted: readonly Mounted[],
  method: string,
  path: string,
): string | undefined {
  for (const { locator, prefixes } of mounted) {
    const near = locator.nearest(prefixes, method, path);
    if (near !== undefined) return near;
  }
  const atRoot = mounted.map((one) => ({ one, locator: one.locator, prefixes: [''] }));
  const located = locateAmong(atRoot, method, path);
  if (located === undefined || located.route.kind === 'path-unknown') return undefined;
  return located.mount.one.prefixes[0] + path;
}

function unmounted(
  path: string,
  mounted: readonly MockedApi[],
  near: string | undefined,
): HttpResponse {
  const known = mounted.map(({ prefixes }) => `${prefixes[0]}/`).join(', ');
  const detail = `"${path}" belongs to no API; there is ${known || 'none'}${meantPath(near)}`;
  return problemResponse(problem('NO_PATH_MATCHED_ERROR', detail));
}

function isPath(path: string): boolean {
  if (!path.startsWith('/')) return false;
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The fields of the answer to a GET, its length too, without the content. */
function withoutBody(response: HttpResponse): HttpResponse {
  const length = String(response.body.length);
  return { ...response, headers: { ...response.headers, 'content-length': length }, body: noBody };
}

async function viaFetch(
  request: Request,
  answer: (request: HttpRequest) => MaybePromise<HttpResponse>,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { status, headers, body } = await answer({
    method: request.method,
    target: pathname + search,
    headers: Object.fromEntries(request.headers),
    body: new Uint8Array(await request.arrayBuffer()),
  });
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((line): [string, string] => [name, line]),
  );
  // The Fetch Standard has no content for these, not even an empty one.
  const isBare = [204, 205, 304].includes(status);
  return new Response(isBare ? null : new Uint8Array(body), { status, headers: fields });
}
