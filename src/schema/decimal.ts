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

/** A number as JSON and YAML write it; `undefined` for other texts, and for absurdly many digits. */
export function decimalOfText(text: string): Decimal | undefined {
  if (text.length > 1000) return undefined;
  const match = /^([+-]?\d*)(?:\.(\d*))?(?:e([+-]?\d{1,5}))?$/i.exec(text);
  if (match === null || !/\d/.test(text)) return undefined;
  const [, whole = '', fraction = '', power = '0'] = match;
  const digits = BigInt(`${whole}${fraction}`.replace('+', ''));
  return { digits, exponent: Number(power) - fraction.length };
}

/** More than 0 where the one is greater. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const [a, b] = aligned(one, other);
  return a === b ? 0 : a > b ? 1 : -1;
}

/** The decimal as a number, or as an integer that no double holds. */
export function numericOf(decimal: Decimal): number | bigint {
  const number = numberOf(decimal);
  if (Number.isSafeInteger(number) || decimal.exponent < 0) return number;
  const exact = decimal.digits * 10n ** BigInt(decimal.exponent);
  return BigInt(number === Infinity || number === -Infinity ? 0 : number) === exact
    ? number
    : exact;
}

/** The double that is nearest to a decimal. */
export function numberOf({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`);
}

export function isDecimalMultiple(value: Decimal, divisor: Decimal): boolean {
  const [a, b] = aligned(value, divisor);
  // A divisor that is too small for a double reads as 0, of which nothing is a multiple.
  return b !== 0n && a % b === 0n;
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
