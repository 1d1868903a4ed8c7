import { type Finding, finding } from '../finding.ts';
import type { Location, SourceDocument } from '../json/document.ts';
import { pointerOfFragment, valueAt } from '../json/pointer.ts';
import { below, isObject, type Node } from './node.ts';

/** Follows references between the documents of one API. */
export interface Resolver {
  /** What stands at a node after following `$ref`s; reports and gives nothing where one dangles. */
  follow(node: Node): Node | undefined;
  /** Where a reference leads, read against the document it stands in. */
  target(reference: string, from: Location): Node | undefined;
}

/**
 * References are URIs whose fragment is a JSON Pointer (OpenAPI 3.1 section 4.8.23). Those between
 * schemas, which may be named otherwise, are followed by schema/resources.ts.
 */
export function createResolver(
  documents: ReadonlyMap<string, SourceDocument>,
  unreadable: ReadonlyMap<string, string>,
  report: (finding: Finding) => void,
): Resolver {
  const reported = new Set<string>();

  function target(reference: string, from: Location): Node | undefined {
    const [base, fragment = ''] = split(reference);
    const uri = base === '' ? from.document.uri : absolute(base, from.document.uri);
    const document = uri === undefined ? undefined : documents.get(uri);
    if (document === undefined) return undefined;
    const pointer = pointerOfFragment(fragment);
    if (pointer === undefined) return undefined;
    const value = valueAt(document.value, pointer);
    return value === undefined ? undefined : { value, at: { document, pointer } };
  }

  function whyDangling(reference: string, from: Location): string {
    const uri = absolute(split(reference)[0], from.document.uri);
    return (uri === undefined ? undefined : unreadable.get(uri)) ?? 'nothing is there';
  }

  function follow(node: Node): Node | undefined {
    const seen = new Set<string>();
    let current = node;
    while (isObject(current.value) && typeof current.value.$ref === 'string') {
      const reference = current.value.$ref;
      const place = `${current.at.document.uri}#${current.at.pointer}`;
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
      current = next;
    }
    return current;
  }

  return { follow, target };
}

/** The documents that a document's references name, as absolute URIs without fragment. */
export function referredDocuments(document: SourceDocument): ReadonlyMap<string, Location> {
  const found = new Map<string, Location>();
  // Most documents refer only to themselves, which their text shows without a walk.
  if (!/\$ref["']?\s*:\s*["']?[^#"'\s]/.test(document.text)) return found;
  visit({ value: document.value, at: { document, pointer: '' } }, (node) => {
    if (!isObject(node.value) || typeof node.value.$ref !== 'string') return;
    const [base] = split(node.value.$ref);
    const uri = base === '' ? undefined : absolute(base, document.uri);
    if (uri !== undefined && uri !== document.uri && !found.has(uri)) {
      found.set(uri, below(node.at, '$ref'));
    }
  });
  return found;
}

/** Visits every object and array once, so that YAML aliases cost nothing twice. */
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

function split(reference: string): readonly [string, string?] {
  const hash = reference.indexOf('#');
  return hash === -1 ? [reference] : [reference.slice(0, hash), reference.slice(hash + 1)];
}

function absolute(reference: string, base: string): string | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}
