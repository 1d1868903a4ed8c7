/**
 * A URL by the URL Standard; `undefined` for an invalid text. `URL.canParse` of Node 20 refuses
 * letters such as "ü" once its caller is optimized, so that it is not used.
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
