import type { Api } from '../api/model.ts';
import { html } from '../html/template.ts';
import type { DescribedOperation } from './describe.ts';
import type { Page } from './frame.ts';
import { linkFrom } from './link-from.ts';
import { firstParagraph, markdownHtml } from './markdown.ts';
import { type ApiPages, operationPath } from './paths.ts';

/**
 * The page of one API, which Redoc takes over when it has rendered. Until then, and without a
 * script, it says what the API is and lists its operations; what there is to know of each stands on
 * its own page.
 */
export function referencePage(
  api: Api,
  operations: readonly DescribedOperation[],
  pages: ApiPages,
  scripts: readonly string[],
): Page {
  const path = pages.reference;
  const link = linkFrom(path);
  const items = operations.map(
    (described) => html`<li>
<h2><b class="method ${described.operation.method.toLowerCase()}">${described.operation.method}</b> <a href="${link(operationPath(api, described))}">${described.title}</a></h2>
<p><code>${described.operation.path}</code></p>
<div class="prose">${markdownHtml(described.operation.description, 3)}</div>
</li>`,
  );
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
<div class="prose lead">${markdownHtml(api.description, 2)}</div>
<ul class="plain-list">
${items}
</ul>
</main>
<div id="redoc"></div>`,
  };
}

/** One line that says what an API is for. */
export function summaryOf(api: Api): string {
  return api.summary?.replace(/\s+/g, ' ').trim() || firstParagraph(api.description);
}
