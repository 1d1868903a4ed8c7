import { type Finding, finding } from '../finding.ts';
import { parseUrl } from '../http/url.ts';
import { type Location, locationKey, type SourceDocument } from '../json/document.ts';
import { pointerOfFragment, valueAt } from '../json/pointer.ts';
import { below, isObject, type JsonObject, type Node } from './node.ts';

/** Follows references between the documents of one API. */
export interface Resolver {
  /**
   * The value at a node after its `$ref`s; reports a dangling one and returns nothing. Siblings
   * named in `kept` override members of the target.
   */
  follow(node: Node, kept: (key: string) => boolean): Node | undefined;
}

/**
 * References are URIs whose fragment is a JSON Pointer (OpenAPI 3.1 section 4.8.23). References
 * between schemas, which have other names, are followed by schema/resources.ts.
 */
export function createResolver(
  documents: ReadonlyMap<string, SourceDocument>,
  unreadable: ReadonlyMap<string, string>,
  report: (finding: Finding) => void,
): Resolver {
  const reported = new Set<string>();

  /** The target of a reference, resolved against its document. */
  function target(reference: string, from: Location): Node | undefined {
    const { base, fragment } = splitReference(reference);
    const uri = base === '' ? from.document.uri : absoluteUri(base, from.document.uri);
    const document = uri === undefined ? undefined : documentBy(documents, uri);
    if (document === undefined) return undefined;
    const pointer = pointerOfFragment(fragment);
    if (pointer === undefined) return undefined;
    const value = valueAt(document.value, pointer);
    return value === undefined ? undefined : { value, at: { document, pointer } };
  }

  function whyDangling(reference: string, from: Location): string {
    const uri = absoluteUri(splitReference(reference).base, from.document.uri);
    return (uri === undefined ? undefined : unreadable.get(uri)) ?? 'nothing is there';
  }

  function follow(node: Node, kept: (key: string) => boolean): Node | undefined {
    if (!isReference(node.value)) return node;
    const seen = new Set<string>();
    const beside: Node[] = [];
    let current = node;
    while (isReference(current.value)) {
      const reference = current.value.$ref;
      const place = locationKey(current.at);
      const next = seen.has(place) ? undefined : target(reference, current.at);
      if (next === undefined) {
        if (!reported.has(place)) {
          reported.add(place);
          const reason = seen.has(place)
            ? 'it refers to itself'
            : whyDangling(reference, current.at);
          report(
            finding('reference-dangling', below(current.at, '$ref'), undefined, {
              name: reference,
              reason,
            }),
          );
        }
        return undefined;
      }
      seen.add(place);
      const own = Object.entries(current.value).filter(([key]) => key !== '$ref' && kept(key));
      if (own.length > 0) beside.push({ value: Object.fromEntries(own), at: current.at });
      current = next;
    }
    return beside.length === 0 ? current : { ...current, beside };
  }

  return { follow };
}

function isReference(value: unknown): value is JsonObject & { readonly $ref: string } {
  return isObject(value) && typeof value.$ref === 'string';
}

/** The documents in a document's references, as absolute URIs without fragment. */
export function referredDocuments(document: SourceDocument): ReadonlySet<string> {
  const found = new Set<string>();
  // Most documents refer only to themselves, which a search in their text shows.
  if (!/\$ref["']?\s*:\s*["']?[^#"'\s]/.test(document.text)) return found;
  visit({ value: document.value, at: { document, pointer: '' } }, (node) => {
    if (!isObject(node.value) || typeof node.value.$ref !== 'string') return;
    const { base } = splitReference(node.value.$ref);
    const uri = base === '' ? undefined : absoluteUri(base, document.uri);
    if (uri !== undefined && uri !== document.uri && uri !== selfOf(document)) found.add(uri);
  });
  return found;
}

/** The document that was read from a URI, or else the one with that `$self`. */
export function documentBy(
  documents: ReadonlyMap<string, SourceDocument>,
  uri: string,
): SourceDocument | undefined {
  return documents.get(uri) ?? [...documents.values()].find((one) => selfOf(one) === uri);
}

/**
 * The URI of a document by its `$self` (OpenAPI 3.2 section 4.1.1). Its relative references are
 * still resolved against its location, because local copies are not at that URI.
 */
function selfOf({ uri, value }: SourceDocument): string | undefined {
  if (!isObject(value) || typeof value.$self !== 'string') return undefined;
  return absoluteUri(splitReference(value.$self).base, uri);
}

/** Visits every object and array once, so that YAML aliases cost nothing extra. */
function visit(root: Node, see: (node: Node) => void): void {
  const seen = new Set<unknown>();
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { value, at } = node;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    see(node);
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'object' && item !== null) open.push({ value: item, at: below(at, key) });
    }
  }
}

/** A reference before and after its `#`; a missing part is `''`. */
export function splitReference(reference: string): {
  readonly base: string;
  readonly fragment: string;
} {
  const hash = reference.indexOf('#');
  return hash === -1
    ? { base: reference, fragment: '' }
    : { base: reference.slice(0, hash), fragment: reference.slice(hash + 1) };
}

/** A URI reference resolved against a base; `undefined` if that is impossible. */
export function absoluteUri(reference: string, base: string): string | undefined {
  return parseUrl(reference, base)?.href;
}
