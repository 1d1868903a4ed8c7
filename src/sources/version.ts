import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LoadedApi, loadApi } from '../api/load.ts';
import { readBytes, readUri } from '../api/read.ts';
import type { Surroundings } from './contract.ts';
import { type GitTree, GitTrouble, openGitTree } from './git.ts';
import { refuseOutside } from './within.ts';

/** A requested version of a contract: a file, a URL, or a file in git. */
export type Source =
  | { readonly kind: 'plain'; readonly source: string }
  | { readonly kind: 'git'; readonly ref: string; readonly file: string };

/**
 * Parses an argument: `specs/pets.yaml`, `https://…`, `main:specs/pets.yaml`. A file with exactly
 * this name wins over a ref. A path after a ref is relative to the root of the repository, as in
 * git, or to the working directory if it starts with `./` or `../`.
 */
export async function parseSourceText(text: string, cwd: string): Promise<Source> {
  if (/^https?:\/\//i.test(text)) return { kind: 'plain', source: text };
  const colon = text.indexOf(':');
  const isDrive = /^[a-z]:[\\/]/i.test(text);
  if (colon === -1 || isDrive || (await isFile(path.resolve(cwd, text)))) {
    return { kind: 'plain', source: path.resolve(cwd, text) };
  }
  return { kind: 'git', ref: text.slice(0, colon), file: text.slice(colon + 1) };
}

/**
 * Loads a version of a contract. The references of a file in git are read from the same commit.
 * @throws {GitTrouble} if git cannot read it.
 */
export async function loadSource(
  source: Source,
  { cwd, allowRemote, within }: Surroundings,
  name: string | undefined,
): Promise<LoadedApi> {
  if (source.kind === 'plain') {
    const guard = async (uri: string) => {
      if (uri.startsWith('file:')) await refuseOutside(fileURLToPath(uri), within);
    };
    return loadApi(source.source, {
      ...{ cwd, allowRemote },
      ...(name && { name }),
      read: async (uri) => {
        await guard(uri);
        return readUri(uri, allowRemote);
      },
      readBytes: async (uri) => {
        await guard(uri);
        return readBytes(uri, allowRemote);
      },
    });
  }
  const tree = await openGitTree(source.ref, cwd);
  const base = /^\.{1,2}\//.test(source.file) ? cwd : tree.root;
  const file = path.resolve(base, source.file);
  if (!(await tree.has(file))) {
    const relative = path.relative(tree.root, file).split(path.sep).join('/');
    throw new GitTrouble(`there is no file "${relative}" in ${tree.ref}`);
  }
  return loadFromTree(tree, file, { cwd, within }, name);
}

/** Loads a file of the checkout at a commit; the file must exist. */
export function loadFromTree(
  tree: GitTree,
  file: string,
  { cwd, within }: Pick<Surroundings, 'cwd' | 'within'>,
  name?: string,
): Promise<LoadedApi> {
  return loadApi(file, {
    cwd,
    ...(name !== undefined && { name }),
    read: async (uri) => {
      await refuseOutside(fileURLToPath(uri), within);
      return tree.read(fileURLToPath(uri));
    },
    label: (uri) =>
      `${tree.ref}:${path.relative(tree.root, fileURLToPath(uri)).split(path.sep).join('/')}`,
  });
}

async function isFile(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ?? false;
}
