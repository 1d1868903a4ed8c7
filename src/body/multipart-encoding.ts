import { splitField } from '../http/field.ts';
import { type MediaRange, parseMediaRange } from '../http/media-type.ts';
import type { PropertyEncoding } from './shape.ts';

/** The encoding of a part without a name: that of its position, or of all others (OpenAPI 3.2). */
export function byPosition(
  encoding: Readonly<Record<string, PropertyEncoding>>,
): (index: number) => PropertyEncoding | undefined {
  return (index) => encoding[index] ?? encoding[''];
}

/** `contentType` of an encoding is a list of media types and ranges. */
export function describedTypes(encoding: PropertyEncoding | undefined): readonly MediaRange[] {
  return splitField(encoding?.contentType ?? '', ',').flatMap(
    (text) => parseMediaRange(text) ?? [],
  );
}

/** The default media types of a part: of a text, a value, a file. */
export const plain = parseMediaRange('text/plain')!;
export const json = parseMediaRange('application/json')!;
export const octets = parseMediaRange('application/octet-stream')!;
