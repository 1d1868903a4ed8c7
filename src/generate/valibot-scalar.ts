import type { JsonObject, Node } from '../api/node.ts';
import {
  bigintLimits,
  isBigint,
  isInteger,
  type LimitKeyword,
  numberLimits,
  textLimits,
} from './scalar-limits.ts';
import type { NumberContext, Unchecked } from './schema-library.ts';

/** Formats by valibot's actions, or by those of `valibot-library.ts`. */
const textFormats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    date: 'v.check(isDay)',
    'date-time': 'v.check(isInstant)',
    duration:
      'v.regex(/^P(?!$)(?:\\d+W|(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?)$/)',
    email: 'v.rfcEmail()',
    hostname:
      'v.regex(/^(?=.{1,253}$)[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?(?:\\.[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?)*$/i)',
    ipv4: 'v.ipv4()',
    ipv6: 'v.ipv6()',
    uri: 'v.url()',
    uuid: 'v.uuid()',
    byte: 'v.base64()',
  }),
);

export function stringSchema(schema: JsonObject, context: Unchecked): string {
  const { least, most, pattern } = textLimits(schema, context);
  const own = textFormats.get(String(schema.format));
  return piped('v.string()', [
    ...(own === undefined ? [] : [own]),
    ...(least === undefined ? [] : [`v.minLength(${least})`]),
    ...(most === undefined ? [] : [`v.maxLength(${most})`]),
    ...(pattern === undefined ? [] : [`v.regex(${pattern})`]),
  ]);
}

const actionNames: Readonly<Record<LimitKeyword, string>> = {
  minimum: 'minValue',
  maximum: 'maxValue',
  exclusiveMinimum: 'gtValue',
  exclusiveMaximum: 'ltValue',
  multipleOf: 'multipleOf',
};

/** The bounds of integers with 64 bits. */
const bigintBounds: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** A number; or a `bigint`, if the program wants that. Otherwise only integers that a double holds. */
export function numberSchema(
  node: Node,
  type: 'number' | 'integer',
  context: NumberContext,
): string {
  const schema = node.value as JsonObject;
  if (isBigint(schema, type, context)) {
    const [least, most] = bigintBounds[schema.format as string]!;
    const bounds = [['minimum', least] as const, ['maximum', most] as const];
    const limits = [...bounds, ...bigintLimits(node, context)];
    const actions = limits.map(([keyword, at]) => `v.${actionNames[keyword]}(${at}n)`);
    return piped('v.bigint()', actions);
  }
  const limits = numberLimits(schema).map(([keyword, at]) =>
    // Valibot's own remainder has the rounding of doubles.
    keyword === 'multipleOf' && !Number.isInteger(at)
      ? `v.check((value) => isMultiple(value, ${at}))`
      : `v.${actionNames[keyword]}(${at})`,
  );
  return piped('v.number()', [
    isInteger(schema, type) ? 'v.safeInteger()' : 'v.finite()',
    ...limits,
  ]);
}

/** A schema with more rules about its value. */
export function piped(schema: string, actions: readonly string[]): string {
  return actions.length === 0 ? schema : `v.pipe(${[schema, ...actions].join(', ')})`;
}
