import type { Api } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import { parsePointer } from '../json/pointer.ts';
import type { Conflict, Evidence, Statement } from './evidence.ts';
import type { Page } from './frame.ts';
import { inlineHtml } from './markdown.ts';
import type { ApiPages } from './paths.ts';

/** Shows the source of every statement of a contract, and how contradictions were settled. */
export function evidencePage(api: Api, { statements, conflicts }: Evidence, pages: ApiPages): Page {
  const path = pages.evidence!;
  const groups = grouped(statements);
  return {
    path,
    kind: 'evidence',
    title: `Where the contract of ${api.title} comes from`,
    description: `What the provider of ${api.title} documents, what is inferred, and how contradictions in its pages were settled`,
    of: { api, pages },
    body: html`<main id="content">
<h1>Where this contract comes from</h1>
<p class="lead">${summary(statements, conflicts)}</p>
<dl class="legend">
<div><dt>${badge('documented')}</dt><dd>The provider's documentation says it. The words beside it head the place.</dd></div>
<div><dt>${badge('corroborated')}</dt><dd>The documentation is silent, and another public description of the provider says it.</dd></div>
<div><dt>${badge('assumed')}</dt><dd>No source says it, and the contract needs it.</dd></div>
</dl>
${conflicts.length === 0 ? undefined : html`<section><h2>Contradictions</h2>${conflicts.map(conflictHtml)}</section>`}
<section>
<h2>Statements</h2>
${[...groups].map(([name, found]) => groupHtml(name, found))}
</section>
</main>`,
  };
}

function grouped(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const name = groupOf(statement);
    groups.set(name, [...(groups.get(name) ?? []), statement]);
  }
  return groups;
}

function summary(statements: readonly Statement[], conflicts: readonly Conflict[]): string {
  const count = (status: string) => statements.filter((found) => found.status === status).length;
  const parts = ['documented', 'corroborated', 'assumed'].map((name) => `${count(name)} ${name}`);
  const settled = conflicts.length === 1 ? '1 contradiction' : `${conflicts.length} contradictions`;
  return `${statements.length} statements: ${parts.join(', ')}. ${settled} settled.`;
}

/** The operation or the component that a statement is about. */
function groupOf({ pointer }: Statement): string {
  const [first = '', second = '', third = ''] = parsePointer(pointer) ?? [];
  if (first === 'paths') return third === '' ? second : `${third.toUpperCase()} ${second}`;
  if (first === 'components') return `${second} › ${third}`;
  return first;
}

function groupHtml(name: string, statements: readonly Statement[]): Html {
  return html`<section class="origin">
<h3>${name}</h3>
<ul class="statements">${statements.map(statementHtml)}</ul>
</section>`;
}

function statementHtml({ pointer, facet, status, section, note, conflicts }: Statement): Html {
  const id = facet === undefined ? pointer : `${pointer}#${facet}`;
  return html`<li id="${id}">
<p>${badge(status)} <code>${pointer}</code>${facet === undefined ? undefined : html` <code class="facet">${facet}</code>`}</p>
${section === undefined ? undefined : html`<p class="where">${section}</p>`}
${note === undefined ? undefined : html`<p>${inlineHtml(note)}</p>`}
${conflicts.length === 0 ? undefined : html`<p class="facts">See ${conflicts.map((id) => html`<a href="#conflict-${id}">${id}</a>`)}</p>`}
</li>`;
}

function conflictHtml({ id, between, settled, touches }: Conflict): Html {
  return html`<section class="conflict" id="conflict-${id}">
<h3>${id}</h3>
<ul class="between">${between.map((text) => html`<li>${inlineHtml(text)}</li>`)}</ul>
<p><strong>Settled:</strong> ${inlineHtml(settled)}</p>
<p class="facts">About ${touches.map((pointer) => html`<code>${pointer}</code>`)}</p>
</section>`;
}

function badge(status: string): Html {
  return html`<b class="origin-status ${status.replace(/\W/g, '')}">${status}</b>`;
}
