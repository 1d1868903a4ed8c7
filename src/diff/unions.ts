import { isObject, type Node } from '../api/node.ts';
import { nameOfBranch } from '../schema/discriminator.ts';
import { isEqual } from '../schema/equality.ts';
import type { Union } from '../schema/view.ts';
import type { ApiConstraints, Constraints } from './constraints.ts';
import { compareDiscriminators } from './discriminators.ts';
import type { SchemaComparison } from './schema-comparison.ts';
import { isSame } from './schema-pair.ts';

/**
 * Compares `oneOf` and `anyOf`, branch by branch. Returns `all` if there is nothing beside the
 * alternatives.
 */
export function compareUnions(comparison: SchemaComparison): 'all' | 'some' {
  const { base, revision, pair, pairs, text, reportAt } = comparison;
  if (base.unions.length === 0 && revision.unions.length === 0) return 'some';
  const [before, after] = [unionsOf(base, revision), unionsOf(revision, base)];
  // A schema that became one of several alternatives, or was one, is compared with its counterpart.
  if (before.length === 0 && isOnlyUnion(revision)) {
    const self = {
      keyword: revision.unions[0]!.keyword,
      branches: base.nullable?.branches ?? pair.base,
      at: base.at,
    };
    if (pair.base.length === 1 && compareBranches(comparison, self, revision.unions[0]!, 'alike')) {
      return 'all';
    }
  }
  if (after.length === 0 && isOnlyUnion(base)) {
    const self = {
      keyword: base.unions[0]!.keyword,
      branches: revision.nullable?.branches ?? pair.revision,
      at: revision.at,
    };
    if (pair.revision.length === 1 && compareBranches(comparison, base.unions[0]!, self, 'alike')) {
      return 'all';
    }
  }

  const count = Math.min(before.length, after.length);
  for (let index = 0; index < count; index += 1) {
    const [from, to] = [before[index]!, after[index]!];
    if (from.keyword !== to.keyword) {
      const kind =
        to.keyword === 'oneOf' ? 'alternatives-made-exclusive' : 'alternatives-made-inclusive';
      reportAt({ kind, base: from.at, revision: to.at, args: {} });
    }
    compareBranches(comparison, from, to);
  }
  for (const { keyword, branches, at } of after.slice(count)) {
    const places = { base: base.at, revision: at, args: { keyword } };
    if (!branches.some((branch) => pairs.onlyWidens(pair.base, [branch], text))) {
      reportAt({ kind: 'alternatives-added', ...places });
      // A value that still satisfies one alternative may now satisfy another one, too.
    } else if (keyword === 'oneOf') reportAt({ kind: 'schema-undecided', ...places });
  }
  for (const { keyword, branches, at } of before.slice(count)) {
    const places = { base: at, revision: revision.at, args: { keyword } };
    if (!branches.some((branch) => pairs.onlyNarrows([branch], pair.revision, text))) {
      reportAt({ kind: 'alternatives-removed', ...places });
    } else if (keyword === 'oneOf') reportAt({ kind: 'schema-undecided', ...places });
  }
  compareDiscriminators(comparison);
  return 'some';
}

/** A union of types is compared branch by branch if its other version must be. */
function unionsOf(constraints: Constraints, other: Constraints): readonly Union[] {
  return other.unions.length > constraints.unions.length
    ? [...constraints.unions, ...constraints.folded]
    : constraints.unions;
}

/** Whether schemas consist of one union only. */
function isOnlyUnion(constraints: Constraints): boolean {
  return (
    constraints.unions.length === 1 &&
    !constraints.typed &&
    constraints.folded.length === 0 &&
    [
      constraints.plain,
      constraints.properties,
      constraints.required,
      constraints.applied,
      constraints.opaque,
    ].every(({ size }) => size === 0) &&
    !constraints.closed &&
    constraints.additional.length === 0
  );
}

/** Compares matching branches; `alike` stops with `false` if nothing matches. */
function compareBranches(
  comparison: SchemaComparison,
  from: Union,
  to: Union,
  condition?: 'alike',
): boolean {
  const { base, revision, pairs, text, follow, reportAt } = comparison;
  const { matched, removed, added } = matchBranches(comparison, from.branches, to.branches);
  if (condition === 'alike' && matched.length === 0) return false;
  for (const [before, after] of matched) follow({ kind: 'branch' }, [before], [after]);
  // Values may have moved from one alternative to another.
  const isElsewhere = (branch: Node) =>
    to.branches.some((other) => pairs.onlyWidens([branch], [other], text));
  const wasElsewhere = (branch: Node) =>
    from.branches.some((other) => pairs.onlyNarrows([other], [branch], text));
  for (const branch of removed) {
    const kind = isElsewhere(branch) ? 'branch-merged' : 'branch-removed';
    const args = { name: nameOfBranch(branch), keyword: from.keyword };
    reportAt({ kind, base: branch.at, revision: revision.unions[0]?.at ?? revision.at, args });
  }
  for (const branch of added) {
    const kind = wasElsewhere(branch) ? 'branch-split' : 'branch-added';
    const args = { name: nameOfBranch(branch), keyword: to.keyword };
    reportAt({ kind, base: base.unions[0]?.at ?? base.at, revision: branch.at, args });
  }
  return true;
}

interface Matching {
  readonly matched: (readonly [Node, Node])[];
  readonly removed: readonly Node[];
  readonly added: readonly Node[];
}

/**
 * Matches the branches of both versions: by name, by equal content, by tag, and the rest by types.
 */
function matchBranches(
  { pairs }: SchemaComparison,
  from: readonly Node[],
  to: readonly Node[],
): Matching {
  const matched: (readonly [Node, Node])[] = [];
  let [before, after] = [[...from], [...to]];
  const take = (isMatch: (base: Node, revision: Node, index: number) => boolean) => {
    for (const one of [...before]) {
      const other = after.find((candidate) => isMatch(one, candidate, from.indexOf(one)));
      if (other === undefined) continue;
      matched.push([one, other]);
      before = before.filter((branch) => branch !== one);
      after = after.filter((branch) => branch !== other);
    }
  };
  const same = (one: Node, other: Node) =>
    looksAlike(pairs.base.of([one]), pairs.revision.of([other])) &&
    isSame(pairs.of([one], [other]));
  take((one, other) => ownName(one) !== undefined && ownName(one) === ownName(other));
  // Renamed branches usually keep their position, so only a few are compared with all.
  take((one, other, index) => to[index] === other && same(one, other));
  take((one, other) => same(one, other));
  take((one, other) => {
    const tag = tagOf(one, pairs.base);
    return tag !== undefined && tag === tagOf(other, pairs.revision);
  });
  take(
    (one, other) =>
      tagOf(one, pairs.base) === undefined &&
      tagOf(other, pairs.revision) === undefined &&
      typesKey(one, pairs.base) === typesKey(other, pairs.revision),
  );
  take(
    (one, other) =>
      [...pairs.base.of([one]).types].some((type) => pairs.revision.of([other]).types.has(type)) &&
      tagOf(one, pairs.base) === undefined &&
      tagOf(other, pairs.revision) === undefined &&
      before.length === 1 &&
      after.length === 1,
  );
  return { matched, removed: before, added: after };
}

/** A key of equal schemas; it saves comparing all pairs. */
function looksAlike(base: Constraints, revision: Constraints): boolean {
  return (
    isEqual([...base.types].sort(), [...revision.types].sort()) &&
    isEqual([...base.properties.keys()].sort(), [...revision.properties.keys()].sort()) &&
    isEqual([...base.required].sort(), [...revision.required].sort()) &&
    base.unions.length === revision.unions.length &&
    (base.values?.length ?? 0) === (revision.values?.length ?? 0)
  );
}

/** The name of a branch, if it has more than a number. */
function ownName(branch: Node): string | undefined {
  const { value } = branch;
  return isObject(value) && (value.$ref !== undefined || value.title !== undefined)
    ? nameOfBranch(branch)
    : undefined;
}

/** The required properties with a single value: `type="cat"`. */
function tagOf(branch: Node, all: ApiConstraints): string | undefined {
  const constraints = all.of([branch]);
  const tags = [...constraints.required].sort().flatMap((name) => {
    const property = constraints.properties.get(name);
    const values = property && all.of(property).values;
    return values?.length === 1 ? [`${name}=${JSON.stringify(values[0])}`] : [];
  });
  return tags.length === 0 ? undefined : tags.join();
}

function typesKey(branch: Node, all: ApiConstraints): string {
  return [...all.of([branch]).types].sort().join();
}
