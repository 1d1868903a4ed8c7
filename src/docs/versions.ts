import type { Api } from '../api/model.ts';
import { type Html, html } from '../html/template.ts';
import type { Labels } from './labels/en.ts';
import { linkFrom } from './link-from.ts';

/** A version of an API among others. */
export interface VersionOf {
  readonly name: string;
  readonly label: string;
  /** Whether the version has a page, by its path below the API's folder. */
  has(page: string): boolean;
}

/**
 * The versions of one API by name: those in the settings, and those named `pets@v2` and `pets@v1`,
 * as Redocly names versions; the newest first.
 */
export function versionGroups(
  names: readonly string[],
  listed: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const given = listed.map((group) => group.filter((name) => names.includes(name)));
  const grouped = new Set(given.flat());
  const byName = new Map<string, string[]>();
  for (const name of names.filter((name) => name.includes('@') && !grouped.has(name))) {
    const [base = ''] = name.split('@');
    byName.set(base, [...(byName.get(base) ?? []), name]);
  }
  const numeric = new Intl.Collator('en', { numeric: true });
  const found = [...byName.values()].map((group) => group.sort((a, b) => numeric.compare(b, a)));
  return [...given, ...found].filter((group) => group.length > 1);
}

/** The name of a version: the text after its `@`, or its document's version. */
export function versionLabel({ name, version }: Api): string {
  return name.includes('@') ? name.slice(name.indexOf('@') + 1) : version;
}

/** A menu that leads to the same page of other versions, or to their references. */
export function versionsHtml(
  versions: readonly VersionOf[],
  api: Api,
  path: string,
  labels: Labels,
): Html | undefined {
  if (versions.length < 2) return undefined;
  const link = linkFrom(path);
  const own = path.slice(api.name.length + 1);
  const items = versions.map(({ name, label, has }) => {
    const target = `${name}/${has(own) ? own : 'index.html'}`;
    return html`<li><a href="${link(target)}"${name === api.name ? html` aria-current="true"` : undefined}>${label}</a></li>`;
  });
  return html`<details class="downloads versions"><summary><span class="label">${labels.versions}: </span>${versionLabel(api)}</summary><ul>${items}</ul></details>`;
}
