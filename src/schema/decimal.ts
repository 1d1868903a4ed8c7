/** A number as people write it, exactly: its digits, and the power of ten that they have. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The shortest decimal that reads back as the number, which is finite. */
export function decimalOf(value: number | bigint): Decimal {
  const [mantissa = '', power = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/** The double that is nearest to a decimal. */
export function numberOf({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`);
}

export function isDecimalMultiple(value: Decimal, divisor: Decimal): boolean {
  const [a, b] = aligned(value, divisor);
  return a % b === 0n;
}

/** The least decimal that is a multiple of both, which are more than 0. */
export function leastCommonMultiple(one: Decimal, other: Decimal): Decimal {
  const [a, b, exponent] = aligned(one, other);
  let [divisor, rest] = [a, b];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return { digits: (a / divisor) * b, exponent };
}

/** The digits of both at the same power of ten. */
function aligned(one: Decimal, other: Decimal): readonly [bigint, bigint, exponent: number] {
  const exponent = Math.min(one.exponent, other.exponent);
  return [scaled(one, exponent), scaled(other, exponent), exponent];
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}

/** 0.1 + 0.2 as it was meant: without what doubles add in their last digits. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15));
}
