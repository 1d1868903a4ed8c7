import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Api, Operation } from '../api/model.ts';
import { html, jsonScript, paragraphs } from '../report/html.ts';
import { isGrouped, shown } from './shown.ts';

/** A file of the site, named by its content so that it can be kept for ever. */
export interface Asset {
  readonly path: string;
  readonly text: string;
}

export interface RedocAssets {
  readonly redoc: Asset;
  readonly page: Asset;
  readonly style: Asset;
}

const bundleFile = 'lib/chunks/redoc.standalone.js';
const bundleEnd = 'export{RedocStandalone,hydrate,init};';

/** What must change in Redoc's own script for a site that asks nobody else for anything. */
const replacements: readonly (readonly [string, string])[] = [
  // Redoc's search comes here only where it is told to use a worker, and a plain script may not
  // even say `import.meta`.
  ['e.Worker(import.meta.dirname+', 'e.Worker('],
  ['`string`?n:import.meta.url.', '`string`?n:document.baseURI.'],
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', wordmark(60)],
  ['https://cdn.redoc.ly/redoc/logo-mini.svg', wordmark(60)],
];

const pageScript = `'use strict';
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const target = document.getElementById('redoc');
  const plain = document.getElementById('plain');
  new MutationObserver((_, observer) => {
    if (target.querySelector('h1, h2') === null) return;
    observer.disconnect();
    plain.hidden = true;
  }).observe(target, { childList: true, subtree: true });
  Redoc.init(read('openapi'), read('options'), target);
})();
`;

/**
 * The scripts that all pages share. Redoc comes as a module, and browsers refuse modules from
 * `file:`; as a plain script it also works where somebody opens a page from a folder.
 */
export async function redocAssets(style: string): Promise<RedocAssets> {
  const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
  const bundle = await readFile(manifest.replace(/package\.json$/, bundleFile), 'utf8');
  return {
    redoc: asset('redoc', 'js', plainScript(bundle)),
    page: asset('page', 'js', pageScript),
    style: asset('style', 'css', style),
  };
}

/** Makes a plain script of Redoc's module, with everything remote taken out. */
export function plainScript(bundle: string): string {
  let text = bundle.trimEnd();
  if (!text.endsWith(bundleEnd)) throw unknownBundle(bundleEnd);
  text = text.slice(0, -bundleEnd.length);
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw unknownBundle(from);
    text = text.replaceAll(from, to);
  }
  return `(() => {\n${text}\nglobalThis.Redoc = { init };\n})();\n`;
}

export interface RedocPage {
  readonly api: Api;
  /** The whole description in one document. */
  readonly document: unknown;
  /** Where the description can be downloaded, relative to the page. */
  readonly download: string;
  readonly assets: RedocAssets;
}

/**
 * The page of one API. It says what there is without a script too; when Redoc has rendered, that
 * text is hidden. The policy keeps pictures and scripts of other hosts out, whatever the
 * description asks for.
 */
export function redocPage({ api, document, download, assets }: RedocPage): string {
  const operations = [...api.operations, ...api.webhooks].map(
    (operation) => html`<li>
<h2><code>${operation.method} ${operation.path}</code> ${operation.summary}</h2>
${paragraphs(operation.description)}
</li>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${api.title} ${api.version}</title>
<meta name="description" content="${summaryOf(api)}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="../${assets.style.path}">
</head>
<body class="reference">
<nav class="bar"><a href="../index.html">All APIs</a> <a href="${download}" download>Download OpenAPI</a></nav>
<main id="plain" class="plain">
<h1>${api.title} <small>${api.version}</small></h1>
${paragraphs(api.description)}
<ul>
${operations}
</ul>
</main>
<div id="redoc"></div>
${jsonScript('openapi', shown(api, document))}
${jsonScript('options', { disableTelemetry: true, sanitize: true, skipBundle: true, hideDownloadButtons: true, scrollYOffset: '.bar' })}
<script src="../${assets.redoc.path}"></script>
<script src="../${assets.page.path}"></script>
</body>
</html>
`.text;
}

/** One line that says what an API is for. */
export function summaryOf(api: Api): string {
  const text = api.summary ?? api.description?.split(/\n\s*\n/, 1)[0] ?? '';
  return text.replace(/\s+/g, ' ').trim();
}

/** Where Redoc shows an operation, as a fragment of the page; `''` where that is not sure. */
export function operationFragment(api: Api, { operationId, tags }: Operation): string {
  const tag = isGrouped(api) ? tags[0] : 'other';
  const plain = /^[\w -]+$/;
  if (tag === undefined || operationId === undefined) return '';
  if (!plain.test(tag) || !plain.test(operationId)) return '';
  const slug = (text: string) => text.trim().toLowerCase().replace(/ +/g, '-');
  return `#/${slug(tag)}/${slug(operationId)}`;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function asset(name: string, extension: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return { path: `assets/${name}.${hash}.${extension}`, text };
}

function wordmark(width: number): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="14">` +
    '<text y="11" font-family="sans-serif" font-size="11" font-weight="700" fill="#7f8ba0">Redocly</text></svg>';
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function unknownBundle(missing: string): Error {
  return new Error(`cannot use this version of Redoc: its script has no "${missing}"`);
}
