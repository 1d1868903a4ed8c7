import type { Api, Operation, SecurityRequirement, Server } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import { baseUrlOf } from './describe.ts';
import { ownServers, variableText } from './operation-content.ts';
import { credentialText } from './parameter-member.ts';
import type { Prose } from './prose.ts';
import { flowsOf } from './security.ts';

/** The servers of an operation, if they say more than its endpoint. */
export function serversHtml(operation: Operation, api: Api, prose: Prose): Html | undefined {
  return serverList(ownServers(operation, api), api, prose);
}

/** Servers with what the contract says of them. */
export function serverList(servers: readonly Server[], api: Api, prose: Prose): Html | undefined {
  if (servers.length === 0) return undefined;
  return html`<section>
<h2 id="servers">${prose.labels.servers}</h2>
<ul class="plain-list">${servers.map((server) => serverHtml(server, api, prose))}</ul>
</section>`;
}

function serverHtml(server: Server, api: Api, prose: Prose): Html {
  const variables = Object.keys(server.variables).map(
    (name) => html`<li>${prose.inline(variableText(server, name))}</li>`,
  );
  const isTemplate = variables.length > 0;
  return html`<li><p><code>${isTemplate ? server.url : baseUrlOf(server, api)}</code></p>${server.description === undefined ? undefined : html`<div class="prose">${prose.block(server.description, 4)}</div>`}${isTemplate ? html`<ul class="values">${variables}</ul>` : undefined}</li>`;
}

/** The credentials of a request, and how to get them. */
export function securityHtml({ security }: Operation, prose: Prose): Html | undefined {
  if (security.length === 0) return undefined;
  const isChoice = security.length > 1;
  return html`<section>
<h2 id="authentication">${prose.labels.authentication}</h2>
${isChoice ? html`<p class="facts">${prose.labels.anyOf}</p>` : undefined}
<ul class="plain-list">${security.map((requirement) => html`<li>${requirementHtml(requirement, prose)}</li>`)}</ul>
</section>`;
}

function requirementHtml(requirement: SecurityRequirement, prose: Prose): Html {
  if (requirement.length === 0) return html`<p>${prose.labels.noAuthentication}</p>`;
  const parts = requirement.map(({ scheme, scopes }, index) => {
    const allowed =
      scopes.length === 0
        ? undefined
        : html` ${prose.labels.scopesFor} ${prose.inline(codes(scopes))}`;
    return html`${index > 0 ? html` ${prose.labels.and} ` : undefined}<strong>${scheme.name}</strong>: ${prose.inline(credentialText(scheme.credential))}${allowed}`;
  });
  const about = requirement.flatMap(({ scheme, scopes }) => {
    const flows = flowsOf(scheme, scopes).map((text) => html`<li>${prose.inline(text)}</li>`);
    return [
      ...(scheme.description === undefined
        ? []
        : [html`<div class="prose">${prose.block(scheme.description, 4)}</div>`]),
      ...(flows.length === 0 ? [] : [html`<ul class="values">${flows}</ul>`]),
    ];
  });
  return html`<p>${parts}</p>${about}`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
