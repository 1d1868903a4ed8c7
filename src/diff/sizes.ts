import { isEqual } from '../schema/equality.ts';
import type { Constraints } from './constraints.ts';
import type { FlowKind } from './flow-rules.ts';
import { numbersOf } from './operands.ts';
import type { SchemaComparison } from './schema-comparison.ts';
import type { ValueType } from './value-type.ts';

/** Compares the limits of text lengths and of array and object sizes. */
export function compareSizes(comparison: SchemaComparison): void {
  const { base, revision, shared } = comparison;
  for (const { type, least, most } of sizes) {
    if (!shared.has(type)) continue;
    reportSize(comparison, least, largest(base, least), largest(revision, least));
    reportSize(comparison, most, smallest(base, most), smallest(revision, most));
  }
}

/** A keyword that limits sizes, and the rules for a higher and a lower limit. */
interface SizeKeyword {
  readonly keyword: string;
  readonly raised: FlowKind;
  readonly lowered: FlowKind;
}

interface Sizes {
  readonly type: ValueType;
  readonly least: SizeKeyword;
  readonly most: SizeKeyword;
}

const sizes: readonly Sizes[] = [
  {
    type: 'string',
    least: { keyword: 'minLength', raised: 'min-length-raised', lowered: 'min-length-lowered' },
    most: { keyword: 'maxLength', raised: 'max-length-raised', lowered: 'max-length-lowered' },
  },
  {
    type: 'array',
    least: { keyword: 'minItems', raised: 'min-items-raised', lowered: 'min-items-lowered' },
    most: { keyword: 'maxItems', raised: 'max-items-raised', lowered: 'max-items-lowered' },
  },
  {
    type: 'object',
    least: {
      keyword: 'minProperties',
      raised: 'min-properties-raised',
      lowered: 'min-properties-lowered',
    },
    most: {
      keyword: 'maxProperties',
      raised: 'max-properties-raised',
      lowered: 'max-properties-lowered',
    },
  },
];

const containsCounts: readonly (SizeKeyword & { readonly usual: number })[] = [
  {
    keyword: 'minContains',
    raised: 'min-contains-raised',
    lowered: 'min-contains-lowered',
    usual: 1,
  },
  {
    keyword: 'maxContains',
    raised: 'max-contains-raised',
    lowered: 'max-contains-lowered',
    usual: Infinity,
  },
];

function largest(constraints: Constraints, { keyword }: SizeKeyword): number {
  return Math.max(0, ...numbersOf(constraints, keyword));
}

function smallest(constraints: Constraints, { keyword }: SizeKeyword): number {
  return Math.min(Infinity, ...numbersOf(constraints, keyword));
}

function reportSize(
  { report }: SchemaComparison,
  { keyword, raised, lowered }: SizeKeyword,
  before: number,
  after: number,
): void {
  if (before === after) return;
  const args = { keyword, from: finite(before), to: finite(after) };
  report(after > before ? raised : lowered, keyword, args);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Whether an item may be there twice. */
export function compareUniqueness({ base, revision, shared, report }: SchemaComparison): void {
  if (!shared.has('array')) return;
  const mustDiffer = ({ plain }: Constraints) =>
    plain.get('uniqueItems')?.some(({ value }) => value === true) ?? false;
  const [from, to] = [mustDiffer(base), mustDiffer(revision)];
  if (to && !from) report('unique-items-added', 'uniqueItems');
  if (from && !to) report('unique-items-removed', 'uniqueItems');
}

/** How many items must satisfy `contains`, and how many may. */
export function compareContainsCounts(comparison: SchemaComparison): void {
  const { base, revision, shared, report } = comparison;
  if (!shared.has('array')) return;
  const counted = [base, revision].map(({ opaque }) => opaque.get('contains')?.length ?? 0);
  // Without `contains` in both versions, the counts have no effect; its own change is reported.
  if (counted.includes(0)) return;
  for (const count of containsCounts) {
    const { keyword, usual } = count;
    const [from, to] = [numbersOf(base, keyword), numbersOf(revision, keyword)];
    if (isEqual(from, to)) continue;
    // Counts of several schemas in `allOf` are about different items.
    if (counted.some((schemas) => schemas > 1)) {
      report('schema-undecided', keyword, { keyword, from: from[0], to: to[0] });
      continue;
    }
    const [[before = usual], [after = usual]] = [from, to];
    reportSize(comparison, count, before, after);
  }
}
