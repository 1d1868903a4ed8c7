import { createHash } from 'node:crypto';
import { Html, html } from '../html/template.ts';
import { type Cause, causesOf } from './causes.ts';
import { coverageSection } from './coverage-section.ts';
import { script, style } from './page-assets.ts';
import { findingArticle, kindOf, ordered } from './page-causes.ts';
import type { ReportedLeftover, RunReport } from './run.ts';

/**
 * A report as one file without external files or scripts. `texts` holds the available documents of
 * the contracts by name; the page shows the coverage in them.
 */
export function reportPage(report: RunReport, texts: ReadonlyMap<string, string>): string {
  const { contracts, coverage } = report;
  const causes = ordered(causesOf(report));
  const operations = [...new Set(causes.flatMap((cause) => cause.operations))];
  const articles = findingArticles(causes, operations);
  let room = longestPage - lengthOf(articles);
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
${causes.length === 0 ? html`<p>There is none.</p>` : filters(causes, operations)}
${articles}
</section>
${leftoversSection(report.leftovers ?? [])}
${coverage.map((one) => {
  const section = coverageSection(one, texts, room);
  room -= section.text.length;
  return section;
})}
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

/**
 * The size limit of a page in characters: beyond it, a browser is slow, and the page is too large
 * for mail.
 */
const longestPage = 1_800_000;

/** All causes, with their details while there is room, then in a line each. */
function findingArticles(causes: readonly Cause[], operations: readonly string[]): readonly Html[] {
  const numbers = new Map(operations.map((id, index) => [id, index]));
  const articles: Html[] = [];
  let length = 0;
  for (const [index, cause] of causes.entries()) {
    const whole = findingArticle(cause, numbers, length < roomFor.details);
    if (length + whole.text.length > roomFor.lines) {
      const rest = causes.length - index;
      articles.push(html`<p>${rest} more are in the report as JSON, which holds all.</p>`);
      break;
    }
    articles.push(whole);
    length += whole.text.length;
  }
  return articles;
}

const roomFor = { details: 900_000, lines: 1_300_000 };

function lengthOf(parts: readonly Html[]): number {
  return parts.reduce((sum, { text }) => sum + text.length, 0);
}

/** Without scripts there are no filters, and everything is shown. */
function filters(causes: readonly Cause[], operations: readonly string[]): Html {
  const kinds = [...new Set(causes.map(kindOf))];
  const codes = [...new Set(causes.flatMap((cause) => cause.codes))].sort();
  return html`<form id="filters" hidden>
<label>Operation <select name="operation"><option value="">all</option>
${operations.map((id, index) => html`<option value="${index}">${id}</option>`)}
</select></label>
<label>Code <select name="code"><option value="">all</option>
${codes.map((code) => html`<option>${code}</option>`)}
</select></label>
${kinds.map((kind) => html`<label><input type="checkbox" name="kind" value="${kind}" checked> ${kind}</label>`)}
<label>Text <input type="search" name="text" autocomplete="off"></label>
<output aria-live="polite"></output>
</form>`;
}
