import type {
  Api,
  ApiResponse,
  Callback,
  Operation,
  Parameter,
  SecurityRequirement,
} from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { contentExamples, contentGroups } from './content.ts';
import type { DescribedOperation, ShownRequest } from './describe.ts';
import { linkFrom, type Page } from './frame.ts';
import { firstParagraph, inlineHtml, markdownHtml } from './markdown.ts';
import { credentialText, parameterMember } from './parameter-member.ts';
import { type ApiPages, apiBar, operationPath, operationText } from './paths.ts';
import { memberHtml, outlineHtml } from './schema-html.ts';
import { tryItHtml } from './try-it.ts';

export interface OperationContext {
  readonly api: Api;
  readonly schemas: Schemas;
  readonly pages: ApiPages;
  /** The operations before and after it. */
  readonly previous: DescribedOperation | undefined;
  readonly next: DescribedOperation | undefined;
  /** Where a mock of the API answers, from the site's root; `undefined` where none does. */
  readonly mock: string | undefined;
}

/** All that a contract says of one operation, on a page of its own. */
export function operationPage(described: DescribedOperation, context: OperationContext): Page {
  const { operation, title, isWebhook } = described;
  const { api, schemas, pages } = context;
  const path = operationPath(api, described);
  const link = linkFrom(path);
  const samples = samplesHtml(described, context, link);
  return {
    path,
    kind: 'operation',
    title: `${title} · ${api.title}`,
    description:
      firstParagraph(operation.description) ||
      `${operation.method} ${operation.path} of ${api.title}`,
    markdown: operationText(api, described),
    bar: apiBar(api, pages, path),
    body: html`<main id="content">
<nav class="trail" aria-label="Where this is"><a href="${link('index.html')}">All APIs</a> <span aria-hidden="true">/</span> <a href="${link(`${api.name}/index.html`)}">${api.title}</a>${operation.tags.slice(0, 1).map((tag) => html` <span aria-hidden="true">/</span> <span>${tag}</span>`)}</nav>
<h1>${title}</h1>
${endpointHtml(described)}
${operation.deprecated ? html`<p class="notice">This operation is deprecated.</p>` : undefined}
<div class="columns">
<div class="story">
<div class="prose lead">${markdownHtml(operation.description, 2)}</div>
${isWebhook ? html`<p>The provider sends this request to you, where you told it to.</p>` : undefined}
${securityHtml(operation)}
${parametersHtml(operation, schemas)}
${requestHtml(operation, schemas, isWebhook ? 'response' : 'request')}
${responsesHtml(operation.responses, schemas)}
${callbacksHtml(operation.callbacks)}
</div>
${samples}
</div>
${footerHtml(described, context, link)}
</main>`,
  };
}

function endpointHtml({ operation, baseUrl, isWebhook }: DescribedOperation): Html {
  const { method, path } = operation;
  const badge = html`<b class="method ${method.toLowerCase()}">${method}</b>`;
  if (isWebhook) return html`<p class="endpoint">${badge} <code><b>${path}</b></code></p>`;
  return html`<p class="endpoint">${badge} <code><span>${baseUrl}</span><wbr><b>${path}</b></code></p>`;
}

function securityHtml({ security }: Operation): Html | undefined {
  if (security.length === 0) return undefined;
  return html`<section>
<h2>Authentication</h2>
<ul class="plain-list">${security.map((requirement, index) => html`<li>${requirementHtml(requirement, index)}</li>`)}</ul>
</section>`;
}

function requirementHtml(requirement: SecurityRequirement, index: number): Html {
  if (requirement.length === 0) return html`<p>${index > 0 ? 'Or none' : 'None is needed'}.</p>`;
  const or = index > 0 ? html`Or ` : undefined;
  const parts = requirement.map(({ scheme, scopes }, index) => {
    const allowed = scopes.length === 0 ? undefined : html` for ${inlineHtml(codes(scopes))}`;
    return html`${index > 0 ? html` and ` : undefined}<strong>${scheme.name}</strong>: ${inlineHtml(credentialText(scheme.credential))}${allowed}`;
  });
  const about = requirement.flatMap(({ scheme }) =>
    scheme.description === undefined
      ? []
      : [html`<div class="prose">${markdownHtml(scheme.description, 4)}</div>`],
  );
  return html`<p>${or}${parts}</p>${about}`;
}

const places: readonly (readonly [place: Parameter['in'], heading: string])[] = [
  ['path', 'In the path'],
  ['query', 'In the query'],
  ['querystring', 'The whole query'],
  ['header', 'Headers'],
  ['cookie', 'Cookies'],
];

function parametersHtml({ parameters }: Operation, schemas: Schemas): Html | undefined {
  if (parameters.length === 0) return undefined;
  const groups = places.flatMap(([place, heading]) => {
    const found = parameters.filter((parameter) => parameter.in === place);
    if (found.length === 0) return [];
    const rows = found.map((parameter) =>
      memberHtml(parameterMember(parameter, schemas, 'request')),
    );
    return [html`<h3>${heading}</h3>`, html`<ul class="members">${rows}</ul>`];
  });
  return html`<section>
<h2>Parameters</h2>
${groups}
</section>`;
}

function requestHtml(
  { requestBody }: Operation,
  schemas: Schemas,
  direction: Direction,
): Html | undefined {
  if (requestBody === undefined) return undefined;
  const { required, description, content } = requestBody;
  return html`<section>
<h2>Request body${required ? html` <em class="required">required</em>` : undefined}</h2>
<div class="prose">${markdownHtml(description, 3)}</div>
${contentHtml(content, schemas, direction)}
</section>`;
}

function contentHtml(
  content: ApiResponse['content'],
  schemas: Schemas,
  direction: Direction,
): readonly Html[] {
  return contentGroups(content, schemas, direction).map(
    ({ names, outline }) => html`<p class="media">${inlineHtml(codes(names))}</p>
${outline === undefined ? undefined : outlineHtml(outline)}`,
  );
}

function responsesHtml(responses: readonly ApiResponse[], schemas: Schemas): Html | undefined {
  if (responses.length === 0) return undefined;
  return html`<section>
<h2>Responses</h2>
${responses.map((response) => responseHtml(response, schemas))}
</section>`;
}

function responseHtml(response: ApiResponse, schemas: Schemas): Html {
  const { status, description, headers, content, links } = response;
  const short = firstParagraph(description);
  const isShort = short.length < 80 && !description.trim().includes('\n');
  const rows = headers.map((header) => memberHtml(parameterMember(header, schemas, 'response')));
  const head = html`<span class="status s${status[0]!.toLowerCase()}">${status}</span> ${isShort ? inlineHtml(description.trim()) : undefined}`;
  const inside = html`${isShort ? undefined : html`<div class="prose">${markdownHtml(description, 4)}</div>`}
${rows.length === 0 ? undefined : [html`<h4>Headers</h4>`, html`<ul class="members">${rows}</ul>`]}
${contentHtml(content, schemas, 'response')}
${links.map(({ name, operationId, description }) => html`<p class="facts">Leads to <code>${operationId ?? name}</code>. ${inlineHtml(firstParagraph(description))}</p>`)}`;
  if (isShort && rows.length + content.length + links.length === 0) {
    return html`<section class="response"><h3>${head}</h3></section>`;
  }
  // What goes well is read more often than the many ways in which it does not.
  const isOpen = /^2/.test(status);
  return html`<details class="response"${isOpen ? html` open` : undefined}>
<summary><h3>${head}</h3></summary>
${inside}
</details>`;
}

function callbacksHtml(callbacks: readonly Callback[]): Html | undefined {
  if (callbacks.length === 0) return undefined;
  return html`<section>
<h2>Callbacks</h2>
${callbacks.flatMap(({ name, expression, operations }) =>
  operations.map(
    (operation) => html`<h3>${name}</h3>
<p class="endpoint"><b class="method ${operation.method.toLowerCase()}">${operation.method}</b> <code><b>${expression}</b></code></p>
<div class="prose">${markdownHtml(operation.description ?? operation.summary, 4)}</div>`,
  ),
)}
</section>`;
}

function samplesHtml(
  described: DescribedOperation,
  { schemas, mock }: OperationContext,
  link: (target: string) => string,
): Html | undefined {
  const { operation, requests } = described;
  const answers = operation.responses.flatMap(({ status, content }) =>
    content.flatMap((media) =>
      contentExamples(media, schemas, 'response').map(({ name, text }) => ({
        name: `${status} ${media.name} ${name}`.trim(),
        text,
      })),
    ),
  );
  const payloads = described.isWebhook
    ? (operation.requestBody?.content ?? []).flatMap((media) =>
        contentExamples(media, schemas, 'response').map(({ name, text }) => ({
          name: `${media.name} ${name}`.trim(),
          text,
        })),
      )
    : [];
  const form = mock === undefined ? undefined : tryItHtml(described, schemas, link(mock));
  if (requests.length + answers.length + payloads.length === 0 && form === undefined) {
    return undefined;
  }
  return html`<aside class="samples" aria-label="Examples">
${form}
${requests.length === 0 ? undefined : html`<section class="choice" data-choice="request"><h2>Request</h2>${requests.map(requestSample)}</section>`}
${payloads.length === 0 ? undefined : html`<section class="choice" data-choice="payload"><h2>Payload</h2>${payloads.map(plainSample)}</section>`}
${answers.length === 0 ? undefined : html`<section class="choice" data-choice="response"><h2>Response</h2>${answers.map(plainSample)}</section>`}
</aside>`;
}

function requestSample({ name, snippets }: ShownRequest): Html {
  const figures = snippets.map(
    ({ label, text }) =>
      html`<figure data-language="${label}"><figcaption>${label}</figcaption>${codeBlock(text)}</figure>`,
  );
  return html`<div class="sample" data-name="${name}">${name === '' ? undefined : html`<h3>${name}</h3>`}${figures}</div>`;
}

function plainSample({ name, text }: { readonly name: string; readonly text: string }): Html {
  return html`<div class="sample" data-name="${name}"><h3>${name}</h3><figure>${codeBlock(text)}</figure></div>`;
}

/** It may be wider than its column, and what scrolls must be reached by the keyboard. */
function codeBlock(text: string): Html {
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}

function footerHtml(
  described: DescribedOperation,
  { api, previous, next, pages }: OperationContext,
  link: (target: string) => string,
): Html {
  const to = (other: DescribedOperation) => link(operationPath(api, other));
  return html`<footer>
<nav class="neighbours" aria-label="Other operations">
${previous === undefined ? html`<span></span>` : html`<a rel="prev" href="${to(previous)}"><small>Before</small> ${previous.title}</a>`}
${next === undefined ? html`<span></span>` : html`<a rel="next" href="${to(next)}"><small>After</small> ${next.title}</a>`}
</nav>
<p class="facts"><a href="${link(operationText(api, described))}">This page as Markdown</a>${pages.evidence === undefined ? undefined : html` <a href="${link(pages.evidence)}">Where the contract comes from</a>`}</p>
</footer>`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
