import { execFile } from 'node:child_process';
import path from 'node:path';

/** A commit of the repository that a folder belongs to. */
export interface GitTree {
  /** The ref as the user wrote it: `main`, `HEAD~1`. */
  readonly ref: string;
  readonly commit: string;
  /** The root of the checkout. */
  readonly root: string;
  /**
   * A file's text at the commit, by its path in the checkout; symbolic links are followed.
   * @throws {GitTrouble} if it does not exist, or cannot be read.
   */
  read(file: string): Promise<string>;
  /** @throws {GitTrouble} if that is unknown, as for a file of a submodule. */
  has(file: string): Promise<boolean>;
  /** The names in a folder; none if the folder does not exist. */
  list(folder: string): Promise<readonly string[]>;
}

/** The fault of a ref or a repository, as a message. */
export class GitTrouble extends Error {
  override readonly name = 'GitTrouble';
}

const largestFile = 200_000_000;

/**
 * Finds a ref of the repository around a folder. Git runs without a shell, and only reads.
 * @throws {GitTrouble} without git, a repository or the ref.
 */
export async function openGitTree(ref: string, cwd: string): Promise<GitTree> {
  if (ref === '' || ref.startsWith('-')) throw new GitTrouble(`"${ref}" cannot be a git ref`);
  const top = await run(['rev-parse', '--show-toplevel'], cwd);
  if (!top.ok) throw new GitTrouble(whyNoRepository(top.reason, cwd));
  const root = top.text.trim();
  const found = await run(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    cwd,
  );
  if (!found.ok) throw new GitTrouble(await whyNoRef(ref, cwd));
  const commit = found.text.trim();

  const nameOf = (file: string) => {
    const relative = path.relative(root, file);
    if (relative.startsWith('..') || path.isAbsolute(relative)) {
      throw new GitTrouble(`"${file}" is outside of the repository at "${root}"`);
    }
    return relative.split(path.sep).join('/');
  };
  let folders: ReturnType<typeof foldersOf> | undefined;
  return {
    ref,
    commit,
    root,
    async read(file) {
      const name = nameOf(file);
      const found = await objectOf(`${commit}:${name}`, 'content', root);
      if (found.kind === 'blob') return found.text;
      throw (
        (await whyNotThere(name, found, { ref, commit, root })) ??
        Object.assign(new GitTrouble(`there is no file "${name}" in ${ref}`), {
          code: 'NOT_IN_REF',
        })
      );
    },
    async has(file) {
      const name = nameOf(file);
      const found = await objectOf(`${commit}:${name}`, 'name', root);
      if (found.kind === 'blob') return true;
      const trouble = await whyNotThere(name, found, { ref, commit, root });
      if (trouble !== undefined) throw trouble;
      return false;
    },
    async list(folder) {
      folders ??= foldersOf(commit, root);
      return [...((await folders).get(nameOf(folder)) ?? [])];
    },
  };
}

/** The names in every folder of a commit, by the folder's path. */
async function foldersOf(
  commit: string,
  root: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const listed = await run(['ls-tree', '-r', '-z', '--name-only', commit], root);
  if (!listed.ok) throw new GitTrouble(`git cannot list the files of ${commit}: ${listed.reason}`);
  const folders = new Map<string, Set<string>>();
  for (const file of listed.text.split('\0')) {
    const parts = file.split('/');
    for (const [index, name] of parts.entries()) {
      const folder = parts.slice(0, index).join('/');
      const names = folders.get(folder) ?? new Set();
      folders.set(folder, names.add(name));
    }
  }
  return folders;
}

/** The object under a name in git, with symbolic links followed. */
type Found =
  | { readonly kind: 'blob'; readonly text: string }
  | { readonly kind: 'elsewhere'; readonly target: string }
  | { readonly kind: 'none' };

async function objectOf(name: string, wanted: 'content' | 'name', root: string): Promise<Found> {
  const batch = wanted === 'content' ? '--batch' : '--batch-check';
  const shown = await run(['cat-file', batch, '--follow-symlinks'], root, `${name}\n`);
  if (!shown.ok) throw new GitTrouble(`git cannot read "${name}": ${shown.reason}`);
  const end = shown.text.indexOf('\n');
  const [head, rest] = [shown.text.slice(0, end), shown.text.slice(end + 1, -1)];
  if (/^\w+ blob \d+$/.test(head)) return { kind: 'blob', text: rest };
  return /^symlink \d+$/.test(head) ? { kind: 'elsewhere', target: rest } : { kind: 'none' };
}

/** Why a file cannot be read that is not simply missing. */
async function whyNotThere(
  name: string,
  found: Found,
  { ref, commit, root }: Pick<GitTree, 'ref' | 'commit' | 'root'>,
): Promise<GitTrouble | undefined> {
  if (found.kind === 'elsewhere') {
    return new GitTrouble(
      `"${name}" in ${ref} is a symbolic link to "${found.target}", which is outside of the repository`,
    );
  }
  const parts = name.split('/');
  const around = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const listed = await run(['--literal-pathspecs', 'ls-tree', '-z', commit, '--', ...around], root);
  if (!listed.ok) return new GitTrouble(`git cannot read ${ref}: ${listed.reason}`);
  for (const entry of listed.text.split('\0')) {
    const [, type, place] = /^\d+ (\w+) \w+\t(.*)$/s.exec(entry) ?? [];
    if (type === 'commit' && name.startsWith(`${place}/`)) {
      return new GitTrouble(
        `"${name}" is in the submodule "${place}", of which ${ref} has a commit only; compare it there`,
      );
    }
    if (type === 'blob' && place === name) {
      return new GitTrouble(`git has "${name}" in ${ref}, and cannot read what is in it`);
    }
  }
  return undefined;
}

/** Whether a file of the checkout differs from the last commit. */
export async function isDirty(file: string, cwd: string): Promise<boolean> {
  const status = await run(['status', '--porcelain', '--', file], cwd);
  return status.ok && status.text.trim() !== '';
}

async function whyNoRef(ref: string, cwd: string): Promise<string> {
  const missing = `git knows no commit "${ref}"`;
  const remote = await run(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `origin/${ref}^{commit}`],
    cwd,
  );
  if (remote.ok) return `${missing}; did you mean "origin/${ref}"?`;
  const shallow = await run(['rev-parse', '--is-shallow-repository'], cwd);
  if (!shallow.ok || shallow.text.trim() !== 'true') return missing;
  return `${missing}, and the checkout is shallow; fetch it first, for instance with "${fetchOf(ref)}", or "fetch-depth: 0" for actions/checkout`;
}

/** A command that fetches a ref which a shallow checkout lacks. */
function fetchOf(ref: string): string {
  const [, branch] = /^origin\/(.+)$/.exec(ref) ?? [];
  // A ref relative to another commit has no name to fetch.
  if (/[~^@:]/.test(ref)) return 'git fetch --unshallow';
  if (branch !== undefined)
    return `git fetch --depth=1 origin ${branch}:refs/remotes/origin/${branch}`;
  if (/^[0-9a-f]{7,64}$/.test(ref)) return `git fetch --depth=1 origin ${ref}`;
  return `git fetch --depth=1 origin ${ref}:${ref}`;
}

function whyNoRepository(reason: string, cwd: string): string {
  if (reason === 'ENOENT') return 'git is not installed, or not on the PATH';
  if (reason.includes('dubious ownership')) {
    return `git does not trust the checkout at "${cwd}", because another user owns it; "git config --global --add safe.directory <path>" makes it`;
  }
  return `"${cwd}" is in no git repository`;
}

type Ran =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

function run(args: readonly string[], cwd: string, input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const git = execFile(
      'git',
      [...args],
      { cwd, encoding: 'utf8', maxBuffer: largestFile, env: { ...process.env, LC_ALL: 'C' } },
      (error, stdout, stderr) => {
        if (error === null) resolve({ ok: true, text: stdout });
        else resolve({ ok: false, reason: error.code === 'ENOENT' ? 'ENOENT' : stderr.trim() });
      },
    );
    // A process that ended before reading reports the reason itself.
    git.stdin?.on('error', () => {}).end(input);
  });
}
