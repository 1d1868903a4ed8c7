import { fileURLToPath } from 'node:url';
import { bundle, createConfig } from '@redocly/openapi-core';
import { LoadedDocuments } from './loaded-documents.ts';
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

/** The bundler names files by their paths. */
function addressOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}
