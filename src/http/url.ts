/**
 * A URL, as the URL Standard reads it; `undefined` for what is no URL.
 *
 * `URL.canParse` of Node 20 refuses letters such as "ü" as soon as its caller is compiled, so it is not asked.
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** A URL of HTTP; `undefined` for what is no URL, or one of another scheme. */
export function parseHttpUrl(text: string): URL | undefined {
  const url = parseUrl(text);
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}
