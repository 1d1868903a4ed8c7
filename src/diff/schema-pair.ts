import type { Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import type { ChangeArguments } from './change.ts';
import { type Effect, type FlowKind, flowRules } from './flow-rules.ts';
import type { Flow } from './severity.ts';
import type { ValueType } from './value-type.ts';

/**
 * Two compared versions of a schema: their own differences, and the pairs of schemas inside them.
 * Each pair exists once, so recursive pairs form a graph.
 */
export interface SchemaPair {
  readonly base: readonly Node[];
  readonly revision: readonly Node[];
  /** Whether the values are written as text. */
  readonly text: boolean;
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

/** How an inner schema applies to values. */
export type PathStep =
  | { readonly kind: 'property'; readonly name: string }
  /** Any undescribed property, or any whose name matches a pattern. */
  | { readonly kind: 'properties'; readonly pattern: string | undefined }
  | { readonly kind: 'item'; readonly index: number | undefined }
  /** To the same value. */
  | { readonly kind: 'branch' }
  | { readonly kind: 'same'; readonly keyword: string }
  /** To names of properties. */
  | { readonly kind: 'names' }
  /** Narrowing it may widen the whole, so its changes cannot be weighed. */
  | {
      readonly kind: 'opaque';
      readonly keyword: string;
      readonly base: Location;
      readonly revision: Location;
    };

/** A change, its pair, and the steps that lead to it. */
export interface TracedChange {
  readonly change: SchemaChange;
  readonly trail: readonly Edge[];
  readonly pair: SchemaPair;
}

/** The pairs that changed, themselves or somewhere inside. */
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

/** The relation between all values of a pair: whether one version's values are included in the other's. */
export interface Relation {
  /** Every value that satisfied BASE satisfies REVISION, too. */
  readonly isKept: boolean;
  /** Every value that satisfies REVISION satisfied BASE, too. */
  readonly isKnown: boolean;
}

/** The relation of the values of a pair, or of its values of certain types. */
export type RelationOf = (pair: SchemaPair, types?: readonly ValueType[]) => Relation;

/**
 * Every change in a pair and the pairs inside it, by the shortest trail. `changed` are the pairs to
 * visit. Keywords are compared one by one, so a change may not affect values. If all values of a
 * pair are kept, no change inside narrows it, and likewise for widening.
 */
export function changesIn(
  root: SchemaPair,
  changed: ReadonlySet<SchemaPair>,
  relationOf: RelationOf,
  flow: Flow,
): readonly TracedChange[] {
  if (!changed.has(root)) return [];
  const found: TracedChange[] = [];
  const reported = new Set<SchemaChange>();
  const seen = new Map<SchemaPair, Relation[]>();
  const open: { readonly pair: SchemaPair; readonly trail: readonly Edge[]; around: Relation }[] =
    [];
  const visit = (pair: SchemaPair, trail: readonly Edge[], around: Relation) => {
    const before = seen.get(pair) ?? [];
    // Values that are kept here may not be kept on another way.
    const isNew = before.every(
      ({ isKept, isKnown }) => (isKept && !around.isKept) || (isKnown && !around.isKnown),
    );
    if (!isNew) return;
    seen.set(pair, [...before, around]);
    open.push({ pair, trail, around });
  };
  visit(root, [], { isKept: false, isKnown: false });
  for (const { pair, trail, around } of open) {
    const own = around.isKept && around.isKnown ? around : relationOf(pair);
    const relation = either(around, own);
    const add = (change: SchemaChange) => {
      if (reported.has(change)) return;
      const types = isSettled(change, relation) ? undefined : typesConcerned(change.kind);
      const ofTypes = types === undefined ? relation : either(relation, relationOf(pair, types));
      const meant = asMeant(change, ofTypes, flow);
      if (meant === undefined) return;
      reported.add(change);
      found.push({ change: meant, trail, pair });
    };
    for (const change of pair.changes) add(change);
    for (const edge of pair.edges) {
      const { step, to } = edge;
      if (!changed.has(to)) continue;
      if (step.kind === 'opaque') add(undecided(step));
      else visit(to, [...trail, edge], relation);
    }
  }
  return found;
}

function either(one: Relation, other: Relation): Relation {
  return {
    isKept: one.isKept || other.isKept,
    isKnown: one.isKnown || other.isKnown,
  };
}

/** Whether a change needs no further check. */
function isSettled({ kind }: SchemaChange, { isKept, isKnown }: Relation): boolean {
  const { effect } = flowRules[kind];
  return effect === 'same' || (isKept && isKnown) || (effect === 'fewer' ? isKept : isKnown);
}

/** The types that a keyword applies to, if not all. */
function typesConcerned(kind: FlowKind): readonly ValueType[] | undefined {
  if (/-(?:length)-|^pattern-/.test(kind)) return ['string'];
  if (/^(?:minimum|maximum|multiple-of)-/.test(kind)) return ['integer', 'fraction'];
  if (/^format-/.test(kind)) return ['string', 'integer', 'fraction'];
  if (/-(?:items|contains)-/.test(kind)) return ['array'];
  if (/propert/.test(kind)) return ['object'];
  return undefined;
}

/** The change, or its effect when more is known; `undefined` if it affects no values. */
function asMeant(
  change: SchemaChange,
  { isKept, isKnown }: Relation,
  flow: Flow,
): SchemaChange | undefined {
  const { kind } = change;
  const { effect } = flowRules[kind];
  if (effect === 'same' || isAnnotated(kind)) return change;
  if (isKept && isKnown) return undefined;
  if (effect === 'fewer') return isKept ? undefined : change;
  if (effect === 'more') return isKnown ? undefined : change;
  if (!isKept && !isKnown) return change;
  if (effect === 'undecided') {
    const isHarmless = flow === 'request' ? isKept : isKnown;
    if (!isHarmless || isUnchecked(change)) return change;
    const keyword = change.args.keyword ?? 'schema';
    return { ...change, kind: isKept ? 'condition-removed' : 'condition-added', args: { keyword } };
  }
  const weaker = replaced[kind];
  return weaker === undefined ? change : { ...change, kind: weaker[isKept ? 'more' : 'fewer'] };
}

/** Properties of the API and tags assert nothing about values. */
function isAnnotated(kind: FlowKind): boolean {
  return /^(?:property-(?:became|no-longer)-|discriminator-)/.test(kind);
}

/** Rules that not every program checks, so that a strict program may see new values. */
function isUnchecked({ kind, args }: SchemaChange): boolean {
  return kind === 'format-meaning-changed' || args.keyword === 'contentSchema';
}

/** The effect of a replacement if all values are kept, or none is new. */
const replaced: Readonly<
  Partial<Record<FlowKind, { readonly more: FlowKind; readonly fewer: FlowKind }>>
> = {
  'type-replaced': { more: 'type-widened', fewer: 'type-narrowed' },
  'multiple-of-replaced': { more: 'multiple-of-widened', fewer: 'multiple-of-narrowed' },
  'format-replaced': { more: 'format-widened', fewer: 'format-narrowed' },
};

/** Whether the same values satisfy both versions, if that can be proved. */
export function isSame(root: SchemaPair): boolean {
  const seen = new Set([root]);
  for (const pair of seen) {
    if (pair.changes.length > 0) return false;
    for (const { to } of pair.edges) seen.add(to);
  }
  return true;
}

/** Whether some change in a pair has one of these effects. */
export function hasEffect(root: SchemaPair, effects: readonly Effect[]): boolean {
  const seen = new Set([root]);
  for (const pair of seen) {
    if (pair.changes.some(({ kind }) => effects.includes(flowRules[kind].effect))) return true;
    for (const { to } of pair.edges) seen.add(to);
  }
  return false;
}

function undecided({
  keyword,
  base,
  revision,
}: Extract<PathStep, { kind: 'opaque' }>): SchemaChange {
  return { kind: 'schema-undecided', base, revision, args: { keyword } };
}
