import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Config, settingsOf } from './configuration.ts';
import { whatIsWrong } from './configuration-check.ts';
import { loadModule } from './load-module.ts';
import { didYouMeanOneOf } from './nearest-name.ts';
import { type ApiEntry, readRegistry, type Selection } from './registry.ts';
import { thrownMessage } from './thrown-message.ts';

export type ReadConfiguration =
  | { readonly ok: true; readonly config: Config; readonly file: string | undefined }
  | { readonly ok: false; readonly reason: string };

/** An API, or an entry of the registry. */
interface Named {
  readonly name: string;
}

/** The possible names of the file; the first existing one counts. */
export const configurationNames: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (end) => `specwright.config.${end}`,
);

/**
 * Reads `specwright.config.ts` of a folder, or `.mts`, `.js`, `.mjs`, `.json`; without a file,
 * nothing is configured. If a command works on certain APIs (`selected`), each configured API must
 * be one of them or be in the registry.
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
      const reason = thrownMessage(error);
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

/**
 * Entries of the registry with their contract settings, or why the configuration cannot be used.
 */
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

/** Reports the configuration of an unknown API. */
async function strayApi(
  config: Config,
  cwd: string,
  selected: readonly Named[],
): Promise<string | undefined> {
  const configured = Object.keys(config.apis ?? {});
  if (configured.length === 0) return undefined;
  const { apis } = await readRegistry(cwd);
  // Without a registry, any API may be used by its file.
  if (apis.length === 0) return undefined;
  const names = [...new Set([...selected, ...apis].map(({ name }) => name))];
  const stray = configured.find((name) => !names.includes(name));
  return stray && `"apis.${stray}" is not an API${didYouMeanOneOf(stray, names)}`;
}

async function load(path: string): Promise<unknown> {
  if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'));
  const loaded = await loadModule(path);
  if (!loaded.ok) throw new Error(loaded.reason);
  return loaded.value;
}
