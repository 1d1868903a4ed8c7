import path from 'node:path';

/** The environment of a run on GitHub Actions; elsewhere there is no `workspace`. */
export interface Checkout {
  readonly cwd: string;
  readonly workspace: string | undefined;
}

/**
 * A file name for GitHub: its path from the root of the checkout, even if the run started in a
 * subfolder. A URL stays unchanged.
 */
export function pathInCheckout(
  file: string,
  { cwd, workspace }: Checkout = { cwd: process.cwd(), workspace: process.env.GITHUB_WORKSPACE },
): string {
  if (!workspace || /^https?:/.test(file)) return file;
  const inside = path.relative(workspace, path.resolve(cwd, file));
  const isOutside = inside.startsWith('..') || path.isAbsolute(inside);
  return isOutside ? file : inside.split(path.sep).join('/');
}
