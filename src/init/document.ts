import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Api } from '../api/model.ts';
import type { Wanted } from './plan.ts';

/** The contract to start with, and its contents if it was read. */
export interface FirstContract {
  readonly contract: Wanted['contract'];
  readonly api: Api | undefined;
}

/** The usual places of documents. */
const usualFolders = ['', 'api', 'docs', 'spec', 'specs', 'openapi'];
/** How a project calls its only document. */
const usualNames = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

/**
 * The OpenAPI documents of a project in the usual folders: the first one with the usual name, else
 * all in the first folder with some.
 */
export function foundDocuments(cwd: string): readonly string[] {
  const found = usualFolders.map((folder) => documentsIn(cwd, folder));
  const named = found.flat().find((file) => usualNames.includes(path.posix.basename(file)));
  if (named !== undefined) return [named];
  return found.find((files) => files.length > 0) ?? [];
}

function documentsIn(cwd: string, folder: string): readonly string[] {
  try {
    return readdirSync(path.resolve(cwd, folder))
      .filter((name) => /\.(?:ya?ml|json)$/i.test(name))
      .map((name) => path.posix.join(folder, name))
      .filter((file) => saysOpenApi(path.resolve(cwd, file)));
  } catch {
    // A missing or unreadable folder has none.
    return [];
  }
}

/** Whether the beginning of a file names OpenAPI; loading shows later whether it is valid. */
function saysOpenApi(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const handle = openSync(file, 'r');
  try {
    const start = Buffer.alloc(64_000);
    const length = readSync(handle, start);
    return /(?:^|[{,\s])["']?openapi["']?\s*:\s*["']?3\./.test(start.toString('utf8', 0, length));
  } finally {
    closeSync(handle);
  }
}

/** A document inside the project stays; another one is copied, with what it refers to. */
export async function contractFrom(
  source: string,
  api: Api,
  cwd: string,
): Promise<Wanted['contract']> {
  const inside = path.relative(cwd, path.resolve(cwd, source));
  const isInside =
    !/^https?:/i.test(source) && !inside.startsWith('..') && !path.isAbsolute(inside);
  if (isInside) return { kind: 'in-place', path: inside.split(path.sep).join('/') };
  const { syntax, text } = api.root;
  if (api.documents.size === 1) {
    return { kind: 'copy', text, extension: syntax === 'json' ? '.json' : '.yaml' };
  }
  const { bundleApi } = await import('../api/bundle.ts');
  const bundled = `${JSON.stringify(await bundleApi(api), null, 2)}\n`;
  return { kind: 'copy', text: bundled, extension: '.json' };
}
