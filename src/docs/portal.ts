import { join, resolve } from 'node:path';
import type { AllowRemote } from '../api/allow.ts';
import type { Api } from '../api/model.ts';
import type { Config } from '../api/redocly.ts';
import { type Asset, asset, dataText, script } from './assets.ts';
import { authenticationPage } from './authentication-page.ts';
import type { Brand } from './brand.ts';
import { reference } from './browser/reference.ts';
import { tryIt } from './browser/try.ts';
import { type Changelog, changesPage } from './changes-page.ts';
import type { DescribedOperation } from './describe.ts';
import { type DescribedApi, describeApi } from './described-api.ts';
import { downloadsOf } from './downloads.ts';
import { evidencePage } from './evidence-page.ts';
import { pageHtml, type Site } from './frame.ts';
import type { GuideFile } from './guide-files.ts';
import { type BrokenLink, type Guide, guideFiles, guidesOf } from './guides.ts';
import { indexPage } from './index-page.ts';
import { linkFrom } from './link-from.ts';
import { wordsOf } from './markdown.ts';
import { missingPage } from './missing-page.ts';
import { navigationOf } from './navigation.ts';
import { operationContent } from './operation-content.ts';
import { operationPage } from './operation-page.ts';
import { operationMarkdown } from './operation-text.ts';
import { overviewPage } from './overview-page.ts';
import { llmsText, overviewMarkdown } from './overview-text.ts';
import { operationPath, operationText, schemaPath } from './paths.ts';
import { type MakeFile, publish, whyNotReplace } from './publish.ts';
import { licensesPath, redocLicenses, redocOptions, redocScript } from './redoc.ts';
import { referencePage } from './reference-page.ts';
import { componentOutline, schemaMarkdown, schemaPage, schemaText } from './schema-page.ts';
import { type SearchedPage, searchIndex } from './search-index.ts';
import { searchLicense, searchScript } from './search-script.ts';
import { sampleLanguages, shown } from './shown.ts';
import { createSite, filesOf } from './site.ts';
import { sitemap } from './sitemap.ts';
import { tryItHtml } from './try-it.ts';
import { type VersionOf, versionGroups, versionLabel } from './versions.ts';

export interface SiteOptions {
  /** The title of the site; `API reference` by default. */
  readonly title?: string;
  /** The logo, colors and other settings of the site's look. */
  readonly brand?: Brand;
  /** The path of the site on its server, if known: `/docs/`. */
  readonly base?: string;
  /** The URL of the site, for canonical addresses: `https://docs.example.com/api/`. */
  readonly url?: string;
  /** Texts beside the reference. */
  readonly guides?: readonly GuideFile[];
  /** The names of APIs that are versions of one. */
  readonly versions?: readonly (readonly string[])[];
  /** The changes since a former version, by API: each gets a page. */
  readonly changelogs?: ReadonlyMap<string, Changelog>;
  /** The paths of mocks from the site's root, by API: their pages get forms. */
  readonly mock?: string;
  /** Returns the settings in redocly.yaml, whose decorators change what is published. */
  readonly readRedocly?: () => Promise<Config | undefined>;
  /** Whether to copy pictures of other hosts into the site. */
  readonly allowRemote?: AllowRemote;
  /** Returns the bundle of Redoc; by default that of the installed package. */
  readonly readRedoc?: () => Promise<string>;
}

/** The files of a site by path, or the reason why there are none. */
export type BuiltSite =
  | {
      readonly ok: true;
      readonly files: ReadonlyMap<string, MakeFile>;
      /** Problems that did not prevent the site. */
      readonly warnings: readonly string[];
      /** Dangling links of guides. */
      readonly broken: readonly BrokenLink[];
    }
  | { readonly ok: false; readonly reason: string };

export interface DocsOptions extends SiteOptions {
  /** The folder of the site, relative to `cwd`; `dist/docs` by default. */
  readonly outDir?: string;
  readonly cwd?: string;
}

export type DocsResult =
  /** Absolute paths: the front page first, then the page of each API. */
  | {
      readonly kind: 'built';
      readonly pages: readonly string[];
      readonly warnings: readonly string[];
    }
  /** The folder holds other files, or the site could not be made. */
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Builds a static site: a front page of all APIs, and for each API Redoc's reference, a page for
 * every operation, and the document for download. Its pages use only relative URLs within the site,
 * so it works at any path, or opened from a folder.
 */
export async function buildDocs(
  apis: readonly Api[],
  options: DocsOptions = {},
): Promise<DocsResult> {
  const folder = resolve(options.cwd ?? process.cwd(), options.outDir ?? 'dist/docs');
  const refused = (reason: string): DocsResult => ({
    kind: 'refused',
    message: `cannot write the documentation to "${folder}": ${reason}`,
  });
  const reason = await whyNotReplace(folder);
  if (reason !== undefined) return refused(reason);
  const built = await siteFiles(apis, options);
  if (!built.ok) return refused(built.reason);
  if (built.broken.length > 0) return refused(brokenText(built.broken));
  await publish(folder, built.files);
  const pages = ['', ...apis.map(({ name }) => name)].map((at) => join(folder, at, 'index.html'));
  return { kind: 'built', pages, warnings: built.warnings };
}

function brokenText(broken: readonly BrokenLink[]): string {
  const links = broken.map(({ file, url }) => `  ${file}: ${url}`);
  const what = broken.length === 1 ? 'a link of a guide leads' : 'links of guides lead';
  return `${what} nowhere; correct it or leave it out:\n${links.join('\n')}`;
}

/** The files of the site by their paths in it. */
export async function siteFiles(
  apis: readonly Api[],
  options: SiteOptions = {},
): Promise<BuiltSite> {
  const redoc = await redocScript(options.readRedoc);
  if (!redoc.ok) return redoc;
  const files = new Map<string, MakeFile>();
  const add = ({ path, text }: Asset) => {
    files.set(path, () => text);
    return path;
  };
  const { guides: given = [], versions: listed = [] } = options;
  const guides = guidesOf(given);
  const site = createSite({ ...options, guides }, redoc.style);
  for (const one of filesOf(site)) add(one);
  const scripts = {
    redoc: add(asset('redoc', 'js', redoc.text)),
    reference: add(script('reference', reference)),
    operation: [
      site.assets.page.path,
      ...(site.tryIt ? [add(script('try', tryIt, site.labels))] : []),
    ],
  };

  const redocly = await options.readRedocly?.();
  const entries: DescribedApi[] = [];
  const warnings: string[] = [];
  for (const api of apis) {
    const changelog = options.changelogs?.get(api.name);
    const described = await describeApi(api, redocly, changelog, site, options.allowRemote);
    entries.push(described);
    for (const one of described.files) add(one);
    warnings.push(...described.warnings);
    addApi(files, described, site, scripts, options.mock);
  }
  const groups = versionGroups(
    apis.map(({ name }) => name),
    listed,
  );
  for (const group of groups) {
    const versions = group.map((name): VersionOf => {
      const { api } = entries.find((entry) => entry.api.name === name)!;
      return { name, label: versionLabel(api), has: (page) => files.has(`${name}/${page}`) };
    });
    for (const name of group) site.versions.set(name, versions);
  }
  // The published API is one document, however many files it has.
  const linked = entries.map(({ links }, index) => {
    const { name, documents } = apis[index]!;
    return { name, documents, links };
  });
  const places = { guides, files: given, apis: linked, labels: site.labels };
  const made = guideFiles(places, (page) => pageHtml(page, site));
  for (const [path, make] of made.files) files.set(path, make);
  // Of several versions of an API, the front page shows the newest.
  const former = new Set(groups.flatMap((group) => group.slice(1)));
  const newest = entries.filter(({ api }) => !former.has(api.name));
  files.set('search.js', () => searchScript(searchIndex(entries, guides.map(searchedGuide))));
  files.set('index.html', () => pageHtml(indexPage(newest, site), site));
  files.set('404.html', () => pageHtml(missingPage(site), site));
  files.set('llms.txt', () => llmsText(entries, site));
  files.set(licensesPath, async () => [await redocLicenses(), await searchLicense()].join('\n\n'));
  const { url } = site;
  if (url !== undefined) files.set('sitemap.xml', () => sitemap(files.keys(), url));
  return { ok: true, files, warnings, broken: made.broken };
}

function searchedGuide({ title, page, text, headings }: Guide): SearchedPage {
  return { title, path: page, text: wordsOf(text), headings };
}

/** The pages and files of one API. */
function addApi(
  files: Map<string, MakeFile>,
  described: DescribedApi,
  site: Site,
  scripts: {
    readonly redoc: string;
    readonly reference: string;
    readonly operation: readonly string[];
  },
  mock: string | undefined,
): void {
  const { api, schemas, document, links, slugs, operations, evidence, changelog, pages } =
    described;
  files.set(pages.yaml, () => downloadsOf(api, document).yaml());
  files.set(pages.json, () => downloadsOf(api, document).json());
  files.set(pages.text, () => overviewMarkdown(described));
  files.set(pages.navigation, () => dataText('navigation', navigationOf(api, operations, site)));

  // A page and its Markdown are requested one after the other.
  const contentOf = keepingLast((one: DescribedOperation) =>
    operationContent(one.operation, schemas, one.isWebhook),
  );
  for (const [index, operation] of operations.entries()) {
    const neighbors = { previous: operations[index - 1], next: operations[index + 1] };
    files.set(operationPath(api, operation), () => {
      const form =
        mock === undefined
          ? undefined
          : tryItHtml(
              operation,
              schemas,
              linkFrom(operationPath(api, operation))(`${mock}/${api.name}`),
              site.labels,
            );
      const context = { api, content: contentOf(operation), links, pages, ...neighbors, form };
      return pageHtml({ ...operationPage(operation, context), scripts: scripts.operation }, site);
    });
    files.set(operationText(api, operation), () =>
      operationMarkdown(operation, contentOf(operation), links),
    );
  }
  const outline = keepingLast((name: string) => componentOutline(name, links, schemas));
  for (const [name, slug] of slugs) {
    const path = schemaPath(api, slug);
    files.set(path, () => pageHtml(schemaPage(name, outline(name), links, pages, slug), site));
    files.set(schemaText(path), () => schemaMarkdown(name, outline(name), links, slug));
  }

  const openapi = `${api.name}/reference.js`;
  files.set(openapi, () => {
    const given = shown(described);
    const options = { ...redocOptions, codeSamples: { languages: sampleLanguages(given) } };
    return dataText('reference', { document: given, options });
  });
  const needed = { first: [scripts.reference], later: [openapi, scripts.redoc] };
  files.set(pages.reference, () => pageHtml(overviewPage(described, site), site));
  files.set(pages.redoc, () => pageHtml(referencePage(described, needed, site), site));
  if (pages.authentication !== undefined) {
    files.set(pages.authentication, () => pageHtml(authenticationPage(api, links, pages), site));
  }
  if (evidence !== undefined) {
    files.set(pages.evidence!, () => pageHtml(evidencePage(api, evidence, pages), site));
  }
  if (changelog !== undefined) {
    files.set(pages.changes!, () =>
      pageHtml(changesPage(api, changelog, pages, site.labels), site),
    );
  }
}

/** A function that remembers its last result. */
function keepingLast<From, To>(make: (from: From) => To): (from: From) => To {
  let last: { readonly from: From; readonly to: To } | undefined;
  return (from) => {
    if (last?.from !== from) last = { from, to: make(from) };
    return last.to;
  };
}
