import type { Api, ApiResponse, Operation, SecurityRequirement, Server } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import { baseUrlOf, type DescribedOperation, type ShownRequest } from './describe.ts';
import type { Page } from './frame.ts';
import type { Labels } from './labels/en.ts';
import { linkFrom } from './link-from.ts';
import { type Links, type Prose, proseOn } from './links.ts';
import { firstParagraph } from './markdown.ts';
import { credentialText } from './parameter-member.ts';
import { type ApiPages, operationPath, operationText } from './paths.ts';
import { type SchemaHtml, schemaHtml } from './schema-html.ts';
import { flowsOf } from './security.ts';
import {
  ownServers,
  type ToldCallback,
  type ToldOperation,
  type ToldParameters,
  type ToldResponse,
  variableText,
} from './told.ts';

export interface OperationContext {
  readonly api: Api;
  readonly told: ToldOperation;
  readonly links: Links;
  readonly pages: ApiPages;
  /** The operations before and after it. */
  readonly previous: DescribedOperation | undefined;
  readonly next: DescribedOperation | undefined;
  /** The form that tries it out, where a mock answers beside the page. */
  readonly form: Html | undefined;
}

/** All that a contract says of one operation, on a page of its own. */
export function operationPage(described: DescribedOperation, context: OperationContext): Page {
  const { operation, title, isWebhook } = described;
  const { api, told, links, pages } = context;
  const path = operationPath(api, described);
  const link = linkFrom(path);
  const prose = proseOn(path, links);
  const write = schemaHtml(prose);
  const { labels } = links;
  return {
    path,
    kind: 'operation',
    title: `${title} · ${api.title}`,
    description:
      firstParagraph(operation.description) ||
      `${operation.method} ${operation.path} of ${api.title}`,
    markdown: operationText(api, described),
    of: { api, pages },
    body: html`<main id="content">
<nav class="trail" aria-label="${labels.whereThisIs}"><a href="${link('index.html')}">${labels.allApis}</a> <span aria-hidden="true">/</span> <a href="${link(`${api.name}/index.html`)}">${api.title}</a>${operation.tags.slice(0, 1).map((tag) => html` <span aria-hidden="true">/</span> <span>${tag}</span>`)}</nav>
<h1>${title}</h1>
${endpointHtml(described)}
${operation.deprecated ? html`<p class="notice">${labels.operationDeprecated}</p>` : undefined}
<div class="columns">
${samplesHtml(described, context)}
<div class="story">
<div class="prose lead">${prose.block(told.pathDescription, 2)}${saysMore(described) ? prose.block(operation.description, 2) : undefined}</div>
${told.externalDocs === undefined ? undefined : html`<p>${prose.inline(told.externalDocs)}</p>`}
${isWebhook ? html`<p>${labels.webhookNote}</p>` : undefined}
${isWebhook ? undefined : serversHtml(operation, api, prose)}
${securityHtml(operation, prose)}
${toldHtml(told, prose, write, '')}
${callbacksHtml(told.callbacks, prose, write)}
</div>
</div>
${footerHtml(described, context, link)}
</main>`,
  };
}

/** Many descriptions are the summary once more. */
function saysMore({ operation, title }: DescribedOperation): boolean {
  return operation.description?.trim() !== title;
}

function endpointHtml({ operation, baseUrl, isWebhook }: DescribedOperation): Html {
  const { method, path } = operation;
  const badge = html`<b class="method ${method.toLowerCase()}">${method}</b>`;
  if (isWebhook) return html`<p class="endpoint">${badge} <code><b>${path}</b></code></p>`;
  return html`<p class="endpoint">${badge} <code><span>${baseUrl}</span><wbr><b>${path}</b></code></p>`;
}

function serversHtml(operation: Operation, api: Api, prose: Prose): Html | undefined {
  const servers = ownServers(operation, api);
  if (servers.length === 0) return undefined;
  return html`<section>
<h2 id="servers">${prose.labels.servers}</h2>
<ul class="plain-list">${servers.map((server) => serverHtml(server, api, prose))}</ul>
</section>`;
}

function serverHtml(server: Server, api: Api, prose: Prose): Html {
  const variables = Object.keys(server.variables).map(
    (name) => html`<li>${prose.inline(variableText(server, name))}</li>`,
  );
  const isTemplate = variables.length > 0;
  return html`<li><p><code>${isTemplate ? server.url : baseUrlOf(server, api)}</code></p>${server.description === undefined ? undefined : html`<div class="prose">${prose.block(server.description, 4)}</div>`}${isTemplate ? html`<ul class="values">${variables}</ul>` : undefined}</li>`;
}

function securityHtml({ security }: Operation, prose: Prose): Html | undefined {
  if (security.length === 0) return undefined;
  const isChoice = security.length > 1;
  return html`<section>
<h2 id="authentication">${prose.labels.authentication}</h2>
${isChoice ? html`<p class="facts">${prose.labels.anyOf}</p>` : undefined}
<ul class="plain-list">${security.map((requirement) => html`<li>${requirementHtml(requirement, prose)}</li>`)}</ul>
</section>`;
}

function requirementHtml(requirement: SecurityRequirement, prose: Prose): Html {
  if (requirement.length === 0) return html`<p>${prose.labels.noAuthentication}</p>`;
  const parts = requirement.map(({ scheme, scopes }, index) => {
    const allowed =
      scopes.length === 0
        ? undefined
        : html` ${prose.labels.scopesFor} ${prose.inline(codes(scopes))}`;
    return html`${index > 0 ? html` ${prose.labels.and} ` : undefined}<strong>${scheme.name}</strong>: ${prose.inline(credentialText(scheme.credential))}${allowed}`;
  });
  const about = requirement.flatMap(({ scheme, scopes }) => {
    const flows = flowsOf(scheme, scopes).map((text) => html`<li>${prose.inline(text)}</li>`);
    return [
      ...(scheme.description === undefined
        ? []
        : [html`<div class="prose">${prose.block(scheme.description, 4)}</div>`]),
      ...(flows.length === 0 ? [] : [html`<ul class="values">${flows}</ul>`]),
    ];
  });
  return html`<p>${parts}</p>${about}`;
}

/** Parameters, body and responses: of the operation, or of a callback. */
function toldHtml(told: ToldOperation, prose: Prose, write: SchemaHtml, prefix: string): Html {
  const { parameters, request, responses } = told;
  const { labels } = prose;
  const groups = parameters.flatMap(({ place, members }) => [
    prefix === ''
      ? html`<h3>${labels[placeLabels[place]]}</h3>`
      : html`<h5>${labels[placeLabels[place]]}</h5>`,
    write.members(members, `${prefix}${place}`),
  ]);
  const id = (name: string) => `${prefix}${name}`;
  // A callback stands under a heading of its own, so its parts have lesser ones.
  const heading = (name: string, words: Html) =>
    prefix === ''
      ? html`<h2 id="${id(name)}">${words}</h2>`
      : html`<h4 id="${id(name)}">${words}</h4>`;
  return html`${
    groups.length === 0
      ? undefined
      : html`<section>
${heading('parameters', html`${labels.parameters}`)}
${groups}
</section>`
  }
${
  request &&
  html`<section>
${heading('body', html`${labels.requestBody}${request.required ? html` <em class="required">${labels.required}</em>` : undefined}`)}
<div class="prose">${prose.block(request.description, 3)}</div>
${write.content(request.content, id('request'))}
</section>`
}
${
  responses.length === 0
    ? undefined
    : html`<section>
${heading('responses', html`${labels.responses}`)}
${responses.map((response) => responseHtml(response, prose, write, prefix))}
</section>`
}`;
}

function responseHtml(
  { response, headers, content }: ToldResponse,
  prose: Prose,
  write: SchemaHtml,
  prefix: string,
): Html {
  const { status, description, links } = response;
  const id = `${prefix}${status.toLowerCase()}`;
  const short = firstParagraph(description);
  const isShort = short.length < 80 && !description.trim().includes('\n');
  const head = html`<span class="status s${status[0]!.toLowerCase()}">${status}</span> ${isShort ? prose.inline(description.trim()) : undefined}`;
  if (isShort && headers.length + content.length + links.length === 0) {
    return html`<section class="response" id="${id}"><h3>${head}</h3></section>`;
  }
  // What goes well is read more often than the many ways in which it does not.
  const isOpen = /^2/.test(status);
  return html`<details class="response" id="${id}"${isOpen ? html` open` : undefined}>
<summary><h3>${head}</h3></summary>
${isShort ? undefined : html`<div class="prose">${prose.block(description, 4)}</div>`}
${headers.length === 0 ? undefined : [html`<h4>${prose.labels.headers}</h4>`, write.members(headers, `${id}-header`)]}
${write.content(content, `${id}-body`)}
${links.map((one) => linkHtml(one, prose))}
</details>`;
}

function linkHtml(
  { name, operationId, operationRef, parameters, description }: ApiResponse['links'][number],
  prose: Prose,
): Html {
  const target = operationId ?? operationRef;
  const given = Object.entries(parameters).map(
    ([name, value]) =>
      `\`${name}\` = \`${typeof value === 'string' ? value : JSON.stringify(value)}\``,
  );
  const words =
    operationId === undefined
      ? `\`${target ?? name}\``
      : `[${operationId}](#operation/${encodeURIComponent(operationId)})`;
  const withParameters = given.length === 0 ? '' : ` with ${given.join(', ')}`;
  return html`<p class="facts">Leads to ${prose.inline(words + withParameters)}. ${prose.inline(firstParagraph(description))}</p>`;
}

function callbacksHtml(
  callbacks: readonly ToldCallback[],
  prose: Prose,
  write: SchemaHtml,
): Html | undefined {
  if (callbacks.length === 0) return undefined;
  return html`<section>
<h2 id="callbacks">${prose.labels.callbacks}</h2>
${callbacks.flatMap(({ callback: { name, expression }, operations }) =>
  operations.map((told, index) => {
    const { method, summary, description } = told.operation;
    const prefix = `callback-${name}-${index === 0 ? '' : `${index}-`}`;
    return html`<details class="response" open><summary><h3>${name}</h3></summary>
<p class="endpoint"><b class="method ${method.toLowerCase()}">${method}</b> <code><b>${expression}</b></code></p>
<div class="prose">${prose.block(summary, 4)}${prose.block(description, 4)}</div>
${toldHtml(told, prose, write, prefix)}
</details>`;
  }),
)}
</section>`;
}

function samplesHtml(
  { requests, isWebhook, ownSamples }: DescribedOperation,
  { told, form, links: { labels } }: OperationContext,
): Html | undefined {
  const answers = told.responses.flatMap(({ response: { status }, examples }) =>
    examples.map(({ name, text }) => ({ name: `${status} ${name}`, text })),
  );
  const payloads = isWebhook ? (told.request?.examples ?? []) : [];
  if (
    requests.length + answers.length + payloads.length + ownSamples.length === 0 &&
    form === undefined
  ) {
    return undefined;
  }
  const own =
    ownSamples.length === 0
      ? []
      : [
          html`<div class="sample" data-name="${labels.asDocumented}"><h3>${labels.asDocumented}</h3>${ownSamples.map(
            ({ label, text }) =>
              html`<figure data-language="${label}"><figcaption>${label}</figcaption>${codeBlock(text)}</figure>`,
          )}</div>`,
        ];
  const made = requests.map((request) => requestSample(request));
  return html`<aside class="samples" aria-label="${labels.examples}">
${form}
${made.length + own.length === 0 ? undefined : html`<section class="choice" data-choice="request"><h2>${labels.request}</h2>${[...made, ...own]}</section>`}
${payloads.length === 0 ? undefined : html`<section class="choice" data-choice="payload"><h2>${labels.payload}</h2>${payloads.map(plainSample)}</section>`}
${answers.length === 0 ? undefined : html`<section class="choice" data-choice="response"><h2>${labels.response}</h2>${answers.map(plainSample)}</section>`}
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
  { api, previous, next, pages, links: { labels } }: OperationContext,
  link: (target: string) => string,
): Html {
  const to = (other: DescribedOperation) => link(operationPath(api, other));
  return html`<footer>
<nav class="neighbours" aria-label="${labels.neighbors}">
${previous === undefined ? html`<span></span>` : html`<a rel="prev" href="${to(previous)}"><small>${labels.previous}</small> ${previous.title}</a>`}
${next === undefined ? html`<span></span>` : html`<a rel="next" href="${to(next)}"><small>${labels.next}</small> ${next.title}</a>`}
</nav>
<p class="facts"><a href="${link(operationText(api, described))}">${labels.asMarkdown}</a>${pages.evidence === undefined ? undefined : html` <a href="${link(pages.evidence)}">${labels.whereFrom}</a>`}</p>
</footer>`;
}

const placeLabels: Readonly<Record<ToldParameters['place'], keyof Labels>> = {
  path: 'inPath',
  query: 'inQuery',
  querystring: 'wholeQuery',
  header: 'headers',
  cookie: 'cookies',
};

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
