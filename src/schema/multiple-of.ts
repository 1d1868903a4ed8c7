/**
 * Whether a number is a multiple of another, as decimals and not as their nearest binary fractions:
 * 19.99 is a multiple of 0.01 (JSON Schema Validation 2020-12 section 6.2.1).
 */
export function isMultipleOf(value: number | bigint, divisor: number | bigint): boolean {
  if (isSafe(value) && isSafe(divisor)) return value % divisor === 0;
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return false;
  const a = decimal(value);
  const b = decimal(divisor);
  const exponent = Math.min(a.exponent, b.exponent);
  return scale(a, exponent) % scale(b, exponent) === 0n;
}

function isSafe(value: number | bigint): value is number {
  return Number.isSafeInteger(value);
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The shortest decimal that reads back as the number: its digits, and the power of ten they have. */
function decimal(value: number | bigint): Decimal {
  const [mantissa = '', power = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function scale(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}
