import { statSync } from 'node:fs';
import path from 'node:path';
import type { Api } from '../api/model.ts';
import type { Wanted } from './plan.ts';

/** Where a document usually is. */
const usualPlaces = ['', 'api/', 'docs/', 'spec/', 'specs/', 'openapi/'].flatMap((folder) =>
  ['openapi.yaml', 'openapi.yml', 'openapi.json'].map((file) => folder + file),
);

/** The document of a project that has one where it usually is. */
export function foundDocument(cwd: string): string | undefined {
  return usualPlaces.find((file) =>
    statSync(path.resolve(cwd, file), { throwIfNoEntry: false })?.isFile(),
  );
}

/** A document inside the project stays where it is; any other is copied, with what it refers to. */
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
