import type { Api } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { type Html, html } from '../html/template.ts';
import type { DescribedOperation } from './describe.ts';
import { guideGroups } from './guide-groups.ts';
import type { Labels } from './labels/en.ts';
import { linkFrom } from './link-from.ts';
import type { ApiPages, GuideLink } from './paths.ts';

/** The operations of an API as `browser/navigation.ts` lists them. */
export interface Navigation {
  /** Texts beside the reference, by their folders. */
  readonly guides: readonly NavigationGuides[];
  readonly groups: readonly NavigationGroup[];
}

interface NavigationGuides {
  readonly name: string;
  readonly pages: readonly (readonly [title: string, page: string])[];
}

export interface NavigationGroup {
  /** The heading of several groups (`x-tagGroups`). */
  readonly section: string;
  /** `''` if all operations are in one list. */
  readonly name: string;
  readonly operations: readonly (readonly [
    method: string,
    title: string,
    slug: string,
    isDeprecated: 0 | 1,
  ])[];
}

/** A longer list without tags is grouped by the first segment of the paths. */
const longList = 30;

/** Groups operations by their tags, in the order of the document. */
export function navigationOf(
  { root }: Api,
  operations: readonly DescribedOperation[],
  { labels, guides }: { readonly labels: Labels; readonly guides: readonly GuideLink[] },
): Navigation {
  const tags = tagsOf(root.value);
  const used = new Set(operations.flatMap(({ operation }) => operation.tags));
  const isTagged = used.size > 1;
  const isLong = operations.length > longList;
  const nameOf = ({ operation, isWebhook }: DescribedOperation): string => {
    if (isTagged && operation.tags[0] !== undefined) return operation.tags[0];
    if (isWebhook) return labels.webhooks;
    if (isTagged) return labels.otherOperations;
    return isLong ? firstSegment(operation.path) : '';
  };
  const groups = new Map<string, DescribedOperation[]>();
  // Declared tags come in their order; others in the order of use.
  if (isTagged) for (const name of tags.keys()) if (used.has(name)) groups.set(name, []);
  for (const described of operations) {
    const name = nameOf(described);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [described]);
    else group.push(described);
  }
  const sections = sectionsOf(root.value);
  const order = [...groups].filter(([, found]) => found.length > 0);
  const places = [...new Set(sections.values())];
  const place = (name: string) => {
    const section = sections.get(name);
    return section === undefined ? places.length : places.indexOf(section);
  };
  return {
    guides: guideGroups(guides).map(({ name, pages }) => ({
      name: name || labels.guides,
      pages: pages.map(({ title, page }) => [title, page]),
    })),
    groups: order
      .sort(([a], [b]) => place(a) - place(b))
      .map(([name, found]) => ({
        section: sections.get(name) ?? '',
        name: tags.get(name) ?? name,
        operations: found.map(({ operation: { method, deprecated }, title, slug }) => [
          method,
          title,
          slug,
          deprecated ? 1 : 0,
        ]),
      })),
  };
}

/** The tags of a document, each with its display name (`summary` of 3.2, `x-displayName`). */
function tagsOf(document: unknown): ReadonlyMap<string, string> {
  const declared = isObject(document) && Array.isArray(document.tags) ? document.tags : [];
  return new Map(
    declared.flatMap((tag: unknown): [string, string][] => {
      if (!isObject(tag) || typeof tag.name !== 'string') return [];
      const shown = [tag['x-displayName'], tag.summary].find((one) => typeof one === 'string');
      return [[tag.name, (shown as string | undefined) ?? tag.name]];
    }),
  );
}

/** The descriptions of tags that have one, by their shown names. */
export function tagTexts(document: unknown): ReadonlyMap<string, string> {
  const shown = tagsOf(document);
  const declared = isObject(document) && Array.isArray(document.tags) ? document.tags : [];
  return new Map(
    declared.flatMap((tag: unknown): [string, string][] =>
      isObject(tag) &&
      typeof tag.name === 'string' &&
      typeof tag.description === 'string' &&
      tag.description.trim() !== ''
        ? [[shown.get(tag.name)!, tag.description]]
        : [],
    ),
  );
}

/** The group above each tag, from `x-tagGroups`. */
function sectionsOf(document: unknown): ReadonlyMap<string, string> {
  const groups = isObject(document) ? document['x-tagGroups'] : undefined;
  const sections = new Map<string, string>();
  for (const group of Array.isArray(groups) ? groups : []) {
    if (!isObject(group) || typeof group.name !== 'string' || !Array.isArray(group.tags)) continue;
    for (const tag of group.tags) sections.set(String(tag), group.name);
  }
  return sections;
}

function firstSegment(path: string): string {
  const [first = ''] = path.split('/').filter((segment) => segment !== '' && !/[{}]/.test(segment));
  return first === '' ? '/' : first;
}

/** The download formats of an API, as a menu. */
export function downloadsHtml(pages: ApiPages, path: string, labels: Labels): Html {
  const link = linkFrom(path);
  return html`<details class="downloads"><summary>${labels.download}</summary>
<ul><li><a href="${link(pages.yaml)}" download>${labels.downloadYaml}</a></li>
<li><a href="${link(pages.json)}" download>${labels.downloadJson}</a></li>
<li><a href="${link(pages.text)}">${labels.downloadMarkdown}</a></li></ul></details>`;
}

/**
 * The navigation beside the pages of an API. Without a script, it links to the list of all
 * operations; `browser/navigation.ts` lists them here.
 */
export function sideHtml(api: Api, pages: ApiPages, path: string, labels: Labels): Html {
  const link = linkFrom(path);
  const places: readonly (readonly [string, string | undefined])[] = [
    [labels.reference, pages.reference],
    [labels.onePage, pages.redoc],
    [labels.authentication, pages.authentication],
    [labels.sources, pages.evidence],
    [labels.changes, pages.changes],
  ];
  const items = places.flatMap(([name, target]) =>
    target === undefined
      ? []
      : [
          html`<li><a href="${link(target)}"${target === path ? html` aria-current="page"` : undefined}>${name}</a></li>`,
        ],
  );
  return html`<nav id="side" class="side" aria-label="${api.title}" data-api="${api.name}" data-root="${link(`${api.name}/`)}" data-page="${path.slice(api.name.length + 1)}">
<p class="side-title"><a href="${link('index.html')}">${labels.allApis}</a><b>${api.title}</b> <small>${api.version}</small></p>
<ul class="side-pages">${items}</ul>
<p class="side-all"><a href="${link(pages.reference)}">${labels.allOperations}</a></p>
</nav>`;
}

/** The navigation beside guides and the front page; none if there are no guides. */
export function guidesHtml(
  guides: readonly GuideLink[],
  path: string,
  labels: Labels,
): Html | undefined {
  if (guides.length === 0) return undefined;
  const link = linkFrom(path);
  const groups = guideGroups(guides).map(({ name, pages }) => {
    const items = pages.map(
      ({ title, page }) =>
        html`<li><a href="${link(page)}"${page === path ? html` aria-current="page"` : undefined}>${title}</a></li>`,
    );
    const list = html`<ul class="side-guides">${items}</ul>`;
    if (name === '') return html`<p class="side-section">${labels.guides}</p>\n${list}`;
    const isOpen = pages.some(({ page }) => page === path);
    return html`<details${isOpen ? html` open` : undefined}><summary class="side-section">${name}</summary>${list}</details>`;
  });
  return html`<nav id="side" class="side" aria-label="${labels.guides}">
<ul class="side-pages"><li><a href="${link('index.html')}"${path === 'index.html' ? html` aria-current="page"` : undefined}>${labels.allApis}</a></li></ul>
${groups}
</nav>`;
}
