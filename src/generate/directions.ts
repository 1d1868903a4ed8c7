import { entries, isObject, member, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { hasFlag } from '../schema/direction.ts';
import type { References } from '../schema/resources.ts';
import { subschemas } from '../schema/subschemas.ts';
import type { SchemaViews } from '../schema/view.ts';

/**
 * Says of a schema whether it is not the same in requests and in answers: whether a property in it,
 * however deep, belongs to one direction only.
 */
export function createDiffers(
  { target }: References,
  views: SchemaViews,
): (schema: Node) => boolean {
  const verdicts = new Map<string, boolean>();

  /** Looks through a schema as far as its references, and collects where those lead. */
  function look(node: Node, referred: Map<string, Node>): boolean {
    if (!isObject(node.value)) return false;
    const { $ref } = node.value;
    const behind = typeof $ref === 'string' ? target($ref, node.at) : undefined;
    if (behind !== undefined) referred.set(locationKey(behind.at), behind);
    for (const [, property] of entries(member(node, 'properties'))) {
      // Most properties have no flag and lead nowhere, which shows by their keywords.
      if (!isObject(property.value) || !telling.some((key) => key in (property.value as object))) {
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
    // Maps give what is added while they are walked through.
    for (const [key, next] of seen) {
      if (verdicts.get(key) || look(next, seen)) {
        verdicts.set(own, true);
        return true;
      }
    }
    // What is reached from here reaches no more than this does.
    for (const key of seen.keys()) verdicts.set(key, false);
    return false;
  };
}

const telling = ['readOnly', 'writeOnly', '$ref', '$dynamicRef', 'allOf'];
