import {
  isForm,
  isJson,
  isMultipart,
  isSequence,
  isText,
  isWildcard,
  isXml,
  type MediaRange,
} from '../http/media-type.ts';
import { type Location, parseSource } from '../json/document.ts';

/** The file of an example (`externalValue`), or why it was not read. */
export type ExternalFile =
  | { readonly ok: true; readonly uri: string; readonly label: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string };

/** The contents of an example file, or the reason why it cannot be read. */
export type ExternalValue =
  | { readonly ok: true; readonly value: unknown; readonly at: Location }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the literal example of an `externalValue` (OpenAPI 3.1 section 4.8.19): JSON as its value,
 * a text unchanged, and everything else as bytes. Without a range, it is the value of a parameter.
 * `from` is the place of a text, which has no places inside.
 */
export function readExternal(
  { uri, label, bytes }: ExternalFile & { ok: true },
  range: MediaRange | undefined,
  from: Location,
): ExternalValue {
  const extension = /\.([a-z\d]+)$/i.exec(new URL(uri).pathname)?.[1]?.toLowerCase() ?? '';
  const text = textOf(bytes);
  if (isValue(range, extension) && text !== undefined) {
    const fault = jsonFault(text);
    if (fault !== undefined) return { ok: false, reason: `${label}: it is not JSON: ${fault}` };
    const parsed = parseSource(uri, label, text);
    if (parsed.ok) return { ok: true, value: parsed.document.value, at: at(parsed.document) };
    const { line, column } = parsed.document.position('');
    return { ok: false, reason: `${label}:${line}:${column}: ${parsed.reason}` };
  }
  const isOfText = range === undefined || isTextual(range) || isWildcard(range);
  if (!isOfText || text === undefined) return { ok: true, value: bytes, at: from };
  return { ok: true, value: range === undefined ? text.replace(/\r?\n$/, '') : text, at: from };
}

/** Why a text is not JSON. YAML is not enough, because a file is sent unchanged. */
function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function at(document: Location['document']): Location {
  return { document, pointer: '' };
}

/**
 * Whether the file holds a value instead of the text on the wire: JSON, for media types that can
 * write values.
 */
function isValue(range: MediaRange | undefined, extension: string): boolean {
  if (range !== undefined && isJson(range)) return true;
  if (extension !== 'json') return false;
  return (
    range === undefined || isWildcard(range) || isXml(range) || isForm(range) || isMultipart(range)
  );
}

function isTextual(range: MediaRange): boolean {
  return isText(range) || isXml(range) || isForm(range) || isMultipart(range) || isSequence(range);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
