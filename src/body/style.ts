import { trimSpace } from '../http/field.ts';
import {
  escapeCharacter,
  percentDecode,
  percentEncode,
  percentEncodeReserved,
} from '../http/percent.ts';
import { type JsonWriter, textOf } from './coerce.ts';
import { writeDeepObject } from './deep-object.ts';
import { type DecodeText, readAlternating, readArray, readObject, readScalar } from './raw.ts';
import type { Decoded, Shape } from './shape.ts';
import { type Structure, structureOf } from './structure.ts';

/** The styles of OpenAPI 3.1 section 4.8.12.3, and `cookie` of 3.2. */
export type Style =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'cookie';

/** The facts that decide the text of a parameter; every described parameter has them. */
export interface Styled {
  readonly name: string;
  /** `part` is a part of form data, with the style of its property's encoding. */
  readonly in: 'path' | 'query' | 'querystring' | 'header' | 'cookie' | 'part';
  readonly style: Style;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Writes nested values. */
  readonly json?: JsonWriter | undefined;
}

/** How a style joins its parts: the table of RFC 6570 appendix A, with OpenAPI's own styles. */
interface Notation {
  readonly first: string;
  readonly exploded: string;
  readonly separator: string;
  /** The text after the name of an empty value; without it, values have no names. */
  readonly empty?: string;
}

const notations: Readonly<Record<Exclude<Style, 'deepObject'>, Notation>> = {
  simple: { first: '', exploded: ',', separator: ',' },
  label: { first: '.', exploded: '.', separator: ',' },
  matrix: { first: ';', exploded: ';', separator: ',', empty: '' },
  form: { first: '', exploded: '&', separator: ',', empty: '=' },
  spaceDelimited: { first: '', exploded: '&', separator: '%20', empty: '=' },
  pipeDelimited: { first: '', exploded: '&', separator: '%7C', empty: '=' },
  cookie: { first: '', exploded: '; ', separator: ',', empty: '=' },
};

/**
 * Headers and cookies in `cookie` style are not percent-encoded (OpenAPI 3.1 appendix D), nor are
 * parts (appendix E).
 */
export function isPercentEncoded(parameter: Styled): boolean {
  return parameter.in !== 'header' && parameter.in !== 'part' && parameter.style !== 'cookie';
}

/**
 * Reads a path segment or a header in `simple`, `label` or `matrix` style. `takeParameter` reads
 * queries and Cookie fields.
 */
export function readStyled(parameter: Styled, text: string, shape: Shape): Decoded {
  // Members of a header list may have space around them (RFC 9110 section 5.6.1).
  const decode: DecodeText = isPercentEncoded(parameter) ? percentDecode : trimSpace;
  const structure = structureOf(shape);
  const { style, explode } = parameter;
  if (style === 'matrix') return readMatrix(parameter, text, shape, decode);
  if (style !== 'label') return readParts(text, ',', explode, structure, shape, decode);
  if (text === '' && structure !== 'scalar')
    return readParts('', ',', false, structure, shape, decode);
  if (!text.startsWith('.')) return { ok: false, reason: 'there is no "." before the value' };
  return readParts(text.slice(1), explode ? '.' : ',', explode, structure, shape, decode);
}

function readMatrix(parameter: Styled, text: string, shape: Shape, decode: DecodeText): Decoded {
  const structure = structureOf(shape);
  if (text === '' && structure !== 'scalar') {
    return readParts('', ',', false, structure, shape, decode);
  }
  if (!text.startsWith(';')) return { ok: false, reason: 'there is no ";" before the name' };
  const pairs = text.slice(1).split(';').map(splitPair);
  if (parameter.explode && structure === 'object') return readObject(pairs, shape, decode);
  const unexpected = pairs.find(([name]) => decode(name) !== parameter.name);
  if (unexpected !== undefined) {
    return {
      ok: false,
      reason: `${JSON.stringify(unexpected[0])} stands where ${JSON.stringify(parameter.name)} should`,
    };
  }
  const values = pairs.map(([, value]) => value);
  if (values.length > 1 || (parameter.explode && structure === 'array')) {
    return readArray(values, shape, decode);
  }
  return readParts(values[0]!, ',', false, structure, shape, decode);
}

/** Reads a text of parts with separators. */
export function readParts(
  text: string,
  separator: string | RegExp,
  explode: boolean,
  structure: Structure,
  shape: Shape,
  decode: DecodeText,
): Decoded {
  if (structure === 'scalar') return readScalar(text, shape, decode);
  const parts = text === '' ? [] : text.split(separator);
  if (structure === 'array') return readArray(parts, shape, decode);
  if (!explode) return readAlternating(parts, shape, decode);
  const bare = parts.find((part) => !part.includes('='));
  if (bare !== undefined) return { ok: false, reason: `name ${JSON.stringify(bare)} has no value` };
  return readObject(parts.map(splitPair), shape, decode);
}

function splitPair(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

/**
 * Writes a value in a parameter's style (OpenAPI 3.1 section 4.8.12.4): a path segment, a field
 * value, or `name=value` pairs of a query. `undefined`, an empty array and an empty object give no
 * text, as in RFC 6570 section 2.3; `null` gives an empty text.
 */
export function writeStyled(parameter: Styled, value: unknown): string {
  if (value === undefined) return '';
  if (parameter.style === 'deepObject') {
    return writeDeepObject(parameter.name, value, parameter.allowReserved);
  }
  const notation = notations[parameter.style];
  if (Array.isArray(value)) return writeArray(parameter, notation, value);
  if (typeof value === 'object' && value !== null) {
    return writeObject(parameter, notation, Object.entries(value));
  }
  return (
    notation.first +
    withName(parameter, notation, encoder(parameter, '')(textOf(value, parameter.json)))
  );
}

function writeArray(parameter: Styled, notation: Notation, items: readonly unknown[]): string {
  if (items.length === 0) return '';
  const separator = separatorOf(parameter, notation);
  const encode = encoder(parameter, separator);
  const texts = items.map((item) => encode(textOf(item, parameter.json)));
  return (
    notation.first +
    (parameter.explode
      ? texts.map((text) => withName(parameter, notation, text)).join(separator)
      : withName(parameter, notation, texts.join(separator)))
  );
}

function writeObject(
  parameter: Styled,
  notation: Notation,
  entries: readonly (readonly [string, unknown])[],
): string {
  const present = entries.flatMap(([name, value]) => {
    if (value === undefined) return [];
    // An array among the names of a query can only repeat its own name.
    const repeat = parameter.explode && notation.exploded === '&' && Array.isArray(value);
    return repeat ? value.map((item) => [name, item] as const) : [[name, value] as const];
  });
  if (present.length === 0) return '';
  const separator = separatorOf(parameter, notation);
  const encode = encoder(parameter, separator);
  const encodeName = encoder({ ...parameter, allowReserved: false }, separator);
  const pairs = present.map(([name, value]) => [
    encodeName(name),
    encode(textOf(value, parameter.json)),
  ]);
  return (
    notation.first +
    (parameter.explode
      ? pairs.map((pair) => pair.join('=')).join(separator)
      : withName(parameter, notation, pairs.flat().join(separator)))
  );
}

function separatorOf(parameter: Styled, notation: Notation): string {
  if (!parameter.explode) return notation.separator;
  return parameter.in === 'cookie' ? '; ' : notation.exploded;
}

function withName(parameter: Styled, notation: Notation, text: string): string {
  if (notation.empty === undefined) return text;
  const name = isPercentEncoded(parameter) ? percentEncode(parameter.name) : parameter.name;
  return text === '' ? name + notation.empty : `${name}=${text}`;
}

function encoder(parameter: Styled, separator: string): (text: string) => string {
  if (!isPercentEncoded(parameter)) return (text) => text;
  const encode = parameter.allowReserved
    ? (text: string) => withoutGeneric(parameter, percentEncodeReserved(text))
    : percentEncode;
  // A separator of one character may be unreserved or allowed, but a part must not contain it.
  return separator.length === 1
    ? (text) => encode(text).replaceAll(separator, escapeCharacter(separator))
    : encode;
}

/**
 * In a path, the characters that end a segment stay escaped (OpenAPI 3.2 section 4.12.2,
 * `allowReserved`).
 */
function withoutGeneric({ in: place }: Styled, text: string): string {
  return place === 'path' ? text.replace(/[/?]/g, escapeCharacter) : text;
}
