import { isObject } from '../api/node.ts';
import { isEqual } from '../schema/equality.ts';
import type { Keyword, KeywordPoints } from './keyword.ts';
import type { Point } from './points.ts';

/** The size that a bound limits; `undefined` for values that it does not apply to. */
const bounds: Readonly<Record<string, (value: unknown) => number | undefined>> = {
  minimum: numberOf,
  maximum: numberOf,
  exclusiveMinimum: numberOf,
  exclusiveMaximum: numberOf,
  // Characters are code points (JSON Schema Validation 2020-12 section 6.3.1).
  minLength: (value) => (typeof value === 'string' ? [...value].length : undefined),
  maxLength: (value) => (typeof value === 'string' ? [...value].length : undefined),
  minItems: (value) => (Array.isArray(value) ? value.length : undefined),
  maxItems: (value) => (Array.isArray(value) ? value.length : undefined),
  minProperties: (value) => (isObject(value) ? Object.keys(value).length : undefined),
  maxProperties: (value) => (isObject(value) ? Object.keys(value).length : undefined),
};

export function isBound(keyword: string): boolean {
  return Object.hasOwn(bounds, keyword);
}

function numberOf(value: unknown): number | undefined {
  return isNumber(value) ? Number(value) : undefined;
}

export function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function refusals(keyword: Keyword): readonly Point[] {
  return keyword.isRefused ? [keyword.point('violated')] : [];
}

export function simple(keyword: Keyword, applies: (value: unknown) => boolean): KeywordPoints {
  const satisfied = keyword.point('satisfied');
  return {
    points: [satisfied, ...refusals(keyword)],
    satisfy: (value, { hit }) => {
      if (applies(value)) hit(satisfied);
    },
  };
}

/** A forbidden value can only be tried. */
export function forbidden(keyword: Keyword): KeywordPoints {
  return { points: refusals(keyword) };
}

/** A request can be exactly at a bound; the contents of an answer are the provider's choice. */
export function bound(keyword: Keyword): KeywordPoints {
  const { name, operand, isRefused } = keyword;
  const size = bounds[name]!;
  const satisfied = keyword.point('satisfied');
  const exclusive = exclusiveIn30(keyword);
  const isReachable = isRefused && !name.startsWith('exclusive') && exclusive === undefined;
  const reached = isReachable ? keyword.point('reached') : undefined;
  return {
    points: [
      satisfied,
      ...(reached === undefined ? [] : [reached]),
      ...refusals(exclusive ?? keyword),
    ],
    satisfy(value, { hit }) {
      const actual = size(value);
      if (actual === undefined) return;
      hit(satisfied);
      if (actual === operand) hit(reached);
    },
  };
}

/**
 * In 3.0, `exclusiveMinimum: true` forbids the `minimum` itself, so a value violates the former.
 */
function exclusiveIn30({ name, schema, beside }: Keyword): Keyword | undefined {
  const flag = name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  const isFlagged = /^(?:minimum|maximum)$/.test(name) && schema.written[flag] === true;
  return isFlagged ? beside(flag) : undefined;
}

export function types(keyword: Keyword): KeywordPoints {
  const { operand, isText, isRefused } = keyword;
  const names = Array.isArray(operand) ? operand : [operand];
  const satisfied = Array.isArray(operand)
    ? names.map((_, index) => keyword.point('satisfied', index))
    : [keyword.point('satisfied')];
  // Every text is also a string, a list of one, and an object without members.
  const isTried =
    isRefused && (!isText || names.every((name) => /^(number|integer|boolean|null)$/.test(name)));
  return {
    points: [...satisfied, ...(isTried ? [keyword.point('violated')] : [])],
    satisfy: (value, { hit }) => hit(satisfied[names.findIndex((name) => isOfType(value, name))]),
  };
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'number':
      return isNumber(value);
    default:
      return typeof value === type;
  }
}

export function nothing(keyword: Keyword): KeywordPoints {
  const satisfied = keyword.point('satisfied');
  return {
    points: [satisfied],
    satisfy: (value, { hit }) => {
      if (value === null) hit(satisfied);
    },
  };
}

export function choices(keyword: Keyword, values: readonly unknown[]): KeywordPoints {
  const taken = values.map((_, index) => keyword.point('satisfied', index));
  return {
    points: [...taken, ...refusals(keyword)],
    satisfy: (value, { hit }) => hit(taken[values.findIndex((one) => isEqual(one, value))]),
  };
}

/** A property's presence has its own points; only its absence counts here. */
export function required(keyword: Keyword): KeywordPoints | undefined {
  const { operand, isRefused, isElsewhere } = keyword;
  if (!Array.isArray(operand) || !isRefused) return undefined;
  const points = operand.flatMap((name, index) =>
    isElsewhere(name) ? [] : [keyword.point('violated', index)],
  );
  return { points };
}

export function dependentRequired(keyword: Keyword): KeywordPoints | undefined {
  const { operand } = keyword;
  if (!isObject(operand)) return undefined;
  const pointByName = new Map(
    Object.keys(operand).map((name) => [name, keyword.point('satisfied', name)]),
  );
  return {
    points: [...pointByName.values(), ...refusals(keyword)],
    satisfy(value, { hit }) {
      for (const [name, point] of pointByName)
        if (isObject(value) && Object.hasOwn(value, name)) hit(point);
    },
  };
}
