import { type Html, html } from '../../html/template.ts';
import type { HttpResponse } from '../../http/exchange.ts';
import { ownAssets } from './assets.ts';
import { ownPageHtml, pageAnswer } from './frame.ts';

/** What a console is about. */
export interface ConsoleParts {
  /** What stands in the bar: `Mock server`. */
  readonly name: string;
  readonly docs: string | undefined;
  /** Whether there is a journal to be shown. */
  readonly hasJournal: boolean;
}

/** The page at `/__specwright/`: what there is to see and to switch. Its script asks for the rest. */
export function consolePage(parts: ConsoleParts): HttpResponse {
  const views = viewsOf(parts);
  return pageAnswer(
    ownPageHtml({
      title: `Console · ${parts.name}`,
      kind: 'console',
      name: parts.name,
      root: './',
      docs: parts.docs,
      assets: ownAssets(),
      body: html`<main id="content" tabindex="-1">
<h1>Console</h1>
<noscript><p>The console needs a script. Without one, read <a href="journal">the journal as JSON</a>.</p></noscript>
<p id="told" role="status"></p>
${views.map(({ body }) => body)}
</main>`,
    }),
  );
}

/** A part of the console that is shown at a time. */
interface View {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

function viewsOf({ hasJournal }: ConsoleParts): readonly View[] {
  return [{ id: 'requests', title: 'Requests', body: requestsView(hasJournal) }];
}

function requestsView(hasJournal: boolean): Html {
  if (!hasJournal) {
    return html`<section id="requests" aria-labelledby="requests-title"><h2 id="requests-title">Requests</h2>
<p class="note-text">There is no journal, because several processes answer.</p></section>`;
  }
  return html`<section id="requests" aria-labelledby="requests-title">
<h2 id="requests-title">Requests</h2>
<div class="fields">
<label class="wide">Filter<input name="text" type="search" autocomplete="off" spellcheck="false" placeholder="method, path, operation, status"></label>
<label>Contract<select name="verdict"><option value="">any</option><option value="kept">kept</option><option value="broken">broken</option><option value="unknown">not described</option></select></label>
<label>Status<select name="status"><option value="">any</option><option value="2">2xx</option><option value="3">3xx</option><option value="4">4xx</option><option value="5">5xx</option></select></label>
<label class="check"><input name="own" type="checkbox">this session only</label>
<button type="button" class="pause" aria-pressed="false">Pause</button>
<button type="button" class="clear">Clear</button>
<a class="button" href="journal?format=har" download="journal.har">HAR</a>
</div>
<p class="note-text"><span class="connection">not connected</span></p>
<p class="none">No request has come yet.</p>
<ul class="entries"></ul>
</section>`;
}
