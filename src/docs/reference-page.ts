import { html } from '../html/template.ts';
import type { DescribedApi } from './described-api.ts';
import type { Page } from './frame.ts';
import type { Labels } from './labels/en.ts';
import { linkFrom } from './link-from.ts';
import { summaryOf } from './overview-page.ts';

/** The page of one API that Redoc fills. Without a script, it leads to the pages of the operations. */
export function referencePage(
  { api, pages }: Pick<DescribedApi, 'api' | 'pages'>,
  scripts: readonly string[],
  labels: Labels,
): Page {
  const path = pages.redoc;
  return {
    path,
    kind: 'reference',
    title: `${api.title} ${api.version} · ${labels.onePage}`,
    description: summaryOf(api) || `Reference of ${api.title}`,
    markdown: pages.text,
    scripts,
    of: { api, pages },
    body: html`<main id="content" class="plain">
<h1>${api.title} <small>${api.version}</small></h1>
<p>${labels.onePageNote} <a href="${linkFrom(path)(pages.reference)}">${labels.allOperations}</a></p>
</main>
<div id="redoc"></div>`,
  };
}
