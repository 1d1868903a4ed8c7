import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from './configuration.ts';
import { whatIsWrong } from './configuration-check.ts';
import { loadModule } from './load-module.ts';

export type ReadConfiguration =
  | { readonly ok: true; readonly config: Config; readonly file: string | undefined }
  | { readonly ok: false; readonly reason: string };

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map((end) => `specwright.config.${end}`);

/** Reads `specwright.config.ts` of a folder, or `.mts`, `.js`, `.mjs`, `.json`; without one, nothing is configured. */
export async function readConfiguration(cwd: string): Promise<ReadConfiguration> {
  for (const name of names) {
    const path = resolve(cwd, name);
    if (!(await stat(path).catch(() => undefined))?.isFile()) continue;
    let config: unknown;
    try {
      config = await load(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, reason: `cannot load ${name}: ${reason}` };
    }
    const wrong = whatIsWrong(config);
    return wrong === undefined
      ? { ok: true, config: config as Config, file: name }
      : { ok: false, reason: `cannot use ${name}: ${wrong}` };
  }
  return { ok: true, config: {}, file: undefined };
}

async function load(path: string): Promise<unknown> {
  if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'));
  const loaded = await loadModule(path);
  if (!loaded.ok) throw new Error(loaded.reason);
  return loaded.value;
}
