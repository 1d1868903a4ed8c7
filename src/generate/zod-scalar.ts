import { below, type JsonObject, type Node } from '../api/node.ts';
import { readPattern } from '../schema/pattern-syntax.ts';
import { writtenValue } from '../schema/written-number.ts';

/** The formats of zod that nearly match the judge's (docs/client.md lists the differences). */
const textFormats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    date: 'z.iso.date()',
    // Seconds are required (RFC 3339 section 5.6).
    'date-time': 'z.iso.datetime({ offset: true }).regex(/:\\d\\d:\\d\\d/)',
    duration: 'z.iso.duration()',
    email: 'z.email()',
    hostname: 'z.hostname()',
    ipv4: 'z.ipv4()',
    ipv6: 'z.ipv6()',
    uri: 'z.url()',
    uuid: 'z.guid()',
    byte: 'z.base64()',
  }),
);

/** Formats that the judge checks, and zod lacks. */
const unknownFormats = new Set([
  ...['time', 'idn-email', 'idn-hostname', 'iri', 'iri-reference', 'uri-reference', 'uri-template'],
  ...['json-pointer', 'relative-json-pointer', 'regex', 'base64url', 'char'],
]);

export function stringSchema(
  { format, minLength, maxLength, pattern }: JsonObject,
  { unchecked }: { unchecked(what: string): void },
): string {
  let text = textFormats.get(String(format)) ?? 'z.string()';
  if (typeof format === 'string' && unknownFormats.has(format)) unchecked(`format: ${format}`);
  if (typeof minLength === 'number' && minLength > 0) text += `.min(${minLength})`;
  if (typeof maxLength === 'number') text += `.max(${maxLength})`;
  if (typeof pattern === 'string') {
    const read = readPattern(pattern);
    if (read.ok) text += `.regex(${read.expression})`;
    else unchecked(`the pattern ${JSON.stringify(pattern)}`);
  }
  return text;
}

/** The least and the greatest value of a format. */
const numberFormats: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries({
    int8: [-(2 ** 7), 2 ** 7 - 1],
    int16: [-(2 ** 15), 2 ** 15 - 1],
    int32: [-(2 ** 31), 2 ** 31 - 1],
    uint8: [0, 2 ** 8 - 1],
    uint16: [0, 2 ** 16 - 1],
    uint32: [0, 2 ** 32 - 1],
    uint64: [0, Number.MAX_SAFE_INTEGER],
    float: [-3.4028234663852886e38, 3.4028234663852886e38],
  } as const),
);

/**
 * A number; or a `bigint`, if the program wants that. Otherwise only integers that a double holds,
 * because others cannot be distinguished from their neighbors.
 */
export function numberSchema(
  node: Node,
  type: 'number' | 'integer',
  context: { readonly bigints: readonly string[]; unchecked(what: string): void },
): string {
  const schema = node.value as JsonObject;
  const { format } = schema;
  // The listed values of `enum` and `const` are numbers, as in `types.ts`.
  const isListed = schema.enum !== undefined || Object.hasOwn(schema, 'const');
  if (type === 'integer' && context.bigints.includes(String(format)) && !isListed) {
    return `z.${format}()${bigintBounds(node, context)}`;
  }
  const isInteger = type === 'integer' || /^u?int\d+$|^double-int$/.test(String(format));
  let text = isInteger ? 'z.int()' : 'z.number()';
  const [least, most] = numberFormats.get(String(format)) ?? [];
  const bounds = [
    ...[least === undefined ? [] : ['gte', least], most === undefined ? [] : ['lte', most]],
    ...[
      ['gte', schema.minimum],
      ['lte', schema.maximum],
    ],
    ...[
      ['gt', schema.exclusiveMinimum],
      ['lt', schema.exclusiveMaximum],
    ],
    ['multipleOf', schema.multipleOf],
  ];
  for (const [method, bound] of bounds) {
    if (typeof bound === 'number') text += `.${method}(${bound})`;
  }
  return text;
}

/** The bounds of integers with every digit; a bound between two integers is that inside. */
function bigintBounds({ value, at }: Node, context: { unchecked(what: string): void }): string {
  const schema = value as JsonObject;
  const texts = Object.entries(bigintRules).map(([keyword, [method, round]]) => {
    const bound = writtenValue(schema[keyword], below(at, keyword));
    if (typeof bound === 'bigint') return `.${method}(${bound}n)`;
    if (typeof bound !== 'number') return '';
    const [own, whole] = round(bound);
    if (own !== undefined) return `.${own}(${BigInt(whole)}n)`;
    context.unchecked(`${keyword}: ${bound}`);
    return '';
  });
  return texts.join('');
}

type Rounded = readonly [method: string | undefined, bound: number];

/** By keyword: the method, and what it becomes for a bound that is no integer. */
const bigintRules: Readonly<Record<string, readonly [string, (bound: number) => Rounded]>> = {
  minimum: ['gte', (bound) => ['gte', Math.ceil(bound)]],
  maximum: ['lte', (bound) => ['lte', Math.floor(bound)]],
  exclusiveMinimum: ['gt', (bound) => ['gt', Math.floor(bound)]],
  exclusiveMaximum: ['lt', (bound) => ['lt', Math.ceil(bound)]],
  multipleOf: ['multipleOf', (step) => [Number.isInteger(step) ? 'multipleOf' : undefined, step]],
};
