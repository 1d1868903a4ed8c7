import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The files of a linter plugin. */
export interface PluginFiles {
  readonly files: readonly string[];
  /** Whether its rules seem to depend on these files and the document alone. */
  readonly isPure: boolean;
}

/**
 * The files of plugins, and those that they import. A plugin is a program: if it imports packages
 * or Node modules, reads its environment, or computes its imports, its results may change although
 * its files do not.
 */
export async function pluginFiles(plugins: readonly string[]): Promise<PluginFiles> {
  const files = new Set<string>();
  let isPure = true;
  const open = [...plugins];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) isPure = false;
    if (text === undefined || file.endsWith('.json')) continue;
    if (surroundings.test(withoutComments(text))) isPure = false;
    for (const [, name = ''] of text.matchAll(imports)) {
      if (harmless.test(name)) continue;
      const imported = resolve(name, file);
      if (imported === undefined) isPure = false;
      else open.push(imported);
    }
  }
  return { files: [...files], isPure };
}

const imports = /\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g;

/** These modules only compute. */
const harmless = /^(?:node:)?(?:assert|path|querystring|url|util)(?:\/|$)/;

const surroundings =
  /\b(?:process|globalThis|global|fetch|Date|Intl|eval|Function|createRequire|XMLHttpRequest|WebSocket)\b|\bMath\.random\b|\bimport\.meta\b|\brequire\.|\b(?:require|import)\s*\(\s*[^\s'"]/;

/** A rough check: a comment inside a text is also removed, and the line is then searched again. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

function resolve(name: string, from: string): string | undefined {
  if (!/^\.{0,2}\//.test(name)) return undefined;
  try {
    return createRequire(from).resolve(path.resolve(path.dirname(from), name));
  } catch {
    return undefined;
  }
}
