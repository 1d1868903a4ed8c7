import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Api } from '../api/model.ts';
import { type Config, settingsOf } from '../configuration.ts';
import { readConfiguration } from '../configuration-file.ts';
import { handlerFiles } from '../init/handlers.ts';
import { type LoadedModule, loadModule } from '../load-module.ts';
import type { MockHandlers } from '../mock/handlers/define.ts';
import { handlersOf } from '../mock/handlers/handlers.ts';
import { watchFiles } from '../sources/watch.ts';
import type { Log } from './log.ts';

/** The current handlers of the APIs that have some. */
export interface HandlerFiles {
  readonly sources: Readonly<Record<string, () => MockHandlers>>;
  /** The time limit of an API's handlers in milliseconds, if the configuration sets it. */
  readonly timeouts: Readonly<Record<string, number>>;
  /** Reloads them when one of their files changes; a broken file keeps its earlier handlers. */
  watch(log: Log): { close(): void };
}

export type FoundHandlers =
  | { readonly ok: true; readonly files: HandlerFiles }
  | { readonly ok: false; readonly reason: string };

export const noHandlers: FoundHandlers = {
  ok: true,
  files: { sources: {}, timeouts: {}, watch: () => ({ close() {} }) },
};

/** One API's handlers, and the files behind them. */
interface Loaded {
  readonly api: Api;
  readonly path: string;
  handlers: MockHandlers;
  files: readonly string[];
}

/**
 * Loads the handlers in the configuration (`apis.<name>.handlers`), or in `mock/<name>.ts` if that
 * file exists. The latter are ignored if Prism answers, because `init` writes such a file for each
 * project; `leftOut` receives each of them.
 */
export async function findHandlers(
  apis: readonly Api[],
  cwd: string,
  { engine, leftOut }: { readonly engine?: string; readonly leftOut?: (file: string) => void } = {},
): Promise<FoundHandlers> {
  const configuration = await readConfiguration(cwd, apis);
  if (!configuration.ok) return configuration;
  const { config } = configuration;
  const all: Loaded[] = [];
  const timeouts: Record<string, number> = {};
  for (const api of apis) {
    const { handlerTimeout, handlers } = settingsOf(config, api.name);
    if (handlerTimeout !== undefined) timeouts[api.name] = handlerTimeout * 1000;
    const path = fileFor(api, config, cwd);
    if (path === undefined) continue;
    if (engine === 'prism' && handlers === undefined) {
      leftOut?.(relative(cwd, path));
      continue;
    }
    const read = await readHandlers(path, api, cwd);
    if (!read.ok) return { ok: false, reason: read.reason };
    all.push({ api, path, handlers: read.handlers, files: read.files });
  }
  const sources = Object.fromEntries(all.map((one) => [one.api.name, () => one.handlers]));
  return { ok: true, files: { sources, timeouts, watch: (log) => keepUp(all, cwd, log) } };
}

function fileFor({ name }: Api, config: Config, cwd: string): string | undefined {
  const { handlers } = settingsOf(config, name);
  if (handlers !== undefined) return resolve(cwd, handlers);
  return handlerFiles(name)
    .map((file) => resolve(cwd, file))
    .find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

type ReadHandlers =
  | { readonly ok: true; readonly handlers: MockHandlers; readonly files: readonly string[] }
  | { readonly ok: false; readonly reason: string; readonly files: readonly string[] };

async function readHandlers(path: string, api: Api, cwd: string): Promise<ReadHandlers> {
  const name = relative(cwd, path);
  const loaded: LoadedModule = await loadModule(path);
  const { files } = loaded;
  const refuse = (reason: string): ReadHandlers => ({
    ok: false,
    reason: `cannot load the handlers of ${api.name} from "${name}": ${reason.replaceAll(`${cwd}/`, '')}`,
    files,
  });
  if (!loaded.ok) return refuse(loaded.reason);
  const { value } = loaded;
  if (typeof value !== 'object' || value === null) {
    return refuse('its default export is not an object; write "export default defineMock({ … })"');
  }
  try {
    handlersOf(api, value as MockHandlers);
  } catch (error) {
    return refuse((error as Error).message);
  }
  return { ok: true, handlers: value as MockHandlers, files };
}

function keepUp(all: readonly Loaded[], cwd: string, log: Log): { close(): void } {
  let kept = Promise.resolve();
  const watcher = watchFiles((changed) => {
    kept = kept.then(() => reload(changed)).then(follow);
  });

  async function reload(changed: ReadonlySet<string>): Promise<void> {
    for (const one of all) {
      if (!one.files.some((file) => changed.has(file))) continue;
      const read = await readHandlers(one.path, one.api, cwd);
      // A broken file may import less than before, so its earlier imports are still watched.
      one.files = read.ok ? read.files : [...new Set([...one.files, ...read.files])];
      if (read.ok) {
        one.handlers = read.handlers;
        log.info(`the handlers of ${one.api.name} were loaded again`);
      } else {
        log.error(`${read.reason}; the mock keeps the handlers from before the change`);
      }
    }
  }

  async function follow(): Promise<void> {
    const files = all.flatMap((one) => one.files);
    const texts = files.map(async (file) => [file, await textOf(file)] as const);
    watcher.follow(new Map(await Promise.all(texts)));
  }

  void follow();
  return watcher;
}

function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
