import type { Node } from '../api/node.ts';
import type { ChangeArguments } from './change.ts';
import type { ApiConstraints, Constraints } from './constraints.ts';
import type { FlowKind } from './flow-rules.ts';
import type { Reading } from './proof.ts';
import type { PathStep, Relation, SchemaChange, SchemaPair } from './schema-pair.ts';
import type { ValueType } from './value-type.ts';

/** Compares schemas that are sent in one direction, and remembers each compared pair. */
export interface SchemaPairs {
  readonly base: ApiConstraints;
  readonly revision: ApiConstraints;
  /** The day that sunsets are compared with. */
  readonly today: Date;
  /** `text` says that values are sent as text, in which every scalar is a string, too. */
  of(base: readonly Node[], revision: readonly Node[], text?: boolean): SchemaPair;
  /** Whether both versions write the schemas in the same way, so that nothing changed in them. */
  areEqual(base: readonly Node[], revision: readonly Node[]): boolean;
  /** Whether one version's schemas imply those of the other, if that can be proved. */
  onlyWidens(base: readonly Node[], revision: readonly Node[], text: boolean): boolean;
  onlyNarrows(base: readonly Node[], revision: readonly Node[], text: boolean): boolean;
  /** The provable relation between the values of a pair. */
  relation(pair: SchemaPair, reading: Reading, types?: readonly ValueType[]): Relation;
  /** Every pair that was compared. */
  all(): Iterable<SchemaPair>;
}

/** The context of the comparison of one pair. */
export interface SchemaComparison {
  readonly pair: SchemaPair;
  /** The values in BASE and in REVISION. */
  readonly base: Constraints;
  readonly revision: Constraints;
  readonly text: boolean;
  readonly pairs: SchemaPairs;
  /** The types that both versions allow; rules about other types have no effect. */
  readonly shared: ReadonlySet<ValueType>;
  report(kind: FlowKind, keyword: string, args?: ChangeArguments): void;
  reportAt(change: SchemaChange): void;
  follow(step: PathStep, base: readonly Node[], revision: readonly Node[]): void;
}

/** The schema that allows everything, at the place of a missing schema. */
export function anything(constraints: Constraints, keyword: string): Node {
  const { document, pointer } = constraints.at;
  return { value: true, at: { document, pointer: `${pointer}/${keyword}` } };
}
