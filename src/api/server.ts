import { escapePattern } from '../escape-pattern.ts';
import { parseUrl } from '../http/url.ts';
import type { Server, ServerVariable } from './model.ts';

/**
 * The possible URLs of a server (OpenAPI 3.1 sections 4.8.5 and 4.8.6). A variable has the values
 * of its `enum`, or any text between two slashes, such as `tenant` in
 * `https://{tenant}.example.com/v1`.
 */
export interface ServerAddress {
  /** Whether the server's URL may be this one. */
  isAt(url: string): boolean;
  /** Whether its host and port may be these. If any host is possible, only the default counts. */
  isAtHost(host: string): boolean;
  /** The paths of its URL in the document, without a slash at the end: `/v1`, `''`. */
  readonly basePaths: readonly string[];
  /** Finds another base path at the beginning of a path, if a variable may have any value. */
  readonly openBasePath: RegExp | undefined;
}

/**
 * The URL of a server with its variables' defaults, or other values; a variable without any stays.
 */
export function filledUrl(
  { url, variables }: Pick<Server, 'url' | 'variables'>,
  values: Readonly<Record<string, string>> = {},
): string {
  return url.replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => values[name] ?? variables[name]?.default ?? whole,
  );
}

/** The limit of combinations of values; further ones are ignored. */
const maximumUrls = 50;

export function addressOf(server: Server): ServerAddress {
  const urls = withValues(server, (variable) => !isSegment(variable.default));
  const parts = urls.flatMap((url) => partsOf(url, server) ?? []);
  // In a complete URL, a variable may contain slashes.
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

/** The URL for each value of listed variables, and with the defaults of the others. */
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

/** The host of a URL, if it is not relative, and its path; nothing if it is no URL. */
function partsOf(
  url: string,
  server: Server,
): { readonly host: string | undefined; readonly path: string } | undefined {
  // A variable without a value in the host must not hide the path.
  const filled = filledUrl({ ...server, url }).replace(/\{[^{}]*\}/g, 'x');
  if (parseUrl(filled, 'http://localhost/') === undefined) return undefined;
  const [, scheme, host, path] = /^([^/]*:)?\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (host === undefined) return { host, path: url.startsWith('/') ? url : `/${url}` };
  const port = scheme === 'https:' ? /:443$/ : /:80$/;
  const isAny = /^[.:\d]*$/.test(host.replace(/\{[^{}]*\}/g, ''));
  const known = isAny ? filledUrl({ ...server, url: host }) : host;
  return { host: known.toLowerCase().replace(port, ''), path: path || '/' };
}

/** A part of some URLs, with the remaining variables. */
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

/** The path of a URL or of a path: `/v1` of `https://example.com/v1/`. */
export function pathOf(url: string): string {
  return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '');
}

function isSegment(text: string): boolean {
  return text !== '' && !text.includes('/');
}
