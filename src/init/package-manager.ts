import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type PackageManager, runners } from '../report/program-command.ts';
import { foldersUpFrom } from '../sources/folders.ts';

/** The package manager of a project, and its commands. */
export interface Installer {
  readonly manager: PackageManager;
  /** Whether it is Yarn 1, whose commands differ from those of later versions. */
  readonly isYarn1: boolean;
  /** Whether a lock file says which versions are installed. */
  readonly isLocked: boolean;
}

const lockFiles = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
] as const satisfies readonly (readonly [string, PackageManager])[];

/**
 * The package manager of a project, by `packageManager` in package.json or by a lock file. As in a
 * workspace, these are in the project's folder or the nearest one above it, up to `top`. The
 * default is npm.
 */
export function installerOf(project: string, top: string): Installer {
  for (const folder of foldersUpFrom(project)) {
    const locked = lockFiles.find(([file]) => isFile(path.join(folder, file)));
    const named = managerNamedIn(path.join(folder, 'package.json'));
    const manager = named?.manager ?? locked?.[1];
    if (manager !== undefined) {
      const isYarn1 = manager === 'yarn' && (named?.isYarn1 ?? !isBerry(folder));
      return { manager, isYarn1, isLocked: locked?.[1] === manager };
    }
    if (folder === top) break;
  }
  return { manager: 'npm', isYarn1: false, isLocked: false };
}

/** `"packageManager": "yarn@1.22.22"`, as Corepack reads it. */
function managerNamedIn(manifest: string): Pick<Installer, 'manager' | 'isYarn1'> | undefined {
  try {
    const { packageManager } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      readonly packageManager?: unknown;
    };
    const [, name = '', major] = /^(\w+)@(\d+)/.exec(String(packageManager)) ?? [];
    const manager = (Object.keys(runners) as PackageManager[]).find((one) => one === name);
    return manager && { manager, isYarn1: manager === 'yarn' && major === '1' };
  } catch {
    // Without a manifest that can be read, the lock files say.
    return undefined;
  }
}

/** Whether a lock file is one of Yarn 2 or later, which is YAML and says so. */
function isBerry(folder: string): boolean {
  return (
    isFile(path.join(folder, '.yarnrc.yml')) ||
    /^__metadata:/m.test(readFileSync(path.join(folder, 'yarn.lock'), 'utf8'))
  );
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** The command that installs from the lock file, if there is one. */
export function installCommand({ manager, isYarn1, isLocked }: Installer): string {
  if (!isLocked) return `${manager} install`;
  switch (manager) {
    case 'npm':
      return 'npm ci';
    case 'yarn':
      return `yarn install ${isYarn1 ? '--frozen-lockfile' : '--immutable'}`;
    case 'pnpm':
    case 'bun':
      return `${manager} install --frozen-lockfile`;
  }
}
