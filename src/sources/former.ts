import { readRegistry } from '../registry.ts';
import { type GitTree, GitTrouble } from './git.ts';

/** The APIs of a project as they were at a commit. */
export interface FormerApis {
  /** Where the names came from: `redocly.yaml`. */
  readonly from: string;
  readonly names: readonly string[];
  /**
   * The path of an API's document then, which may have been another one; that of now where nobody
   * had named the API, and `undefined` where nothing was there.
   *
   * @throws {GitTrouble} when git cannot tell.
   */
  find(name: string, source: string): Promise<string | undefined>;
}

/** @throws {GitTrouble} when the registry of then cannot be read. */
export async function formerApis(tree: GitTree, cwd: string): Promise<FormerApis> {
  const { from, apis, problem } = await readRegistry(cwd, {
    read: async (file) => ((await tree.has(file)) ? tree.read(file) : undefined),
    list: (folder) => tree.list(folder),
  });
  if (problem !== undefined)
    throw new GitTrouble(`the registry of ${tree.ref} is broken: ${problem}`);
  return {
    from,
    names: apis.map(({ name }) => name),
    async find(name, source) {
      const before = apis.find((api) => api.name === name)?.source ?? source;
      if (isUrl(before)) {
        throw new GitTrouble(
          `"${name}" was at ${before} in ${tree.ref}, of which git has no versions`,
        );
      }
      return (await tree.has(before)) ? before : undefined;
    },
  };
}

/** What is said of an API that is named no longer. */
export function sayGone(name: string, { from }: FormerApis, { ref }: GitTree): string {
  return `"${name}" was an API of ${from} in ${ref}, and is none now; whoever uses it has nothing left`;
}

function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}
