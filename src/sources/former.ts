import type { LoadedApi } from '../api/load.ts';
import { readRegistry } from '../registry.ts';
import type { Surroundings } from './contract.ts';
import { type GitTree, GitTrouble } from './git.ts';
import { loadFromTree } from './version.ts';

/** The APIs of a project at a commit. */
export interface FormerApis {
  /** The source of the names: `redocly.yaml`. */
  readonly from: string;
  readonly names: readonly string[];
  /**
   * The path of an API's document at that commit, which may differ from now; the current path if no
   * registry named the API, and `undefined` if it did not exist.
   * @throws {GitTrouble} if git cannot tell.
   */
  find(name: string, source: string): Promise<string | undefined>;
  /**
   * The API at that commit with its references; `undefined` if it did not exist.
   * @throws {GitTrouble} if git cannot read it.
   */
  load(name: string, source: string): Promise<LoadedApi | undefined>;
}

/** @throws {GitTrouble} if the registry at that commit cannot be read. */
export async function formerApis(
  tree: GitTree,
  { cwd, within }: Pick<Surroundings, 'cwd' | 'within'>,
): Promise<FormerApis> {
  const { from, apis, problem } = await readRegistry(cwd, {
    read: async (file) => ((await tree.has(file)) ? tree.read(file) : undefined),
    list: (folder) => tree.list(folder),
  });
  if (problem !== undefined)
    throw new GitTrouble(`the registry of ${tree.ref} is broken: ${problem}`);
  const find = async (name: string, source: string) => {
    const before = apis.find((api) => api.name === name)?.source ?? source;
    if (isUrl(before)) {
      throw new GitTrouble(
        `"${name}" was at ${before} in ${tree.ref}, of which git has no versions`,
      );
    }
    return (await tree.has(before)) ? before : undefined;
  };
  return {
    from,
    names: apis.map(({ name }) => name),
    find,
    async load(name, source) {
      const before = await find(name, source);
      return before === undefined ? undefined : loadFromTree(tree, before, { cwd, within }, name);
    },
  };
}

/** The message about an API that is no longer in the registry. */
export function sayGone(name: string, { from }: FormerApis, { ref }: GitTree): string {
  return `"${name}" was an API of ${from} in ${ref}, but is no longer there; its users have no contract left`;
}

function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}
