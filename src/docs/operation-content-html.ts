import type { ApiResponse } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import type { Labels } from './labels/en.ts';
import { firstParagraph } from './markdown.ts';
import type {
  CallbackContent,
  OperationContent,
  ParameterContent,
  ResponseContent,
} from './operation-content.ts';
import type { Prose } from './prose.ts';
import type { SchemaHtml } from './schema-html.ts';

/** Parameters, body and responses: of the operation, or of a callback. */
export function operationContentHtml(
  content: OperationContent,
  prose: Prose,
  write: SchemaHtml,
  prefix: string,
): Html {
  const { parameters, request, responses } = content;
  const { labels } = prose;
  const groups = parameters.flatMap(({ place, members }) => [
    prefix === ''
      ? html`<h3>${labels[placeLabels[place]]}</h3>`
      : html`<h5>${labels[placeLabels[place]]}</h5>`,
    write.members(members, `${prefix}${place}`),
  ]);
  const id = (name: string) => `${prefix}${name}`;
  // A callback has its own heading, so its parts have lower ones.
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
${responses.map((one) => prose.once(one, prefix, () => responseHtml(one, prose, write, prefix)))}
</section>`
}`;
}

function responseHtml(
  { response, headers, content }: ResponseContent,
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
  // Successes are read more often than the many errors.
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

/** The requests that the provider sends to the client. */
export function callbacksHtml(
  callbacks: readonly CallbackContent[],
  prose: Prose,
  write: SchemaHtml,
): Html | undefined {
  if (callbacks.length === 0) return undefined;
  return html`<section>
<h2 id="callbacks">${prose.labels.callbacks}</h2>
${callbacks.flatMap(({ callback: { name, expression }, operations }) =>
  operations.map((content, index) => {
    const { method, summary, description } = content.operation;
    const prefix = `callback-${name}-${index === 0 ? '' : `${index}-`}`;
    return html`<details class="response" open><summary><h3>${name}</h3></summary>
<p class="endpoint"><b class="method ${method.toLowerCase()}">${method}</b> <code><b>${expression}</b></code></p>
<div class="prose">${prose.block(summary, 4)}${prose.block(description, 4)}</div>
${operationContentHtml(content, prose, write, prefix)}
</details>`;
  }),
)}
</section>`;
}

const placeLabels: Readonly<Record<ParameterContent['place'], keyof Labels>> = {
  path: 'inPath',
  query: 'inQuery',
  querystring: 'wholeQuery',
  header: 'headers',
  cookie: 'cookies',
};
