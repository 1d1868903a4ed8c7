import type { Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import type { ChangeArguments } from './change.ts';
import { type Effect, type FlowKind, flowRules } from './rules.ts';

/**
 * Two versions of a schema, compared: what differs in themselves, and the pairs of schemas inside
 * them. A pair that leads back to itself is there once, so pairs are a graph.
 */
export interface SchemaPair {
  readonly base: readonly Node[];
  readonly revision: readonly Node[];
  readonly changes: SchemaChange[];
  readonly edges: Edge[];
}

export interface SchemaChange {
  readonly kind: FlowKind;
  readonly base: Location;
  readonly revision: Location;
  readonly args: ChangeArguments;
}

export interface Edge {
  readonly step: PathStep;
  readonly to: SchemaPair;
}

/** How a schema inside another one applies to values. */
export type PathStep =
  | { readonly kind: 'property'; readonly name: string }
  /** Any property that is not described, or whose name matches a pattern. */
  | { readonly kind: 'properties'; readonly pattern: string | undefined }
  | { readonly kind: 'item'; readonly index: number | undefined }
  /** To the same value. */
  | { readonly kind: 'branch' }
  | { readonly kind: 'same'; readonly keyword: string }
  /** To names of properties. */
  | { readonly kind: 'names' }
  /** Less inside may be more outside, so what changes there cannot be weighed. */
  | {
      readonly kind: 'opaque';
      readonly keyword: string;
      readonly base: Location;
      readonly revision: Location;
    };

/** A change with the steps that lead to it, and the pair that it is in. */
export interface TracedChange {
  readonly change: SchemaChange;
  readonly trail: readonly Edge[];
  readonly pair: SchemaPair;
}

/** The pairs that have changed, in themselves or somewhere inside. */
export function changedPairs(pairs: Iterable<SchemaPair>): ReadonlySet<SchemaPair> {
  const holders = new Map<SchemaPair, SchemaPair[]>();
  const changed = new Set<SchemaPair>();
  for (const pair of pairs) {
    if (pair.changes.length > 0) changed.add(pair);
    for (const { to } of pair.edges) {
      const known = holders.get(to);
      if (known === undefined) holders.set(to, [pair]);
      else known.push(pair);
    }
  }
  for (const pair of changed) {
    for (const holder of holders.get(pair) ?? []) changed.add(holder);
  }
  return changed;
}

/**
 * Every change in a pair and the pairs inside it, each pair visited once by its shortest trail.
 * `changed` are the pairs that are worth a visit.
 */
export function changesIn(
  root: SchemaPair,
  changed: ReadonlySet<SchemaPair>,
): readonly TracedChange[] {
  if (!changed.has(root)) return [];
  const found: TracedChange[] = [];
  const seen = new Set([root]);
  const open: { readonly pair: SchemaPair; readonly trail: readonly Edge[] }[] = [
    { pair: root, trail: [] },
  ];
  for (const { pair, trail } of open) {
    for (const change of pair.changes) found.push({ change, trail, pair });
    for (const edge of pair.edges) {
      const { step, to } = edge;
      if (step.kind === 'opaque') {
        if (changed.has(to)) found.push({ change: undecided(step), trail, pair });
      } else if (changed.has(to) && !seen.has(to)) {
        seen.add(to);
        open.push({ pair: to, trail: [...trail, edge] });
      }
    }
  }
  return found;
}

/** Whether the same values satisfy both versions, as far as can be seen. */
export function isSame(root: SchemaPair): boolean {
  const seen = new Set([root]);
  for (const pair of seen) {
    if (pair.changes.length > 0) return false;
    for (const { to } of pair.edges) seen.add(to);
  }
  return true;
}

/** Whether whatever satisfies BASE satisfies REVISION, too, as far as can be seen. */
export function onlyWidens(root: SchemaPair): boolean {
  return every(root, 'more');
}

/** Whether whatever satisfies REVISION satisfied BASE, too, as far as can be seen. */
export function onlyNarrows(root: SchemaPair): boolean {
  return every(root, 'fewer');
}

/** Whether every change has this effect, or none. */
function every(root: SchemaPair, wanted: Effect): boolean {
  const seen = new Set([root]);
  for (const pair of seen) {
    const effects = pair.changes.map(({ kind }) => flowRules[kind].effect);
    if (!effects.every((effect) => effect === wanted || effect === 'same')) return false;
    for (const { step, to } of pair.edges) {
      if (step.kind !== 'opaque') seen.add(to);
      else if (!isSame(to)) return false;
    }
  }
  return true;
}

function undecided({
  keyword,
  base,
  revision,
}: Extract<PathStep, { kind: 'opaque' }>): SchemaChange {
  return { kind: 'schema-undecided', base, revision, args: { keyword } };
}
