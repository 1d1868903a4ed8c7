import { isToken, trimSpace } from '../http/field.ts';
import { joinBytes } from './bytes.ts';

/** One body part: header fields by lower-case name, and the content. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export type ParsedParts =
  | { readonly ok: true; readonly parts: readonly Part[] }
  | { readonly ok: false; readonly reason: string };

const CR = 13;
const LF = 10;
const DASH = 45;
const maximumParts = 10_000;
const maximumHeaderBytes = 16 * 1024;

/** Whether a text is a valid boundary (RFC 2046 section 5.1.1). */
export function isBoundary(text: string): boolean {
  return /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/.test(text);
}

/**
 * Splits a multipart body into parts (RFC 2046 section 5.1.1). Only CRLF ends a line. The text
 * before the first delimiter and after the last is not content.
 */
export function parseParts(bytes: Uint8Array, boundary: string): ParsedParts {
  if (!isBoundary(boundary)) return refuse(`${JSON.stringify(boundary)} is not a boundary`);
  const marker = new TextEncoder().encode(`--${boundary}`);
  const parts: Part[] = [];
  let delimiter = findDelimiter(bytes, marker, 0);
  if (delimiter === undefined) return refuse('there is no delimiter with the boundary');
  while (!delimiter.isLast) {
    const next = findDelimiter(bytes, marker, delimiter.end);
    if (next === undefined) return refuse('the closing delimiter is missing');
    const part = parsePart(bytes.subarray(delimiter.end, next.start));
    if (typeof part === 'string') return refuse(`part ${parts.length + 1}: ${part}`);
    parts.push(part);
    if (parts.length > maximumParts) return refuse(`there are more than ${maximumParts} parts`);
    delimiter = next;
  }
  return { ok: true, parts };
}

interface Delimiter {
  /** The start of the line break before the delimiter, which belongs to the delimiter. */
  readonly start: number;
  /** The start of the line after the delimiter. */
  readonly end: number;
  readonly isLast: boolean;
}

function findDelimiter(bytes: Uint8Array, marker: Uint8Array, from: number): Delimiter | undefined {
  for (let at = bytes.indexOf(DASH, from); at !== -1; at = bytes.indexOf(DASH, at + 1)) {
    if (at !== 0 && !isLineBreak(bytes, at - 2)) continue;
    if (!startsWith(bytes, marker, at)) continue;
    let end = at + marker.length;
    const isLast = bytes[end] === DASH && bytes[end + 1] === DASH;
    if (isLast) end += 2;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end += 1;
    // An empty part without headers shares its line break with its closing delimiter.
    const start = Math.max(at - 2, from);
    if (isLineBreak(bytes, end)) return { start, end: end + 2, isLast };
    if (isLast && end === bytes.length) return { start, end, isLast };
  }
  return undefined;
}

/** A part, or the reason why it is invalid. */
function parsePart(bytes: Uint8Array): Part | string {
  const headers = new Map<string, string>();
  let offset = 0;
  let last: string | undefined;
  while (!isLineBreak(bytes, offset)) {
    // An empty part may omit its empty line (RFC 2046, `body-part`).
    if (offset === bytes.length) break;
    const end = findLineBreak(bytes, offset);
    if (end === undefined) return 'there is no empty line after its header';
    if (end > maximumHeaderBytes) return `its header is longer than ${maximumHeaderBytes} bytes`;
    const line = decodeLine(bytes.subarray(offset, end));
    if (line === undefined) return 'its header is not UTF-8';
    offset = end + 2;
    // A line that starts with space continues the previous line (RFC 5322 section 2.2.3).
    if (/^[ \t]/.test(line) && last !== undefined) {
      headers.set(last, `${headers.get(last)} ${trimSpace(line)}`);
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!isToken(name)) return `${JSON.stringify(line)} is not a header field`;
    if (headers.has(name)) return `header field "${name}" is given more than once`;
    headers.set(name, trimSpace(line.slice(colon + 1)));
    last = name;
  }
  return { headers, body: bytes.subarray(offset + 2) };
}

/**
 * Writes a Content-Disposition (RFC 7578 section 4.2), with names in UTF-8 and escaped as in
 * browsers.
 */
export function formatDisposition(type: string, name?: string, filename?: string): string {
  let text = type;
  if (name !== undefined) text += `; name=${quoted(name)}`;
  if (filename !== undefined) text += `; filename=${quoted(filename)}`;
  return text;
}

function quoted(name: string): string {
  return `"${name
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '%22')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')}"`;
}

/**
 * Joins parts with a boundary that occurs in no part. The same parts give the same bytes, because a
 * mock's answers must not change between runs.
 */
export function formatParts(parts: readonly Part[]): {
  readonly body: Uint8Array;
  readonly boundary: string;
} {
  let boundary = 'part-boundary';
  for (let number = 1; parts.some(({ body }) => contains(body, `--${boundary}`)); number += 1) {
    boundary = `part-boundary-${number}`;
  }
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  for (const { headers, body } of parts) {
    let head = `--${boundary}\r\n`;
    for (const [name, value] of headers) head += `${name}: ${value}\r\n`;
    chunks.push(encoder.encode(`${head}\r\n`), body, Uint8Array.of(CR, LF));
  }
  chunks.push(encoder.encode(`--${boundary}--\r\n`));
  return { body: joinBytes(chunks), boundary };
}

function contains(bytes: Uint8Array, text: string): boolean {
  const sought = new TextEncoder().encode(text);
  for (let at = bytes.indexOf(DASH); at !== -1; at = bytes.indexOf(DASH, at + 1)) {
    if (startsWith(bytes, sought, at)) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, sought: Uint8Array, at: number): boolean {
  return sought.every((byte, index) => bytes[at + index] === byte);
}

function isLineBreak(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === CR && bytes[at + 1] === LF;
}

function findLineBreak(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(CR, from); at !== -1; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] === LF) return at;
  }
  return undefined;
}

function decodeLine(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuse(reason: string): ParsedParts {
  return { ok: false, reason };
}
