import { isObject, type Node } from '../api/node.ts';
import { nameOfBranch } from '../schema/discriminator.ts';
import { isEqual } from '../schema/equality.ts';
import type { Union } from '../schema/view.ts';
import type { Comparing } from './comparing.ts';
import { compareDiscriminators } from './discriminators.ts';
import { isSame, onlyNarrows, onlyWidens } from './pair.ts';
import type { View, Views } from './view.ts';

/**
 * Compares `oneOf` and `anyOf`, branch by branch. Gives `all` where the alternatives are all that
 * there was to compare.
 */
export function compareUnions(comparing: Comparing): 'all' | 'some' {
  const { a, b, pair, schemas, reportAt } = comparing;
  if (a.unions.length === 0 && b.unions.length === 0) return 'some';
  const [before, after] = [unionsOf(a, b), unionsOf(b, a)];
  // A schema that became one alternative among others, or was one, is compared with its like.
  if (before.length === 0 && isOnlyUnion(b)) {
    const self = {
      keyword: b.unions[0]!.keyword,
      branches: a.nullable?.branches ?? pair.base,
      at: a.at,
    };
    if (pair.base.length === 1 && compareBranches(comparing, self, b.unions[0]!, 'alike')) {
      return 'all';
    }
  }
  if (after.length === 0 && isOnlyUnion(a)) {
    const self = {
      keyword: a.unions[0]!.keyword,
      branches: b.nullable?.branches ?? pair.revision,
      at: b.at,
    };
    if (pair.revision.length === 1 && compareBranches(comparing, a.unions[0]!, self, 'alike')) {
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
    compareBranches(comparing, from, to);
  }
  for (const { keyword, branches, at } of after.slice(count)) {
    const places = { base: a.at, revision: at, args: { keyword } };
    if (!branches.some((branch) => onlyWidens(schemas.pair(pair.base, [branch])))) {
      reportAt({ kind: 'alternatives-added', ...places });
      // Who satisfies one alternative all the same may satisfy another one, too.
    } else if (keyword === 'oneOf') reportAt({ kind: 'schema-undecided', ...places });
  }
  for (const { keyword, branches, at } of before.slice(count)) {
    const places = { base: at, revision: b.at, args: { keyword } };
    if (!branches.some((branch) => onlyNarrows(schemas.pair([branch], pair.revision)))) {
      reportAt({ kind: 'alternatives-removed', ...places });
    } else if (keyword === 'oneOf') reportAt({ kind: 'schema-undecided', ...places });
  }
  compareDiscriminators(comparing);
  return 'some';
}

/** A union of types is compared branch by branch where its other version can only be so. */
function unionsOf(view: View, other: View): readonly Union[] {
  return other.unions.length > view.unions.length ? [...view.unions, ...view.folded] : view.unions;
}

/** Whether a view says nothing but that one of several alternatives must be matched. */
function isOnlyUnion(view: View): boolean {
  return (
    view.unions.length === 1 &&
    !view.typed &&
    view.folded.length === 0 &&
    [view.plain, view.properties, view.required, view.applied, view.opaque].every(
      ({ size }) => size === 0,
    ) &&
    !view.closed &&
    view.additional.length === 0
  );
}

/** Compares what belongs together; `alike` gives up and `false` where nothing does. */
function compareBranches(
  comparing: Comparing,
  from: Union,
  to: Union,
  condition?: 'alike',
): boolean {
  const { a, b, schemas, follow, reportAt } = comparing;
  const { matched, removed, added } = matchBranches(comparing, from.branches, to.branches);
  if (condition === 'alike' && matched.length === 0) return false;
  for (const [before, after] of matched) follow({ kind: 'branch' }, [before], [after]);
  // What one alternative allowed may be in another one now, and the other way round.
  const isElsewhere = (branch: Node) =>
    to.branches.some((other) => onlyWidens(schemas.pair([branch], [other])));
  const wasElsewhere = (branch: Node) =>
    from.branches.some((other) => onlyNarrows(schemas.pair([other], [branch])));
  for (const branch of removed) {
    const kind = isElsewhere(branch) ? 'branch-merged' : 'branch-removed';
    const args = { name: nameOfBranch(branch), keyword: from.keyword };
    reportAt({ kind, base: branch.at, revision: b.unions[0]?.at ?? b.at, args });
  }
  for (const branch of added) {
    const kind = wasElsewhere(branch) ? 'branch-split' : 'branch-added';
    const args = { name: nameOfBranch(branch), keyword: to.keyword };
    reportAt({ kind, base: a.unions[0]?.at ?? a.at, revision: branch.at, args });
  }
  return true;
}

interface Matching {
  readonly matched: (readonly [Node, Node])[];
  readonly removed: readonly Node[];
  readonly added: readonly Node[];
}

/**
 * Which branch became which: those of one name, those that say the same, those that the same tag
 * tells apart from the others, and of the rest those that allow the same types.
 */
function matchBranches(
  { schemas }: Comparing,
  from: readonly Node[],
  to: readonly Node[],
): Matching {
  const matched: (readonly [Node, Node])[] = [];
  let [before, after] = [[...from], [...to]];
  const take = (isMatch: (a: Node, b: Node, index: number) => boolean) => {
    for (const one of [...before]) {
      const other = after.find((candidate) => isMatch(one, candidate, from.indexOf(one)));
      if (other === undefined) continue;
      matched.push([one, other]);
      before = before.filter((branch) => branch !== one);
      after = after.filter((branch) => branch !== other);
    }
  };
  const same = (one: Node, other: Node) =>
    looksAlike(schemas.base.of([one]), schemas.revision.of([other])) &&
    isSame(schemas.pair([one], [other]));
  take((one, other) => ownName(one) !== undefined && ownName(one) === ownName(other));
  // Renamed ones mostly stay where they were, so that few are compared with all.
  take((one, other, index) => to[index] === other && same(one, other));
  take((one, other) => same(one, other));
  take((one, other) => {
    const tag = tagOf(one, schemas.base);
    return tag !== undefined && tag === tagOf(other, schemas.revision);
  });
  take(
    (one, other) =>
      tagOf(one, schemas.base) === undefined &&
      tagOf(other, schemas.revision) === undefined &&
      typesKey(one, schemas.base) === typesKey(other, schemas.revision),
  );
  take(
    (one, other) =>
      [...schemas.base.of([one]).atoms].some((atom) =>
        schemas.revision.of([other]).atoms.has(atom),
      ) &&
      tagOf(one, schemas.base) === undefined &&
      tagOf(other, schemas.revision) === undefined &&
      before.length === 1 &&
      after.length === 1,
  );
  return { matched, removed: before, added: after };
}

/** What two views that say the same share; it spares comparing everything with everything. */
function looksAlike(a: View, b: View): boolean {
  return (
    isEqual([...a.atoms].sort(), [...b.atoms].sort()) &&
    isEqual([...a.properties.keys()].sort(), [...b.properties.keys()].sort()) &&
    isEqual([...a.required].sort(), [...b.required].sort()) &&
    a.unions.length === b.unions.length &&
    (a.values?.length ?? 0) === (b.values?.length ?? 0)
  );
}

/** The name that a branch is given, rather than its number. */
function ownName(branch: Node): string | undefined {
  const { value } = branch;
  return isObject(value) && (value.$ref !== undefined || value.title !== undefined)
    ? nameOfBranch(branch)
    : undefined;
}

/** The required properties that have one value only: `type="cat"`. */
function tagOf(branch: Node, views: Views): string | undefined {
  const view = views.of([branch]);
  const tags = [...view.required].sort().flatMap((name) => {
    const property = view.properties.get(name);
    const values = property && views.of(property).values;
    return values?.length === 1 ? [`${name}=${JSON.stringify(values[0])}`] : [];
  });
  return tags.length === 0 ? undefined : tags.join();
}

function typesKey(branch: Node, views: Views): string {
  return [...views.of([branch]).atoms].sort().join();
}
