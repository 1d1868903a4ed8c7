import { type Html, html } from '../html/template.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Page } from './frame.ts';
import { linkFrom } from './link-from.ts';
import { linkedText } from './linked-text.ts';
import type { Links } from './links.ts';
import { firstParagraph } from './markdown.ts';
import { type Outline, outlineOf } from './outline.ts';
import { type ApiPages, schemaPath } from './paths.ts';
import { proseOn } from './prose.ts';
import { schemaHtml } from './schema-html.ts';
import { outlineText } from './schema-text.ts';

/** A component of the contract, for requests and responses alike. */
export function schemaPage(
  name: string,
  outline: Outline,
  links: Links,
  pages: ApiPages,
  slug: string,
): Page {
  const { api } = links;
  const path = schemaPath(api, slug);
  const link = linkFrom(path);
  const trail: Html = html`<nav class="trail" aria-label="${links.labels.whereThisIs}"><a href="${link('index.html')}">${links.labels.allApis}</a> <span aria-hidden="true">/</span> <a href="${link(pages.reference)}">${api.title}</a> <span aria-hidden="true">/</span> <span>${links.labels.schemas}</span></nav>`;
  return {
    path,
    kind: 'operation schema',
    title: `${name} · ${api.title}`,
    description: firstParagraph(outline.description) || `The schema ${name} of ${api.title}`,
    markdown: schemaText(path),
    of: { api, pages },
    body: html`<main id="content">
${trail}
<h1>${name}</h1>
<div class="story">
${schemaHtml(proseOn(path, links)).outline(outline, 'schema')}
</div>
<footer><p class="facts"><a href="${link(schemaText(path))}">${links.labels.asMarkdown}</a></p></footer>
</main>`,
  };
}

export function schemaMarkdown(name: string, outline: Outline, links: Links, slug: string): string {
  const path = schemaText(schemaPath(links.api, slug));
  return linkedText(`# ${name}\n\n${outlineText(outline)}`, path, links);
}

/**
 * The outline of a component without the contents of other components, which have their own pages.
 */
export function componentOutline(name: string, links: Links, schemas: Schemas): Outline {
  const outline = outlineOf(links.api.schemas.get(name)!, schemas, undefined, 0);
  // The title of the page says the name already.
  const isNamed = outline.members.length > 0 && outline.component === name;
  const type = outline.type.replace(/^[^,]+/, (words) => (words === name ? 'object' : words));
  return isNamed ? { ...outline, type, component: undefined } : outline;
}

/** The Markdown of a component's page. */
export function schemaText(page: string): string {
  return page.replace(/\.html$/, '.md');
}
