import { decodeCharset } from '../body/charset.ts';
import { parseJson } from '../body/json.ts';
import {
  isForm,
  isJson,
  isText,
  isXml,
  type MediaRange,
  parseMediaRange,
} from '../http/media-type.ts';

/**
 * Reads an answer by its Content-Type: JSON as a value, text and XML as a string, everything else
 * as bytes; `undefined` where there is no content. Text is what an answer without a type is taken
 * for. JSON that is none stays text in a failure, where the status says more than the body does.
 *
 * @throws {Error} when a successful answer is not the JSON that it says it is.
 */
export async function readAnswer(response: Response, operation: string): Promise<unknown> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === 0) return undefined;
  const contentType = response.headers.get('content-type');
  const media = parseMediaRange(contentType ?? 'text/plain');
  if (media === undefined) return bytes;
  if (!isJson(media)) return isReadable(media) ? text(bytes, media) : bytes;
  const json = new TextDecoder().decode(bytes);
  const parsed = parseJson(json);
  if (parsed.ok) return parsed.value;
  if (!response.ok) return json;
  throw new Error(
    `Cannot read the answer ${response.status} to ${operation} as ${contentType}: ${parsed.reason}`,
  );
}

function isReadable(media: MediaRange): boolean {
  return isText(media) || isXml(media) || isForm(media);
}

function text(bytes: Uint8Array, media: MediaRange): string {
  const decoded = decodeCharset(bytes, media.parameters.get('charset') ?? 'utf-8');
  return decoded.ok ? decoded.text : new TextDecoder().decode(bytes);
}
