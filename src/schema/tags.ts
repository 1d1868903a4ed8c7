import { isObject, type Node } from '../api/node.ts';
import { namedBy } from './members.ts';
import type { SchemaView, SchemaViews } from './view.ts';

/** The tags by which a value says for which branch of a union it was meant. */
export interface UnionTags {
  /** Whether a value says by a tag of its own that it was not meant for a branch. */
  areOfOther(branch: Node, value: unknown): boolean;
  /** All that a tag may be, where each branch has it. */
  known(branches: readonly Node[], name: string): readonly unknown[] | undefined;
}

/** The texts that some properties may have: `const` or `enum`, by which people tell branches apart. */
type Tags = ReadonlyMap<string, readonly ReadonlySet<unknown>[]>;

export function createTags(views: SchemaViews): UnionTags {
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

  return {
    areOfOther(branch, value) {
      if (!isObject(value)) return false;
      for (const [name, texts] of tagsOf(views.of(branch))) {
        const own = Object.hasOwn(value, name) ? value[name] : undefined;
        if (typeof own === 'string' && texts.some((allowed) => !allowed.has(own))) return true;
      }
      return false;
    },
    known(branches, name) {
      const texts = branches.map((branch) => tagsOf(views.of(branch)).get(name)?.[0]);
      if (texts.some((one) => one === undefined)) return undefined;
      return [...new Set(texts.flatMap((one) => [...one!]))];
    },
  };
}
