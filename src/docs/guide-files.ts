import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, posix, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodedOrSame } from '../http/percent.ts';
import { pictures } from './assets.ts';
import { addressesIn } from './markdown.ts';

/** A file of a folder of guides, or one that a guide links to. */
export interface GuideFile {
  /** From the folder, with `/`; a file beside the folder begins with `../`. */
  readonly path: string;
  /** A guide is a text. */
  readonly content: string | Uint8Array;
  readonly uri?: string;
}

/**
 * Reads the Markdown files and pictures of a folder, and then the project files that they link to.
 * Files and folders in `order` come first, the others in the order of their names.
 */
export async function readGuides(
  folder: string,
  cwd: string,
  order: readonly string[] = [],
): Promise<readonly GuideFile[]> {
  const root = resolve(cwd, folder);
  const names = await readdir(root, { recursive: true });
  const wanted = names.filter((name) => {
    const extension = extname(name).toLowerCase();
    return !isHidden(name) && (extension === '.md' || pictures.includes(extension));
  });
  const paths = wanted.map((name) => name.split(sep).join('/')).sort((a, b) => (a < b ? -1 : 1));
  const rank = (path: string) => {
    const index = order.findIndex((entry) => isWithin(path, entry));
    return index === -1 ? order.length : index;
  };
  const files = await Promise.all(
    paths
      .sort((a, b) => rank(a) - rank(b))
      .map(async (path): Promise<GuideFile> => {
        const bytes = await readFile(resolve(root, path));
        return { path, content: /\.md$/i.test(path) ? bytes.toString('utf8') : bytes };
      }),
  );
  return [...files, ...(await linkedFiles(files, root, cwd))];
}

/** The entries of an order that match no guide and no folder. */
export function unknownInOrder(
  order: readonly string[],
  guides: readonly GuideFile[],
): readonly string[] {
  return order.filter((entry) => !guides.some(({ path }) => isWithin(path, entry)));
}

function isWithin(path: string, entry: string): boolean {
  return path === entry || path.startsWith(`${entry.replace(/\/$/, '')}/`);
}

/** Linked files that are no guides; for a folder, its README. */
async function linkedFiles(
  files: readonly GuideFile[],
  root: string,
  cwd: string,
): Promise<readonly GuideFile[]> {
  const known = new Set(files.map(({ path }) => path));
  const linked = new Set<string>();
  for (const { path, content } of files) {
    if (typeof content !== 'string') continue;
    for (const url of addressesIn(content)) {
      if (/^(?:[a-z][a-z\d+.-]*:|[/#?])/i.test(url)) continue;
      const target = pathBeside(path, url);
      if (target !== '.' && !known.has(target)) linked.add(target);
    }
  }
  const project = await realpath(cwd);
  const read = async (path: string): Promise<readonly GuideFile[]> => {
    const file = await realpath(resolve(root, path)).catch(() => undefined);
    if (file === undefined || !file.startsWith(project + sep)) return [];
    // A link publishes no secrets: `.env`, `.git/config`.
    if (isHidden(relative(project, file))) return [];
    const found = await stat(file);
    if (found.isDirectory() && !/\/README\.md$/i.test(path)) {
      return known.has(`${path}/README.md`) ? [] : read(`${path}/README.md`);
    }
    if (!found.isFile()) return [];
    return [{ path, content: await readFile(file), uri: pathToFileURL(file).href }];
  };
  return (await Promise.all([...linked].map(read))).flat();
}

/** The path that a link of a file leads to, without what follows `#` or `?`. */
export function pathBeside(file: string, url: string): string {
  const [path = ''] = url.split(/[#?]/, 1);
  return posix.join(posix.dirname(file), decodedOrSame(path)).replace(/(?<=.)\/$/, '');
}

/** A path of this platform. */
function isHidden(path: string): boolean {
  return path.split(sep).some((part) => /^\.(?!\.?$)/.test(part) || part === 'node_modules');
}
