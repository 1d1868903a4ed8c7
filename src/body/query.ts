import { formDecode, percentDecode } from '../http/percent.ts';
import { deepObjectNames, readDeepObject } from './deep-object.ts';
import { type DecodeText, readArray, readScalar } from './raw.ts';
import type { Decoded, Shape } from './shape.ts';
import { propertyShape, structureOf } from './structure.ts';
import { isPercentEncoded, readParts, type Styled } from './style.ts';
import { partSeparators } from './styled-property.ts';

/** Raw values by decoded name, from a query, a form, form data, or a Cookie field. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** The part of a query that belongs to a parameter. */
export interface Taken {
  /** `undefined` if the parameter is missing. */
  readonly decoded: Decoded | undefined;
  /** The names that belong to the parameter. */
  readonly names: readonly string[];
}

/**
 * The pairs of a query, without its question mark. Names are decoded, with a plus sign as a space.
 * Values stay encoded, because a style may split them later. A name that cannot be decoded stays
 * unchanged.
 */
export function parseQuery(query: string): Query {
  const values = new Map<string, string[]>();
  for (let start = 0, end = 0; start < query.length; start = end + 1) {
    end = query.indexOf('&', start);
    if (end === -1) end = query.length;
    if (end === start) continue;
    const pair = query.slice(start, end);
    const equals = pair.indexOf('=');
    const rawName = equals === -1 ? pair : pair.slice(0, equals);
    const name = formDecode(rawName) ?? rawName;
    const value = equals === -1 ? '' : pair.slice(equals + 1);
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}

/**
 * Takes a parameter out of a query or the cookies, by its style (OpenAPI 3.1 section 4.8.12.3). An
 * exploded object consists of the names of its properties, and of every name if it allows
 * additional properties. `declared` has the names of all parameters. A name in `declared` belongs
 * to its parameter, unless the object requires it: OpenAPI leaves this open.
 */
export function takeParameter(
  parameter: Styled,
  query: Query,
  shape: Shape,
  declared: ReadonlySet<string> = new Set(),
): Taken {
  const { name, style, explode } = parameter;
  if (style === 'deepObject') {
    const names = deepObjectNames(name, query);
    return names.length === 0
      ? { decoded: undefined, names }
      : { decoded: readDeepObject(name, names, query, shape, decoderOf(parameter)), names };
  }
  if (explode && structureOf(shape) === 'object') {
    return takeExploded(parameter, query, shape, declared);
  }
  const values = query.get(name);
  if (values === undefined) return { decoded: undefined, names: [] };
  return { decoded: readValues(parameter, values, shape), names: [name] };
}

function readValues(parameter: Styled, values: readonly string[], shape: Shape): Decoded {
  const structure = structureOf(shape);
  const decode = decoderOf(parameter);
  if (parameter.explode && structure === 'array') return readArray(values, shape, decode);
  if (values.length === 1) {
    return readParts(values[0]!, delimiterOf(parameter), false, structure, shape, decode);
  }
  if (structure === 'scalar') return readArray(values, shape, decode);
  return {
    ok: false,
    reason: `it is given ${values.length} times, and its style puts all values into one`,
  };
}

function takeExploded(
  parameter: Styled,
  query: Query,
  shape: Shape,
  declared: ReadonlySet<string>,
): Taken {
  const properties = shape.properties();
  const open = properties.size === 0 || shape.additionalProperties() !== undefined;
  const names = [...query.keys()].filter((name) =>
    name !== parameter.name && declared.has(name)
      ? shape.required?.has(name)
      : open || properties.has(name),
  );
  if (names.length === 0) return { decoded: undefined, names };
  const decode = decoderOf(parameter);
  const members: [string, unknown][] = [];
  for (const name of names) {
    const values = query.get(name)!;
    const property = propertyShape(shape, name);
    const read =
      values.length === 1 && structureOf(property) !== 'array'
        ? readScalar(values[0]!, property, decode)
        : readArray(values, property, decode);
    if (!read.ok) return { decoded: read, names };
    members.push([name, read.value]);
  }
  return { decoded: { ok: true, value: Object.fromEntries(members) }, names };
}

/** A plus sign is a space in a query, and a plus sign in a cookie; a part is plain text. */
function decoderOf(parameter: Styled): DecodeText {
  if (!isPercentEncoded(parameter)) return (raw) => raw;
  return parameter.in === 'cookie' ? percentDecode : formDecode;
}

/** A URI cannot contain spaces and pipes, so these delimiters are escapes. */
function delimiterOf({ style, in: place }: Styled): string | RegExp {
  if (place === 'part') return partSeparators[style] ?? ',';
  if (style === 'spaceDelimited') return /%20|\+| /;
  return style === 'pipeDelimited' ? /%7C|\|/i : ',';
}
