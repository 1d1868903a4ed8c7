import { createHash } from 'node:crypto';
import { Html, html } from '../html/template.ts';
import { coverageSection, lineId } from './coverage-section.ts';
import { script, style } from './page-assets.ts';
import type { ReportedFinding, ReportedLeftover, RunReport } from './run.ts';
import { isFailure } from './verdict.ts';

/**
 * A report as one file that asks for nothing else, not even where scripts are off. `texts` holds the
 * contracts' documents by their names, as far as they are at hand; the coverage is shown in them.
 */
export function reportPage(report: RunReport, texts: ReadonlyMap<string, string>): string {
  const { contracts, findings, coverage } = report;
  const title = `${contracts.map(({ title }) => title).join(', ')}: ${report.verdict}`;
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<header>
<h1>${contracts.map(({ title, version }) => html`${title} <small>${version}</small> `)}</h1>
<p class="verdict ${report.verdict}">${report.verdict}</p>
${facts(report)}
</header>
<main>
<section>
<h2>Findings</h2>
${findings.length === 0 ? html`<p>There is none.</p>` : filters(findings)}
${ordered(findings).map(findingArticle)}
</section>
${leftoversSection(report.leftovers ?? [])}
${coverage.map((one) => coverageSection(one, texts))}
</main>
${scriptElement}
</body>
</html>
`.text;
}

function leftoversSection(left: readonly ReportedLeftover[]): Html | undefined {
  if (left.length === 0) return undefined;
  return html`<section>
<h2>Left behind at the provider</h2>
<ul>${left.map(({ made, id, reason }) => html`<li><code>${made}</code>: <code>${id}</code>, because ${reason}</li>`)}</ul>
</section>`;
}

// Bundlers rewrite tagged templates in which `</script>` stands.
const scriptElement = new Html(`<script>${script}</script>`);

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function facts({ contracts, started, seconds, counts, coverage, tool }: RunReport): Html {
  const cases = Object.entries(counts.cases).filter(([, count]) => count > 0);
  const rows: readonly (readonly [string, string])[] = [
    ...contracts.flatMap(({ provider, name }) =>
      provider === undefined ? [] : [[name, provider] as const],
    ),
    ['cases', cases.map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'none'],
    ...coverage.map(({ contract, number }) => [`coverage of ${contract}`, `${number} %`] as const),
    ['run', `${started.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}, ${seconds.toFixed(1)} s`],
    ['by', `${tool.name} ${tool.version}`],
  ];
  return html`<dl class="facts">
${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`;
}

/** Failures first, then by severity, and what is excused at the end. */
function ordered(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const rank = (found: ReportedFinding) =>
    isFailure(found, found.excused)
      ? 0
      : found.excused
        ? 9
        : severities.indexOf(found.severity) + 1;
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

const severities = ['violation', 'undocumented', 'advisory'] as const;

/** Without scripts there are no filters, and everything is shown. */
function filters(findings: readonly ReportedFinding[]): Html {
  const operations = [...new Set(findings.map(({ operation }) => operation))];
  const kinds = [...new Set(ordered(findings).map(kindOf))];
  return html`<form id="filters" hidden>
<label>Operation <select name="operation"><option value="">all</option>
${operations.map((id) => html`<option>${id}</option>`)}
</select></label>
${kinds.map((kind) => html`<label><input type="checkbox" name="kind" value="${kind}" checked> ${kind}</label>`)}
<label>Text <input type="search" name="text" autocomplete="off"></label>
<output aria-live="polite"></output>
</form>`;
}

function kindOf({ excused, severity }: ReportedFinding): string {
  return excused ? 'excused' : severity;
}

function findingArticle(found: ReportedFinding): Html {
  const { operation, message, code, cases, place, details } = found;
  const kind = kindOf(found);
  const more = cases > 1 ? html` <span>${cases} cases</span>` : undefined;
  return html`<article class="finding" data-operation="${operation}" data-kind="${kind}">
<h3><span class="kind ${kind}">${kind}</span> ${message}</h3>
<p class="where"><b>${operation}</b> <code>${code}</code> ${placeLink(place)}${more}</p>
<dl class="details">
${Object.entries(details).map(([label, text]) => html`<dt>${label}</dt><dd><code>${text}</code></dd>`)}
<dt>case</dt><dd><code>${found.case}</code></dd>
</dl>
</article>`;
}

function placeLink(place: ReportedFinding['place']): Html | undefined {
  if (place === null) return undefined;
  return html`<a href="#${lineId(place.file, place.line)}">${place.file}:${place.line}:${place.column}</a>`;
}
