import type { Api } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { type Html, html } from '../html/template.ts';
import { serverList } from './access-html.ts';
import type { DescribedOperation } from './describe.ts';
import type { DescribedApi } from './described-api.ts';
import { externalDocsFact, linkText, plain } from './facts.ts';
import type { Page, Site } from './frame.ts';
import { operationLine } from './index-page.ts';
import { counted } from './labels/languages.ts';
import { linkFrom } from './link-from.ts';
import { firstParagraph, shortened } from './markdown.ts';
import { type Navigation, navigationOf, tagTexts } from './navigation.ts';
import { slugOf } from './paths.ts';
import { proseOn } from './prose.ts';

/** The parts of an API that its overview shows. */
export type Overview = Pick<DescribedApi, 'api' | 'operations' | 'pages' | 'links'>;

/** The start page of an API: its description, and its operations by tag, with links to their pages. */
export function overviewPage(described: Overview, site: Site): Page {
  const { api, pages } = described;
  const path = pages.reference;
  return {
    path,
    kind: 'operation overview',
    title: `${api.title} ${api.version}`,
    description: summaryOf(api) || `Reference of ${api.title}`,
    markdown: pages.text,
    of: { api, pages },
    body: overviewHtml(
      described,
      site,
      path,
      html`<p class="facts"><a href="${linkFrom(path)(pages.redoc)}">${site.labels.onePage}</a></p>`,
    ),
  };
}

/** The overview of an API on one of its pages, with a note below the title. */
export function overviewHtml(
  { api, operations, pages, links }: Overview,
  site: Site,
  path: string,
  note: Html,
): Html {
  const link = linkFrom(path);
  const { labels } = site;
  const prose = proseOn(path, links);
  const lead = proseOn(path, links, (text) => `section-${slugOf(text)}`);
  const bySlug = new Map(operations.map((one) => [one.slug, one]));
  const texts = tagTexts(api.root.value);
  const seen = new Set<string>();
  const line = (slug: string): Html => {
    const described = bySlug.get(slug)!;
    // Links to a tag lead to its first operation.
    const tag = described.operation.tags.map(slugOf).find((one) => !seen.has(one));
    if (tag !== undefined) seen.add(tag);
    const words = described.about === described.title ? '' : shortened(described.about, 160);
    const about = words === '' ? undefined : html` <span class="about">${words}</span>`;
    const anchor = path === pages.redoc ? redocAnchor(described) : undefined;
    return html`<li${tag === undefined ? undefined : html` id="tag-${tag}"`}${anchor && html` data-anchor="${anchor}"`}>${operationLine(api, described, link, labels, about)}</li>`;
  };
  const { groups } = navigationOf(api, operations, site);
  const sections = groups.map(({ name, operations: found }) => {
    const text = texts.get(name);
    return html`<section>
<h2>${name === '' ? counted(labels.operationCount, found.length) : name}</h2>
${text === undefined ? undefined : html`<div class="prose">${prose.block(text, 3)}</div>`}
<ul class="operations">${found.map(([, , slug]) => line(slug))}</ul>
</section>`;
  });
  const topics = topicsOf(api, groups).map(
    ([name, text]) => html`<section>
<h2 id="tag-${slugOf(name)}">${name}</h2>
<div class="prose">${prose.block(text, 3)}</div>
</section>`,
  );
  const facts = documentFacts(api.root.value, labels);
  return html`<main id="content">
<h1>${api.title} <small>${api.version}</small></h1>
${note}
<div class="story">
<div class="prose lead">${lead.block(api.description, 2)}</div>
${facts.length === 0 ? undefined : html`<ul class="values">${facts.map((text) => html`<li>${prose.inline(text)}</li>`)}</ul>`}
${serverList(api.servers, api, prose)}
${topics}
${sections}
</div>
</main>`;
}

/** Redoc's anchor of an operation, if it has one that does not depend on Redoc's own names. */
function redocAnchor({ operation: { operationId }, isWebhook }: DescribedOperation) {
  const hasOne = operationId !== undefined && !isWebhook;
  return hasOne ? `#operation/${encodeURIComponent(operationId)}` : undefined;
}

/** The texts of tags that group no operations: introductions, and the only tag of an API. */
export function topicsOf(
  { root }: Api,
  groups: Navigation['groups'],
): readonly (readonly [name: string, text: string])[] {
  const grouped = new Set(groups.map(({ name }) => name));
  return [...tagTexts(root.value)].filter(([name]) => !grouped.has(name));
}

/** Whom to ask, what may be done with the API, and where to read on, in Markdown. */
function documentFacts(document: unknown, labels: Site['labels']): readonly string[] {
  if (!isObject(document) || !isObject(document.info)) return [];
  const { contact, license, termsOfService } = document.info;
  const linked = (words: unknown, url: unknown) =>
    typeof url === 'string' ? linkText(String(words ?? url), url) : plain(String(words));
  const contactLinks = isObject(contact)
    ? [
        ...(contact.name === undefined && contact.url === undefined
          ? []
          : [linked(contact.name, contact.url)]),
        ...(typeof contact.email === 'string'
          ? [linkText(contact.email, `mailto:${contact.email}`)]
          : []),
      ]
    : [];
  return [
    ...(contactLinks.length === 0 ? [] : [`${labels.contact}: ${contactLinks.join(', ')}`]),
    ...(isObject(license)
      ? [`${labels.license}: ${linked(license.name ?? license.identifier, license.url)}`]
      : []),
    ...(typeof termsOfService === 'string' ? [linkText(labels.terms, termsOfService)] : []),
    ...externalDocsFact(document),
  ];
}

/** One line about the purpose of an API. */
export function summaryOf(api: Api): string {
  return api.summary?.replace(/\s+/g, ' ').trim() || firstParagraph(api.description);
}
