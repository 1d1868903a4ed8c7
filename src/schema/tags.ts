import { below, isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import type { References } from './resources.ts';

/** Whether a value says by a tag of its own that it was not meant for a branch of a union. */
export type IsMeantForOther = (branch: Node, value: unknown) => boolean;

/** The texts that some properties may have: `const` or `enum`, by which people tell branches apart. */
type Tags = ReadonlyMap<string, ReadonlySet<unknown>>;

export function createTags({ follow }: References): IsMeantForOther {
  const known = new Map<string, Tags>();

  function tagsOf(branch: Node): Tags {
    const key = locationKey(branch.at);
    let tags = known.get(key);
    if (tags === undefined) {
      const found = new Map<string, ReadonlySet<unknown>>();
      collect(branch, found, new Set());
      tags = found;
      known.set(key, tags);
    }
    return tags;
  }

  /** What is beside `allOf` and `$ref`, and in them, all of which holds. */
  function collect(node: Node, tags: Map<string, ReadonlySet<unknown>>, open: Set<unknown>): void {
    if (!isObject(node.value) || open.has(node.value)) return;
    open.add(node.value);
    const { $ref, allOf, properties } = node.value;
    if ($ref !== undefined) {
      const target = follow(node);
      if (target !== undefined) collect(target, tags, open);
      return;
    }
    for (const [index, value] of (Array.isArray(allOf) ? allOf : []).entries()) {
      collect({ value, at: below(node.at, 'allOf', index) }, tags, open);
    }
    if (!isObject(properties)) return;
    for (const [name, value] of Object.entries(properties)) {
      const texts = textsOf({ value, at: below(node.at, 'properties', name) });
      if (texts !== undefined && !tags.has(name)) tags.set(name, texts);
    }
  }

  function textsOf(node: Node): ReadonlySet<unknown> | undefined {
    if (!isObject(node.value)) return undefined;
    if (node.value.$ref !== undefined) {
      const target = follow(node);
      return target && isObject(target.value) && target.value.$ref === undefined
        ? textsOf(target)
        : undefined;
    }
    const { type, const: constant, enum: allowed } = node.value;
    // Of another type, the type is what is said to be wrong.
    if (type !== undefined && ![type].flat().includes('string')) return undefined;
    if (Array.isArray(allowed)) return new Set(allowed);
    return typeof constant === 'string' ? new Set([constant]) : undefined;
  }

  return (branch, value) => {
    if (!isObject(value)) return false;
    for (const [name, texts] of tagsOf(branch)) {
      const own = Object.hasOwn(value, name) ? value[name] : undefined;
      if (typeof own === 'string' && !texts.has(own)) return true;
    }
    return false;
  };
}
