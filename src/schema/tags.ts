import { isObject, type Node } from '../api/node.ts';
import { namedBy } from './members.ts';
import type { SchemaView, SchemaViews } from './view.ts';

/** Whether a value says by a tag of its own that it was not meant for a branch of a union. */
export type IsMeantForOther = (branch: Node, value: unknown) => boolean;

/** The texts that some properties may have: `const` or `enum`, by which people tell branches apart. */
type Tags = ReadonlyMap<string, readonly ReadonlySet<unknown>[]>;

export function createTags(views: SchemaViews): IsMeantForOther {
  const known = new WeakMap<SchemaView, Tags>();

  function tagsOf(view: SchemaView): Tags {
    let tags = known.get(view);
    if (tags === undefined) {
      const properties = [...namedBy(view.schemas, 'properties')];
      tags = new Map(properties.map(([name, nodes]) => [name, nodes.flatMap(textsOf)]));
      known.set(view, tags);
    }
    return tags;
  }

  function textsOf(node: Node): readonly ReadonlySet<unknown>[] {
    const asserted = views.of(node).schemas.map(({ keywords }) => keywords);
    // Of another type, the type is what is said to be wrong.
    const isText = asserted.every(
      ({ type }) => type === undefined || [type].flat().includes('string'),
    );
    if (!isText) return [];
    return asserted.flatMap(({ const: constant, enum: allowed }) => [
      ...(Array.isArray(allowed) ? [new Set(allowed)] : []),
      ...(typeof constant === 'string' ? [new Set([constant])] : []),
    ]);
  }

  return (branch, value) => {
    if (!isObject(value)) return false;
    for (const [name, texts] of tagsOf(views.of(branch))) {
      const own = Object.hasOwn(value, name) ? value[name] : undefined;
      if (typeof own === 'string' && texts.some((allowed) => !allowed.has(own))) return true;
    }
    return false;
  };
}
