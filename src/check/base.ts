import { type FormerApis, formerApis } from '../sources/former.ts';
import { type GitTree, openGitTree } from '../sources/git.ts';

/** What to compare with, as it was asked for; plain data, so that it can be sent to a worker. */
export type BaseWanted =
  | { readonly kind: 'git'; readonly ref: string }
  | { readonly kind: 'source'; readonly source: string };

/** What a contract is compared with: its file at a commit, or another document. */
export type Base =
  | { readonly kind: 'git'; readonly tree: GitTree; readonly apis: FormerApis }
  | { readonly kind: 'source'; readonly source: string };

/** @throws {GitTrouble} when git cannot give the ref. */
export async function openBase(
  wanted: BaseWanted | undefined,
  cwd: string,
): Promise<Base | undefined> {
  if (wanted?.kind !== 'git') return wanted;
  const tree = await openGitTree(wanted.ref, cwd);
  return { kind: 'git', tree, apis: await formerApis(tree, cwd) };
}
