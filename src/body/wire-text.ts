import { isJson, isSequence, isXml, type MediaRange } from '../http/media-type.ts';
import type { Shape } from './shape.ts';

/**
 * Whether an example is the sent text and not the value. It is for a string if the media type is
 * not JSON and the schema describes no string (OpenAPI 3.1 section 4.8.14.1). If a schema has no
 * types, the beginning of a text shows whether it is XML. A sequence is never a string, so that a
 * string is always its text.
 */
export function isWireText(value: unknown, media: MediaRange, shape: Shape): value is string {
  if (typeof value !== 'string' || isJson(media)) return false;
  if (isSequence(media)) return true;
  if (shape.types.size === 0) return isXml(media) && /^\s*</.test(value);
  return !shape.types.has('string');
}
