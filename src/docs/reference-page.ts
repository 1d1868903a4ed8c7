import { html } from '../html/template.ts';
import type { Page, Site } from './frame.ts';
import { linkFrom } from './link-from.ts';
import { type Overview, overviewHtml, summaryOf } from './overview-page.ts';

/** The scripts of Redoc's page, from the site's root. */
export interface ReferenceScripts {
  /** Those that load with the page. */
  readonly first: readonly string[];
  /** Those that it loads when a reader begins to read: the document, Redoc, and its start. */
  readonly later: readonly string[];
}

/**
 * The page of one API that Redoc fills. It has the overview, which can be read at once and without a
 * script, because Redoc keeps a phone busy for seconds.
 */
export function referencePage(described: Overview, scripts: ReferenceScripts, site: Site): Page {
  const { api, pages } = described;
  const { labels } = site;
  const path = pages.redoc;
  const link = linkFrom(path);
  const note = html`<p class="facts await"><span>${labels.onePageNote}</span> <button type="button">${labels.onePageShow}</button></p>`;
  return {
    path,
    kind: 'reference operation overview',
    title: `${api.title} ${api.version} · ${labels.onePage}`,
    description: summaryOf(api) || `Reference of ${api.title}`,
    markdown: pages.text,
    scripts: scripts.first,
    of: { api, pages },
    body: overviewHtml(described, site, path, note),
    after: html`<div id="redoc" data-scripts="${scripts.later.map(link).join(' ')}"></div>`,
  };
}
