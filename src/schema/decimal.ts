/** An exact decimal number: its digits, and its power of ten. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The shortest decimal that reads back as a finite number. */
export function decimalOf(value: number | bigint): Decimal {
  const [mantissa = '', power = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/** A number as JSON and YAML write it; `undefined` for other texts, and for too many digits. */
export function decimalOfText(text: string): Decimal | undefined {
  if (text.length > 1000) return undefined;
  const match = /^([+-]?\d*)(?:\.(\d*))?(?:e([+-]?\d{1,5}))?$/i.exec(text);
  if (match === null || !/\d/.test(text)) return undefined;
  const [, whole = '', fraction = '', power = '0'] = match;
  const digits = BigInt(`${whole}${fraction}`.replace('+', ''));
  return { digits, exponent: Number(power) - fraction.length };
}

/** More than 0 if the first one is greater. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const [a, b] = aligned(one, other);
  return a === b ? 0 : a > b ? 1 : -1;
}

/** The decimal as a number; as a `bigint` if it is an integer that no double holds. */
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
  // A divisor that is too small for a double reads as 0, and nothing is a multiple of 0.
  return b !== 0n && a % b === 0n;
}

/** The least common multiple of two positive decimals. */
export function leastCommonMultiple(one: Decimal, other: Decimal): Decimal {
  const [a, b, exponent] = aligned(one, other);
  let [divisor, rest] = [a, b];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return { digits: (a / divisor) * b, exponent };
}

/** The digits of both with the same power of ten. */
function aligned(one: Decimal, other: Decimal): readonly [bigint, bigint, exponent: number] {
  const exponent = Math.min(one.exponent, other.exponent);
  return [scaled(one, exponent), scaled(other, exponent), exponent];
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}

/** The exact result of 0.1 + 0.2, without the error in the last digits. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15));
}
