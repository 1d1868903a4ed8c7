import type { ApiContract, OperationContract } from './contract.ts';
import type { ClientOptions } from './options.ts';

/**
 * What the path of an operation is below: `baseUrl`, else its own server, or the first of the document,
 * with its variables filled in.
 *
 * @throws {TypeError} where nothing says it.
 */
export function serverUrl(
  contract: ApiContract,
  { baseUrl, server: chosen = {} }: ClientOptions,
  operation?: OperationContract,
): string {
  if (baseUrl !== undefined) return baseUrl;
  const { server, variables = {} } = operation?.server === undefined ? contract : operation;
  if (server === undefined) {
    throw new TypeError('Cannot call the API: its document names no server, so `baseUrl` must');
  }
  return server.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = chosen[name] ?? variables[name];
    if (value !== undefined) return value;
    throw new TypeError(`Cannot call the API: the server variable "${name}" has no value`);
  });
}
