import { isObject, type JsonObject } from '../api/node.ts';
import type { SourceDocument } from '../json/document.ts';
import { pointerOfFragment, valueAt } from '../json/pointer.ts';

/** Made once for a document, as long as that is there. */
const known = new WeakMap<SourceDocument, ReadonlySet<string>>();

/** The names of the properties and parameters with `format: password` in a document. */
export function passwordNames(document: SourceDocument): ReadonlySet<string> {
  const names = known.get(document) ?? namesIn(document.value);
  known.set(document, names);
  return names;
}

function namesIn(root: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  // Anchors of YAML make one value stand at several places.
  const seen = new Set<unknown>();
  const waiting: unknown[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const member of Object.values(value)) waiting.push(member);
    if (!isObject(value)) continue;
    const { properties, name, schema } = value;
    for (const [property, described] of Object.entries(isObject(properties) ? properties : {})) {
      if (isPassword(described, root)) names.add(property);
    }
    if (typeof name === 'string' && isPassword(schema, root)) names.add(name);
  }
  return names;
}

function isPassword(schema: unknown, root: unknown): boolean {
  if (!isObject(schema)) return false;
  if (schema.format === 'password') return true;
  return referred(schema, root)?.format === 'password';
}

function referred({ $ref }: JsonObject, root: unknown): JsonObject | undefined {
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return undefined;
  const pointer = pointerOfFragment($ref);
  const target = pointer === undefined ? undefined : valueAt(root, pointer);
  return isObject(target) ? target : undefined;
}
