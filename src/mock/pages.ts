import type { Api } from '../api/model.ts';
import { emptyBody, type HttpRequest, type HttpResponse, splitTarget } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import { refuse, refuseMethod } from './admin-answer.ts';
import type { ListedApi } from './home.ts';
import { ownPath } from './own-answer.ts';

/** The mock's own pages and their files. They are made on the first request. */
export interface OwnPages {
  /** The front page: the operations, each with a request to try. */
  home(request: HttpRequest): Promise<HttpResponse>;
  console(request: HttpRequest): Promise<HttpResponse>;
  file(request: HttpRequest, path: string): Promise<HttpResponse>;
  /** A request to try, for the form of the console. */
  example(request: HttpRequest): Promise<HttpResponse>;
}

export interface OwnPagesOptions {
  readonly apis: readonly {
    readonly name: string;
    readonly api: Api;
    readonly prefixes: readonly string[];
    readonly judge: Judge;
    readonly state?: unknown;
  }[];
  readonly isSecure: boolean;
  readonly docs: string | undefined;
  readonly hasJournal: boolean;
  /** The title in the bar; `Mock server` by default. */
  readonly name?: string;
  /** The URL that a proxy passes requests on to. */
  readonly provider?: string;
}

export function createOwnPages(options: OwnPagesOptions): OwnPages {
  const { apis, isSecure, docs, hasJournal, name = 'Mock server', provider } = options;
  let listed: Promise<readonly ListedApi[]> | undefined;

  async function home(request: HttpRequest): Promise<HttpResponse> {
    const { describeApis, homePage, prefersJson } = await import('./home.ts');
    const { path } = splitTarget(request.target);
    // The page's links are relative, so that its address must end in a slash.
    if (path === ownPath && !prefersJson(request)) return seeOther(`${ownPath.slice(1)}/`);
    listed ??= describeApis(
      apis.map(({ name, api, judge, prefixes }) => ({
        ...{ name, api },
        prefix: prefixes[0]!,
        schemas: judge.schemas,
      })),
    );
    const root = path.startsWith(`${ownPath}/`) ? './' : `${ownPath.slice(1)}/`;
    const scheme = isSecure ? 'https' : 'http';
    return homePage(await listed, request, { root, docs, scheme, name, provider });
  }

  return {
    home,
    async console(request) {
      if (!isRead(request)) return refuseMethod(['GET', 'HEAD']);
      const { prefersJson } = await import('./home.ts');
      if (prefersJson(request)) return home(request);
      const { consolePage } = await import('./console/page.ts');
      return consolePage({
        ...{ name, docs, hasJournal, provider },
        hasWebhooks: provider === undefined && apis.some(({ api }) => sendsByItself(api)),
        isStateful: apis.some(({ state }) => state !== undefined),
        operations: apis.flatMap(({ api }) => api.operations.map(({ id }) => id)),
      });
    },
    async file(request, path) {
      if (!isRead(request)) return refuseMethod(['GET', 'HEAD']);
      const { ownAssets } = await import('./console/assets.ts');
      const name = path.slice(`${ownPath}/console/`.length);
      return ownAssets().answer(name) ?? refuse(404, 'Not Found', `there is no file "${name}"`);
    },
    async example(request) {
      if (!isRead(request)) return refuseMethod(['GET', 'HEAD']);
      const { exampleAnswer } = await import('./console/example.ts');
      return exampleAnswer(request, apis);
    },
  };
}

/** Whether the contract describes requests that the API sends. */
function sendsByItself({ webhooks, operations }: Api): boolean {
  return webhooks.length > 0 || operations.some(({ callbacks }) => callbacks.length > 0);
}

function isRead({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function seeOther(location: string): HttpResponse {
  return { status: 303, headers: { location, vary: 'Accept' }, body: emptyBody };
}
