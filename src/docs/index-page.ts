import type { Api, Operation } from '../api/model.ts';
import { type Html, html } from '../report/html.ts';
import { operationFragment, summaryOf } from './redoc.ts';

export interface IndexEntry {
  readonly api: Api;
  /** Relative to the index page, ending in `/`. */
  readonly folder: string;
  /** Relative to the index page. */
  readonly download: string;
}

/** The front page: what each API is and can do. It needs no script. */
export function indexPage(entries: readonly IndexEntry[], style: string): string {
  const count = entries.reduce((sum, { api }) => sum + api.operations.length, 0);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:">
<title>API reference</title>
<meta name="description" content="Reference of ${names(entries)}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
</head>
<body class="index">
<header>
<h1>API reference</h1>
<p>${counted(entries.length, 'API')}, ${counted(count, 'operation')}</p>
</header>
<main>
${entries.map(section)}
</main>
</body>
</html>
`.text;
}

function section({ api, folder, download }: IndexEntry): Html {
  return html`<article>
<header>
<h2><a href="${folder}index.html">${api.title}</a></h2>
<p class="facts"><code>${api.name}</code> <span>Version ${api.version}</span> <a href="${download}" download>Download OpenAPI</a></p>
</header>
<p>${summaryOf(api)}</p>
<ul class="operations">
${api.operations.map((operation) => line(api, operation, folder))}
</ul>
</article>`;
}

function line(api: Api, operation: Operation, folder: string): Html {
  const { method, path, summary, deprecated } = operation;
  const href = `${folder}index.html${operationFragment(api, operation)}`;
  const note = deprecated ? html` <em>deprecated</em>` : undefined;
  return html`<li><a href="${href}"><b class="method ${method.toLowerCase()}">${method}</b> <code>${path}</code> <span>${summary}</span>${note}</a></li>`;
}

function names(entries: readonly IndexEntry[]): string {
  return entries.map(({ api }) => api.title).join(', ');
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
