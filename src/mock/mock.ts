import type { RequestListener } from 'node:http';
import type { Locator } from '../api/locate.ts';
import type { Api } from '../api/model.ts';
import {
  type HttpRequest,
  type HttpResponse,
  headerValue,
  splitTarget,
  withoutBody,
} from '../http/exchange.ts';
import { percentDecode } from '../http/percent.ts';
import { type ProblemDetails, problemResponse } from '../http/problem-details.ts';
import type { Judge } from '../judge/judge.ts';
import { createAdmin, isAdminPath } from './admin.ts';
import type { Connection } from './admin-access.ts';
import { mockDoors } from './admin-doors.ts';
import { kept } from './cache.ts';
import { allowOrigin, isPreflight, preflightResponse, varyByOrigin } from './cors.ts';
import { withDecodedContent } from './decode-request.ts';
import type { MockEvent } from './event.ts';
import { createSessionFaults } from './faults/sessions.ts';
import { createGateway, prefixOf } from './gateway.ts';
import type { ShownEntry } from './journal/shown.ts';
import { createListener } from './listener.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import {
  faultsOf,
  handlersFor,
  handlerTimeoutOf,
  journalOf,
  type MockOptions,
  type NamedApi,
  refuseStrayHandlers,
  scenariosOf,
  stateOf,
  webhooksOf,
} from './mock-options.ts';
import {
  type Dispatched,
  isHome,
  nearestAmong,
  own,
  ownAdmin,
  ownFault,
  strayed,
  unmounted,
} from './own-answer.ts';
import { createOwnPages } from './pages.ts';
import { createPrismResponder } from './prism/engine.ts';
import { plainProblem } from './problems.ts';
import { createResponder } from './respond.ts';
import type { Responder } from './responder.ts';
import type { Scenarios } from './scenarios/scenario.ts';
import { createScenarioSwitch } from './scenarios/switch.ts';
import type { State } from './state/state.ts';
import { viaFetch } from './via-fetch.ts';

/** A mock of several APIs: a function from requests to responses, in several forms. */
export interface Mock {
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Answers Fetch requests, for tests and service workers. */
  fetch(request: Request): Promise<Response>;
  /**
   * Replaces the global `fetch`: a client with it needs no server and no port. Only the path of a
   * URL counts, not its host.
   *
   * @example
   * ```ts
   * const pets = createPetsClient({ baseUrl: 'http://mock.test', fetch: mock.mockFetch });
   * ```
   */
  readonly mockFetch: typeof globalThis.fetch;
  /** A listener for Node's own servers. */
  readonly listener: RequestListener;
  /** Loads in the background what the first answers need. */
  warm(): Promise<void>;
  /** Closes the connections to a shared store; without one, it does nothing. */
  close(): Promise<void>;
  readonly apis: readonly MockedApi[];
  /** The last exchanges, the oldest first, with findings and the reasons for the answers. */
  journal(): Promise<readonly ShownEntry[]>;
}

export interface MockedApi {
  readonly name: string;
  readonly api: Api;
  /** The paths of the API: `/kaiten`; also `''` if it is the only one. */
  readonly prefixes: readonly string[];
  readonly judge: Judge;
  /** The state of the mock, if it is stateful. */
  readonly state?: Promise<State>;
}

interface Mounted extends MockedApi {
  readonly responder: Responder;
  readonly locator: Locator;
}

/**
 * Mocks APIs in this process. Each is below its name; a single API is also at the root.
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
  const named = apis.map((given) => ('api' in given ? given : { name: given.name, api: given }));
  const scenarios = scenariosOf(named, options);
  const switches = options.scenarioSwitch ?? createScenarioSwitch(options.scenario);
  const names = () => [...scenarios.values()].flatMap(({ current }) => [...current().keys()]);
  const { handlerTimeout: _, webhooks: __, ...others } = options;
  const journal = journalOf(options);
  const sendingOf = (name: string) => ({
    sending: webhooksOf(name, options),
    onSent: (event: MockEvent) => journal?.add({ ...event, api: name }),
  });
  const mounted = named.map(({ name, api }): Mounted => {
    const own = scenarios.get(name);
    const responder =
      options.engine === 'prism'
        ? createPrismResponder(api, { ...others, ...sendingOf(name) })
        : createResponder(
            api,
            {
              ...others,
              ...sendingOf(name),
              ...handlerTimeoutOf(name, options),
              ...stateOf(name, apis.length === 1, options),
            },
            handlersFor(name, api, options),
            scenarios.size === 0
              ? undefined
              : {
                  scenarios: own?.current ?? noScenarios,
                  placeOf: own?.placeOf ?? (() => undefined),
                  ...{ switches, names },
                },
          );
    const prefixes = apis.length === 1 ? [prefixOf(name), ''] : [prefixOf(name)];
    const { judge, state } = responder;
    const locator = judge.locator;
    return { name, api, prefixes, responder, judge, locator, ...(state && { state }) };
  });
  const gateway = createGateway(mounted);
  const { bodyLimit = 10_000_000, onAnswer } = options;
  const faults = createSessionFaults(faultsOf(named, options), options.seed, scenarios, switches);
  const isSecure = options.secure ?? false;
  const { docs, callbacks } = options;
  const hasJournal = journal !== undefined;
  const pages = createOwnPages({ apis: mounted, isSecure, docs, hasJournal });
  const admin = createAdmin(
    mockDoors({
      ...{ mounted, journal, scenarios, switches, faults, isSecure, callbacks, pages },
      sendingOf,
    }),
    options.allowAdmin,
  );

  /** `refusal` is why the content was not read. */
  function answer(
    request: HttpRequest,
    refusal?: ProblemDetails,
    connection?: Connection,
  ): MaybePromise<HttpResponse> {
    const started = performance.now();
    if (refusal !== undefined) {
      return complete(strayed(problemResponse(refusal, { connection: 'close' })));
    }
    let dispatched: MaybePromise<Dispatched>;
    try {
      dispatched = dispatch(request, connection);
    } catch (error) {
      return complete(ownFault(error));
    }
    return dispatched instanceof Promise
      ? dispatched.catch(ownFault).then(complete)
      : complete(dispatched);

    function complete(answered: Dispatched): HttpResponse {
      const response = finish(request, answered);
      if (onAnswer === undefined && journal === undefined) return response;
      const milliseconds = performance.now() - started;
      const { operation, findings, source, tolerated, trouble, example, api, inside } = answered;
      // Written out: spreading an answer into its event costs more than keeping it.
      const event: MockEvent = {
        api,
        operation,
        findings,
        source,
        request,
        response,
        milliseconds,
        inside,
        example,
        tolerated,
        trouble,
      };
      if (answered.source !== 'own') journal?.add(event);
      onAnswer?.(event);
      return response;
    }
  }

  const varying = kept(varyByOrigin);
  function finish(request: HttpRequest, { response, isAdmin }: Dispatched): HttpResponse {
    const finished = request.method === 'HEAD' ? withoutBody(response) : response;
    // The admin answer has already decided who may read it.
    if (options.cors === false || isAdmin) return finished;
    const origin = headerValue(request.headers, 'origin');
    return origin === undefined ? varying(finished) : allowOrigin(origin, finished);
  }

  function dispatch(received: HttpRequest, connection?: Connection): MaybePromise<Dispatched> {
    let request = received;
    const { path } = splitTarget(request.target);
    if (!isPath(path)) {
      const detail = `"${path}" is not a path: a path starts with "/" and its escapes are UTF-8`;
      return strayed(problemResponse(plainProblem(400, 'Bad Request', detail)));
    }
    if (request.headers['content-encoding'] !== undefined) {
      const decoded = withDecodedContent(request, bodyLimit);
      if (!decoded.ok) return strayed(decoded.refusal);
      request = decoded.request;
    }
    if (isAdminPath(path)) return admin(request, path, connection).then(ownAdmin);
    const found = gateway.find(request.method, request.target);
    const methods = () => found?.mounted.locator.methods(splitTarget(found.target).path) ?? [];
    const asksPermission = options.cors !== false && isPreflight(request);
    if (asksPermission) return own(preflightResponse(request, methods()));
    if (isHome(path, request, methods)) return pages.home(request).then(own);
    const nearest = () => nearestAmong(mounted, request.method, path);
    if (found === undefined) return strayed(unmounted(path, mounted, nearest()));
    const {
      mounted: { responder, name: api },
      route,
      target,
    } = found;
    const inside = found.base === '' ? request : { ...request, target };
    const respond = (operationRequest: HttpRequest) =>
      responder.respond(operationRequest, route, nearest, found.base);
    const struck =
      route.kind === 'operation' ? faults.strike(api, route.operation, request.headers) : undefined;
    const answered =
      struck !== undefined && route.kind === 'operation'
        ? import('./faults/apply.ts').then(({ applyFault }) =>
            applyFault(struck, route.operation, inside, respond),
          )
        : respond(inside);
    return andThen(answered, (made) => ({
      response: made.response,
      operation: made.operation,
      findings: made.findings,
      source: made.source,
      tolerated: made.tolerated,
      trouble: made.trouble,
      example: made.example,
      api,
      inside,
    }));
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
    async journal() {
      const { shownEntry } = await import('./journal/shown.ts');
      return (journal?.entries() ?? []).map(shownEntry);
    },
    async warm() {
      await Promise.all(mounted.map(({ responder }) => responder.warm()));
    },
    async close() {
      await Promise.all(mounted.map(({ responder }) => responder.close()));
    },
  };
}

const none: Scenarios = new Map();
const noScenarios = () => none;

function isPath(path: string): boolean {
  return path.startsWith('/') && percentDecode(path) !== undefined;
}
