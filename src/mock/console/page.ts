import { type Html, html } from '../../html/template.ts';
import type { HttpResponse } from '../../http/exchange.ts';
import { ownAssets } from './assets.ts';
import { ownPageHtml, pageAnswer } from './frame.ts';
import { requestsView, stateView, switchesView } from './mock-views.ts';
import { providerView, tryView, webhooksView } from './sending-views.ts';

/** The server that a console shows. */
export interface ConsoleParts {
  /** The title in the bar: `Mock server`. */
  readonly name: string;
  readonly docs: string | undefined;
  /** Whether there is a journal to show. */
  readonly hasJournal: boolean;
  /** Whether items are kept. */
  readonly isStateful: boolean;
  /** Whether the contract describes requests that the mock can send. */
  readonly hasWebhooks: boolean;
  /** The URL of the provider in the console of a proxy. */
  readonly provider: string | undefined;
  /** The names of the operations, for the forms. */
  readonly operations: readonly string[];
}

/** The page at `/__specwright/`, the console. Its script fetches the contents. */
export function consolePage(parts: ConsoleParts): HttpResponse {
  const views = viewsOf(parts);
  const { name, docs, provider, operations } = parts;
  return pageAnswer(
    ownPageHtml({
      title: `Console · ${name}`,
      kind: 'console',
      ...{ name, docs, root: './', assets: ownAssets() },
      body: html`<main id="content" tabindex="-1">
<h1>Console</h1>
<noscript><p>The console needs a script. Without one, read <a href="journal">the journal as JSON</a>.</p></noscript>
${provider === undefined ? mockNow : proxyNow(provider)}
<nav class="views" aria-label="Parts of the console">${views.map(({ id, title }) => html`<a href="${`#${id}`}">${title}</a>`)}</nav>
<p id="message" role="status"></p>
<datalist id="operations">${operations.map((id) => html`<option value="${id}"></option>`)}</datalist>
${views.map(({ body }) => body)}
</main>`,
    }),
  );
}

const mockNow = html`<section class="now" aria-label="What is on now">
<label>Session<input id="session" maxlength="200" autocomplete="off" spellcheck="false" placeholder="default"></label>
<dl><div><dt>Scenario</dt><dd id="now-scenario">…</dd></div><div><dt>Faults</dt><dd id="now-faults">…</dd></div></dl>
<button type="button" id="all-off">Reset</button>
</section>`;

function proxyNow(provider: string): Html {
  return html`<section class="now" aria-label="What is on now">
<dl><div><dt>Provider</dt><dd>${provider}</dd></div>
<div><dt>Violations</dt><dd id="now-violations">…</dd></div>
<div><dt>Mock</dt><dd id="now-mocked">…</dd></div></dl>
<button type="button" id="proxy-reset">Reset</button>
</section>`;
}

/** One of the views of the console. */
interface View {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

function viewsOf(parts: ConsoleParts): readonly View[] {
  const { hasJournal, hasWebhooks, isStateful, provider } = parts;
  const requests = {
    id: 'requests',
    title: 'Requests',
    body: requestsView(hasJournal, provider === undefined),
  };
  const trying = { id: 'try', title: 'Try it', body: tryView() };
  if (provider !== undefined) {
    return [requests, { id: 'provider', title: 'Provider and mock', body: providerView() }, trying];
  }
  return [
    requests,
    { id: 'switches', title: 'Scenario and faults', body: switchesView() },
    { id: 'state', title: 'State', body: stateView(isStateful) },
    ...(hasWebhooks ? [{ id: 'webhooks', title: 'Webhooks', body: webhooksView() }] : []),
    trying,
  ];
}
