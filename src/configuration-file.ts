import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Config, settingsOf } from './configuration.ts';
import { whatIsWrong } from './configuration-check.ts';
import { loadModule } from './load-module.ts';
import { didYouMeanOneOf } from './nearest-name.ts';
import { type ApiEntry, readRegistry, type Selection } from './registry.ts';

export type ReadConfiguration =
  | { readonly ok: true; readonly config: Config; readonly file: string | undefined }
  | { readonly ok: false; readonly reason: string };

/** An API, or an entry of the registry. */
interface Named {
  readonly name: string;
}

/** The names of the file, of which the first that is there counts. */
export const configurationNames: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (end) => `specwright.config.${end}`,
);

/**
 * Reads `specwright.config.ts` of a folder, or `.mts`, `.js`, `.mjs`, `.json`; without one, nothing is
 * configured. Where a command names the APIs that it works on (`selected`), each API of the configuration
 * must be one of them or stand in the registry.
 */
export async function readConfiguration(
  cwd: string,
  selected?: readonly Named[],
): Promise<ReadConfiguration> {
  for (const name of configurationNames) {
    const path = resolve(cwd, name);
    if (!(await stat(path).catch(() => undefined))?.isFile()) continue;
    let config: unknown;
    try {
      config = await load(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, reason: `cannot load ${name}: ${reason}` };
    }
    const wrong =
      whatIsWrong(config) ?? (selected && (await strayApi(config as Config, cwd, selected)));
    return wrong === undefined
      ? { ok: true, config: config as Config, file: name }
      : { ok: false, reason: `cannot use ${name}: ${wrong}` };
  }
  return { ok: true, config: {}, file: undefined };
}

/** Entries of the registry with what the configuration says of their contracts, or why it cannot be used. */
export async function configuredEntries(
  entries: readonly ApiEntry[],
  cwd: string,
): Promise<Selection> {
  const read = await readConfiguration(cwd);
  if (!read.ok) return { ok: false, message: read.reason };
  const apis = entries.map((entry) => {
    const { lenientNullable = false } = settingsOf(read.config, entry.name);
    return lenientNullable ? { ...entry, lenientNullable } : entry;
  });
  return { ok: true, apis };
}

/** What the configuration says of an API that there is not. */
async function strayApi(
  config: Config,
  cwd: string,
  selected: readonly Named[],
): Promise<string | undefined> {
  const configured = Object.keys(config.apis ?? {});
  if (configured.length === 0) return undefined;
  const { apis } = await readRegistry(cwd);
  // Without a registry any API may be asked for, by its file.
  if (apis.length === 0) return undefined;
  const names = [...new Set([...selected, ...apis].map(({ name }) => name))];
  const stray = configured.find((name) => !names.includes(name));
  return stray && `"apis.${stray}" is no API${didYouMeanOneOf(stray, names)}`;
}

async function load(path: string): Promise<unknown> {
  if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'));
  const loaded = await loadModule(path);
  if (!loaded.ok) throw new Error(loaded.reason);
  return loaded.value;
}
