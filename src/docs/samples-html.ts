import { type Html, html } from '../html/template.ts';
import type { DescribedOperation, ShownRequest } from './describe.ts';
import type { Labels } from './labels/en.ts';
import type { OperationContent } from './operation-content.ts';

/**
 * Requests and answers for copying beside an operation's description, with the form for requests.
 */
export function samplesHtml(
  { requests, isWebhook, ownSamples }: DescribedOperation,
  content: OperationContent,
  form: Html | undefined,
  labels: Labels,
): Html | undefined {
  const answers = content.responses.flatMap(({ response: { status }, examples }) =>
    examples.map(({ name, text }) => ({ name: `${status} ${name}`, text })),
  );
  const payloads = isWebhook ? (content.request?.examples ?? []) : [];
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

/** A sample may be wider than its column, and scrollable parts must be reachable by keyboard. */
function codeBlock(text: string): Html {
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}
