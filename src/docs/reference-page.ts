import type { Api } from '../api/model.ts';
import { html } from '../html/template.ts';
import type { DescribedApi } from './described-api.ts';
import type { Page } from './frame.ts';
import { linkFrom } from './link-from.ts';
import { proseOn } from './links.ts';
import { firstParagraph } from './markdown.ts';
import { operationPath, slugOf } from './paths.ts';

/**
 * The page of one API, which Redoc replaces when it has rendered. Until then, and without a script,
 * the page describes the API and lists its operations; each operation has its own page.
 */
export function referencePage(
  { api, operations, pages, links }: Pick<DescribedApi, 'api' | 'operations' | 'pages' | 'links'>,
  scripts: readonly string[],
): Page {
  const path = pages.reference;
  const link = linkFrom(path);
  const prose = proseOn(path, links);
  const lead = proseOn(path, links, (text) => `section-${slugOf(text)}`);
  const seen = new Set<string>();
  const items = operations.map((described) => {
    const { operation, title } = described;
    // Links to a tag lead to its first operation.
    const tag = operation.tags.map(slugOf).find((slug) => !seen.has(slug));
    if (tag !== undefined) seen.add(tag);
    return html`<li${tag === undefined ? undefined : html` id="tag-${tag}"`}>
<h2><b class="method ${operation.method.toLowerCase()}">${operation.method}</b> <a href="${link(operationPath(api, described))}">${title}</a></h2>
<p><code>${operation.path}</code></p>
<div class="prose">${prose.block(operation.description, 3)}</div>
</li>`;
  });
  return {
    path,
    kind: 'reference',
    title: `${api.title} ${api.version}`,
    description: summaryOf(api) || `Reference of ${api.title}`,
    markdown: pages.text,
    scripts,
    of: { api, pages },
    body: html`<main id="content" class="plain">
<h1>${api.title} <small>${api.version}</small></h1>
<div class="prose lead">${lead.block(api.description, 2)}</div>
<ul class="plain-list">
${items}
</ul>
</main>
<div id="redoc"></div>`,
  };
}

/** The purpose of an API in one line. */
export function summaryOf(api: Api): string {
  return api.summary?.replace(/\s+/g, ' ').trim() || firstParagraph(api.description);
}
