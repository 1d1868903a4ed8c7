import { escapeHtml, Html, html } from '../../html/template.ts';
import type { HttpResponse } from '../../http/exchange.ts';
import type { OwnAssets } from './assets.ts';

/** A page of the mock's own. */
export interface OwnPage {
  readonly title: string;
  /** A class of the body, for the style sheet. */
  readonly kind: 'home' | 'console';
  /** The title in the bar: `Mock server`. */
  readonly name: string;
  /** From the page to `/__specwright/`: `./`, `__specwright/`. */
  readonly root: string;
  /** The path of the documentation, if there is one. */
  readonly docs: string | undefined;
  /** The files of the page, below `console/`. */
  readonly assets: Pick<OwnAssets, 'style' | 'theme' | 'script'>;
  readonly body: Html;
}

/** The whole document. Its links are relative, because the mock may be mounted below a path. */
export function ownPageHtml(page: OwnPage): string {
  const { title, kind, name, root, docs, assets, body } = page;
  const isConsole = kind === 'console';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${`${root}console/${assets.style}`}">
${scriptTag(`${root}console/${assets.theme}`)}
${scriptTag(`${root}console/${assets.script}`, ' defer')}
</head>
<body class="${kind}">
<a class="skip" href="#content">Skip to the content</a>
<header class="bar">
<a class="home" href="${isConsole ? `${root}home` : ''}"><span>${name}</span></a>
<nav class="links" aria-label="Pages">
<a href="${`${root}home`}"${isConsole ? undefined : html` aria-current="page"`}>Operations</a>
<a href="${root}"${isConsole ? html` aria-current="page"` : undefined}>Console</a>
${docs === undefined ? undefined : html`<a class="docs" href="${docs}">Documentation</a>`}
</nav>
<button type="button" class="theme" aria-label="Dark colors" aria-pressed="false" hidden></button>
</header>
${body}
</body>
</html>
`.text;
}

/**
 * Not part of the page's template, because a bundler rewrites templates that contain the end tag of
 * a script.
 */
function scriptTag(url: string, how = ''): Html {
  return new Html([`<script${how} src="`, escapeHtml(url), '"></', 'script>'].join(''));
}

/** The page loads nothing from other hosts, runs only the mock's files, and cannot be framed. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export function pageAnswer(text: string): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      vary: 'Accept',
    },
    body: new TextEncoder().encode(text),
  };
}
