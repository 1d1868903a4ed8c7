/**
 * Media types as texts, which is all that a client needs of them: its document names the ones that
 * there are. (`http/media-type.ts` parses them.)
 */

/** A media type without parameters, in lower case: `application/json`. */
export function essenceOf(mediaType: string): string {
  return mediaType.split(';', 1)[0]!.trim().toLowerCase();
}

/** `application/json` and everything that ends in `+json` (RFC 6839 section 3.1). */
export const isJson = (essence: string): boolean => /[/+]json$/.test(essence);

/** `application/xml` and everything that ends in `+xml` (RFC 7303 section 4). */
export const isXml = (essence: string): boolean => /[/+]xml$/.test(essence);

/**
 * Which of the described media types or ranges one is, as the document writes it; the most specific
 * counts (OpenAPI 3.1 section 4.8.17).
 */
export function describedAs(mediaType: string, described: object): string | undefined {
  const essence = essenceOf(mediaType);
  const [type, subtype] = essence.split('/');
  const wanted = [essence, `${type}/*${subtype?.match(/\+\w+$/)?.[0]}`, `${type}/*`, '*/*'];
  const names = Object.keys(described);
  if (names.includes(mediaType)) return mediaType;
  for (const each of wanted) {
    const found = names.find((name) => essenceOf(name) === each);
    if (found !== undefined) return found;
  }
  return undefined;
}
