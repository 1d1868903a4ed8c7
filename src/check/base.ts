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
      readonly asked: Set<Asked>;
    }
  | { readonly kind: 'source'; readonly source: string };

/** A file or a folder of a commit, existing or not. */
export type Asked = `base:${string}` | `base-folder:${string}`;

/** @throws {GitTrouble} if git cannot read the ref. */
export async function openBase(
  wanted: BaseWanted | undefined,
  cwd: string,
): Promise<Base | undefined> {
  if (wanted?.kind !== 'git') return wanted;
  const asked = new Set<Asked>();
  const tree = recorded(await openGitTree(wanted.ref, cwd), asked);
  return { kind: 'git', tree, apis: await formerApis(tree, { cwd }), asked };
}

function recorded(tree: GitTree, asked: Set<Asked>): GitTree {
  return {
    ...tree,
    read(file) {
      asked.add(`base:${file}`);
      return tree.read(file);
    },
    has(file) {
      asked.add(`base:${file}`);
      return tree.has(file);
    },
    list(folder) {
      asked.add(`base-folder:${folder}`);
      return tree.list(folder);
    },
  };
}
