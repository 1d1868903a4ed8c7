import type { Node } from '../api/node.ts';
import type { Atom } from './atoms.ts';
import type { ChangeArguments } from './change.ts';
import type { Pair, SchemaChange, Step } from './pair.ts';
import type { FlowKind } from './rules.ts';
import type { View, Views } from './view.ts';

/** Compares schemas that flow one way. A pair that was compared is known from then on. */
export interface SchemaComparison {
  readonly base: Views;
  readonly revision: Views;
  /** `text` says that the values are written as text, in which every scalar is a string, too. */
  pair(base: readonly Node[], revision: readonly Node[], text?: boolean): Pair;
  /** Every pair that was compared. */
  pairs(): Iterable<Pair>;
}

/** What a comparison of two views works with. */
export interface Comparing {
  readonly pair: Pair;
  /** What BASE says, and what REVISION says. */
  readonly a: View;
  readonly b: View;
  readonly text: boolean;
  readonly schemas: SchemaComparison;
  /** The types that both versions allow: what is said about others has no effect. */
  readonly shared: ReadonlySet<Atom>;
  report(kind: FlowKind, keyword: string, args?: ChangeArguments): void;
  reportAt(change: SchemaChange): void;
  follow(step: Step, base: readonly Node[], revision: readonly Node[]): Pair;
}

/** The schema that allows everything, at the place where one could stand. */
export function anything(view: View, keyword: string): Node {
  const { document, pointer } = view.at;
  return { value: true, at: { document, pointer: `${pointer}/${keyword}` } };
}
