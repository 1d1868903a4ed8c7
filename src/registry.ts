import { readdir, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nameOfSource } from './api/name.ts';
import { isObject } from './api/node.ts';
import { parseUrl } from './http/url.ts';
import { parseSource, type SourceDocument } from './json/document.ts';
import { placeText } from './json/place-text.ts';
import { child, type Pointer } from './json/pointer.ts';
import { didYouMean, nearestName } from './nearest-name.ts';

/** An API that commands can use. */
export interface ApiEntry {
  /** The name for the API's folders and paths: `kaiten`, `kaiten@v2`. */
  readonly name: string;
  /** An absolute path, or an http(s) URL. */
  readonly source: string;
  /**
   * Whether `nullable` of OpenAPI 3.0 allows null beside any other keyword, from the configuration.
   */
  readonly lenientNullable?: boolean;
}

/** The APIs of a project. */
export interface Registry {
  /** The source of the names, for messages: `redocly.yaml`. */
  readonly from: string;
  readonly apis: readonly ApiEntry[];
  /** Why the names could not be read; paths and URLs still work. */
  readonly problem: string | undefined;
  /** The files that may contain names, with their contents; `undefined` for missing ones. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

export type Selection =
  | { readonly ok: true; readonly apis: readonly ApiEntry[] }
  | { readonly ok: false; readonly message: string };

const registryFiles = ['redocly.yaml', 'redocly.yml'] as const;
const documentNames = ['openapi.yaml', 'openapi.yml', 'openapi.json'] as const;

/** The files of a project, current or at a commit. */
export interface ProjectFiles {
  /** The text of an existing file. */
  read(file: string): Promise<string | undefined>;
  /** The names in a folder; none if the folder is missing. */
  list(folder: string): Promise<readonly string[]>;
}

/**
 * The APIs under `apis` in `redocly.yaml`; without any, every `specs/<name>/openapi.yaml` (or
 * `.yml`, `.json`).
 */
export async function readRegistry(cwd: string, files: ProjectFiles = onDisk): Promise<Registry> {
  const read = new Map<string, string | undefined>();
  return { ...(await readNames(cwd, files, read)), files: read };
}

type Names = Omit<Registry, 'files'>;

async function readNames(
  cwd: string,
  files: ProjectFiles,
  read: Map<string, string | undefined>,
): Promise<Names> {
  for (const file of registryFiles) {
    const text = await files.read(resolve(cwd, file));
    read.set(resolve(cwd, file), text);
    if (text === undefined) continue;
    const parsed = parseSource(pathToFileURL(resolve(cwd, file)).href, file, text);
    if (!parsed.ok) {
      const { line, column } = parsed.document.position('');
      return broken(file, `${file}:${line}:${column}: ${parsed.reason}`);
    }
    const named = namedApis(parsed.document, cwd);
    if (named !== undefined) return named;
  }
  return { from: 'specs/*/openapi.yaml', apis: await foundApis(cwd, files), problem: undefined };
}

/**
 * The APIs of a command's arguments: each is a name of the registry, a path to a file or an http(s)
 * URL. A name without `@version` means all its versions; no argument means all APIs.
 */
export async function selectApis(
  registry: Registry,
  args: readonly string[],
  cwd: string,
): Promise<Selection> {
  if (args.length === 0) return everything(registry);
  const selected = new Map<string, ApiEntry>();
  for (const arg of args) {
    const entries = await entriesFor(registry, arg, cwd);
    if (entries.length === 0) return { ok: false, message: unknownApi(registry, arg) };
    for (const entry of entries) {
      const twin = [...selected.values()].some(({ source }) => source === entry.source);
      if (twin) continue;
      const name = uniqueName(entry.name, selected);
      selected.set(name, { ...entry, name });
    }
  }
  return { ok: true, apis: [...selected.values()] };
}

function namedApis(document: SourceDocument, cwd: string): Names | undefined {
  const { label: file, value } = document;
  if (value === null || value === undefined) return undefined;
  const problem = (pointer: Pointer, reason: string) => {
    return broken(file, `${placeText({ document, pointer })}: ${reason}`);
  };
  if (!isObject(value)) return problem('', 'expected a mapping');
  if (value.apis === undefined || value.apis === null) {
    const meant = Object.keys(value).find((key) => nearestName(key, ['apis']) !== undefined);
    if (meant === undefined || meant === 'apis') return undefined;
    return problem(child('', meant), `"${meant}" is not known; did you mean "apis"?`);
  }
  if (!isObject(value.apis)) return problem('/apis', '`apis` must be a mapping of names to APIs');
  const apis: ApiEntry[] = [];
  for (const [name, entry] of Object.entries(value.apis)) {
    const at = child('/apis', name);
    if (!/^\w[\w.@-]*$/.test(name)) {
      const reason = 'use letters, digits, ".", "-", "_" and "@" only';
      return problem(at, `"${name}" cannot name an API: ${reason}`);
    }
    const root = isObject(entry) ? entry.root : undefined;
    if (typeof root !== 'string' || root === '') {
      return problem(at, `the API "${name}" has no \`root\`, the path or URL of its document`);
    }
    apis.push({ name, source: isUrl(root) ? root : resolve(cwd, root) });
  }
  return { from: file, apis, problem: undefined };
}

async function foundApis(cwd: string, files: ProjectFiles): Promise<readonly ApiEntry[]> {
  const folders = await files.list(resolve(cwd, 'specs'));
  const apis: ApiEntry[] = [];
  for (const folder of [...folders].sort()) {
    const names = await files.list(resolve(cwd, 'specs', folder));
    const file = documentNames.find((name) => names.includes(name));
    if (file === undefined) continue;
    const source = resolve(cwd, 'specs', folder, file);
    apis.push({ name: nameOfSource(source), source });
  }
  return apis;
}

function everything({ from, apis, problem }: Names): Selection {
  if (problem !== undefined) return { ok: false, message: problem };
  if (apis.length > 0) return { ok: true, apis };
  const message = `there is no API to work on: ${from} names none; name a file or a URL`;
  return { ok: false, message };
}

async function entriesFor(
  registry: Registry,
  arg: string,
  cwd: string,
): Promise<readonly ApiEntry[]> {
  const exact = registry.apis.filter(({ name }) => name === arg);
  if (exact.length > 0) return exact;
  const versions = registry.apis.filter(({ name }) => name.startsWith(`${arg}@`));
  if (versions.length > 0) return versions;
  const source = isUrl(arg) ? arg : resolve(cwd, arg);
  if (!isUrl(arg) && !(await isFile(source))) return [];
  const known = registry.apis.filter((entry) => entry.source === source);
  return known.length > 0 ? known : [{ name: nameOfSource(source), source }];
}

function unknownApi({ from, apis, problem }: Registry, arg: string): string {
  const missing = `cannot find the API "${arg}":`;
  if (problem !== undefined) return `${missing} no file is there, and ${problem}`;
  const reason = `${missing} no API of ${from} has this name and no file is there`;
  if (apis.length === 0) return reason;
  const names = apis.map(({ name }) => name);
  return `${reason}${didYouMean(arg, names)} (known APIs are ${names.join(', ')})`;
}

function uniqueName(name: string, taken: ReadonlyMap<string, ApiEntry>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name}-${count}`;
  return unique;
}

function broken(from: string, problem: string): Names {
  return { from, apis: [], problem };
}

function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && parseUrl(text) !== undefined;
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

/** The current files of a project. */
const onDisk: ProjectFiles = {
  read: readText,
  list: (folder) => readdir(folder).catch(() => []),
};

/** The text of a file; `undefined` if it does not exist. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
