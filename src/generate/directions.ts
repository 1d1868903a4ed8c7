import { entries, isObject, member, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { hasFlag } from '../schema/direction.ts';
import type { References } from '../schema/resources.ts';
import { subschemas } from '../schema/subschemas.ts';
import type { SchemaViews } from '../schema/view.ts';

/**
 * Whether a schema differs between requests and answers: whether some property in it, however deep,
 * belongs to one direction only.
 */
export function createDiffers(
  { target }: References,
  views: SchemaViews,
): (schema: Node) => boolean {
  const verdicts = new Map<string, boolean>();

  /** Searches a schema up to its references, and collects their targets. */
  function look(node: Node, referred: Map<string, Node>): boolean {
    if (!isObject(node.value)) return false;
    const { $ref } = node.value;
    const behind = typeof $ref === 'string' ? target($ref, node.at) : undefined;
    if (behind !== undefined) referred.set(locationKey(behind.at), behind);
    for (const [, property] of entries(member(node, 'properties'))) {
      // Most properties have no flag and no reference, which their keywords show.
      if (
        !isObject(property.value) ||
        !directionKeywords.some((key) => key in (property.value as object))
      ) {
        continue;
      }
      if (hasFlag(property, 'readOnly', views) || hasFlag(property, 'writeOnly', views))
        return true;
    }
    for (const part of subschemas(node)) if (look(part, referred)) return true;
    return false;
  }

  return (schema) => {
    const own = locationKey(schema.at);
    const known = verdicts.get(own);
    if (known !== undefined) return known;
    const seen = new Map([[own, schema]]);
    // Iterating a map includes entries that are added meanwhile.
    for (const [key, next] of seen) {
      if (verdicts.get(key) || look(next, seen)) {
        verdicts.set(own, true);
        return true;
      }
    }
    // Schemas that are reachable from this one reach no more than it does.
    for (const key of seen.keys()) verdicts.set(key, false);
    return false;
  };
}

const directionKeywords = ['readOnly', 'writeOnly', '$ref', '$dynamicRef', 'allOf'];
