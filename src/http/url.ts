/**
 * A URL by the URL Standard; `undefined` if the text is none. `URL.canParse` of Node 20 refuses
 * letters such as "ü" once its caller is optimized, so it is not used.
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** An HTTP URL; `undefined` for other texts and schemes. */
export function parseHttpUrl(text: string): URL | undefined {
  const url = parseUrl(text);
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}
