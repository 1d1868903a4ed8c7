import { below, isObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { type Decimal, decimalOf, decimalOfText } from './decimal.ts';

/**
 * The exact number of an operand if a double cannot hold it: an integer beyond 2⁵³, or a number
 * that is too large.
 */
export function writtenDecimal({ value, at }: Node): Decimal | undefined {
  if (typeof value !== 'number') return undefined;
  const isExact = Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (isExact) return decimalOf(value);
  const written = decimalOfText(writtenNumber(at) ?? '');
  return written ?? (Number.isFinite(value) ? decimalOf(value) : undefined);
}

/** A positive number as written; a very small one would be 0 as a double. */
export function writtenDivisor(operand: Node): Decimal | undefined {
  const decimal =
    operand.value === 0 ? decimalOfText(writtenNumber(operand.at) ?? '') : writtenDecimal(operand);
  return decimal !== undefined && decimal.digits > 0n ? decimal : undefined;
}

/** A value with its large integers as written, because parsing rounded them. */
export function writtenValue(value: unknown, at: Location): unknown {
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
    const written = writtenNumber(at);
    return written !== undefined && /^[+-]?\d+$/.test(written) ? BigInt(written) : value;
  }
  if (!hasGreatInteger(value)) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) => writtenValue(item, below(at, index)));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, writtenValue(member, below(at, name))]),
  );
}

function hasGreatInteger(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasGreatInteger);
}

/** In 3.0, an exclusive bound is a bound with `true` beside it (3.0.4 section 4.7.24). */
function writtenNumber({ document, pointer }: Location): string | undefined {
  const written = document.scalar(pointer);
  return written === 'true'
    ? document.scalar(pointer.replace(/exclusiveM([a-z]+)$/, 'm$1'))
    : written;
}
