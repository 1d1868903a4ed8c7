import { compareDecimals } from '../schema/decimal.ts';
import type { ApiConstraints, Constraints } from './constraints.ts';
import { maximum, minimum, strictest } from './numbers.ts';
import { numbersOf } from './operands.ts';
import type { ValueType } from './value-type.ts';

/** Whether limits contradict each other, so that a type has no values. */
export function isImpossible(
  constraints: Constraints,
  type: ValueType,
  all: ApiConstraints,
): boolean {
  switch (type) {
    case 'integer':
    case 'fraction':
      return areLimitsApart(constraints, type === 'integer');
    case 'string':
      return least(constraints, 'minLength') > most(constraints, 'maxLength');
    case 'array':
      return least(constraints, 'minItems') > most(constraints, 'maxItems');
    case 'object':
      return (
        Math.max(constraints.required.size, least(constraints, 'minProperties')) >
          mostProperties(constraints) ||
        [...constraints.required].some((name) => isImpossibleProperty(constraints, name, all))
      );
    default:
      return false;
  }
}

function areLimitsApart(constraints: Constraints, isWhole: boolean): boolean {
  const low = strictest(constraints, minimum, isWhole);
  const high = strictest(constraints, maximum, isWhole);
  if (low === undefined || high === undefined) return false;
  const order = compareDecimals(low.value, high.value);
  return order > 0 || (order === 0 && (low.isExclusive || high.isExclusive));
}

function isImpossibleProperty(
  constraints: Constraints,
  name: string,
  all: ApiConstraints,
): boolean {
  if (constraints.isClosedTo(name)) return true;
  const nodes = constraints.properties.get(name);
  if (nodes === undefined) return false;
  const { never, types } = all.of(nodes);
  return never || types.size === 0;
}

function mostProperties(constraints: Constraints): number {
  return Math.min(
    constraints.isSealed ? namedProperties(constraints) : Infinity,
    most(constraints, 'maxProperties'),
  );
}

/** How many properties are possible if others are forbidden; patterns allow any number. */
export function namedProperties({ applied, properties }: Constraints): number {
  const hasPatterns = [...applied.values()].some((one) => one.keyword === 'patternProperties');
  return hasPatterns ? Infinity : properties.size;
}

function least(constraints: Constraints, keyword: string): number {
  return Math.max(0, ...numbersOf(constraints, keyword));
}

function most(constraints: Constraints, keyword: string): number {
  return Math.min(Infinity, ...numbersOf(constraints, keyword));
}
