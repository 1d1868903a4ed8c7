import { type Html, html } from '../../html/template.ts';

/** Who answers which operation of a proxy, and what happens to exchanges that break the contract. */
export function providerView(): Html {
  return html`<section id="provider" aria-labelledby="provider-title">
<h2 id="provider-title">Provider and mock</h2>
<div class="fields">
<label>Exchanges that break the contract<select name="onViolation"><option value="log">are logged</option><option value="header">get a header</option><option value="block">are blocked</option></select></label>
<label>The mock answers in place of<input name="mockMissing" autocomplete="off" spellcheck="false" placeholder="no status" aria-describedby="missing-note"></label>
<label class="wide">Filter<input name="text" type="search" autocomplete="off" spellcheck="false" placeholder="method, path, operation"></label>
</div>
<p class="note-text" id="missing-note">Statuses such as <code>404, 501</code> mean that the provider lacks an operation.</p>
<ul class="plain operations"></ul>
</section>`;
}

/** A request to the API, written by hand. */
export function tryView(): Html {
  return html`<section id="try" aria-labelledby="try-title">
<h2 id="try-title">Try it</h2>
<form>
<div class="fields">
<label class="wide">Operation<input name="operation" list="operations" autocomplete="off" spellcheck="false"></label>
<button type="button" class="example">Fill in the example</button>
</div>
<div class="fields">
<label>Method<input name="method" required pattern="[A-Za-z]+" autocomplete="off" spellcheck="false" value="GET" size="8"></label>
<label class="wide">Path and query<input name="target" required pattern="/.*" autocomplete="off" spellcheck="false" value="/"></label>
</div>
<p><label>Header fields, one a line<textarea name="headers" spellcheck="false"></textarea></label></p>
<p><label>Body<textarea name="body" spellcheck="false"></textarea></label></p>
<p class="fields"><button type="submit" class="main">Send</button></p>
</form>
<div class="result"></div>
</section>`;
}

/** A webhook or a callback of the contract, sent by hand. */
export function webhooksView(): Html {
  return html`<section id="webhooks" aria-labelledby="webhooks-title">
<h2 id="webhooks-title">Webhooks</h2>
<form>
<div class="fields">
<label class="wide">Webhook<select name="webhook" required></select></label>
<label class="wide">URL that receives it<input name="url" type="url" required autocomplete="off" spellcheck="false" placeholder="http://127.0.0.1:3000/hook"></label>
</div>
<p><label>Body<textarea name="body" spellcheck="false"></textarea></label></p>
<p class="note-text how"></p>
<p class="fields"><button type="submit" class="main">Send</button></p>
</form>
<div class="result"></div>
</section>`;
}
