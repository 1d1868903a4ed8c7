import type { Api } from '../api/model.ts';
import { escapeHtml, Html, html } from '../html/template.ts';
import type { Asset } from './assets.ts';
import type { Brand } from './brand.ts';
import type { Labels } from './labels/en.ts';
import { encodePart, linkFrom } from './link-from.ts';
import { shortened } from './markdown.ts';
import { downloadsHtml, guidesHtml, sideHtml } from './navigation.ts';
import type { ApiPages, GuideLink } from './paths.ts';
import { type VersionOf, versionsHtml } from './versions.ts';

/** The parts that all pages of a site share. */
export interface Site {
  readonly title: string;
  /** The URL of the site with a slash at the end; `undefined` if unknown. */
  readonly url: string | undefined;
  /** The path of the site with a slash at the end, if known. */
  readonly base: string;
  readonly brand: Brand;
  readonly assets: Readonly<
    Record<'frame' | 'style' | 'theme' | 'navigation' | 'search' | 'page' | 'favicon', Asset> &
      Partial<Record<'brand' | 'logo' | 'image', Asset>>
  >;
  /** The language of words outside the contracts. */
  readonly language: string;
  readonly labels: Labels;
  /** Texts beside the reference, in their order. */
  readonly guides: readonly GuideLink[];
  /** The versions of an API, by the name of each. */
  readonly versions: Map<string, readonly VersionOf[]>;
  /** Whether a mock runs beside the pages, so that they have forms. */
  readonly tryIt: boolean;
}

export interface Page {
  /** From the site's root: `kaiten/index.html`. */
  readonly path: string;
  /** The start of links, for a page that is shown at other paths than its own. */
  readonly base?: string;
  readonly title: string;
  readonly description: string;
  /** A class of the body, for the style sheet. */
  readonly kind: string;
  /** Scripts of this page alone, from the site's root. */
  readonly scripts?: readonly string[];
  /** The Markdown version of the page, from the site's root. */
  readonly markdown?: string;
  /** The API that it is about. */
  readonly of?: { readonly api: Api; readonly pages: ApiPages };
  readonly body: Html;
  /** What takes the place of the body and of the navigation when a script has made it. */
  readonly after?: Html;
}

/** A whole document. Its text works without a script; scripts only add to it. */
export function pageHtml(page: Page, site: Site): string {
  const link = page.base === undefined ? linkFrom(page.path) : linkBelow(page.base);
  const { frame, style, theme, favicon, brand, logo, image } = site.assets;
  const { labels, language } = site;
  const { of } = page;
  const side =
    of === undefined
      ? guidesHtml(site.guides, page.path, labels)
      : sideHtml(of.api, of.pages, page.path, labels);
  const scripts = [
    ...(of !== undefined ? [of.pages.navigation] : []),
    site.assets.navigation.path,
    site.assets.search.path,
    ...(page.scripts ?? [site.assets.page.path]),
  ];
  // Redoc has a style of its own.
  const until = page.after === undefined ? undefined : html` class="until"`;
  const description = shortened(page.description, 300);
  const canonical = site.url === undefined ? undefined : site.url + canonicalPath(page.path);
  return html`<!doctype html>
<html lang="${language}"${isRightToLeft(language) ? html` dir="rtl"` : undefined}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}">
<meta name="referrer" content="no-referrer">
<title>${page.title}</title>
<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="${site.title}">
<meta property="og:title" content="${page.title}">
<meta property="og:description" content="${description}">
${canonical === undefined ? undefined : [html`<meta property="og:url" content="${canonical}">`, html`<link rel="canonical" href="${canonical}">`]}
${image !== undefined && site.url !== undefined ? [html`<meta property="og:image" content="${site.url + image.path}">`, html`<meta name="twitter:card" content="summary_large_image">`] : [html`<meta name="twitter:card" content="summary">`]}
<link rel="icon" href="${link(favicon.path)}">
${page.markdown === undefined ? undefined : html`<link rel="alternate" type="text/markdown" href="${link(page.markdown)}">`}
<link rel="stylesheet" href="${link(frame.path)}"><link rel="stylesheet"${until} href="${link(style.path)}">${brand && html`<link rel="stylesheet" href="${link(brand.path)}">`}
${scriptTag(link(theme.path))}
${structuredData(page, site, canonical)}
${new Html(site.brand.head)}
</head>
<body class="${page.kind}">
<a class="skip" href="#content">${labels.skip}</a>
<header class="bar">
${side && html`<button type="button" class="menu" aria-controls="side" aria-expanded="false" aria-label="${labels.openNavigation}" hidden></button>`}
<a class="home" href="${link('index.html')}">${logo === undefined ? html`<span>${site.title}</span>` : html`<img src="${link(logo.path)}" alt="${site.title}">`}</a>
<button type="button" class="find" aria-label="${labels.search}" aria-keyshortcuts="/ Control+K" data-root="${link('')}"${of && html` data-near="${`${of.api.name}/`}"`} hidden><span>${labels.search}</span><kbd aria-hidden="true">/</kbd></button>
${of && page.after ? html`<a class="up" href="${link(of.pages.reference)}">${of.api.title}</a>` : undefined}
${linksHtml('links', site)}
${of && versionsHtml(site.versions.get(of.api.name) ?? [], of.api, page.path, labels)}
${of && downloadsHtml(of.pages, page.path, labels)}
<button type="button" class="theme" aria-label="${labels.darkColors}" aria-pressed="false" hidden></button>
</header>
${side === undefined ? page.body : html`<div class="layout">\n${side}\n${page.body}\n</div>`}${page.after}
${linksHtml('last-links', site)}
${site.brand.foot === '' ? undefined : html`<div class="page-foot">${new Html(site.brand.foot)}</div>`}
${scripts.map((path) => scriptTag(link(path)))}
</body>
</html>
`.text;
}

function linksHtml(className: string, { title, brand: { links } }: Site): Html | undefined {
  if (links.length === 0) return undefined;
  const items = links.map(({ text, href }) => html`<a href="${href}">${text}</a>`);
  return html`<nav class="${className}" aria-label="${title}">${items}</nav>`;
}

/**
 * Not part of the page's template, because a bundler rewrites templates that contain the end tag of
 * a script.
 */
function scriptTag(url: string): Html {
  return new Html(`<script src="${escapeHtml(url)}"></script>`);
}

function canonicalPath(path: string): string {
  return path
    .replace(/(^|\/)index\.html$/, '$1')
    .split('/')
    .map(encodePart)
    .join('/');
}

/**
 * Scripts and styles are files of the site. Redoc adds an empty inline style and fills it by rules,
 * so empty inline styles are allowed.
 */
export function contentPolicy(): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Data about a page for search engines (schema.org); no policy lets it run. */
function structuredData(page: Page, site: Site, canonical: string | undefined): Html {
  const data = {
    '@context': 'https://schema.org',
    '@type': page.path === 'index.html' ? 'WebSite' : 'TechArticle',
    [page.path === 'index.html' ? 'name' : 'headline']: page.title,
    inLanguage: site.language,
    ...(canonical !== undefined && { url: canonical }),
    ...(page.path !== 'index.html' && { isPartOf: { '@type': 'WebSite', name: site.title } }),
  };
  const text = JSON.stringify(data).replaceAll('<', '\\u003c');
  return new Html(['<script type="application/ld+json">', text, '</', 'script>'].join(''));
}

/** Makes links to files of the site from its root. */
function linkBelow(base: string): (target: string) => string {
  const link = linkFrom('');
  return (target) => base + link(target);
}

function isRightToLeft(language: string): boolean {
  return /^(?:ar|fa|he|ur|yi|dv|ps|sd|ug)\b/i.test(language);
}
