import { execFile } from 'node:child_process';
import path from 'node:path';

/** A commit of the repository that a folder belongs to. */
export interface GitTree {
  /** As it was asked for: `main`, `HEAD~1`. */
  readonly ref: string;
  readonly commit: string;
  /** The root of the checkout. */
  readonly root: string;
  /** A file's text at the commit, by its path in the checkout. */
  read(file: string): Promise<string>;
  has(file: string): Promise<boolean>;
}

/** What is wrong with a ref or a repository, said to a person. */
export class GitTrouble extends Error {
  override readonly name = 'GitTrouble';
}

const largestFile = 200_000_000;

/**
 * Finds a ref of the repository around a folder. Git is run without a shell, and only reads.
 *
 * @throws {GitTrouble} when there is no git, no repository or no such ref.
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
  return {
    ref,
    commit,
    root,
    async read(file) {
      const name = nameOf(file);
      const shown = await run(['cat-file', 'blob', `${commit}:${name}`], cwd);
      if (shown.ok) return shown.text;
      throw Object.assign(new GitTrouble(`there is no file "${name}" in ${ref}`), {
        code: 'NOT_IN_REF',
      });
    },
    async has(file) {
      return (await run(['cat-file', '-e', `${commit}:${nameOf(file)}`], cwd)).ok;
    },
  };
}

/** Whether a file of the checkout differs from what was last committed. */
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
  if (shallow.ok && shallow.text.trim() === 'true') {
    return `${missing}, and the checkout is shallow; fetch it first, for instance with "git fetch --depth=1 origin ${ref}:${ref}", or "fetch-depth: 0" for actions/checkout`;
  }
  return missing;
}

function whyNoRepository(reason: string, cwd: string): string {
  if (reason === 'ENOENT') return 'git is not installed, or not on the PATH';
  if (reason.includes('dubious ownership')) {
    return `git does not trust the checkout at "${cwd}", because somebody else owns it; "git config --global --add safe.directory <path>" makes it`;
  }
  return `"${cwd}" is in no git repository`;
}

type Ran =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

function run(args: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      'git',
      [...args],
      { cwd, encoding: 'utf8', maxBuffer: largestFile, env: { ...process.env, LC_ALL: 'C' } },
      (error, stdout, stderr) => {
        if (error === null) resolve({ ok: true, text: stdout });
        else resolve({ ok: false, reason: error.code === 'ENOENT' ? 'ENOENT' : stderr.trim() });
      },
    );
  });
}
