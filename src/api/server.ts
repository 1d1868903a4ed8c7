import { escapePattern } from '../escape-pattern.ts';
import { parseUrl } from '../http/url.ts';
import type { Server, ServerVariable } from './model.ts';

/**
 * Where a server may be (OpenAPI 3.1 sections 4.8.5 and 4.8.6). A variable has the values of its `enum`,
 * or else any: what stands between two slashes, as `tenant` in `https://{tenant}.example.com/v1`.
 */
export interface ServerAddress {
  /** Whether the server's URL may be this one. */
  isAt(url: string): boolean;
  /** Whether its host may be this one, with its port. A host that may be any is only its default. */
  isAtHost(host: string): boolean;
  /** The paths of its URL that the document names, without a slash at the end: `/v1`, `''`. */
  readonly basePaths: readonly string[];
  /** Finds any other at the beginning of a path, where a variable in it may have any value. */
  readonly openBasePath: RegExp | undefined;
}

/** The URL of a server with the defaults of its variables, or other values; one that has none stays. */
export function filledUrl(
  { url, variables }: Pick<Server, 'url' | 'variables'>,
  values: Readonly<Record<string, string>> = {},
): string {
  return url.replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => values[name] ?? variables[name]?.default ?? whole,
  );
}

/** Of a server whose variables have more values together, the others are not known. */
const maximumUrls = 50;

export function addressOf(server: Server): ServerAddress {
  const urls = withValues(server, (variable) => !isSegment(variable.default));
  const parts = urls.flatMap((url) => partsOf(url, server) ?? []);
  // Of a whole URL, a variable may be more than what stands between two slashes.
  const anyUrls = withValues(server, () => false);
  const whole = patternOf(anyUrls, '$', (name) =>
    isSegment(server.variables[name]?.default ?? name) ? '[^/]+' : '.*',
  );
  const hosts = patternOf(parts.flatMap(({ host }) => host ?? []));
  const open = parts.flatMap(({ path }) => (path.includes('{') ? [withoutSlash(path)] : []));
  return {
    isAt: (url) => whole.test(withoutSlash(url)),
    isAtHost: (host) => hosts.test(host),
    basePaths: [...new Set(parts.map(({ path }) => pathOf(filledUrl({ ...server, url: path }))))],
    openBasePath: open.length === 0 ? undefined : patternOf(open, '(?=/|$)'),
  };
}

/** The URL for each value of the variables that have a list, and with the default of some others. */
function withValues(
  { url, variables }: Server,
  isFixed: (variable: ServerVariable) => boolean,
): readonly string[] {
  let urls = [url];
  for (const [name, variable] of Object.entries(variables)) {
    if (variable.enum === undefined && !isFixed(variable)) continue;
    const values = new Set([variable.default, ...(variable.enum ?? [])]);
    urls = urls
      .flatMap((one) => [...values].map((value) => one.replaceAll(`{${name}}`, value)))
      .slice(0, maximumUrls);
  }
  return [...new Set(urls)];
}

/** The host of a URL, which a relative one has not, and its path; nothing of what is no URL. */
function partsOf(
  url: string,
  server: Server,
): { readonly host: string | undefined; readonly path: string } | undefined {
  // A variable in the host that has no value must not hide the path.
  const filled = filledUrl({ ...server, url }).replace(/\{[^{}]*\}/g, 'x');
  if (parseUrl(filled, 'http://localhost/') === undefined) return undefined;
  const [, scheme, host, path] = /^([^/]*:)?\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (host === undefined) return { host, path: url.startsWith('/') ? url : `/${url}` };
  const port = scheme === 'https:' ? /:443$/ : /:80$/;
  const isAny = /^[.:\d]*$/.test(host.replace(/\{[^{}]*\}/g, ''));
  const known = isAny ? filledUrl({ ...server, url: host }) : host;
  return { host: known.toLowerCase().replace(port, ''), path: path || '/' };
}

/** What is any of some URLs, or of their parts, with the variables that are still in them. */
function patternOf(texts: readonly string[], end = '$', source = (_: string) => '[^/]+'): RegExp {
  const sources = texts.map((text) =>
    withoutSlash(text)
      .split(/\{([^{}]*)\}/)
      .map((part, index) => (index % 2 === 0 ? escapePattern(part) : source(part)))
      .join(''),
  );
  return new RegExp(`^(?:${sources.join('|') || '(?!)'})${end}`);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/** The path of a URL, which may be no more than that: `/v1` of `https://example.com/v1/`. */
export function pathOf(url: string): string {
  return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '');
}

function isSegment(text: string): boolean {
  return text !== '' && !text.includes('/');
}
