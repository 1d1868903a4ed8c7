/** How each package manager runs a program of a project. */
export const runners = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
} as const;

export type PackageManager = keyof typeof runners;

/**
 * The command that runs this program again, by the package manager that started it; `agent` is its
 * `npm_config_user_agent`: `pnpm/10.4.1 npm/? node/v22.14.0 linux x64`. Without one, the program is
 * on the path, unless the project has installed it.
 */
export function programCommand(agent: string | undefined, isInProject: boolean): string {
  const name = /^\w+(?=\/)/.exec(agent ?? '')?.[0];
  const manager = name !== undefined && isPackageManager(name) ? name : undefined;
  if (manager === undefined && !isInProject) return 'specwright';
  return `${runners[manager ?? 'npm']} specwright`;
}

function isPackageManager(name: string): name is PackageManager {
  return Object.hasOwn(runners, name);
}

/** A word of a command, in quotes if a POSIX shell would split or change it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./…-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
