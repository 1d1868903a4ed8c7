import { posix } from 'node:path';
import type { GuideLink } from './paths.ts';

/** The guides of one folder. */
export interface GuideGroup {
  /** The title of the folder's first page; `''` for guides outside folders. */
  readonly name: string;
  readonly pages: readonly GuideLink[];
}

/**
 * Guides by folder: those outside folders come first, and a `README.md` is the first of its folder.
 */
export function guideGroups(guides: readonly GuideLink[]): readonly GuideGroup[] {
  const folders = new Map<string, GuideLink[]>([['', []]]);
  for (const guide of guides) {
    const folder = posix.dirname(guide.file).replace(/^\.$/, '');
    const pages = folders.get(folder);
    if (pages === undefined) folders.set(folder, [guide]);
    else if (isFirst(guide)) pages.unshift(guide);
    else pages.push(guide);
  }
  return [...folders]
    .filter(([, pages]) => pages.length > 0)
    .map(([folder, pages]) => ({ name: folder === '' ? '' : nameOf(folder, pages[0]!), pages }));
}

function nameOf(folder: string, first: GuideLink): string {
  if (isFirst(first)) return first.title;
  return titleOfName(posix.basename(folder).replace(/^\d+[-_. ]+/, ''));
}

/** The title in the name of a file or a folder: `first-steps` is `First steps`. */
export function titleOfName(name: string): string {
  const plain = name.replace(/[-_]+/g, ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function isFirst({ page }: GuideLink): boolean {
  return page.endsWith('/index.html');
}
