import { type Api, loadApi } from '../../src/index.ts';

/** An API from the text of its document, which must be valid. */
export async function apiOf(text: string, name = 'it'): Promise<Api> {
  const read = async () => text;
  const { api, findings } = await loadApi(`https://example.com/${name}.yaml`, { name, read });
  if (api === undefined || findings.length > 0) {
    throw new Error(
      `the document is not usable: ${JSON.stringify(findings.map(({ args }) => args))}`,
    );
  }
  return api;
}
