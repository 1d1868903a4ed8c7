import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { bundleApi } from '../api/bundle.ts';
import type { Api } from '../api/model.ts';
import { createSchemas, type Schemas } from '../schema/schemas.ts';
import { type Asset, asset, data, script } from './assets.ts';
import { page } from './browser/page.ts';
import { reference } from './browser/reference.ts';
import { search } from './browser/search.ts';
import { theme } from './browser/theme.ts';
import { tryIt } from './browser/try.ts';
import { type Changelog, changesPage } from './changes-page.ts';
import { describeOperations } from './describe.ts';
import { downloadsOf } from './downloads.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { evidencePage } from './evidence-page.ts';
import { pageHtml, type Site } from './frame.ts';
import { type IndexEntry, indexPage, searchEntries } from './index-page.ts';
import { operationPage } from './operation-page.ts';
import { operationMarkdown } from './operation-text.ts';
import { llmsText, overviewMarkdown } from './overview-text.ts';
import { type ApiPages, operationText } from './paths.ts';
import { publish, whyNotReplace } from './publish.ts';
import { licencesPath, redocLicences, redocOptions, redocScript } from './redoc.ts';
import { referencePage } from './reference-page.ts';
import { sampleLanguages, shown } from './shown.ts';
import { sitemap } from './sitemap.ts';
import { frameStyle, pageStyle } from './style.ts';

export interface SiteOptions {
  /** What the site is called; `API reference` by default. */
  readonly title?: string;
  /** Where it will be: `https://docs.example.com/api/`. Canonical addresses are made of it. */
  readonly url?: string;
  /** What changed since a former version, by the name of the API: it gets a page. */
  readonly changelogs?: ReadonlyMap<string, Changelog>;
  /** Where mocks of the APIs answer, from the site's root: pages get a form to try them out. */
  readonly mock?: string;
  /** Gives the bundle of Redoc; by default that of the installed package. */
  readonly readRedoc?: () => Promise<string>;
}

/** The files of a site by their paths in it, or why there is none. */
export type BuiltSite =
  | {
      readonly ok: true;
      readonly files: ReadonlyMap<string, string>;
      /** What is wrong and did not keep the site from being built. */
      readonly warnings: readonly string[];
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
  /** The folder is somebody else's, or the site could not be made. */
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Builds a static site: a front page of all APIs, and of each a reference by Redoc, a page for every
 * operation, the document to download. Its pages refer to one another by relative URLs and to
 * nothing else, so they may be served from any path, or opened from a folder.
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
  await publish(folder, built.files);
  const pages = ['', ...apis.map(({ name }) => name)].map((at) => join(folder, at, 'index.html'));
  return { kind: 'built', pages, warnings: built.warnings };
}

/** The files of the site by their paths in it. */
export async function siteFiles(
  apis: readonly Api[],
  options: SiteOptions = {},
): Promise<BuiltSite> {
  const redoc = await redocScript(options.readRedoc);
  if (!redoc.ok) return redoc;
  const files = new Map<string, string>();
  const add = ({ path, text }: Asset) => {
    files.set(path, text);
    return path;
  };
  const site: Site = {
    title: options.title ?? 'API reference',
    url: options.url?.replace(/\/*$/, '/'),
    assets: {
      frame: asset('frame', 'css', frameStyle + redoc.style),
      style: asset('style', 'css', pageStyle),
      theme: script('theme', theme),
      page: script('page', page),
    },
    tryIt: options.mock !== undefined,
  };
  Object.values(site.assets).forEach(add);
  const scripts = {
    reference: [add(asset('redoc', 'js', redoc.text)), add(script('reference', reference))],
    operation: [site.assets.page.path, ...(site.tryIt ? [add(script('try', tryIt))] : [])],
  };

  const entries: IndexEntry[] = [];
  const warnings: string[] = [];
  for (const api of apis) {
    const described = await describeApi(api, options);
    entries.push(described);
    warnings.push(...described.warnings);
    for await (const [path, text] of apiFiles(described, site, scripts, options.mock)) {
      files.set(path, text);
    }
  }
  const searched = [add(data('operations', searchEntries(entries))), add(script('search', search))];
  files.set('index.html', pageHtml(indexPage(entries, site, searched), site));
  files.set('llms.txt', llmsText(entries, site));
  files.set(licencesPath, await redocLicences());
  if (site.url !== undefined) files.set('sitemap.xml', sitemap(files.keys(), site.url));
  return { ok: true, files, warnings };
}

interface DescribedApi extends IndexEntry {
  readonly schemas: Schemas;
  readonly document: unknown;
  readonly evidence: Evidence | undefined;
  readonly changelog: Changelog | undefined;
  readonly warnings: readonly string[];
}

async function describeApi(api: Api, { changelogs }: SiteOptions): Promise<DescribedApi> {
  const schemas = createSchemas(api);
  const read = await readEvidence(api);
  const evidence = read.ok ? read.evidence : undefined;
  const changelog = changelogs?.get(api.name);
  const at = (name: string) => `${api.name}/${name}`;
  const pages: ApiPages = {
    reference: at('index.html'),
    evidence: evidence && at('evidence.html'),
    changes: changelog && at('changes.html'),
    yaml: at('openapi.yaml'),
    json: at('openapi.json'),
    text: at('index.md'),
  };
  const operations = await describeOperations(api, schemas);
  const document = await bundleApi(api);
  const warnings = read.ok
    ? []
    : [`the evidence beside ${api.root.label} is left out: ${read.reason}`];
  return { api, schemas, document, operations, evidence, changelog, pages, warnings };
}

/** The pages and files of one API. */
async function* apiFiles(
  described: DescribedApi,
  site: Site,
  scripts: Readonly<Record<'reference' | 'operation', readonly string[]>>,
  mock: string | undefined,
): AsyncIterable<readonly [path: string, text: string]> {
  const { api, schemas, document, operations, evidence, changelog, pages } = described;
  const { yaml, json } = downloadsOf(api, document);
  yield [pages.yaml, yaml];
  yield [pages.json, json];
  yield [pages.text, overviewMarkdown(described)];

  const given = shown(api, document, operations);
  const options = { ...redocOptions, codeSamples: { languages: sampleLanguages(given) } };
  const openapi = data('reference', { document: given, options }, api.name);
  yield [openapi.path, openapi.text];
  const needed = [openapi.path, ...scripts.reference];
  yield [pages.reference, pageHtml(referencePage(api, operations, pages, needed), site)];

  for (const [index, operation] of operations.entries()) {
    // A server that shows the site answers other requests meanwhile.
    await setImmediate();
    const neighbours = { previous: operations[index - 1], next: operations[index + 1] };
    const answers = mock === undefined ? undefined : `${mock}/${api.name}`;
    const context = { api, schemas, pages, ...neighbours, mock: answers };
    const page = { ...operationPage(operation, context), scripts: scripts.operation };
    yield [page.path, pageHtml(page, site)];
    yield [operationText(api, operation), operationMarkdown(api, operation, schemas)];
  }
  if (evidence !== undefined) {
    yield [pages.evidence!, pageHtml(evidencePage(api, evidence, pages), site)];
  }
  if (changelog !== undefined) {
    yield [pages.changes!, pageHtml(changesPage(api, changelog, pages), site)];
  }
}
