import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { foldersUpFrom } from '../sources/folders.ts';

/** The git repository around a project. */
export interface Repository {
  /** The root of the checkout. */
  readonly root: string;
  /** The branch that changes go to. */
  readonly defaultBranch: string;
}

/**
 * The repository around a folder, found by git's own files; none outside a repository. The default
 * branch is that of the remote, else `main` or `master`, if it exists.
 */
export function repositoryAround(folder: string): Repository | undefined {
  for (const root of foldersUpFrom(folder)) {
    const git = gitFolderIn(root);
    if (git !== undefined) return { root, defaultBranch: defaultBranchOf(git) };
  }
  return undefined;
}

function gitFolderIn(folder: string): string | undefined {
  const git = path.join(folder, '.git');
  const found = statSync(git, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (found.isDirectory()) return git;
  // A worktree or a submodule has a file with the path of its folder.
  const elsewhere = /^gitdir: (.+)$/m.exec(textOf(git))?.[1];
  if (elsewhere === undefined) return undefined;
  const own = path.resolve(folder, elsewhere.trim());
  const shared = textOf(path.join(own, 'commondir')).trim();
  return shared === '' ? own : path.resolve(own, shared);
}

function defaultBranchOf(git: string): string {
  const ofRemote = branchIn(path.join(git, 'refs/remotes/origin/HEAD'), 'refs/remotes/origin/');
  if (ofRemote !== undefined) return ofRemote;
  const usual = ['main', 'master'].find((name) => hasBranch(git, name));
  return usual ?? branchIn(path.join(git, 'HEAD'), 'refs/heads/') ?? 'main';
}

function branchIn(file: string, prefix: string): string | undefined {
  const [, ref] = /^ref: (\S+)/.exec(textOf(file)) ?? [];
  return ref?.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}

function hasBranch(git: string, name: string): boolean {
  const refs = ['refs/heads', 'refs/remotes/origin'].map((place) => `${place}/${name}`);
  const packed = textOf(path.join(git, 'packed-refs'));
  return refs.some(
    (ref) =>
      statSync(path.join(git, ref), { throwIfNoEntry: false }) !== undefined ||
      packed.split('\n').some((line) => line.endsWith(` ${ref}`)),
  );
}

function textOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : '';
}
