import { exactValue, jsonText, rounded } from '../json/integers.ts';
import type { ExactJson } from './contract.ts';
import { formatReader } from './formats.ts';

/** Integers of 64 bits as `bigint`, with every digit. */
export const bigintJson: ExactJson = {
  parse(text) {
    const value: unknown = JSON.parse(text);
    return exactValue(text) ?? value;
  },
  stringify: jsonText,
  read: formatReader(isNumber, { int64: integer, uint64: integer }, rounded),
};

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function integer(value: number | bigint): bigint {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    throw new RangeError(`${value} is not an integer`);
  }
  return BigInt(value);
}
