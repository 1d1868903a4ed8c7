import type { Api } from '../api/model.ts';
import { escapeHtml, Html, html } from '../html/template.ts';
import type { DescribedOperation } from './describe.ts';

/** A guide in the links of other pages. */
export interface GuideLink {
  readonly file: string;
  readonly title: string;
  readonly page: string;
}

/** The paths of an API's pages and files, from the site's root. */
export interface ApiPages {
  /** The API's description, with a link to each operation. */
  readonly reference: string;
  /** All of it on one page, by Redoc. */
  readonly redoc: string;
  /** The page of the security schemes, if there are any. */
  readonly authentication: string | undefined;
  readonly evidence: string | undefined;
  readonly changes: string | undefined;
  readonly yaml: string;
  readonly json: string;
  readonly text: string;
  /** The entries of the navigation, for its script. */
  readonly navigation: string;
}

export function operationPath(api: Api, { slug }: DescribedOperation): string {
  return `${api.name}/operations/${slug}.html`;
}

/** The path of an operation's Markdown version. */
export function operationText(api: Api, { slug }: DescribedOperation): string {
  return `${api.name}/operations/${slug}.md`;
}

/** The page of a component, by its name in addresses. */
export function schemaPath(api: Api, slug: string): string {
  return `${api.name}/schemas/${slug}.html`;
}

/** The names of components' pages in addresses, because file systems may ignore case. */
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

/** A path as code with line breaks between its segments. */
export function pathHtml(path: string): Html {
  const segments = path.split(/(?<=.)(?=\/)/);
  return html`<code>${new Html(segments.map(escapeHtml).join('<wbr>'))}</code>`;
}
