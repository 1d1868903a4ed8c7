import type { Api } from '../api/model.ts';
import { escapeHtml, Html, html } from '../html/template.ts';
import type { DescribedOperation } from './describe.ts';
import { linkFrom } from './frame.ts';

/** Where the pages and files of an API are, from the site's root. */
export interface ApiPages {
  readonly reference: string;
  readonly evidence: string | undefined;
  readonly changes: string | undefined;
  readonly yaml: string;
  readonly json: string;
  readonly text: string;
}

export function operationPath(api: Api, { slug }: DescribedOperation): string {
  return `${api.name}/operations/${slug}.html`;
}

/** The same as Markdown. */
export function operationText(api: Api, { slug }: DescribedOperation): string {
  return `${api.name}/operations/${slug}.md`;
}

/** The links between the pages of an API. */
export function apiBar(api: Api, pages: ApiPages, path: string): Html {
  const link = linkFrom(path);
  const places: readonly (readonly [string, string | undefined])[] = [
    ['Reference', pages.reference],
    ['Sources', pages.evidence],
    ['Changes', pages.changes],
  ];
  const items = places.flatMap(([name, target]) =>
    target === undefined
      ? []
      : [
          html`<a href="${link(target)}"${target === path ? html` aria-current="page"` : undefined}>${name}</a>`,
        ],
  );
  return html`<nav class="api" aria-label="${api.title}"><b>${api.title}</b> ${items}</nav>
<nav class="downloads" aria-label="Downloads"><a href="${link(pages.yaml)}" download>YAML</a> <a href="${link(pages.json)}" download>JSON</a> <a href="${link(pages.text)}">Markdown</a></nav>`;
}

/** A path as code that may break between its segments. */
export function pathHtml(path: string): Html {
  const segments = path.split(/(?<=.)(?=\/)/);
  return html`<code>${new Html(segments.map(escapeHtml).join('<wbr>'))}</code>`;
}
