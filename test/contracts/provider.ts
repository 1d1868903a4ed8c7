import type { HttpRequest } from '../../src/index.ts';
import { send } from '../../src/verify/send.ts';
import type { Sent } from '../../src/verify/sent.ts';

/** The target of the contract tests: a real provider, or the mock. */
export interface Provider {
  readonly kind: 'provider' | 'mock';
  readonly url: string;
  /** By the name of the security scheme. */
  readonly credentials: Readonly<Record<string, string>>;
  send(request: HttpRequest): Promise<Sent>;
}

/**
 * The provider that the environment names. For the API `kaiten`, KAITEN_URL is its base URL, and
 * KAITEN_TOKEN its token. KAITEN_HEADER is a header field for each request, such as `x-api-key: abc`.
 * Without a URL, the tests use the mock.
 */
export function providerOf(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  schemes: readonly string[],
): Provider | undefined {
  const variable = (what: string) => env[`${name.toUpperCase().replace(/\W/g, '_')}_${what}`];
  const url = variable('URL');
  if (url === undefined || url === '') return undefined;
  const token = variable('TOKEN');
  const credentials = token ? Object.fromEntries(schemes.map((scheme) => [scheme, token])) : {};
  return createProvider('provider', url, credentials, headerOf(variable('HEADER')));
}

export function createProvider(
  kind: Provider['kind'],
  url: string,
  credentials: Provider['credentials'] = {},
  headers: HttpRequest['headers'] = {},
): Provider {
  return {
    kind,
    url,
    credentials,
    send: (request) => send({ ...request, headers: { ...request.headers, ...headers } }, url),
  };
}

function headerOf(text = ''): Record<string, string> {
  const colon = text.indexOf(':');
  return colon === -1
    ? {}
    : { [text.slice(0, colon).trim().toLowerCase()]: text.slice(colon + 1).trim() };
}
