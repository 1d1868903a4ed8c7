import { decimalOf, isDecimalMultiple } from './decimal.ts';

/**
 * Whether a number is a multiple of another one, as decimals instead of binary fractions: 19.99 is
 * a multiple of 0.01 (JSON Schema Validation 2020-12 section 6.2.1).
 */
export function isMultipleOf(value: number | bigint, divisor: number | bigint): boolean {
  if (isSafe(value) && isSafe(divisor)) return value % divisor === 0;
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return false;
  return isDecimalMultiple(decimalOf(value), decimalOf(divisor));
}

function isSafe(value: number | bigint): value is number {
  return Number.isSafeInteger(value);
}
