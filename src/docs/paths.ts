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

/** The page of a component, by the name that its address has. */
export function schemaPath(api: Api, slug: string): string {
  return `${api.name}/schemas/${slug}.html`;
}

/** The names that the addresses of components' pages have: file systems may not tell cases apart. */
export function schemaSlugs(api: Api): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const slugs = new Map<string, string>();
  for (const name of api.schemas.keys()) {
    const base = name.replace(/[^\w.-]+/g, '-').slice(0, 100) || 'schema';
    let slug = base;
    for (let count = 2; taken.has(slug.toLowerCase()); count += 1) slug = `${base}-${count}`;
    taken.add(slug.toLowerCase());
    slugs.set(name, slug);
  }
  return slugs;
}

/** A text as the part of an address: `Our pets` → `our-pets`. */
export function slugOf(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'part'
  );
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
