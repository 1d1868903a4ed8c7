import type { ApiContract } from './contract.ts';
import type { ClientOptions } from './options.ts';

/**
 * What all paths are below: `baseUrl`, else the document's first server with its variables filled in.
 *
 * @throws {TypeError} where neither says it.
 */
export function serverUrl(
  { server, variables = {} }: ApiContract,
  { baseUrl, server: chosen = {} }: ClientOptions,
): string {
  if (baseUrl !== undefined) return baseUrl;
  if (server === undefined) {
    throw new TypeError('Cannot call the API: its document names no server, so `baseUrl` must');
  }
  return server.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = chosen[name] ?? variables[name];
    if (value !== undefined) return value;
    throw new TypeError(`Cannot call the API: the server variable "${name}" has no value`);
  });
}
