import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObject } from '../api/node.ts';
import { configurationNames, configuredEntries } from '../configuration-file.ts';
import { parseSource, type SourceDocument } from '../json/document.ts';
import { lintApi, loadRules } from '../lint/lint.ts';
import { type ApiEntry, readRegistry, selectApis } from '../registry.ts';
import { distinct, type Problem } from '../report/problems.ts';
import { type Contract, loadContract } from '../sources/contract.ts';
import { projectAround } from '../sources/folders.ts';

/** The input of a check: an edited file, with the texts of all edited files. */
export interface Look {
  readonly file: string;
  /** The folder of a document that belongs to no project. */
  readonly cwd: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** The results by file, for each contract with the file. */
export interface Seen {
  readonly files: ReadonlyMap<string, SeenFile>;
}

export interface SeenFile {
  readonly problems: readonly Problem[];
  /** The names under `components`, by the kind of component. */
  readonly components: Readonly<Record<string, readonly string[]>>;
  readonly symbols: readonly DocumentSymbol[];
}

/** An operation or a schema, with its place. */
export interface DocumentSymbol {
  readonly name: string;
  readonly kind: 'operation' | 'schema';
  readonly line: number;
  readonly column: number;
}

/**
 * Lints one file after another; reads the configuration for the first one, and when its file has
 * changed.
 */
export function createLook(): (request: Look) => Promise<Seen> {
  const known = new Map<string, Promise<ApiEntry>>();
  return (request) =>
    look(request, async (entry, cwd) => {
      const key = [cwd, entry.name, entry.source, ...(await timesOf(cwd))].join(' ');
      const found = known.get(key) ?? configuredOrPlain(entry, cwd);
      known.set(key, found);
      return found;
    });
}

/** An entry with its settings in the configuration. */
type Configured = (entry: ApiEntry, cwd: string) => Promise<ApiEntry>;

/** The commands report faults of the configuration; the editor lints documents without it, too. */
async function configuredOrPlain(entry: ApiEntry, cwd: string): Promise<ApiEntry> {
  const selection = await configuredEntries([entry], cwd);
  return (selection.ok ? selection.apis[0] : undefined) ?? entry;
}

/** The configuration is a program, which must not run on each key press. */
function timesOf(cwd: string): Promise<readonly unknown[]> {
  const files = configurationNames.map((name) => stat(path.join(cwd, name)).catch(() => undefined));
  return Promise.all(files.map(async (found) => (await found)?.mtimeMs));
}

/** Lints the contracts with a file, by the edited texts. */
async function look({ file, cwd, texts }: Look, configured: Configured): Promise<Seen> {
  const folder = projectAround(path.dirname(file)) ?? cwd;
  const contracts = await contractsOf(file, folder, texts, configured);
  const seen = new Map<string, SeenFile>();
  const see = (name: string, given: Partial<SeenFile>) => {
    const before = seen.get(name) ?? { problems: [], components: {}, symbols: [] };
    const problems = [...before.problems, ...(given.problems ?? [])];
    seen.set(name, { ...before, ...given, problems });
  };
  if (contracts.length === 0) return { files: seen };
  const rules = await loadRules(folder);
  const groups = [];
  for (const contract of contracts) {
    for (const name of contract.files.keys()) see(name, {});
    groups.push(await lintApi(contract, { cwd: folder, rules }));
    groups.push({ problems: unreadable(contract, texts, folder) });
    for (const document of contract.api?.documents.values() ?? []) {
      if (!document.uri.startsWith('file:')) continue;
      see(fileURLToPath(document.uri), { components: componentsOf(document) });
    }
    for (const [name, symbols] of symbolsOf(contract)) see(name, { symbols });
  }
  const byFile = new Map<string, Problem[]>();
  for (const problem of distinct(groups)) {
    const name = problem.file === '' ? file : path.resolve(folder, problem.file);
    const own = byFile.get(name) ?? [];
    own.push(problem);
    byFile.set(name, own);
  }
  for (const [name, problems] of byFile) see(name, { problems });
  return { files: seen };
}

/** The contracts with a file: those of the project, or the file itself if it is a contract. */
async function contractsOf(
  file: string,
  cwd: string,
  texts: Look['texts'],
  configured: Configured,
): Promise<readonly Contract[]> {
  const load = async (entry: ApiEntry) =>
    loadContract(await configured(entry, cwd), {
      ...{ cwd, allowRemote: false },
      textOf: (name) => texts.get(name),
    });
  const { apis } = await readRegistry(cwd);
  const own = apis.find(({ source }) => source === file);
  if (own !== undefined) return [await load(own)];
  const text = texts.get(file) ?? (await readFile(file, 'utf8'));
  if (isRoot.test(text)) {
    const selection = await selectApis(
      { apis: [], from: '', problem: undefined, files: new Map() },
      [file],
      cwd,
    );
    return selection.ok ? Promise.all(selection.apis.map(load)) : [];
  }
  const others: Contract[] = [];
  for (const entry of apis) {
    const contract = await load(entry);
    if (contract.files.has(file)) others.push(contract);
  }
  return others;
}

/** The first field of every OpenAPI document, wherever it is in the text. */
const isRoot = /^[ \t{]*["']?openapi["']?[ \t]*:/m;

/** Why a document cannot be read, reported in the document; the linter reports the places that refer to it. */
function unreadable({ files, api }: Contract, texts: Look['texts'], cwd: string): Problem[] {
  if (api === undefined) return [];
  return [...files].flatMap(([name, text]): Problem[] => {
    if (text === undefined || !texts.has(name)) return [];
    const parsed = parseSource(`file:${name}`, name, text);
    if (parsed.ok) return [];
    const { line, column } = parsed.document.position('');
    const rule = 'document-unreadable';
    const file = path.relative(cwd, name);
    return [{ ...{ file, line, column, rule }, severity: 'error', message: parsed.reason }];
  });
}

function componentsOf({ value }: SourceDocument): Readonly<Record<string, readonly string[]>> {
  const components = isObject(value) && isObject(value.components) ? value.components : {};
  return Object.fromEntries(
    Object.entries(components).map(([kind, named]) => [
      kind,
      isObject(named) ? Object.keys(named) : [],
    ]),
  );
}

function symbolsOf({ api }: Contract): ReadonlyMap<string, DocumentSymbol[]> {
  const found = new Map<string, DocumentSymbol[]>();
  const add = (
    { document, pointer }: { readonly document: SourceDocument; readonly pointer: string },
    named: Pick<DocumentSymbol, 'name' | 'kind'>,
  ) => {
    if (!document.uri.startsWith('file:')) return;
    const name = fileURLToPath(document.uri);
    const symbols = found.get(name) ?? [];
    found.set(name, symbols);
    symbols.push({ ...named, ...document.position(pointer) });
  };
  for (const { method, path: template, at } of api?.operations ?? []) {
    add(at, { name: `${method} ${template}`, kind: 'operation' });
  }
  for (const [name, { at }] of api?.schemas ?? []) add(at, { name, kind: 'schema' });
  return found;
}
