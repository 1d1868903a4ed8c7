import { isToken, parseWord, splitField, trimSpace } from './field.ts';

/** A client's preferences for the mock, and the unreadable ones. */
export interface Preferences {
  /** The status to answer with. */
  readonly code?: string;
  /** The name of the example to answer with. */
  readonly example?: string;
  /** Whether to generate data instead of using an example. */
  readonly dynamic?: boolean;
  /** The seed of generated data. */
  readonly seed?: string;
  /** Seconds to wait before the answer (RFC 7240 section 4.3). */
  readonly wait?: number;
  readonly invalid: readonly string[];
}

/**
 * Reads the lines of a Prefer field (RFC 7240 section 2). Commas or semicolons separate
 * preferences; the first of a name counts; unknown names, such as `return=minimal`, are ignored.
 */
export function parsePrefer(lines: readonly string[]): Preferences {
  const wishes: Wish[] = [];
  const invalid: string[] = [];
  for (const member of lines.flatMap((line) => splitField(line, ',;'))) {
    const wish = parsePreference(member);
    if (wish === undefined) invalid.push(member);
    else wishes.push(wish);
  }
  return understand(wishes, invalid);
}

/**
 * The preferences of a Prefer field that are not for the mock, such as `return=minimal`; `''` if
 * there are none.
 */
export function otherPreferences(lines: readonly string[]): string {
  const members = lines.flatMap((line) => splitField(line, ',;'));
  const isForMock = (member: string) => isOwn.test(trimSpace(splitOnce(member, '=')[0]));
  const others = members.filter((member) => !isForMock(member));
  // A semicolon may begin a parameter of a preference, so a field without ours stays as it is.
  return (others.length === members.length ? lines : others).join(', ');
}

/** `wait` is left out: others than the mock read it, too (RFC 7240 section 4.3). */
const isOwn = /^(?:code|example|seed|dynamic)$/i;

/**
 * The preferences in a query, where they are named `__code`, `__example`, `__dynamic` and `__seed`,
 * and the query without them.
 */
export function preferencesOfQuery(query: string): {
  readonly preferences: Preferences;
  readonly query: string;
} {
  const wishes: Wish[] = [];
  const invalid: string[] = [];
  const rest: string[] = [];
  for (const pair of query.split('&')) {
    const [name, value = ''] = splitOnce(pair, '=');
    if (!/^__(?:code|example|dynamic|seed)$/.test(name)) rest.push(pair);
    else {
      const decoded = decode(value);
      if (decoded === undefined) invalid.push(pair);
      else wishes.push({ name: name.slice(2), value: decoded, text: pair });
    }
  }
  return { preferences: understand(wishes, invalid), query: rest.join('&') };
}

interface Wish {
  readonly name: string;
  readonly value: string;
  /** The text as written. */
  readonly text: string;
}

/** `preference = token [ BWS "=" BWS word ]`; no value equals an empty one. */
function parsePreference(text: string): Wish | undefined {
  const [before, after] = splitOnce(text, '=');
  const name = trimSpace(before).toLowerCase();
  const value = after === undefined ? '' : parseWord(trimSpace(after));
  return isToken(name) && value !== undefined ? { name, value, text } : undefined;
}

function understand(wishes: readonly Wish[], malformed: readonly string[]): Preferences {
  const found: Writable = {};
  const invalid = [...malformed];
  const seen = new Set<string>();
  for (const { name, value, text } of wishes) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (name === 'code' && /^[1-5]\d\d$/.test(value)) found.code = value;
    else if (name === 'example' && value !== '') found.example = value;
    else if (name === 'seed' && value !== '') found.seed = value;
    else if (name === 'wait' && isSeconds(value)) found.wait = Number(value);
    else if (name === 'dynamic' && /^(?:true|false)?$/.test(value)) {
      found.dynamic = value !== 'false';
    } else if (isOwn.test(name)) invalid.push(text);
  }
  // Beside respond-async, it is the client's patience (RFC 7240 section 4.3), and no delay.
  if (seen.has('respond-async')) delete found.wait;
  return { ...found, invalid };
}

interface Writable {
  code?: string;
  example?: string;
  dynamic?: boolean;
  seed?: string;
  wait?: number;
}

/** At most a minute; longer times are ignored. */
function isSeconds(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3})?$/.test(text) && Number(text) <= 60;
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const index = text.indexOf(separator);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
