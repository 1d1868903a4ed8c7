import { type HttpHeaders, headerValue } from './exchange.ts';
import { formatWord, isToken, parseWord, splitField, trimSpace } from './field.ts';

/** A media type or media range (RFC 9110 sections 8.3.1 and 12.5.1), names in lower case. */
export interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** The structured syntax suffix (RFC 6838 section 4.2.8): `json` of `problem+json`, else `''`. */
  readonly suffix: string;
  /** Parameters by lower-case name, in order. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads a media type or media range; `undefined` when the text is neither. Type, subtype, parameter
 * names and the charset are not case-sensitive and come in lower case; other values stay as they are.
 */
export function parseMediaRange(text: string): MediaRange | undefined {
  const semicolon = text.indexOf(';');
  const essence = trimSpace(semicolon === -1 ? text : text.slice(0, semicolon)).toLowerCase();
  const slash = essence.indexOf('/');
  const type = essence.slice(0, slash);
  const subtype = essence.slice(slash + 1);
  if (slash === -1 || !isToken(type) || !isToken(subtype)) return undefined;
  if (type === '*' && subtype !== '*') return undefined;
  const parameters = parseParameters(semicolon === -1 ? '' : text.slice(semicolon + 1));
  if (parameters === undefined) return undefined;
  return { type, subtype, suffix: suffixOf(subtype), parameters };
}

/** The media type in a message's Content-Type; `undefined` if the field is missing or invalid. */
export function contentTypeOf(headers: HttpHeaders): MediaRange | undefined {
  return parseMediaRange(headerValue(headers, 'content-type') ?? '');
}

function parseParameters(text: string): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  for (const parameter of splitField(text, ';')) {
    const equals = parameter.indexOf('=');
    const name = parameter.slice(0, equals).toLowerCase();
    const value = parseWord(parameter.slice(equals + 1));
    if (equals === -1 || !isToken(name) || value === undefined) return undefined;
    // RFC 6838 section 4.3 forbids repeating a parameter, so nothing says which one counts.
    if (parameters.has(name)) return undefined;
    parameters.set(name, name === 'charset' ? charsetName(value) : value);
  }
  return parameters;
}

/** Charsets are not case-sensitive, and many write UTF-8 without its hyphen. */
function charsetName(value: string): string {
  const name = value.toLowerCase();
  return name === 'utf8' ? 'utf-8' : name;
}

function suffixOf(subtype: string): string {
  const plus = subtype.lastIndexOf('+');
  return plus === -1 ? '' : subtype.slice(plus + 1);
}

/** A media type or range in the form of a field: `text/html; charset=utf-8`. */
export function formatMediaRange(range: MediaRange): string {
  let text = `${range.type}/${range.subtype}`;
  for (const [name, value] of range.parameters) text += `; ${name}=${formatWord(value)}`;
  return text;
}

/**
 * Whether a media type is in a range (RFC 9110 section 12.5.1). Parameters in the range must have
 * the same values; others are free, so `application/json` includes `application/json;
 * charset=utf-8`. Parameters without effect do not count: JSON and forms have no charset (RFC 8259
 * section 11), other types without one are UTF-8, and each multipart body has its own boundary.
 */
export function rangeMatches(range: MediaRange, type: MediaRange): boolean {
  return essenceMatches(range, type) && parametersMatch(range, type);
}

/** Whether a media type is in a range without its parameters. */
export function essenceMatches(range: MediaRange, type: MediaRange): boolean {
  if (range.type !== '*' && range.type !== type.type) return false;
  if (range.subtype === '*' || range.subtype === type.subtype) return true;
  // `application/*+json` is no media range, but contracts use it, with this meaning.
  return range.subtype === `*+${type.suffix}`;
}

function parametersMatch(range: MediaRange, type: MediaRange): boolean {
  for (const [name, value] of range.parameters) {
    if (name === 'boundary' && isMultipart(type)) continue;
    if (name === 'charset' && hasNoCharset(type)) continue;
    const given = type.parameters.get(name) ?? (name === 'charset' ? 'utf-8' : undefined);
    if (given !== value) return false;
  }
  return true;
}

function hasNoCharset(type: MediaRange): boolean {
  return isJson(type) || isForm(type) || isSequence(type);
}

/** Whether a range includes more than one media type. */
export function isWildcard(range: MediaRange): boolean {
  return range.subtype === '*' || range.subtype.startsWith('*+');
}

/** The higher, the more specific (RFC 9110 section 12.5.1). */
export function specificity(range: MediaRange): number {
  const essence =
    range.type === '*' ? 0 : range.subtype === '*' ? 1 : range.subtype.startsWith('*+') ? 2 : 3;
  return essence * 1000 + range.parameters.size;
}

/**
 * The index of the described media type for a received one; of several, the most specific counts
 * (OpenAPI 3.1 sections 4.8.13 and 4.8.17).
 */
export function mostSpecificMatch(
  ranges: readonly MediaRange[],
  received: MediaRange,
): number | undefined {
  let best: number | undefined;
  let closest = -1;
  ranges.forEach((range, index) => {
    if (!rangeMatches(range, received)) return;
    const close = closeness(range, received);
    if (close > closest) {
      best = index;
      closest = close;
    }
  });
  return best;
}

/**
 * How specific a range is for a type in it: a parameter that the type lacks counts against it, and
 * a charset counts less than others.
 */
function closeness(range: MediaRange, { parameters }: MediaRange): number {
  let shared = 0;
  for (const [name, value] of range.parameters) {
    if (parameters.get(name) === value) shared += name === 'charset' ? 0.6 : 1;
  }
  return specificity(range) - 2 * (range.parameters.size - shared);
}

/** `application/json`, `text/json` and everything that ends in `+json` (RFC 6839 section 3.1). */
export function isJson(range: MediaRange): boolean {
  return range.suffix === 'json' || (range.subtype === 'json' && isTextual(range));
}

/** JSON Patch (RFC 6902 section 6). */
export function isPatchType({ subtype }: MediaRange): boolean {
  return subtype === 'json-patch+json';
}

/** `application/xml`, `text/xml` and everything that ends in `+xml` (RFC 7303 section 4). */
export function isXml(range: MediaRange): boolean {
  return range.suffix === 'xml' || (range.subtype === 'xml' && isTextual(range));
}

function isTextual(range: MediaRange): boolean {
  return range.type === 'application' || range.type === 'text';
}

/** `text/event-stream` (HTML Living Standard section 9.2). */
export function isEventStream(range: MediaRange): boolean {
  return range.type === 'text' && range.subtype === 'event-stream';
}

/**
 * A media type that is a sequence of values (OpenAPI 3.2 section 4.14.2): JSON Lines, NDJSON, JSON
 * text sequences (RFC 7464, and RFC 8091 for their suffix) and event streams.
 */
export function isSequence(range: MediaRange): boolean {
  if (isStreamed(essenceOf(range)) || range.suffix === 'json-seq') return true;
  return range.type === 'application' && range.subtype === 'json-seq';
}

/** JSON Lines or NDJSON. */
export function isJsonLines(range: MediaRange): boolean {
  return isStreamed(essenceOf(range)) && !isEventStream(range);
}

/**
 * A media type of one value after another, which a program reads one by one: an event stream, JSON
 * Lines or NDJSON. It is given without parameters, in lower case.
 */
export function isStreamed(essence: string): boolean {
  return /^(?:text\/event-stream|application\/(?:x-)?(?:ndjson|jsonl))$/.test(essence);
}

/** A media type without its parameters. */
export function essenceOf({ type, subtype }: MediaRange): string {
  return `${type}/${subtype}`;
}

/** `application/x-www-form-urlencoded`. */
export function isForm(range: MediaRange): boolean {
  return range.type === 'application' && range.subtype === 'x-www-form-urlencoded';
}

/** Any `multipart` type (RFC 2046 section 5.1). */
export function isMultipart(range: MediaRange): boolean {
  return range.type === 'multipart';
}

/** `multipart/form-data` (RFC 7578). */
export function isFormData(range: MediaRange): boolean {
  return isMultipart(range) && range.subtype === 'form-data';
}

/** Any `text` type; check `isJson` and `isXml` first, because they may be text, too. */
export function isText(range: MediaRange): boolean {
  return range.type === 'text';
}
