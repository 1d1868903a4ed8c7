import type { Api } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import type { DescribedOperation } from './describe.ts';
import type { Page, Site } from './frame.ts';
import { guideGroups } from './guide-groups.ts';
import type { Labels } from './labels/en.ts';
import { counted } from './labels/languages.ts';
import { linkFrom } from './link-from.ts';
import { firstParagraph, inlineHtml } from './markdown.ts';
import { downloadsHtml } from './navigation.ts';
import { type ApiPages, type GuideLink, operationPath, pathHtml } from './paths.ts';

export interface IndexEntry {
  readonly api: Api;
  readonly operations: readonly DescribedOperation[];
  readonly pages: ApiPages;
}

/** More operations than this are collapsed; the search finds them. */
const openAtMost = 40;
const path = 'index.html';
const link = linkFrom(path);

/** The front page: each API with its operations, and a search over all of them. */
export function indexPage(entries: readonly IndexEntry[], site: Site): Page {
  const count = entries.reduce((sum, { operations }) => sum + operations.length, 0);
  return {
    path,
    kind: 'index',
    title: site.title,
    description: `Reference of ${entries.map(({ api }) => api.title).join(', ')}`,
    markdown: 'llms.txt',
    body: html`<main id="content">
<h1>${site.title}</h1>
<p class="count">${counted(site.labels.apiCount, entries.length)}, ${counted(site.labels.operationCount, count)}</p>
<button type="button" class="find wide" hidden><span>${site.labels.searchHint}</span><kbd aria-hidden="true">/</kbd></button>
${guidesSection(site)}
<div id="apis">
${entries.map((entry) => section(entry, site))}
</div>
</main>`,
  };
}

function section({ api, operations, pages }: IndexEntry, site: Site): Html {
  const { labels } = site;
  const items = operations.map(
    (operation) => html`<li>${operationLine(api, operation, link, labels)}</li>`,
  );
  const list = html`<ul class="operations">${items}</ul>`;
  return html`<article id="${api.name}">
<h2><a href="${link(pages.reference)}">${api.title}</a> <small>${api.version}</small></h2>
<p>${inlineHtml(api.summary ?? firstParagraph(api.description))}</p>
${operations.length > openAtMost ? html`<details><summary>${counted(labels.operationCount, operations.length)}</summary>${list}</details>` : list}
<div class="links"><p><a href="${link(pages.reference)}">${labels.reference}</a> ${optional(pages.evidence, labels.sources)} ${optional(pages.changes, labels.changes)} </p>
${downloadsHtml(pages, path, labels)}${versionsOf(site, api)}</div>
</article>`;
}

/** The guides, if there are any. */
function guidesSection({ guides, labels }: Site): Html | undefined {
  if (guides.length === 0) return undefined;
  // A folder of guides is one entry.
  const entries = guideGroups(guides).flatMap(
    ({ name, pages }): readonly Pick<GuideLink, 'title' | 'page'>[] =>
      name === '' ? pages : [{ title: name, page: pages[0]!.page }],
  );
  return html`<section class="guides" aria-label="${labels.guides}"><ul>${entries.map(({ title, page }) => html`<li><a href="${link(page)}">${title}</a></li>`)}</ul></section>`;
}

/** The versions of an API, the one that is shown included. */
function versionsOf({ versions, labels }: Site, api: Api): Html | undefined {
  const found = versions.get(api.name);
  if (found === undefined) return undefined;
  return html`<p>${labels.versions}: ${found.map(({ name, label }) => html`<a href="${link(`${name}/index.html`)}">${label}</a>`)}</p>`;
}

function optional(target: string | undefined, name: string): Html | undefined {
  return target === undefined ? undefined : html`<a href="${link(target)}">${name}</a>`;
}

/** A link to an operation, with what else is said of it. */
export function operationLine(
  api: Api,
  described: DescribedOperation,
  link: (target: string) => string,
  labels: Labels,
  about?: Html,
): Html {
  const { method, path, deprecated } = described.operation;
  const note = deprecated ? html` <em>${labels.deprecated}</em>` : undefined;
  return html`<a href="${link(operationPath(api, described))}"><b class="method ${method.toLowerCase()}">${method}</b> <span class="title">${described.title}${note}</span> ${pathHtml(path)}${about}</a>`;
}
