import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Api, Operation } from '../api/model.ts';
import { curlOf } from '../example/curl.ts';
import { requestExamples } from '../example/request.ts';
import { colors } from '../html/colors.ts';
import { escapeHtml } from '../html/template.ts';
import { negotiate } from '../http/accept.ts';
import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { type MediaRange, parseMediaRange } from '../http/media-type.ts';
import type { Schemas } from '../schema/schemas.ts';
import { originOf } from './own-answer.ts';

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
  docs?: string,
): HttpResponse {
  const origin = originOf(request, scheme);
  const isJson = negotiate(headerValue(request.headers, 'accept'), forms)[0] === 1;
  const text = isJson ? JSON.stringify(asJson(apis, origin), null, 2) : asHtml(apis, origin, docs);
  return {
    status: 200,
    headers: {
      'content-type': isJson ? 'application/json' : 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'`,
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

function asHtml(apis: readonly ListedApi[], origin: string, docs: string | undefined): string {
  const count = apis.reduce((sum, { operations }) => sum + operations.length, 0);
  const sections = apis.map((api) => section(api, origin, count <= openAtMost, docs)).join('');
  const link =
    docs === undefined ? '' : `<a class="docs" href="${escapeHtml(docs)}">Documentation</a>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mock server</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header class="bar"><b>Mock server</b>${link}</header>
<main>
<h1>Mock server</h1>
<p class="lead">Every answer keeps to its contract. Ask for a status with <code>Prefer: code=404</code>, for an
example with <code>Prefer: example=name</code>, for made-up data with <code>Prefer:
dynamic=true</code>.</p>
${sections || '<p>No API is mocked.</p>'}</main>
${scriptElement}
</body>
</html>
`;
}

function section(
  api: ListedApi,
  origin: string,
  isOpen: boolean,
  docs: string | undefined,
): string {
  const { name, title, version, prefix, operations } = api;
  const items = operations.map((operation) => item(operation, origin, isOpen)).join('');
  const reference =
    docs === undefined
      ? ''
      : ` <a href="${escapeHtml(`${docs}${encodeURIComponent(name)}/index.html`)}">Reference</a>`;
  return `<section>
<h2>${escapeHtml(title)} <small>${escapeHtml(version)}</small></h2>
<p class="base"><code>${escapeHtml(origin + prefix)}</code>${reference}</p>
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
<div class="command"><pre tabindex="0">${escapeHtml(command)}</pre></div>
</details>
`;
}

/** Takes the colors that were chosen in the documentation, and lets commands be copied. It runs in the page. */
function enliven(): void {
  try {
    const chosen = localStorage.getItem('redoc.colorMode');
    if (chosen !== null) document.documentElement.classList.add(chosen);
  } catch {
    // Without a storage, the system's colors are the only ones.
  }
  for (const command of document.querySelectorAll('.command')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      const block = command.querySelector('pre')!;
      try {
        await navigator.clipboard.writeText(block.textContent ?? '');
        button.textContent = 'Copied';
      } catch {
        // The clipboard is closed to pages without HTTPS; what is selected can be copied by hand.
        getSelection()?.selectAllChildren(block);
        button.textContent = 'Selected';
      }
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 1500);
    });
    command.append(button);
  }
}

const script = `(${enliven})();`;
// An end tag in a template would be rewritten by a bundler.
const scriptElement = ['<script>', script, '</', 'script>'].join('');
const scriptHash = createHash('sha256').update(script).digest('base64');

const style = `
${colors}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
.bar { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: 1rem; height: var(--bar); padding: 0 1.5rem; background: var(--ground); border-bottom: 1px solid var(--line); font-size: .9375rem; }
.bar .docs { margin-left: auto; padding: .25rem .8rem; border: 1px solid var(--line); border-radius: .5rem; font-size: .875rem; text-decoration: none; }
.bar .docs:hover { background: var(--hover); }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.5rem 5rem; }
h1 { margin: 0 0 .5rem; font-size: 2rem; line-height: 1.25; letter-spacing: -.022em; }
h2 { margin: 2.5rem 0 0; font-size: 1.25rem; line-height: 1.25; }
h2 small, summary span, .lead { color: var(--faint); font-weight: 400; }
.lead { margin: 0; max-width: 70ch; }
.base { margin: .25rem 0 .75rem; font-size: .9375rem; }
.base a { margin-left: .75rem; }
details { border: 1px solid var(--line); border-radius: .6rem; margin: .5rem 0; }
summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .5rem .75rem; border-radius: .6rem; cursor: pointer; }
summary:hover { background: var(--hover); }
details[open] > summary { border-radius: .6rem .6rem 0 0; border-bottom: 1px solid var(--line); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.deprecated summary code { text-decoration: line-through; }
code, pre { font: .875em/1.5 var(--mono); }
.command { position: relative; }
pre { margin: 0; padding: .8rem 6rem .8rem 1rem; border-radius: 0 0 .6rem .6rem; background: var(--panel); white-space: pre-wrap; }
.copy { position: absolute; right: .6rem; top: .6rem; padding: .15rem .6rem; background: var(--ground); border: 1px solid var(--line); border-radius: .4rem; color: var(--soft); font: .75rem/1.5 inherit; font-family: inherit; cursor: pointer; }
.copy:hover { color: var(--link); border-color: var(--link); }
@media (max-width: 40rem) { main { padding: 1.25rem 1rem 4rem; } pre { padding-right: 1rem; padding-top: 2.5rem; } }
`;
