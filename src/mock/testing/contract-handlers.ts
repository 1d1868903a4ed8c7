import { type HttpHandler, HttpResponse, http } from 'msw';
import type { Api } from '../../api/model.ts';
import { escapePattern } from '../../escape-pattern.ts';
import { parseUrl } from '../../http/url.ts';
import type { HandlerSource } from '../handlers/handlers.ts';
import { createMock } from '../mock.ts';
import type { MockOptions } from '../mock-options.ts';
import type { GivenScenarios } from '../scenarios/source.ts';
import { beginSession, type TestMock } from './session.ts';
import { violationsOf } from './violations.ts';

/** How a contract is mocked in MSW. */
export interface ContractMockOptions
  extends Pick<
    MockOptions,
    'dynamic' | 'seed' | 'errors' | 'lenient' | 'strictQuery' | 'stateful' | 'scenario' | 'faults'
  > {
  /** The base URL of the API: `https://api.example.com/v1`; in a page also a path, `/api`. */
  readonly baseUrl: string;
  /** Scenarios: the contents of a `scenarios.yaml`. */
  readonly scenarios?: GivenScenarios;
  /** Handlers of operations (`defineMock` of `specwright/mock`). */
  readonly handlers?: HandlerSource;
}

/** A contract as MSW handlers, with controls for tests. */
export interface ContractMock extends TestMock {
  /**
   * For `setupServer()` and `setupWorker()`. Requests without a described operation pass through.
   */
  readonly handlers: readonly HttpHandler[];
  /** Messages about requests that broke the contract, except what `allow()` names. */
  violations(): Promise<readonly string[]>;
}

/** The mock's own base URL; no request leaves the process. */
const inside = 'http://mock.test';

/** @throws {Error} if the base URL is invalid, or the options do not fit the contract. */
export async function createContractMock(
  api: Api,
  { baseUrl, scenarios, handlers, ...options }: ContractMockOptions,
): Promise<ContractMock> {
  const base = wholeUrl(baseUrl);
  const mock = createMock([api], {
    ...options,
    ...(scenarios && { scenarios: { [api.name]: scenarios } }),
    ...(handlers && { handlers: { [api.name]: handlers } }),
  });
  const [mocked] = mock.apis;
  const session = await beginSession(inside, api.name, (request) => mock.fetch(request));
  const isBelow = new RegExp(`^${escapePattern(base)}(?:[/?#]|$)`);

  const answering = http.all(isBelow, async ({ request }) => {
    const target = request.url.slice(base.length) || '/';
    const { route } = mocked!.judge.locator.locate(request.method, target);
    // The request may belong to another handler, or be for a file of the page.
    if (route.kind === 'path-unknown') return undefined;
    const { method, headers } = request;
    const body = ['GET', 'HEAD'].includes(method) ? null : await request.arrayBuffer();
    const mockRequest = new Request(inside + target, { method, headers, body });
    mockRequest.headers.set('specwright-session', session.mock.session);
    // An injected fault such as `reset` is a network error.
    return mock.fetch(mockRequest).catch(() => HttpResponse.error());
  });

  return {
    ...session.mock,
    url: base,
    fetch: globalThis.fetch,
    handlers: [answering],
    violations: () => violationsOf(session),
  };
}

/** A base URL without the slash at its end. */
function wholeUrl(baseUrl: string): string {
  const url = parseUrl(baseUrl, globalThis.location?.href);
  if (url === undefined) {
    throw new TypeError(
      `Cannot mock what is below "${baseUrl}": it is not a URL; give a whole one, such as "https://api.example.com"`,
    );
  }
  return url.href.replace(/\/$/, '');
}
