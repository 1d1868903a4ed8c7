import { type Html, html } from '../html/template.ts';
import { type Cause, elsewhereText, isFailing } from './causes.ts';
import { lineId } from './coverage-section.ts';
import type { ReportedFinding } from './run.ts';

/** Failures first, then by severity, and excused ones at the end. */
export function ordered(causes: readonly Cause[]): readonly Cause[] {
  const rank = (cause: Cause) =>
    isFailing(cause) ? 0 : cause.excused ? 9 : severities.indexOf(cause.severity) + 1;
  return [...causes].sort((a, b) => rank(a) - rank(b));
}

const severities = ['violation', 'undocumented', 'advisory'] as const;

export function kindOf({ excused, severity }: Pick<Cause, 'excused' | 'severity'>): string {
  return excused ? 'excused' : severity;
}

/**
 * A cause with its smallest reproduction; its other findings are collapsed. `numbers` are those of
 * the filter.
 */
export function findingArticle(
  cause: Cause,
  numbers: ReadonlyMap<string, number>,
  withDetails: boolean,
): Html {
  const { first, operations, codes } = cause;
  const { operation, message, code, place } = first;
  const kind = kindOf(cause);
  const also = elsewhereText(cause);
  const own = operations.map((id) => numbers.get(id)).join(' ');
  return html`<article class="finding" data-operations="${own}" data-kind="${kind}" data-codes="${codes.join(' ')}">
<h3><span class="kind ${kind}">${kind}</span> ${cut(message)}</h3>
<p class="where"><b>${operation}</b> <code>${code}</code> ${placeLink(place)}${also === '' ? undefined : html` <span>${also}</span>`}</p>
${withDetails ? details(cause) : undefined}
</article>`;
}

function details({ first, others }: Cause): Html {
  const { section } = first;
  return html`<dl class="details">
${section === null ? undefined : html`<dt>section</dt><dd>${section}</dd>`}
${Object.entries(first.details).map(([label, text]) => html`<dt>${label}</dt><dd><code>${cut(text)}</code></dd>`)}
<dt>case</dt><dd><code>${first.case}</code></dd>
</dl>
${others.length === 0 ? undefined : folded(others)}`;
}

/** How many other findings of a cause are shown; the JSON report has them all. */
const mostFolded = 30;

function folded(others: readonly ReportedFinding[]): Html {
  const rest = others.length - mostFolded;
  return html`<details class="others"><summary>${others.length} more of this cause</summary>
<ul>${others.slice(0, mostFolded).map(foldedItem)}${rest > 0 ? html`<li>and ${rest} more, in the report as JSON</li>` : undefined}</ul>
</details>`;
}

function foldedItem({ operation, message, place, case: id }: ReportedFinding): Html {
  return html`<li><b>${operation}</b> ${cut(message, 200)} ${placeLink(place)} <code>${id}</code></li>`;
}

function placeLink(place: ReportedFinding['place']): Html | undefined {
  if (place === null) return undefined;
  return html`<a href="#${lineId(place.file, place.line)}">${place.file}:${place.line}:${place.column}</a>`;
}

function cut(text: string, length = 2000): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
