import { isObject, type Node } from '../api/node.ts';
import { namedBy } from './members.ts';
import type { SchemaView, SchemaViews } from './view.ts';

/** The tags by which a value shows the branch of a union that it is meant for. */
export interface UnionTags {
  /** Whether a tag of a value shows that it is not meant for a branch. */
  areOfOther(branch: Node, value: unknown): boolean;
  /** All possible values of a tag, if each branch has it. */
  known(branches: readonly Node[], name: string): readonly unknown[] | undefined;
}

/** The `const` or `enum` texts of properties, by which branches are distinguished. */
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
    // If the type differs, the type is reported.
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
