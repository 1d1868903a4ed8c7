import type { ApiEntry } from '../registry.ts';
import { formerApis } from '../sources/former.ts';
import { openGitTree } from '../sources/git.ts';
import type { Base } from './breaking.ts';

/** What to compare with, as it was asked for; plain data, so that it can be sent to a worker. */
export type BaseWanted =
  | { readonly kind: 'git'; readonly ref: string }
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

/** One API to be looked at, as it is sent to a worker. */
export interface Task {
  readonly entry: ApiEntry;
  readonly cwd: string;
  readonly allowRemote: boolean;
  readonly generated: string;
  readonly base: BaseWanted | undefined;
  readonly fix: boolean;
}
