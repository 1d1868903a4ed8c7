import type { Api, SecurityScheme } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import type { Page } from './frame.ts';
import type { Links } from './links.ts';
import { credentialText } from './parameter-member.ts';
import type { ApiPages } from './paths.ts';
import { type Prose, proseOn } from './prose.ts';
import { flowsOf, scopesOf } from './security.ts';

/** All security schemes of an API (Security Scheme Object). */
export function authenticationPage(api: Api, links: Links, pages: ApiPages): Page {
  const path = pages.authentication!;
  const { labels } = links;
  const prose = proseOn(path, links);
  const title = `${labels.authentication} · ${api.title}`;
  return {
    ...{ path, kind: 'operation', of: { api, pages }, title, description: title },
    body: html`<main id="content">
<h1>${labels.authentication}</h1>
<div class="story">
${[...api.securitySchemes.values()].map((scheme) => schemeHtml(scheme, prose))}
</div>
</main>`,
  };
}

function schemeHtml(scheme: SecurityScheme, prose: Prose): Html {
  const lines = flowsOf(scheme, scopesOf(scheme)).map(
    (text) => html`<li>${prose.inline(text)}</li>`,
  );
  return html`<section>
<h2 id="${scheme.name}">${scheme.name}</h2>
<p>${prose.inline(credentialText(scheme.credential))}</p>
<div class="prose">${prose.block(scheme.description, 3)}</div>
${lines.length === 0 ? undefined : html`<ul class="values">${lines}</ul>`}
</section>`;
}
