import { readdir, readFile } from 'node:fs/promises';
import { extname, posix, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../api/node.ts';
import { html } from '../html/template.ts';
import { pictures } from './assets.ts';
import type { Page } from './frame.ts';
import type { Labels } from './labels/en.ts';
import { type Links, linkedText, proseOn, type Target } from './links.ts';
import { firstParagraph, headingsOf } from './markdown.ts';
import { slugOf } from './paths.ts';
import type { MakeFile } from './publish.ts';

/** A file of a folder of guides. */
export interface GuideFile {
  /** In the folder, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** A text of the publisher's, as a page beside the reference. */
export interface Guide {
  readonly file: string;
  readonly title: string;
  /** Markdown, without what stands before it and without its title. */
  readonly text: string;
  readonly headings: readonly string[];
  readonly page: string;
  readonly markdown: string;
}

/** A link of a guide that leads nowhere. */
export interface BrokenLink {
  readonly file: string;
  readonly url: string;
}

/** Reads the Markdown files of a folder, and the pictures beside them; in the order of their names. */
export async function readGuides(folder: string, cwd: string): Promise<readonly GuideFile[]> {
  const root = resolve(cwd, folder);
  const names = await readdir(root, { recursive: true });
  const paths = names.map((name) => name.split(sep).join('/'));
  const wanted = paths.filter((path) => {
    const extension = extname(path).toLowerCase();
    const isHidden = path.split('/').some((part) => part.startsWith('.'));
    return !isHidden && (extension === '.md' || pictures.includes(extension));
  });
  const sorted = wanted.sort((a, b) => (a < b ? -1 : 1));
  return Promise.all(
    sorted.map(async (path): Promise<GuideFile> => {
      const bytes = await readFile(resolve(root, path));
      return { path, content: path.endsWith('.md') ? bytes.toString('utf8') : bytes };
    }),
  );
}

/** The guides of a site: `01-first-steps.md` becomes `guides/first-steps.html`. */
export function guidesOf(files: readonly GuideFile[]): readonly Guide[] {
  const taken = new Set<string>();
  return files.flatMap(({ path, content }): Guide[] => {
    if (typeof content !== 'string') return [];
    const name = path.replace(/\.md$/i, '').replace(/(^|\/)\d+[-_. ]+/g, '$1');
    const base = name.split('/').map(slugOf).join('/');
    let slug = base;
    for (let count = 2; taken.has(slug); count += 1) slug = `${base}-${count}`;
    taken.add(slug);
    const { title, text } = partsOf(content, name.split('/').at(-1)!);
    return [
      {
        ...{ file: path, title, text, headings: headingsOf(text).map((heading) => heading.text) },
        ...{ page: `guides/${slug}.html`, markdown: `guides/${slug}.md` },
      },
    ];
  });
}

/** The title is what stands before the text (`title:`), its first heading, or the name of the file. */
function partsOf(content: string, name: string): { readonly title: string; readonly text: string } {
  const [, before, rest = content] =
    /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(content) ?? [];
  const given = before === undefined ? undefined : parse(before);
  const [, heading, below = rest] = /^\s*#\s+(.+?)\s*#*\s*(?:\r?\n|$)([\s\S]*)$/.exec(rest) ?? [];
  const own = isObject(given) && typeof given.title === 'string' ? given.title : undefined;
  const plain = name.replace(/[-_]+/g, ' ');
  const title = own ?? firstParagraph(heading) ?? plain;
  return { title: title || plain.charAt(0).toUpperCase() + plain.slice(1), text: below };
}

/** What guides and their links need of the APIs of a site. */
export interface GuidePlaces {
  readonly guides: readonly Guide[];
  readonly files: readonly GuideFile[];
  readonly apis: readonly { readonly name: string; readonly links: Links }[];
  readonly labels: Labels;
}

type GuideLinks = Pick<Links, 'labels' | 'target' | 'picture' | 'schema'>;

/**
 * Follows the links of a guide: to other guides and files by their paths, to its own headings, and to APIs
 * (`#operation/addPet`, `pets#tag/Dogs`, `pets#/components/schemas/Pet`).
 */
function linksOf(guide: Guide, { guides, files, apis, labels }: GuidePlaces): GuideLinks {
  const below = (url: string) => posix.join(posix.dirname(guide.file), url);
  const headings = new Set(guide.headings.map(slugOf));
  return {
    labels,
    schema: () => undefined,
    picture(url) {
      const path = below(url);
      return files.some((file) => file.path === path) ? `guides/${path}` : undefined;
    },
    target(url): Target | undefined {
      const [path = '', inside = ''] = url.split('#', 2);
      const fragment = url.includes('#') ? `#${inside}` : '';
      if (path === '' && headings.has(slugOf(inside))) {
        return { page: guide.page, text: guide.markdown, fragment: `#${slugOf(inside)}` };
      }
      const other = guides.find(({ file }) => file === below(path));
      if (path !== '' && other !== undefined) {
        const isThere = inside === '' || other.headings.some((text) => slugOf(text) === inside);
        return isThere ? { page: other.page, text: other.markdown, fragment } : undefined;
      }
      const asked = path === '' ? apis : apis.filter(({ name }) => name === path);
      if (fragment === '') {
        const [api] = asked;
        return (
          api && { page: `${api.name}/index.html`, text: `${api.name}/index.md`, fragment: '' }
        );
      }
      for (const { links } of asked) {
        const found = links.target(fragment);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** The page of a guide. */
function guidePage(guide: Guide, links: GuideLinks): Page {
  const { page: path, title, text, markdown } = guide;
  const prose = proseOn(path, links, slugOf);
  return {
    ...{ path, kind: 'guide', title, markdown },
    description: firstParagraph(text) || title,
    body: html`<main id="content">
<h1>${title}</h1>
<div class="prose guide">${prose.block(text, 1)}</div>
</main>`,
  };
}

/** The pages and files of guides, and which of their links lead nowhere. */
export function guideFiles(
  places: GuidePlaces,
  write: (page: Page) => string,
): { readonly files: ReadonlyMap<string, MakeFile>; readonly broken: readonly BrokenLink[] } {
  const files = new Map<string, MakeFile>();
  const broken: BrokenLink[] = [];
  for (const { path, content } of places.files) {
    if (typeof content !== 'string') files.set(`guides/${path}`, () => content);
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
