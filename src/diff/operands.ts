import type { Node } from '../api/node.ts';
import type { Decimal } from '../schema/decimal.ts';
import { heldBy } from '../schema/members.ts';
import type { SchemaObject } from '../schema/view.ts';
import { writtenDecimal } from '../schema/written-number.ts';

type Operands = ReadonlyMap<string, readonly Node[]>;

interface Asserting {
  readonly plain: Operands;
}

/** Many schemas assert only types and values. */
const none: Operands = new Map();

/** The operands of each asserting keyword, one for each schema. */
export function plainOperands(schemas: readonly SchemaObject[]): Operands {
  let operands: Map<string, readonly Node[]> | undefined;
  for (const keyword of plainKeywords) {
    const found = heldBy(schemas, keyword);
    if (found.length === 0) continue;
    operands ??= new Map();
    operands.set(keyword, found);
  }
  return operands ?? none;
}

/** The assertions of a schema, apart from its types and values. */
const plainKeywords = [
  ...['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'dependentRequired'],
] as const;

/** The exact numbers under a keyword of several schemas. */
export function decimalsOf({ plain }: Asserting, keyword: string): readonly Decimal[] {
  return (plain.get(keyword) ?? []).flatMap((operand) => {
    const decimal = writtenDecimal(operand);
    return decimal === undefined ? [] : [decimal];
  });
}

/** The numbers under a keyword of several schemas. */
export function numbersOf({ plain }: Asserting, keyword: string): readonly number[] {
  return (plain.get(keyword) ?? []).flatMap(({ value }) =>
    typeof value === 'number' ? [value] : [],
  );
}

/** The texts under a keyword of several schemas. */
export function textsOf({ plain }: Asserting, keyword: string): readonly string[] {
  return (plain.get(keyword) ?? []).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  );
}
