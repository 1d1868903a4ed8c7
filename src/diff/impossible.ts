import { compareDecimals } from '../schema/decimal.ts';
import type { ApiConstraints, Constraints } from './constraints.ts';
import { maximum, minimum, strictest } from './numbers.ts';
import { numbersOf } from './operands.ts';
import type { ValueType } from './value-type.ts';

/** Whether limits contradict each other, so that a type has no values. */
export function isImpossible(said: Constraints, type: ValueType, all: ApiConstraints): boolean {
  switch (type) {
    case 'integer':
    case 'fraction':
      return areLimitsApart(said, type === 'integer');
    case 'string':
      return least(said, 'minLength') > most(said, 'maxLength');
    case 'array':
      return least(said, 'minItems') > most(said, 'maxItems');
    case 'object':
      return (
        Math.max(said.required.size, least(said, 'minProperties')) > mostProperties(said) ||
        [...said.required].some((name) => isImpossibleProperty(said, name, all))
      );
    default:
      return false;
  }
}

function areLimitsApart(said: Constraints, isWhole: boolean): boolean {
  const low = strictest(said, minimum, isWhole);
  const high = strictest(said, maximum, isWhole);
  if (low === undefined || high === undefined) return false;
  const order = compareDecimals(low.value, high.value);
  return order > 0 || (order === 0 && (low.isExclusive || high.isExclusive));
}

function isImpossibleProperty(said: Constraints, name: string, all: ApiConstraints): boolean {
  if (said.isClosedTo(name)) return true;
  const nodes = said.properties.get(name);
  if (nodes === undefined) return false;
  const { never, types } = all.of(nodes);
  return never || types.size === 0;
}

function mostProperties(said: Constraints): number {
  return Math.min(said.isSealed ? namedProperties(said) : Infinity, most(said, 'maxProperties'));
}

/** How many properties are possible if others are forbidden; patterns allow any number. */
export function namedProperties({ applied, properties }: Constraints): number {
  const hasPatterns = [...applied.values()].some((one) => one.keyword === 'patternProperties');
  return hasPatterns ? Infinity : properties.size;
}

function least(said: Constraints, keyword: string): number {
  return Math.max(0, ...numbersOf(said, keyword));
}

function most(said: Constraints, keyword: string): number {
  return Math.min(Infinity, ...numbersOf(said, keyword));
}
