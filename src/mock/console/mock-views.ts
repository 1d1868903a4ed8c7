import { type Html, html } from '../../html/template.ts';

/** Injected faults, as `--fault` takes them. */
const faults = [
  'latency 500ms',
  'latency 200ms p99 900ms',
  '429 retry 30s',
  '503',
  '503 5 of 20',
  'reset',
  'cut',
  'truncate',
  'stall',
  'garbage',
  'slow-head 2s',
  'throttle 10kb/s',
];

export function switchesView(): Html {
  return html`<section id="switches" aria-labelledby="switches-title">
<h2 id="switches-title">Scenario and faults</h2>
<div class="switches">
<fieldset><legend>Scenario</legend><div class="choices"></div></fieldset>
<div><h3>Faults</h3>
<ul class="plain faults"></ul>
<form>
<h3>Let something go wrong</h3>
<div class="fields">
<label class="wide">Operation<input name="operation" list="operations" autocomplete="off" spellcheck="false" placeholder="all"></label>
<label class="wide">Fault<input name="fault" list="fault-forms" required autocomplete="off" spellcheck="false" placeholder="latency 500ms"></label>
<label>Percent<input name="rate" type="number" min="0" max="100" step="any" placeholder="100"></label>
<label>At most<input name="count" type="number" min="1" placeholder="no limit"></label>
<button type="submit" class="main">Add</button>
</div>
<datalist id="fault-forms">${faults.map((text) => html`<option value="${text}"></option>`)}</datalist>
</form></div>
</div>
</section>`;
}

export function stateView(isStateful: boolean): Html {
  if (!isStateful) {
    return html`<section id="state" aria-labelledby="state-title"><h2 id="state-title">State</h2>
<p class="note-text">The mock keeps no state; it does when it is started with <code>--stateful</code>.</p></section>`;
  }
  return html`<section id="state" aria-labelledby="state-title">
<h2 id="state-title">State</h2>
<div class="fields">
<button type="button" class="again">Look again</button>
<button type="button" class="reset">Reset the state</button>
<button type="button" class="download">Download</button>
<label>Restore from a file<input type="file" accept=".json,application/json"></label>
</div>
<div class="tables"></div>
<dialog aria-labelledby="item-title"><form>
<h3 id="item-title">Item</h3>
<p><label>The item as JSON<textarea spellcheck="false"></textarea></label></p>
<p class="trouble" role="alert"></p>
<p class="fields"><button type="submit" class="main">Save</button><button type="button" class="cancel">Cancel</button></p>
</form></dialog>
</section>`;
}

export function requestsView(hasJournal: boolean, hasSessions: boolean): Html {
  if (!hasJournal) {
    return html`<section id="requests" aria-labelledby="requests-title"><h2 id="requests-title">Requests</h2>
<p class="note-text">There is no journal, because several processes answer.</p></section>`;
  }
  return html`<section id="requests" aria-labelledby="requests-title">
<h2 id="requests-title">Requests</h2>
<div class="fields">
<label class="wide">Filter<input name="text" type="search" autocomplete="off" spellcheck="false" placeholder="method, path, operation, status"></label>
<label>Contract<select name="verdict"><option value="">any</option><option value="kept">kept</option><option value="broken">broken</option><option value="unknown">not described</option><option value="skipped">not judged</option></select></label>
<label>Status<select name="status"><option value="">any</option><option value="2">2xx</option><option value="3">3xx</option><option value="4">4xx</option><option value="5">5xx</option></select></label>
${hasSessions ? html`<label class="check"><input name="own" type="checkbox">this session only</label>` : undefined}
<button type="button" class="pause" aria-pressed="false">Pause</button>
<button type="button" class="clear">Clear</button>
<a class="button" href="journal?format=har" download="journal.har">HAR</a>
</div>
<p class="note-text"><span class="connection">not connected</span></p>
<p class="none">No request has come yet.</p>
<ul class="entries"></ul>
</section>`;
}
