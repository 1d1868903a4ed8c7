import { html } from '../html/template.ts';
import type { Page, Site } from './frame.ts';

/** The page for unknown addresses. It may appear at any path, so its links begin at the root. */
export function missingPage({ labels, base }: Site): Page {
  return {
    path: '404.html',
    base,
    kind: 'index missing',
    title: labels.missingTitle,
    description: labels.missingText,
    body: html`<main id="content">
<h1>${labels.missingTitle}</h1>
<p>${labels.missingText}</p>
<button type="button" class="find wide" hidden><span>${labels.searchHint}</span><kbd aria-hidden="true">/</kbd></button>
<p><a href="${base}index.html">${labels.allApis}</a></p>
</main>`,
  };
}
