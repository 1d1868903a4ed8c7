import { type Api, type LoadedApi, loadApi } from '../../src/index.ts';
import { locationText } from './location.ts';

/** Loads an API from texts by file name; the first one is the root document and gives the API its name. */
export function loadTexts(texts: Readonly<Record<string, string>>): Promise<LoadedApi> {
  const root = Object.keys(texts)[0]!;
  return loadApi(`/apis/${root}`, {
    name: root.replace(/\.\w+$/, ''),
    cwd: '/apis',
    read: async (uri) => {
      const text = texts[uri.replace('file:///apis/', '')];
      if (text === undefined) throw Object.assign(new Error('missing'), { code: 'ENOENT' });
      return text;
    },
  });
}

/** An API that must have no findings. */
export async function apiOf(text: string): Promise<Api> {
  const { api, findings } = await loadTexts({ 'api.yaml': text });
  if (api === undefined || findings.length > 0) {
    throw new Error(findings.map(locationText).join('\n') || 'the API did not load');
  }
  return api;
}

/** The API of a 3.1 document with the given paths. */
export function apiWithPaths(paths: string, version = '3.1.0'): Promise<Api> {
  const indented = paths.replace(/^(?=.)/gm, '  ');
  return apiOf(`openapi: ${version}\ninfo: {title: T, version: '1'}\npaths:\n${indented}`);
}
