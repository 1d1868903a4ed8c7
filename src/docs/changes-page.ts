import type { Api } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import type { Page } from './frame.ts';
import type { Labels } from './labels/en.ts';
import type { ApiPages } from './paths.ts';

/** The changes since an earlier version, in words; the caller compares the versions. */
export interface Changelog {
  /** The name of the former version: `v1.2.0`, `openapi-2024.yaml`. */
  readonly since: string;
  /** The former `info.version`; `undefined` if the API is new since then. */
  readonly version: string | undefined;
  /** The ones that matter most first. */
  readonly entries: readonly ChangelogEntry[];
}

export interface ChangelogEntry {
  readonly severity: 'breaking' | 'dangerous' | 'compatible';
  /** `POST /pets`; missing for the API as a whole. */
  readonly operations: readonly string[];
  readonly message: string;
  /** The proof of the change. */
  readonly witness: string | undefined;
}

const headings = [
  ['breaking', 'breaking', 'breakingMeans'],
  ['dangerous', 'risky', 'riskyMeans'],
  ['compatible', 'compatible', 'compatibleMeans'],
] as const satisfies readonly (readonly [
  ChangelogEntry['severity'],
  heading: keyof Labels,
  about: keyof Labels,
])[];

/** The changes of an API since a former version. */
export function changesPage(api: Api, changelog: Changelog, pages: ApiPages, labels: Labels): Page {
  const path = pages.changes!;
  const { since, entries } = changelog;
  return {
    path,
    kind: 'changes',
    title: `Changes of ${api.title} since ${since}`,
    description: `What changed in ${api.title} since ${since}, and what of it breaks whom`,
    of: { api, pages },
    body: html`<main id="content">
<h1>${labels.changesSince.replace('{since}', () => since)}</h1>
<p class="lead">${leadOf(changelog, api, labels)}</p>
${headings.map(([severity, heading, about]) => {
  const found = entries.filter((entry) => entry.severity === severity);
  return found.length === 0 ? html`` : section(labels[heading], labels[about], found);
})}
</main>`,
  };
}

function leadOf({ since, version }: Changelog, api: Api, labels: Labels): string {
  if (version === undefined) return labels.newSince.replace('{since}', () => since);
  return version === api.version
    ? labels.sameVersion.replace('{version}', () => version)
    : labels.fromVersion.replace('{from}', () => version).replace('{to}', () => api.version);
}

function section(heading: string, about: string, entries: readonly ChangelogEntry[]): Html {
  return html`<section>
<h2>${heading}</h2>
<p class="facts">${about}</p>
<ul class="plain-list">${entries.map(entryHtml)}</ul>
</section>`;
}

/** More operations than these are only counted. */
const named = 3;

function entryHtml({ severity, operations, message, witness }: ChangelogEntry): Html {
  const more = operations.length - named;
  const places = operations.slice(0, named).map((name) => html`<code>${name}</code>`);
  return html`<li class="change ${severity}">
<p>${places}${more > 0 ? ` and ${more} more` : ''}</p>
<p><strong>${message}</strong></p>
${witness === undefined ? undefined : html`<p class="facts">${witness}</p>`}
</li>`;
}
