/**
 * Media types as texts, which is enough for a client, because its document names the possible ones.
 * (`http/media-type.ts` parses them.)
 */

/** A media type without parameters, in lower case: `application/json`. */
export function essenceOf(mediaType: string): string {
  return partsOf(mediaType)[0]!;
}

/** `application/json` and everything that ends in `+json` (RFC 6839 section 3.1). */
export const isJson = (essence: string): boolean => /[/+]json$/.test(essence);

/** `application/xml` and everything that ends in `+xml` (RFC 7303 section 4). */
export const isXml = (essence: string): boolean => /[/+]xml$/.test(essence);

/**
 * The described media type or range of a received one, as the document writes it; the most specific
 * counts (OpenAPI 3.1 section 4.8.17). All described parameters must match, except the charset,
 * because the content is read by its own.
 */
export function describedAs(mediaType: string, described: object): string | undefined {
  const given = partsOf(mediaType);
  const [essence] = given;
  const [type, subtype] = essence!.split('/');
  const ranges = ['*/*', `${type}/*`, `${type}/*${subtype?.match(/\+\w+$/)?.[0]}`, essence!];
  let found: string | undefined;
  let best = -1;
  for (const name of Object.keys(described)) {
    const [range, ...parameters] = partsOf(name);
    const isMet = (part: string) => given.includes(part) || part.startsWith('charset=');
    const rank =
      ranges.indexOf(range!) * 100 + parameters.filter((part) => given.includes(part)).length;
    if (rank > best && parameters.every(isMet)) {
      found = name;
      best = rank;
    }
  }
  return found;
}

/** The essence and the parameters, as they are written nowhere else: no spaces, no quotes. */
function partsOf(mediaType: string): string[] {
  return mediaType.toLowerCase().replace(/[\s"]/g, '').split(';');
}
