import { onDisk, readRegistry, readText, type Selection, selectApis } from '../registry.ts';

/** The APIs that a command is asked about, and the files that say which these are. */
export interface Registered {
  readonly selection: Selection;
  /** Each with what it held; `undefined` where it was looked for and is not there. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** Reads the registry and selects from it, keeping account of what was read. */
export async function findApis(args: readonly string[], cwd: string): Promise<Registered> {
  const files = new Map<string, string | undefined>();
  const registry = await readRegistry(cwd, {
    ...onDisk,
    read: async (file) => {
      const text = await readText(file);
      files.set(file, text);
      return text;
    },
  });
  return { selection: await selectApis(registry, args, cwd), files };
}
