import { extname, join, resolve } from 'node:path';
import { bundleApi } from '../api/bundle.ts';
import type { Api } from '../api/model.ts';
import { type IndexEntry, indexPage } from './index-page.ts';
import { publish, whyNotReplace } from './publish.ts';
import { redocAssets, redocPage } from './redoc.ts';
import { style } from './style.ts';

export interface DocsOptions {
  /** The folder of the site, relative to `cwd`; `dist/docs` by default. */
  readonly outDir?: string;
  readonly cwd?: string;
}

export type DocsResult =
  /** Absolute paths: the front page first, then the page of each API. */
  | { readonly kind: 'built'; readonly pages: readonly string[] }
  /** The folder is somebody else's. */
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Builds a static site: a front page of all APIs, and a page of each by Redoc. Its pages refer to
 * one another by relative URLs and to nothing else, so they may be served from any path.
 */
export async function buildDocs(
  apis: readonly Api[],
  options: DocsOptions = {},
): Promise<DocsResult> {
  const folder = resolve(options.cwd ?? process.cwd(), options.outDir ?? 'dist/docs');
  const reason = await whyNotReplace(folder);
  if (reason !== undefined) {
    return { kind: 'refused', message: `cannot write the documentation to "${folder}": ${reason}` };
  }
  await publish(folder, await siteFiles(apis));
  const pages = ['', ...apis.map(({ name }) => name)].map((at) => join(folder, at, 'index.html'));
  return { kind: 'built', pages };
}

/** The files of the site by their paths in it. */
export async function siteFiles(apis: readonly Api[]): Promise<ReadonlyMap<string, string>> {
  const assets = await redocAssets(style);
  const files = new Map(Object.values(assets).map(({ path, text }) => [path, text]));
  const index: IndexEntry[] = [];
  for (const api of apis) {
    const document = await bundleApi(api);
    const download = downloadOf(api, document);
    files.set(`${api.name}/${download.name}`, download.text);
    files.set(
      `${api.name}/index.html`,
      redocPage({ api, document, download: download.name, assets }),
    );
    index.push({ api, folder: `${api.name}/`, download: `${api.name}/${download.name}` });
  }
  return files.set('index.html', indexPage(index, assets.style.path));
}

/** The description as its authors wrote it, where one file holds it all; else the bundle. */
function downloadOf(api: Api, document: unknown): { readonly name: string; readonly text: string } {
  const { uri, text, value } = api.root;
  if (document !== value) {
    return { name: 'openapi.json', text: `${JSON.stringify(document, null, 2)}\n` };
  }
  const yaml = ['.yaml', '.yml'].includes(extname(new URL(uri).pathname).toLowerCase());
  return { name: yaml ? 'openapi.yaml' : 'openapi.json', text };
}
