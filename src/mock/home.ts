import { setImmediate } from 'node:timers/promises';
import type { Api, Operation } from '../api/model.ts';
import { curlOf } from '../example/curl.ts';
import { requestExamples } from '../example/request.ts';
import { escapeHtml } from '../html/template.ts';
import { negotiate } from '../http/accept.ts';
import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { type MediaRange, parseMediaRange } from '../http/media-type.ts';
import type { Schemas } from '../schema/schemas.ts';

/** An API as the front page shows it. */
export interface ListedApi {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly prefix: string;
  readonly operations: readonly ListedOperation[];
}

export interface ListedOperation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly summary: string | undefined;
  readonly deprecated: boolean;
  /** A request that the mock answers with success; `undefined` where the contract admits none. */
  readonly request: HttpRequest | undefined;
}

/** Describes every operation with a request to try; other requests are answered meanwhile. */
export async function describeApis(
  apis: readonly {
    readonly name: string;
    readonly api: Api;
    readonly prefix: string;
    readonly schemas: Schemas;
  }[],
): Promise<readonly ListedApi[]> {
  const listed: ListedApi[] = [];
  for (const { name, api, prefix, schemas } of apis) {
    const operations: ListedOperation[] = [];
    for (const operation of api.operations) {
      await setImmediate();
      const { method, path, id, summary, deprecated } = operation;
      const request = requestToTry(operation, schemas, prefix);
      operations.push({ method, path, id, summary, deprecated, request });
    }
    listed.push({ name, title: api.title, version: api.version, prefix, operations });
  }
  return listed;
}

/** JSON is what a reader of a command understands best. */
function requestToTry(
  operation: Operation,
  schemas: Schemas,
  prefix: string,
): HttpRequest | undefined {
  const requests = requestExamples(operation, schemas).map(({ request }) => request);
  const isJsonRequest = ({ headers }: HttpRequest) =>
    /[/+]json\b/.test(headerValue(headers, 'content-type') ?? '');
  const request = requests.find(isJsonRequest) ?? requests[0];
  return request && { ...request, target: prefix + request.target };
}

const forms: readonly MediaRange[] = ['text/html', 'application/json'].map(
  (name) => parseMediaRange(name)!,
);

/** The front page, as HTML for people and as JSON for programs. */
export function homePage(
  apis: readonly ListedApi[],
  request: HttpRequest,
  scheme: 'http' | 'https' = 'http',
): HttpResponse {
  const origin = `${scheme}://${headerValue(request.headers, 'host') ?? '127.0.0.1:4010'}`;
  const isJson = negotiate(headerValue(request.headers, 'accept'), forms)[0] === 1;
  const text = isJson ? JSON.stringify(asJson(apis, origin), null, 2) : asHtml(apis, origin);
  return {
    status: 200,
    headers: {
      'content-type': isJson ? 'application/json' : 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
      vary: 'Accept',
    },
    body: new TextEncoder().encode(text),
  };
}

function asJson(apis: readonly ListedApi[], origin: string): unknown {
  return {
    apis: apis.map(({ name, title, version, prefix, operations }) => ({
      name,
      title,
      version,
      url: origin + prefix,
      operations: operations.map(({ method, path, id, summary, deprecated, request }) => ({
        id,
        method,
        path,
        summary,
        deprecated,
        ...(request && { curl: curlOf(request, origin) }),
      })),
    })),
  };
}

/** With more operations than this, the commands are folded away. */
const openAtMost = 12;

function asHtml(apis: readonly ListedApi[], origin: string): string {
  const count = apis.reduce((sum, { operations }) => sum + operations.length, 0);
  const sections = apis.map((api) => section(api, origin, count <= openAtMost)).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mock server</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Mock server</h1>
<p>Every answer keeps to its contract. Ask for a status with <code>Prefer: code=404</code>, for an
example with <code>Prefer: example=name</code>, for made-up data with <code>Prefer:
dynamic=true</code>.</p>
</header>
<main>${sections || '<p>No API is mocked.</p>'}</main>
</body>
</html>
`;
}

function section(api: ListedApi, origin: string, isOpen: boolean): string {
  const { title, version, prefix, operations } = api;
  const items = operations.map((operation) => item(operation, origin, isOpen)).join('');
  return `<section>
<h2>${escapeHtml(title)} <small>${escapeHtml(version)}</small></h2>
<p><code>${escapeHtml(origin + prefix)}</code></p>
${items}</section>
`;
}

function item(operation: ListedOperation, origin: string, isOpen: boolean): string {
  const { method, path, summary, deprecated, request } = operation;
  const command = request
    ? curlOf(request, origin)
    : 'No request was found that keeps the contract.';
  const kind = /^(GET|POST|PUT|PATCH|DELETE)$/.test(method) ? ` ${method.toLowerCase()}` : '';
  return `<details${deprecated ? ' class="deprecated"' : ''}${isOpen ? ' open' : ''}>
<summary><b class="method${kind}">${escapeHtml(method)}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(
    summary ?? '',
  )}</span></summary>
<pre tabindex="0">${escapeHtml(command)}</pre>
</details>
`;
}

const style = `
:root { color-scheme: light dark; --line: #d8dde6; --faint: #5a6475; --shade: #f3f5f8; }
@media (prefers-color-scheme: dark) {
  :root { --line: #343b49; --faint: #9ba6b9; --shade: #1d222b; }
}
* { box-sizing: border-box; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 0; font-size: 1.2rem; }
h2 small, summary span, header p { color: var(--faint); font-weight: 400; }
section > p { margin: 0 0 .5rem; }
details { border-top: 1px solid var(--line); }
summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .5rem 0; cursor: pointer; }
summary:focus-visible, pre:focus-visible { outline: 2px solid #3b6fe0; outline-offset: 1px; }
.method { min-width: 4.25rem; padding: .05rem .4rem; border-radius: .3rem; background: #4a5568; color: #fff; font-size: .75rem; text-align: center; }
.get { background: #17713f; }
.post { background: #1c4fd8; }
.put, .patch { background: #92500a; }
.delete { background: #b3261e; }
.deprecated summary code { text-decoration: line-through; }
code, pre { font: .9em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0 0 .75rem; padding: .75rem; border-radius: .4rem; background: var(--shade); white-space: pre-wrap; user-select: all; }
`;
