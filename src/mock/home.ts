import { setImmediate } from 'node:timers/promises';
import type { Api, Operation } from '../api/model.ts';
import { curlOf } from '../example/curl.ts';
import { requestExamples } from '../example/request.ts';
import { type Html, html } from '../html/template.ts';
import { negotiate } from '../http/accept.ts';
import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { contentTypeOf, isJson, type MediaRange, parseMediaRange } from '../http/media-type.ts';
import type { Schemas } from '../schema/schemas.ts';
import { jsonAnswer } from './admin-answer.ts';
import { ownAssets } from './console/assets.ts';
import { ownPageHtml, pageAnswer } from './console/frame.ts';
import { originOf } from './own-answer.ts';

/** An API on the front page. */
export interface ListedApi {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly prefix: string;
  readonly operations: readonly ListedOperation[];
  /** Requests that the API itself sends. */
  readonly webhooks: readonly ListedWebhook[];
}

export type ListedWebhook = Pick<Operation, 'method' | 'path' | 'id' | 'summary'>;

export interface ListedOperation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly summary: string | undefined;
  readonly deprecated: boolean;
  /** A request that the mock answers with success; `undefined` if the contract allows none. */
  readonly request: HttpRequest | undefined;
}

/** Describes every operation with a sample request; other requests are answered meanwhile. */
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
    const webhooks = api.webhooks.map(({ method, path, id, summary }) => ({
      ...{ method, path, id, summary },
    }));
    listed.push({ name, title: api.title, version: api.version, prefix, operations, webhooks });
  }
  return listed;
}

/** JSON is easiest to read in a command. */
export function requestToTry(
  operation: Operation,
  schemas: Schemas,
  prefix: string,
): HttpRequest | undefined {
  const requests = requestExamples(operation, schemas).map(({ request }) => request);
  const isJsonRequest = ({ headers }: HttpRequest) => {
    const type = contentTypeOf(headers);
    return type !== undefined && isJson(type);
  };
  const request = requests.find(isJsonRequest) ?? requests[0];
  return request && { ...request, target: prefix + request.target };
}

const forms: readonly MediaRange[] = ['text/html', 'application/json'].map(
  (name) => parseMediaRange(name)!,
);

/** Whether a program requests a page of the mock, and prefers JSON. */
export function prefersJson({ headers }: HttpRequest): boolean {
  return negotiate(headerValue(headers, 'accept'), forms)[0] === 1;
}

/** The paths from the front page to `/__specwright/` and to the documentation. */
export interface HomePlace {
  readonly root: string;
  readonly docs: string | undefined;
  readonly scheme: 'http' | 'https';
  /** The title in the bar: `Mock server`. */
  readonly name: string;
  /** The target of a proxy. */
  readonly provider: string | undefined;
}

/** The front page, as HTML for people and as JSON for programs. */
export function homePage(
  apis: readonly ListedApi[],
  request: HttpRequest,
  place: HomePlace,
): HttpResponse {
  const origin = originOf(request, place.scheme);
  if (!prefersJson(request)) return pageAnswer(asHtml(apis, origin, place));
  const { status, headers, body } = jsonAnswer(asJson(apis, origin));
  return { status, headers: { ...headers, vary: 'Accept' }, body };
}

function asJson(apis: readonly ListedApi[], origin: string): unknown {
  return {
    apis: apis.map(({ name, title, version, prefix, operations, webhooks }) => ({
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
      ...(webhooks.length > 0 && { webhooks }),
    })),
  };
}

/** With more operations than this, the commands are collapsed. */
const openAtMost = 12;

function asHtml(apis: readonly ListedApi[], origin: string, place: HomePlace): string {
  const { root, docs, name } = place;
  const count = apis.reduce((sum, { operations }) => sum + operations.length, 0);
  const sections = apis.map((api) => section(api, origin, count <= openAtMost, place));
  return ownPageHtml({
    ...{ title: name, kind: 'home', name, root, docs },
    assets: ownAssets(),
    body: html`<main id="content" tabindex="-1">
<h1>${name}</h1>
<p class="lead">${leadOf(place)}</p>
${
  count === 0
    ? undefined
    : html`<p><label for="operation-filter">Find an operation</label> <span id="operation-count" role="status"></span>
<input id="operation-filter" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" placeholder="method, path or words"></p>`
}
${apis.length === 0 ? html`<p>No API is mocked.</p>` : sections}
</main>`,
  });
}

function leadOf({ root, provider }: HomePlace): Html {
  if (provider !== undefined) {
    return html`Requests go to <code>${provider}</code>. The <a href="${root}">console</a> shows them as they come, and
switches what the mock answers.`;
  }
  return html`Every answer keeps to its contract. Ask for a status with <code>Prefer: code=404</code>, for an
example with <code>Prefer: example=name</code>, for made-up data with <code>Prefer: dynamic=true</code>.
The <a href="${root}">console</a> shows the requests as they come, and switches scenarios and faults.`;
}

function section(
  api: ListedApi,
  origin: string,
  isOpen: boolean,
  { root, docs, provider }: HomePlace,
): Html {
  const { name, title, version, prefix, operations, webhooks } = api;
  const reference =
    docs === undefined
      ? undefined
      : html`<a href="${`${docs}${encodeURIComponent(name)}/index.html`}">Reference</a>`;
  return html`<section class="group">
<h2>${title} <small>${version}</small></h2>
<p class="base"><code>${origin + prefix}</code> ${reference}</p>
${operations.map((operation) => item(operation, origin, isOpen, reference && tryUrl(docs, name, operation.id)))}
${webhooks.length === 0 || provider !== undefined ? undefined : webhookList(webhooks, root)}
</section>`;
}

function webhookList(webhooks: readonly ListedWebhook[], root: string): Html {
  return html`<h3>Webhooks</h3>
<p>The <a href="${`${root}#webhooks`}">console</a> sends them by hand.</p>
<ul class="plain">${webhooks.map(
    ({ method, path, id, summary }) =>
      html`<li><span class="names"><b class="method">${method}</b> <code>${path}</code> <span>${summary ?? id}</span></span></li>`,
  )}</ul>`;
}

function item(
  operation: ListedOperation,
  origin: string,
  isOpen: boolean,
  tryIt: string | undefined,
): Html {
  const { id, method, path, summary, deprecated, request } = operation;
  const kind = /^(GET|POST|PUT|PATCH|DELETE)$/.test(method) ? ` ${method.toLowerCase()}` : '';
  const command =
    request === undefined
      ? html`<p class="inside">No request was found that keeps the contract.</p>`
      : html`<div class="coded"><pre tabindex="0"><code>${curlOf(request, origin)}</code></pre></div>`;
  return html`<details data-operation="${id}"${deprecated ? html` class="deprecated"` : undefined}${isOpen ? html` open` : undefined}>
<summary><span class="names"><b class="${`method${kind}`}">${method}</b> <code>${path}</code> <span>${summary ?? ''}</span></span></summary>
${command}
${tryIt === undefined ? undefined : html`<p class="inside"><a href="${tryIt}">Try it out in the documentation</a></p>`}
</details>`;
}

/** The documentation page of an operation, with a form for requests. */
export function tryUrl(
  docs: string | undefined,
  api: string,
  operation: string,
): string | undefined {
  if (docs === undefined) return undefined;
  return `${docs}try?${new URLSearchParams({ api, operation })}`;
}
