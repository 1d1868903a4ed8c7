import { isJson, type MediaRange } from '../http/media-type.ts';
import type { Shape } from './shape.ts';

/**
 * Whether an example is the text that is sent rather than the value: a string where the media type
 * is not JSON and its schema describes no string (OpenAPI 3.1 section 4.8.14.1).
 */
export function isWireText(value: unknown, media: MediaRange, shape: Shape): value is string {
  return (
    typeof value === 'string' &&
    !isJson(media) &&
    shape.types.size > 0 &&
    !shape.types.has('string')
  );
}
