import { existsSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** A user's module with the current contents of its files. */
export type LoadedModule =
  | {
      readonly ok: true;
      /** The default export. */
      readonly value: unknown;
      /** The module's files outside `node_modules`, the module itself first. */
      readonly files: readonly string[];
    }
  | { readonly ok: false; readonly reason: string; readonly files: readonly string[] };

let version = 0;
let reports: MessagePort | undefined;

/**
 * Loads a JavaScript or TypeScript module and its imports with the current contents of the files,
 * without caching. Types are removed and not checked. Stack traces have the lines of the files.
 */
export async function loadModule(path: string): Promise<LoadedModule> {
  reports ??= registerHooks();
  version += 1;
  const own = version;
  const url = pathToFileURL(path);
  url.searchParams.set('specwright', String(own));
  try {
    const module: { readonly default?: unknown } = await import(url.href);
    const files = filesRead(reports, own, path);
    return module.default === undefined
      ? { ok: false, reason: 'it has no default export', files }
      : { ok: true, value: module.default, files };
  } catch (error) {
    return { ok: false, reason: reasonOf(error, path), files: filesRead(reports, own, path) };
  }
}

function filesRead(port: MessagePort, of: number, path: string): readonly string[] {
  const files = new Set([path]);
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    const { version: by, url } = next.message as { readonly version: string; readonly url: string };
    if (by === String(of)) files.add(fileURLToPath(url));
  }
  return [...files];
}

/**
 * A message with its place in the user's files. A syntax error has it in the first line of its stack:
 * as a URL, or as a path when Node removes the types. With a source map, each place is a path.
 */
function reasonOf(error: unknown, path: string): string {
  if (!existsSync(path)) return 'there is no such file';
  if (!(error instanceof Error)) return String(error);
  for (const text of (error.stack ?? '').split('\n')) {
    const place =
      /(?:^|\s|\()((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()?]*?)(?:\?[^\s():]*)?:(\d+)(?::(\d+))?\)?$/.exec(
        text,
      );
    if (place === null) continue;
    const [, named, line, column] = place;
    const file = named!.startsWith('file:') ? fileURLToPath(named!) : named!;
    if (/[\\/]node_modules[\\/]/.test(file) || file.startsWith(here)) continue;
    if (error.message.includes(`:${line}`)) break;
    return `${error.message} (${file}:${line}${column === undefined ? '' : `:${column}`})`;
  }
  return error.message;
}

/** The folder of this program. */
const here = fileURLToPath(new URL('.', import.meta.url));

function readsTypeScript(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

/**
 * Relative imports of a module carry its version, so that Node loads them again. Before Node 22.18,
 * the compiler in our dependencies removes types.
 */
function registerHooks(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  process.setSourceMapsEnabled(true);
  const compiler = pathToFileURL(createRequire(import.meta.url).resolve('typescript')).href;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`, import.meta.url, {
    data: { port: port2, compiler: readsTypeScript() ? undefined : compiler },
    transferList: [port2],
  });
  return port1;
}

const hooks = `
  import { readFile } from 'node:fs/promises';
  import { fileURLToPath } from 'node:url';

  let port, compiler;
  export function initialize(data) {
    ({ port, compiler } = data);
  }

  function versionOf(url) {
    return /[?&]specwright=(\\d+)/.exec(url ?? '')?.[1];
  }

  export async function resolve(specifier, context, next) {
    const version = versionOf(context.parentURL);
    if (version === undefined) return next(specifier, context);
    let found;
    try {
      found = await next(specifier, context);
    } catch (error) {
      // TypeScript allows a file's name after compilation in an import.
      if (!/^\\.{1,2}\\/.*\\.m?js$/.test(specifier)) throw error;
      found = await next(specifier.replace(/js$/, 'ts'), context);
    }
    const isOwn = found.url.startsWith('file:') && !found.url.includes('/node_modules/');
    return isOwn ? { ...found, url: found.url + '?specwright=' + version } : found;
  }

  export async function load(url, context, next) {
    const version = versionOf(url);
    if (version === undefined) return next(url, context);
    port.postMessage({ version, url: url.split('?')[0] });
    if (compiler === undefined || !/\\.m?ts$/.test(url.split('?')[0])) return next(url, context);
    const { default: ts } = await import(compiler);
    const fileName = fileURLToPath(url.split('?')[0]);
    const text = await readFile(fileName, 'utf8');
    const { outputText, diagnostics } = ts.transpileModule(text, {
      fileName,
      reportDiagnostics: true,
      compilerOptions: { module: 99, target: 9, verbatimModuleSyntax: true, inlineSourceMap: true },
    });
    const [fault] = diagnostics;
    if (fault !== undefined) {
      const { line, character } = ts.getLineAndCharacterOfPosition(fault.file, fault.start);
      const message = ts.flattenDiagnosticMessageText(fault.messageText, ' ');
      throw new SyntaxError(message + ' (' + fileName + ':' + (line + 1) + ':' + (character + 1) + ')');
    }
    return { format: 'module', source: outputText, shortCircuit: true };
  }`;
