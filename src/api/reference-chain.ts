import { type Finding, finding } from '../finding.ts';
import type { SourceDocument } from '../json/document.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { isObject } from './node.ts';

/**
 * How many references may follow each other. Code that follows references is recursive, here and in
 * the libraries.
 */
const longest = 256;

/** The first component of a document behind a longer chain of references. */
export function tooManyReferences(document: SourceDocument): Finding | undefined {
  const { value, label } = document;
  const components = isObject(value) ? value.components : undefined;
  if (!isObject(components)) return undefined;
  for (const section in components) {
    const next = referencesOf(components[section], `#/components/${section}/`);
    if (next.size < longest) continue;
    const name = beginningOf(next);
    if (name === undefined) continue;
    const pointer: Pointer = child(child('/components', section), name);
    const reason = `"${name}" leads through more than ${longest} references, one to the next`;
    return finding('document-unreadable', { document, pointer }, undefined, {
      name: label,
      reason,
    });
  }
  return undefined;
}

/** The components of a section that refer to others of it, each with the next. */
function referencesOf(section: unknown, prefix: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!isObject(section)) return found;
  for (const name in section) {
    const target = referenceIn(section[name]);
    if (target?.startsWith(prefix)) found.set(name, target.slice(prefix.length));
  }
  return found;
}

/** The reference of a component, or the one in its `allOf` and similar keywords. */
function referenceIn(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.$ref === 'string') return value.$ref;
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const parts = value[keyword];
    const references = Array.isArray(parts) ? parts.filter((one) => isObject(one) && one.$ref) : [];
    if (references.length === 1) return String(references[0].$ref);
  }
  return undefined;
}

function beginningOf(next: ReadonlyMap<string, string>): string | undefined {
  const targets = new Set(next.values());
  // The known length of the chain from each name, so that each chain is followed once.
  const lengths = new Map<string, number>();
  for (const start of next.keys()) {
    if (targets.has(start)) continue;
    const names: string[] = [];
    let name: string | undefined = start;
    while (name !== undefined && !lengths.has(name)) {
      // Other code reports circular references.
      lengths.set(name, 0);
      names.push(name);
      name = next.get(name);
    }
    let length = name === undefined ? -1 : lengths.get(name)!;
    for (const each of names.reverse()) lengths.set(each, ++length);
    if (length > longest) return start;
  }
  return undefined;
}
