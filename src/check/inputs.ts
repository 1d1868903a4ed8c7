import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { Base } from './base.ts';

/**
 * What a result was taken from, each thing by a name: `file:<path>`, `folder:<path>` with all that is
 * in it, and `base:<path>`, a file as it is at the base.
 */
export type Input = `file:${string}` | `folder:${string}` | `base:${string}`;

/** Gives the digest of an input as it is now; of its absence, too. */
export type DigestOf = (input: Input) => Promise<string>;

/** Digests, each taken once. */
export async function createDigests(base: Base | undefined, cwd: string): Promise<DigestOf> {
  const atBase = base?.kind === 'git' ? await objectsOf(base) : new Map<string, string>();
  const commit = base?.kind === 'git' ? base.tree.commit : '';
  const known = new Map<Input, Promise<string>>();
  const take = async (input: Input): Promise<string> => {
    const name = input.slice(input.indexOf(':') + 1);
    if (input.startsWith('file:')) return digestOfFile(path.resolve(cwd, name));
    // What is no plain file there may lead anywhere in its commit.
    if (input.startsWith('base:')) return atBase.get(path.resolve(cwd, name)) ?? `absent ${commit}`;
    const folder = path.resolve(cwd, name);
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    const each = files
      .sort()
      .map(async (file) => `${file} ${await digestOfFile(path.join(folder, file))}`);
    return digestOf((await Promise.all(each)).join('\n'));
  };
  return (input) => {
    const digest = known.get(input) ?? take(input);
    known.set(input, digest);
    return digest;
  };
}

/** The files that say how the linter works: redocly.yaml, and what it names that is a file. */
export async function linterFiles(cwd: string): Promise<readonly Input[]> {
  const names = ['redocly.yaml', 'redocly.yml', '.redocly.lint-ignore.yaml'];
  const named: string[] = [];
  for (const name of names) {
    const text = await readFile(path.resolve(cwd, name), 'utf8').catch(() => undefined);
    if (text !== undefined) named.push(...textsIn(parseOrNothing(text)));
  }
  // The contracts are among these, too; each API names its own.
  const others = named.filter((text) =>
    /^\.{0,2}[\w/.-]+\.[cm]?[jt]s$|\.redocly\.ya?ml$/.test(text),
  );
  return [...names, ...others.filter((file) => existsSync(path.resolve(cwd, file)))].map(
    (file): Input => `file:${file}`,
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function parseOrNothing(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** The names of git's objects at the base, by the absolute paths of their files. */
async function objectsOf(base: Base & { readonly kind: 'git' }): Promise<Map<string, string>> {
  const { commit, root } = base.tree;
  const { stdout } = await promisify(execFile)('git', ['ls-tree', '-r', '-z', commit], {
    cwd: root,
    maxBuffer: 200_000_000,
  });
  const entries = stdout.split('\0').map((line) => /^100\d+ blob (\w+)\t(.*)$/s.exec(line));
  return new Map(
    entries.flatMap((match) => (match ? [[path.join(root, match[2]!), match[1]!]] : [])),
  );
}

async function digestOfFile(file: string): Promise<string> {
  const content = await readFile(file).catch(() => undefined);
  return content === undefined ? 'absent' : digestOf(content);
}

/** The digest of a file that was read already. */
export function digestOfText(text: string): string {
  return digestOf(text);
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What one API's result is taken from: the files of its contract, the root first, and their like. */
export function inputsOf(
  files: readonly string[],
  generated: string,
  name: string,
): readonly Input[] {
  const [root = ''] = files;
  return [
    ...files.flatMap((file): Input[] => [`file:${file}`, `base:${file}`]),
    `file:${path.join(path.dirname(root), 'evidence.yaml')}`,
    `folder:${path.join(generated, name)}`,
  ];
}
