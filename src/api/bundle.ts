import { fileURLToPath, pathToFileURL } from 'node:url';
import { BaseResolver, bundle, createConfig, Source } from '@redocly/openapi-core';
import type { Api } from './model.ts';

/**
 * The whole description as one JSON value: the root document itself where it refers to no other,
 * else a copy in which references to other documents lead to components of its own.
 */
export async function bundleApi(api: Api): Promise<unknown> {
  if (api.documents.size === 1) return api.root.value;
  // An explicit configuration, so that no redocly.yaml nearby changes the outcome.
  const config = await createConfig({});
  const { bundle: bundled } = await bundle({
    ref: addressOf(api.root.uri),
    config,
    externalRefResolver: new LoadedDocuments(api),
    dereference: false,
  });
  return bundled.parsed;
}

/** Gives only what was loaded already: bundling reads no file and asks no server. */
class LoadedDocuments extends BaseResolver {
  readonly #api: Api;

  constructor(api: Api) {
    super();
    this.#api = api;
  }

  override async loadExternalRef(address: string): Promise<Source> {
    const uri = /^https?:/i.test(address) ? address : pathToFileURL(address).href;
    const document = this.#api.documents.get(uri);
    if (document === undefined) throw new Error(`"${address}" was not loaded`);
    return new Source(address, document.text);
  }
}

/** The bundler names files by their paths. */
function addressOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}
