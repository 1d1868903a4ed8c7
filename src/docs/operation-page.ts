import type { Api } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import { securityHtml, serversHtml } from './access-html.ts';
import type { DescribedOperation } from './describe.ts';
import type { Page } from './frame.ts';
import { linkFrom } from './link-from.ts';
import type { Links } from './links.ts';
import type { OperationContent } from './operation-content.ts';
import { callbacksHtml, operationContentHtml } from './operation-content-html.ts';
import { type ApiPages, operationPath, operationText } from './paths.ts';
import { proseOn } from './prose.ts';
import { samplesHtml } from './samples-html.ts';
import { schemaHtml } from './schema-html.ts';

export interface OperationContext {
  readonly api: Api;
  readonly content: OperationContent;
  readonly links: Links;
  readonly pages: ApiPages;
  /** The operations before and after it. */
  readonly previous: DescribedOperation | undefined;
  readonly next: DescribedOperation | undefined;
  /** The form for requests, if a mock runs beside the page. */
  readonly form: Html | undefined;
}

/** Everything that a contract says about one operation, on its own page. */
export function operationPage(described: DescribedOperation, context: OperationContext): Page {
  const { operation, title, isWebhook } = described;
  const { api, content, links, pages } = context;
  const path = operationPath(api, described);
  const link = linkFrom(path);
  const prose = proseOn(path, links);
  const write = schemaHtml(prose);
  const { labels } = links;
  return {
    path,
    kind: 'operation',
    title: `${title} · ${api.title}`,
    description: described.about || `${operation.method} ${operation.path} of ${api.title}`,
    markdown: operationText(api, described),
    of: { api, pages },
    body: html`<main id="content">
<nav class="trail" aria-label="${labels.whereThisIs}"><a href="${link('index.html')}">${labels.allApis}</a> <span aria-hidden="true">/</span> <a href="${link(`${api.name}/index.html`)}">${api.title}</a>${operation.tags.slice(0, 1).map((tag) => html` <span aria-hidden="true">/</span> <span>${tag}</span>`)}</nav>
<h1>${title}</h1>
${endpointHtml(described)}
${operation.deprecated ? html`<p class="notice">${labels.operationDeprecated}</p>` : undefined}
<div class="columns">
${samplesHtml(described, content, context.form, labels)}
<div class="story">
<div class="prose lead">${prose.block(content.pathDescription, 2)}${saysMore(described) ? prose.block(operation.description, 2) : undefined}</div>
${content.externalDocs === undefined ? undefined : html`<p>${prose.inline(content.externalDocs)}</p>`}
${isWebhook ? html`<p>${labels.webhookNote}</p>` : undefined}
${isWebhook ? undefined : serversHtml(operation, api, prose)}
${securityHtml(operation, prose)}
${operationContentHtml(content, prose, write, '')}
${callbacksHtml(content.callbacks, prose, write)}
</div>
</div>
${footerHtml(described, context, link)}
</main>`,
  };
}

/** Many descriptions only repeat the summary. */
function saysMore({ operation, title }: DescribedOperation): boolean {
  return operation.description?.trim() !== title;
}

function endpointHtml({ operation, baseUrl, isWebhook }: DescribedOperation): Html {
  const { method, path } = operation;
  const badge = html`<b class="method ${method.toLowerCase()}">${method}</b>`;
  if (isWebhook) return html`<p class="endpoint">${badge} <code><b>${path}</b></code></p>`;
  return html`<p class="endpoint">${badge} <code><span>${baseUrl}</span><wbr><b>${path}</b></code></p>`;
}

function footerHtml(
  described: DescribedOperation,
  { api, previous, next, pages, links: { labels } }: OperationContext,
  link: (target: string) => string,
): Html {
  const to = (other: DescribedOperation) => link(operationPath(api, other));
  return html`<footer>
<nav class="neighbors" aria-label="${labels.neighbors}">
${previous === undefined ? html`<span></span>` : html`<a rel="prev" href="${to(previous)}"><small>${labels.previous}</small> ${previous.title}</a>`}
${next === undefined ? html`<span></span>` : html`<a rel="next" href="${to(next)}"><small>${labels.next}</small> ${next.title}</a>`}
</nav>
<p class="facts"><a href="${link(operationText(api, described))}">${labels.asMarkdown}</a>${pages.evidence === undefined ? undefined : html` <a href="${link(pages.evidence)}">${labels.whereFrom}</a>`}</p>
</footer>`;
}
