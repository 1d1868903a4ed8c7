import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { foldersUpFrom } from '../sources/folders.ts';
import type { Base, BaseRead } from './base.ts';

/**
 * The inputs of a result, each with a name.
 *
 * - `file:<path>`: a file;
 * - `folder:<path>`: a folder with all contents;
 * - `base:<path>`: a file at the base;
 * - `base-folder:<path>`: the names in a folder at the base;
 * - the day, because some results expire.
 */
export type Input = `file:${string}` | `folder:${string}` | BaseRead | 'day';

/** Returns the current digest of an input, also if it is missing. */
export type DigestOf = (input: Input) => Promise<string>;

/** Digests, each taken once. */
export async function createDigests(base: Base | undefined, cwd: string): Promise<DigestOf> {
  const atBase = base?.kind === 'git' ? await objectsOf(base) : new Map<string, GitObject>();
  const commit = base?.kind === 'git' ? base.tree.commit : '';
  const known = new Map<Input, Promise<string>>();
  const take = async (input: Input): Promise<string> => {
    if (input === 'day') return new Date().toISOString().slice(0, 10);
    const [kind, name] = split(input);
    const file = path.resolve(cwd, name);
    switch (kind) {
      case 'file':
        return digestOfFile(file);
      case 'folder':
        return digestOfFolder(file);
      case 'base':
        return objectAt(file, atBase, commit);
      case 'base-folder': {
        const inside = [...atBase.keys()].filter((one) => one.startsWith(`${file}${path.sep}`));
        return digestOf(inside.sort().join('\n'));
      }
    }
  };
  return (input) => {
    const digest = known.get(input) ?? take(input);
    known.set(input, digest);
    return digest;
  };
}

function split(input: Exclude<Input, 'day'>) {
  const colon = input.indexOf(':');
  const kind = input.slice(0, colon) as 'file' | 'folder' | 'base' | 'base-folder';
  return [kind, input.slice(colon + 1)] as const;
}

async function digestOfFile(file: string): Promise<string> {
  const content = await readFile(file).catch(() => undefined);
  return content === undefined ? 'absent' : digestOf(content);
}

async function digestOfFolder(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true }).catch(() => undefined);
  if (files === undefined) return 'absent';
  const each = files
    .sort()
    .map(async (file) => `${file} ${await digestOfFile(path.join(folder, file))}`);
  return digestOf((await Promise.all(each)).join('\n'));
}

/** The digest of a text that was already read. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

interface GitObject {
  readonly name: string;
  readonly isFile: boolean;
}

/** The files, symbolic links and submodules at the base, by absolute path. */
async function objectsOf(base: Base & { readonly kind: 'git' }): Promise<Map<string, GitObject>> {
  const { commit, root } = base.tree;
  const { stdout } = await promisify(execFile)('git', ['ls-tree', '-r', '-z', commit], {
    cwd: root,
    maxBuffer: 200_000_000,
  });
  const entries = stdout.split('\0').map((line) => /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line));
  return new Map(
    entries.flatMap((match) => {
      if (match === null) return [];
      const [, mode = '', name = '', file = ''] = match;
      return [[path.join(root, file), { name, isFile: mode.startsWith('100') }]];
    }),
  );
}

function objectAt(file: string, atBase: ReadonlyMap<string, GitObject>, commit: string): string {
  for (const place of foldersUpFrom(file)) {
    const found = atBase.get(place);
    if (found === undefined) continue;
    // A link or a submodule may lead anywhere in its commit.
    return found.isFile ? found.name : `${found.name} ${commit}`;
  }
  return 'absent';
}
