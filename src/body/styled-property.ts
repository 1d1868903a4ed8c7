import { textOf } from './coerce.ts';
import { deepObjectPairs } from './deep-object.ts';
import type { PropertyEncoding } from './shape.ts';
import type { Style, Styled } from './style.ts';

type Place = 'query' | 'part';

/**
 * A property of a form or of form data as a parameter, if its encoding has a style (OpenAPI 3.1.1
 * section 4.8.15.1.2). The style overrides its media type.
 */
export function styledProperty(
  name: string,
  encoding: Partial<PropertyEncoding> | undefined,
  place: Place,
): Styled | undefined {
  if (encoding === undefined) return undefined;
  const { style, explode, allowReserved = false } = encoding;
  if (style === undefined && explode === undefined && !allowReserved) return undefined;
  const known = formStyles.find((candidate) => candidate === style) ?? 'form';
  return { name, in: place, style: known, explode: explode ?? known === 'form', allowReserved };
}

const formStyles: readonly Style[] = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'];

/**
 * The parts of a styled property of form data, as names and texts. A part can hold any character,
 * so that nothing is percent-encoded (section E.2). Values that `isFile` accepts stay unchanged,
 * because no text can hold them.
 */
export function styledParts(
  { name, style, explode, json }: Styled,
  value: unknown,
  isFile: (value: unknown) => boolean,
): readonly (readonly [string, unknown])[] {
  const separator = partSeparators[style] ?? ',';
  const write = (part: unknown) => textOf(part, json);
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || isFile(value)) {
    return [[name, isFile(value) ? value : write(value)]];
  }
  if (style === 'deepObject') return deepObjectPairs(name, value);
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== undefined);
    return explode || items.length === 0 || items.some(isFile)
      ? items.map((item) => [name, isFile(item) ? item : write(item)])
      : [[name, items.map(write).join(separator)]];
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (!explode) {
    return members.length === 0 ? [] : [[name, members.flat().map(write).join(separator)]];
  }
  return members.flatMap(([key, member]) =>
    (Array.isArray(member) ? member : [member]).map(
      (item) => [key, isFile(item) ? item : write(item)] as const,
    ),
  );
}

/** The separator between the texts of one part. */
export const partSeparators: Readonly<Partial<Record<Style, string>>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
};
