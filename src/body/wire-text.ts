import { isJson, isSequence, isXml, type MediaRange } from '../http/media-type.ts';
import type { Shape } from './shape.ts';

/**
 * Whether an example is the text that is sent rather than the value: a string where the media type
 * is not JSON and its schema describes no string (OpenAPI 3.1 section 4.8.14.1). If a schema has no
 * types, an XML text is recognized by its beginning. A sequence is never a string, so a string
 * is always its text.
 */
export function isWireText(value: unknown, media: MediaRange, shape: Shape): value is string {
  if (typeof value !== 'string' || isJson(media)) return false;
  if (isSequence(media)) return true;
  if (shape.types.size === 0) return isXml(media) && /^\s*</.test(value);
  return !shape.types.has('string');
}
