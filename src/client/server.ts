import type { OperationContract, SharedContract } from './contract.ts';
import type { ClientOptions } from './options.ts';

/**
 * The base of an operation's path: `baseUrl`, else its own server, or the document's first one,
 * with variables filled in. A server without a host is resolved against `baseUrl`, unless that has
 * a path.
 * @throws {TypeError} if no base is known.
 */
export function serverUrl(
  contract: SharedContract,
  options: ClientOptions,
  operation?: OperationContract,
): string {
  const { baseUrl, server: chosen = {} } = options;
  const { server = '', variables = {} } = operation?.server === undefined ? contract : operation;
  const isPath = /^(\/|$)/.test(server);
  if (baseUrl !== undefined && !(isPath && /^\w+:\/\/[^/]+\/?$/.test(baseUrl))) return baseUrl;
  const fail = (reason: string) => {
    throw new TypeError(`Cannot call the API: ${reason}`);
  };
  if (isPath && baseUrl === undefined) fail('its document names no host, so `baseUrl` must');
  const filled = server.replace(
    /\{([^{}]+)\}/g,
    (_, name: string) =>
      chosen[name] ?? variables[name] ?? fail(`the server variable "${name}" has no value`),
  );
  return (baseUrl ?? '').replace(/\/$/, '') + filled;
}
