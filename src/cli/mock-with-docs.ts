import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from '../api/model.ts';
import type { BuiltSite, SiteOptions } from '../docs/portal.ts';
import { splitTarget } from '../http/exchange.ts';
import type { Mock } from '../mock/mock.ts';
import type { PageTraffic } from './page-traffic.ts';

/** The paths of the documentation and the mock on one server. */
export interface DocsPlace {
  /** The path of the site, with a slash at both ends. */
  readonly site: string;
  /** The prefix of requests to the mock; `''` if it has the whole server. */
  readonly mock: string;
  /** The path of the mock in links of the pages, from the root of the site. */
  readonly mockFromSite: string;
}

/** The mock has the root, and its documentation a path that no API has. */
export const besideMock: DocsPlace = {
  site: '/__specwright/docs/',
  mock: '',
  mockFromSite: '../..',
};

/** The documentation has the root, and the mock a path below it. */
export const aroundMock: DocsPlace = { site: '/', mock: '/__mock', mockFromSite: '__mock' };

/**
 * A mock and the documentation of its APIs on one server, with forms that send requests to the
 * mock. The site is made on its first visit.
 */
export function withDocs(
  mock: Mock,
  apis: readonly Api[],
  place: DocsPlace,
  readOptions: () => Promise<SiteOptions> = async () => ({}),
  pages?: PageTraffic,
): Mock {
  let site: Promise<BuiltSite> | undefined;

  /** Redirects to the form of an operation, because the mock does not know its address. */
  async function showForm(response: ServerResponse, query: URLSearchParams) {
    const { operationSlugs } = await import('../docs/describe.ts');
    const api = apis.find(({ name }) => name === query.get('api'));
    const operation = api?.operations.find(({ id }) => id === query.get('operation'));
    const slug = operation && operationSlugs(api!).get(operation);
    const page =
      slug === undefined
        ? 'index.html'
        : `${encodeURIComponent(api!.name)}/operations/${slug}.html#try`;
    response.writeHead(302, { location: page }).end();
  }

  async function show(request: IncomingMessage, response: ServerResponse, path: string) {
    // Loaded when needed, so that the mock need not wait for it.
    const { siteFiles } = await import('../docs/portal.ts');
    const { siteResponse } = await import('../docs/serve.ts');
    site ??= readOptions().then((options) =>
      siteFiles(apis, { ...options, mock: place.mockFromSite, base: place.site }),
    );
    const built = await site;
    if (!built.ok) {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`The documentation cannot be shown: ${built.reason}\n`);
      return;
    }
    const { status, headers, body } = await siteResponse(
      built.files,
      request.method ?? 'GET',
      path,
    );
    response.writeHead(status, {
      ...(headers as Record<string, string>),
      'content-length': body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  return {
    ...mock,
    listener(request, response) {
      setCookies(request);
      const target = request.url ?? '/';
      if (place.mock !== '' && target.startsWith(`${place.mock}/`)) {
        request.url = target.slice(place.mock.length);
        mock.listener(request, response);
        return;
      }
      const { path, query } = splitTarget(target);
      if (!path.startsWith(place.site)) {
        mock.listener(request, response);
        return;
      }
      const ended = pages?.begin();
      if (ended !== undefined) response.once('close', ended);
      const page = path.slice(place.site.length);
      const shown =
        page === 'try'
          ? showForm(response, new URLSearchParams(query))
          : show(request, response, page);
      shown.catch((error: unknown) => {
        // A bug of ours must not end the process.
        if (!response.headersSent) response.writeHead(500);
        response.end(`The documentation cannot be shown: ${error}\n`);
      });
    },
  };
}

/**
 * Turns a field of the form into cookies, because pages must not set the Cookie field (Fetch,
 * "forbidden request-header"). Pages of other sites may not send such a field without permission.
 */
function setCookies(request: IncomingMessage): void {
  const { headers, rawHeaders } = request;
  const sent = headers['specwright-cookie'];
  if (typeof sent !== 'string') return;
  delete headers['specwright-cookie'];
  headers.cookie = sent;
  const at = rawHeaders.findIndex((name) => name.toLowerCase() === 'specwright-cookie');
  rawHeaders[at] = 'cookie';
}
