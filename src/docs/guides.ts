import { extname, posix } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../api/node.ts';
import { html } from '../html/template.ts';
import { decodedOrSame } from '../http/percent.ts';
import { asset, pictures } from './assets.ts';
import type { Page } from './frame.ts';
import { type GuideFile, pathBeside } from './guide-files.ts';
import { titleOfName } from './guide-groups.ts';
import type { Labels } from './labels/en.ts';
import { linkedText } from './linked-text.ts';
import type { Links, Target } from './links.ts';
import { firstParagraph, headingsOf } from './markdown.ts';
import { slugOf } from './paths.ts';
import { proseOn } from './prose.ts';
import type { MakeFile } from './publish.ts';

/** A publisher's text, as a page beside the reference. */
export interface Guide {
  readonly file: string;
  readonly title: string;
  /** Markdown, without its front matter and its title. */
  readonly text: string;
  readonly headings: readonly string[];
  /** The ids of the headings, as GitHub gives them. */
  readonly anchors: readonly string[];
  readonly page: string;
  readonly markdown: string;
}

/** A dangling link of a guide. */
export interface BrokenLink {
  readonly file: string;
  readonly url: string;
}

/**
 * The guides of a site: `01-first-steps.md` becomes `guides/first-steps.html`, and `README.md` becomes the
 * `index.html` of its folder.
 */
export function guidesOf(files: readonly GuideFile[]): readonly Guide[] {
  const taken = new Set<string>();
  return files.flatMap(({ path, content }): Guide[] => {
    if (typeof content !== 'string') return [];
    const name = path.replace(/\.md$/i, '').replace(/(^|\/)\d+[-_. ]+/g, '$1');
    const named = name.replace(/(^|\/)(?:README|index)$/i, '$1index');
    const base = named.split('/').map(slugOf).join('/');
    let slug = base;
    for (let count = 2; taken.has(slug); count += 1) slug = `${base}-${count}`;
    taken.add(slug);
    const { title, text } = partsOf(content, posix.basename(named.replace(/\/index$/, '')));
    const headings = headingsOf(text).map((heading) => heading.text);
    const anchorOf = anchorsAfter(title);
    return [
      {
        ...{ file: path, title, text, headings, anchors: headings.map(anchorOf) },
        ...{ page: `guides/${slug}.html`, markdown: `guides/${slug}.md` },
      },
    ];
  });
}

/**
 * Gives each heading below a title the id that GitHub gives it: the second of one name ends in
 * `-1`.
 */
function anchorsAfter(title: string): (text: string) => string {
  const taken = new Set<string>();
  const anchorOf = (text: string) => {
    const kept = text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '');
    const base = kept.replaceAll(' ', '-') || 'part';
    let anchor = base;
    for (let count = 1; taken.has(anchor); count += 1) anchor = `${base}-${count}`;
    taken.add(anchor);
    return anchor;
  };
  anchorOf(title);
  return anchorOf;
}

/** The fragment of a link into a guide; `undefined` if the guide has no such heading. */
function fragmentIn({ title, headings, anchors }: Guide, inside: string): string | undefined {
  if (inside === '') return '';
  const heading = decodedOrSame(inside);
  const slug = slugOf(heading);
  const anchor =
    anchors.find((one) => one === heading.toLowerCase()) ??
    anchors[headings.findIndex((text) => slugOf(text) === slug)];
  if (anchor !== undefined) return `#${anchor}`;
  return anchorsAfter('')(title) === heading.toLowerCase() || slugOf(title) === slug
    ? ''
    : undefined;
}

/** The title: from the front matter (`title:`), the first heading, or the file name. */
function partsOf(content: string, name: string): { readonly title: string; readonly text: string } {
  const [, before, rest = content] =
    /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(content) ?? [];
  const given = before === undefined ? undefined : parse(before);
  const [, heading, below = rest] = /^\s*#\s+(.+?)\s*#*\s*(?:\r?\n|$)([\s\S]*)$/.exec(rest) ?? [];
  const own = isObject(given) && typeof given.title === 'string' ? given.title : undefined;
  return { title: (own ?? firstParagraph(heading)) || titleOfName(name), text: below };
}

/** The facts about the site's APIs that guides and their links need. */
export interface GuidePlaces {
  readonly guides: readonly Guide[];
  readonly files: readonly GuideFile[];
  readonly apis: readonly {
    readonly name: string;
    readonly links: Links;
    /** The documents that it was read from, by their URIs. */
    readonly documents: ReadonlyMap<string, unknown>;
  }[];
  readonly labels: Labels;
}

type GuideLinks = Pick<Links, 'labels' | 'target' | 'picture' | 'schema'>;

/**
 * Resolves the links of a guide: to other guides and files by path, to its own headings, and to
 * APIs by document or by name (`#operation/addPet`, `pets#tag/Dogs`,
 * `pets#/components/schemas/Pet`).
 */
function linksOf(guide: Guide, { guides, files, apis, labels }: GuidePlaces): GuideLinks {
  const overviewOf = ({ name }: GuidePlaces['apis'][number]): Target => ({
    ...{ page: `${name}/index.html`, text: `${name}/index.md`, fragment: '' },
  });
  const fileAt = (path: string, inside: string): Target | undefined => {
    const other = guides.find(({ file }) => file === path);
    if (other !== undefined) {
      const fragment = fragmentIn(other, inside);
      return fragment === undefined
        ? undefined
        : { page: other.page, text: other.markdown, fragment };
    }
    const file = files.find((one) => one.path === path);
    if (file === undefined) return undefined;
    const api = apiOf(file, apis);
    return api === undefined
      ? { page: placeOf(file), text: undefined, fragment: '' }
      : overviewOf(api);
  };
  return {
    labels,
    schema: () => undefined,
    picture(url) {
      const path = pathBeside(guide.file, url);
      const file = files.find((one) => one.path === path);
      return file && pictures.includes(extname(path).toLowerCase()) ? placeOf(file) : undefined;
    },
    target(url): Target | undefined {
      const [path = '', inside = ''] = url.split('#', 2);
      if (path === '') {
        const fragment = fragmentIn(guide, inside);
        if (fragment !== undefined) return { page: guide.page, text: guide.markdown, fragment };
      }
      const at = pathBeside(guide.file, url);
      const file = path === '' ? undefined : fileAt(at, inside);
      if (file !== undefined) return file;
      const linkedApis = path === '' ? apis : apis.filter(({ name }) => name === path);
      if (linkedApis.length > 0 && inside === '') return overviewOf(linkedApis[0]!);
      for (const { links } of linkedApis) {
        const found = links.target(`#${inside}`);
        if (found !== undefined) return found;
      }
      if (path === '') return undefined;
      return ['README.md', 'index.md']
        .map((name) => fileAt(posix.join(at, name), inside))
        .find((found) => found !== undefined);
    },
  };
}

/**
 * The API of a document: links to the document lead to the API's pages, which show only its
 * published parts.
 */
function apiOf({ uri }: GuideFile, apis: GuidePlaces['apis']) {
  return uri === undefined ? undefined : apis.find(({ documents }) => documents.has(uri));
}

/**
 * The address of a file in the site; a file beside the folder has the hash of its content in its
 * name.
 */
function placeOf({ path, content }: GuideFile): string {
  if (!path.startsWith('../')) return `guides/${path}`;
  const { name, ext } = posix.parse(path);
  return asset(name, ext.slice(1) || 'txt', content, 'guides/files').path;
}

/** The page of a guide. */
function guidePage(guide: Guide, links: GuideLinks): Page {
  const { page: path, title, text, markdown } = guide;
  const prose = proseOn(path, links, anchorsAfter(title));
  return {
    ...{ path, kind: 'guide', title, markdown },
    description: firstParagraph(text) || title,
    body: html`<main id="content">
<h1>${title}</h1>
<div class="prose guide">${prose.block(text, 2)}</div>
</main>`,
  };
}

/** The pages and files of guides, and their broken links. */
export function guideFiles(
  places: GuidePlaces,
  write: (page: Page) => string,
): { readonly files: ReadonlyMap<string, MakeFile>; readonly broken: readonly BrokenLink[] } {
  const files = new Map<string, MakeFile>();
  const broken: BrokenLink[] = [];
  for (const file of places.files) {
    const { content } = file;
    if (typeof content === 'string' || apiOf(file, places.apis) !== undefined) continue;
    files.set(placeOf(file), () => content);
  }
  for (const guide of places.guides) {
    const links = linksOf(guide, places);
    const checked: GuideLinks = {
      ...links,
      target(url) {
        const found = links.target(url);
        if (found === undefined) broken.push({ file: guide.file, url });
        return found;
      },
    };
    const page = guidePage(guide, checked);
    files.set(guide.page, () => write(page));
    files.set(guide.markdown, () =>
      linkedText(`# ${guide.title}\n\n${guide.text.trim()}\n`, guide.markdown, links),
    );
  }
  return { files, broken };
}
