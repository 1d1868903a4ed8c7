import { readFile, stat } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, whatIsWrong } from './configuration.ts';

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
  if (/\.m?ts$/.test(path) && !readsTypeScript()) registerTypeScript();
  const module: unknown = await import(pathToFileURL(path).href);
  const exported = (module as { readonly default?: unknown }).default;
  if (exported === undefined) throw new Error('it has no default export');
  return exported;
}

function readsTypeScript(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

let isRegistered = false;

/** Before Node 22.18, types are taken out by the compiler that we depend on. */
function registerTypeScript(): void {
  if (isRegistered) return;
  isRegistered = true;
  const compiler = pathToFileURL(createRequire(import.meta.url).resolve('typescript')).href;
  const hooks = `
    import { readFile } from 'node:fs/promises';
    import { fileURLToPath } from 'node:url';
    import ts from ${JSON.stringify(compiler)};
    export async function load(url, context, nextLoad) {
      if (!url.startsWith('file:') || !/\\.m?ts$/.test(url)) return nextLoad(url, context);
      const text = await readFile(fileURLToPath(url), 'utf8');
      const compilerOptions = { module: 99, target: 9, verbatimModuleSyntax: true };
      const { outputText } = ts.transpileModule(text, { compilerOptions });
      return { format: 'module', source: outputText, shortCircuit: true };
    }`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`, import.meta.url);
}
