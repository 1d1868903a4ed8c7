import { type FormerApis, formerApis } from '../sources/former.ts';
import { type GitTree, openGitTree } from '../sources/git.ts';

/** The base of a comparison as the user gave it; plain data, so that it can be sent to a worker. */
export type BaseWanted =
  | { readonly kind: 'git'; readonly ref: string }
  | { readonly kind: 'source'; readonly source: string };

/** The base of a contract: its file at a commit, or another document. */
export type Base =
  | {
      readonly kind: 'git';
      readonly tree: GitTree;
      readonly apis: FormerApis;
      /** The files that were read from the commit; the reader may empty it. */
      readonly reads: Set<BaseRead>;
    }
  | { readonly kind: 'source'; readonly source: string };

/** A file or a folder of a commit, existing or not. */
export type BaseRead = `base:${string}` | `base-folder:${string}`;

/** @throws {GitTrouble} if git cannot read the ref. */
export async function openBase(
  wanted: BaseWanted | undefined,
  cwd: string,
): Promise<Base | undefined> {
  if (wanted?.kind !== 'git') return wanted;
  const reads = new Set<BaseRead>();
  const tree = recorded(await openGitTree(wanted.ref, cwd), reads);
  return { kind: 'git', tree, apis: await formerApis(tree, { cwd }), reads };
}

function recorded(tree: GitTree, reads: Set<BaseRead>): GitTree {
  return {
    ...tree,
    read(file) {
      reads.add(`base:${file}`);
      return tree.read(file);
    },
    has(file) {
      reads.add(`base:${file}`);
      return tree.has(file);
    },
    list(folder) {
      reads.add(`base-folder:${folder}`);
      return tree.list(folder);
    },
  };
}
