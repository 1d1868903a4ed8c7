import { escapePattern } from '../escape-pattern.ts';
import type { Finding } from '../finding.ts';
import type { Exchange, HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';
import { isCredentialField, isSecretField, isSecretMember } from './secret-name.ts';

/** A secret, and the variable that holds it. */
export interface Secret {
  readonly value: string;
  /** The shell variable: `KAITEN_TOKEN`. */
  readonly variable: string;
}

/**
 * Removes secrets from output. A placeholder replaces each secret in the same form, so that a
 * message without its secrets still has credentials.
 */
export interface Redactor {
  /** The shell variable for each placeholder: `$KAITEN_TOKEN` for `REDACTED_KAITEN_TOKEN`. */
  readonly placeholders: ReadonlyMap<string, string>;
  exchange(exchange: Exchange): Exchange;
  finding(finding: Finding): Finding;
  text(text: string): string;
}

/** `named` are members and parameters that are secrets, under any name. */
export function createRedactor(
  secrets: readonly Secret[],
  named: ReadonlySet<string> = noNames,
): Redactor {
  const forms = distinct(secrets.flatMap(formsOf));
  const placeholders = new Map(forms.map(({ shownAs, shell }) => [shownAs, shell]));
  const plain = (text: string): string => {
    let shown = text;
    for (const { text: secret, found, shownAs } of forms) {
      if (shown.includes(secret)) shown = shown.replace(found, () => shownAs);
    }
    return shown;
  };
  // Recognized by its place: it is the whole value where a credential can stand.
  const placed = forms.filter(({ isPlaced }) => isPlaced);
  const value = (text: string): string =>
    placed.find((form) => form.text === text)?.shownAs ?? plain(text);
  // `Bearer ab`, `name=ab; other=cd`, `username="ab", …`
  const field = (text: string): string =>
    placed.length === 0
      ? plain(text)
      : plain(text.replace(/(?<=^|[\s=,;"])[^\s=,;"]+(?=$|[\s,;"])/g, value));
  const target = (text: string): string =>
    placed.length === 0 ? plain(text) : plain(text.replace(/(?<=[?&][^=&#]*=)[^&#]+/g, value));
  const bytes = (body: Uint8Array): Uint8Array => {
    if (forms.length === 0 || body.length === 0) return body;
    // One character for each byte, so that binary data comes back unchanged.
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
    let shown = plain(text);
    for (const { text: secret, shownAs } of placed) {
      shown = shown.replaceAll(`"${secret}"`, () => `"${shownAs}"`);
    }
    return shown === text ? body : Buffer.from(shown, 'latin1');
  };
  const fields = (headers: HttpHeaders, isAnswer: boolean): HttpHeaders => {
    const shown: Record<string, string | readonly string[]> = Object.create(null);
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue;
      const hide = isAnswer && isSecretField(name) ? hiddenIn(name) : field;
      shown[name] = typeof value === 'string' ? hide(value) : value.map(hide);
    }
    return shown;
  };
  const request = (sent: HttpRequest): HttpRequest => ({
    ...sent,
    target: target(sent.target),
    headers: fields(sent.headers, false),
    body: bytes(sent.body),
  });
  const response = (answer: HttpResponse): HttpResponse => ({
    ...answer,
    headers: fields(answer.headers, true),
    body: bytes(answer.body),
  });
  const exchange = (one: Exchange): Exchange => ({
    request: request(one.request),
    response: response(one.response),
  });
  return {
    placeholders,
    text: plain,
    exchange,
    finding: (finding) => redactFinding(finding, { plain, value, named }),
  };
}

/** The possible forms of a secret: plain, percent-encoded, as JSON, as Basic credentials. */
export function writtenForms(value: string): readonly string[] {
  const texts = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  // RFC 7617 section 2: base64 of `user:password`.
  if (/^[\x20-\x7e]*:/.test(value)) texts.push(btoa(value));
  return texts;
}

/** One or two letters occur everywhere, so they are a secret only where a credential can stand. */
const shortestAnywhere = 3;

/** From this length on, a password is also hidden inside words. */
const shortestInside = 8;

interface Form {
  readonly text: string;
  /** Finds it in any text. */
  readonly found: RegExp;
  /** Whether it is hidden only if it is the whole value at a place. */
  readonly isPlaced: boolean;
  readonly shownAs: string;
  readonly shell: string;
}

function formsOf({ value, variable }: Secret): readonly Form[] {
  const shownAs = `REDACTED_${variable}`;
  const [plain, encoded, json, basic] = writtenForms(value);
  const forms = [plain!, encoded!, json!].map((text) =>
    formOf(text, 'anywhere', shownAs, `$${variable}`),
  );
  if (basic !== undefined) {
    const shell = `$(printf %s "$${variable}" | base64 | tr -d '\\n')`;
    forms.push(formOf(basic, 'anywhere', btoa(`${shownAs}:`), shell));
  }
  for (const { text, name, hidden, shell } of partsOf(value, variable)) {
    for (const form of writtenForms(text).slice(0, 3)) {
      forms.push(formOf(form, hidden, `REDACTED_${name}_OF_${variable}`, shell));
    }
  }
  return forms.filter(({ text }) => text !== '');
}

/** Anywhere in a text, only as a word, or only as the whole value of a place. */
type Extent = 'anywhere' | 'word' | 'place';

function formOf(text: string, wanted: Extent, shownAs: string, shell: string): Form {
  const extent = text.length < shortestAnywhere ? 'place' : wanted;
  const pattern = escapePattern(text);
  const isWord = extent === 'word' && text.length < shortestInside;
  const found = new RegExp(
    extent === 'place' ? '(?!)' : isWord ? `(?<!\\w)${pattern}(?!\\w)` : pattern,
    'g',
  );
  return { text, found, isPlaced: extent === 'place', shownAs, shell };
}

interface Part {
  readonly text: string;
  readonly name: 'PASSWORD' | 'USER';
  readonly hidden: Extent;
  readonly shell: string;
}

/** The user and the password of Basic credentials, given as `user:password` or in base64 (RFC 7617 section 2). */
function partsOf(value: string, variable: string): readonly Part[] {
  const pair = /^[\x20-\x7e]*:/.test(value) ? value : decodedPair(value);
  const colon = pair?.indexOf(':') ?? -1;
  // A URL is no pair.
  if (pair === undefined || pair.startsWith('//', colon + 1)) return [];
  // A shell cannot replace a part of base64 text.
  const shell = (cut: string) => (pair === value ? `\${${variable}${cut}}` : `$${variable}`);
  return [
    { text: pair.slice(colon + 1), name: 'PASSWORD', hidden: 'word', shell: shell('#*:') },
    // The user name is often a common word: `admin`.
    { text: pair.slice(0, colon), name: 'USER', hidden: 'place', shell: shell('%%:*') },
  ];
}

function decodedPair(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length % 4 !== 0) return undefined;
  const text = atob(value);
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(text) ? text : undefined;
}

/** Each text once, the longest first, because it may contain others. */
function distinct(forms: readonly Form[]): readonly Form[] {
  const byText = new Map<string, Form>();
  for (const form of forms) if (!byText.has(form.text)) byText.set(form.text, form);
  return [...byText.values()].sort((a, b) => b.text.length - a.text.length);
}

/** The name of a cookie or of a scheme stays; what follows it is hidden. */
function hiddenIn(field: string): (value: string) => string {
  if (!isCredentialField(field)) return () => '[redacted]';
  return (value) => `${/^[^\s=;]*[\s=]/.exec(value)?.[0] ?? ''}[redacted]`;
}

interface Hiding {
  /** A text that may hold secrets. */
  readonly plain: (text: string) => string;
  /** A value that may be one. */
  readonly value: (text: string) => string;
  readonly named: ReadonlySet<string>;
}

const noNames: ReadonlySet<string> = new Set();

function redactFinding(finding: Finding, hiding: Hiding): Finding {
  const { plain } = hiding;
  const { place, args } = finding;
  const name = place?.pointer?.split('/').at(-1) || place?.name || '';
  const isSecret =
    hiding.named.has(name) || (place?.in === 'body' ? isSecretMember(name) : isSecretField(name));
  const received =
    isSecret && typeof args.received === 'string'
      ? '[redacted]'
      : redactValue(args.received, hiding);
  const reason = args.reason === undefined ? undefined : plain(args.reason);
  const redacted = {
    ...args,
    ...(received !== undefined && { received }),
    ...(reason !== undefined && { reason }),
  };
  // Replaces texts by texts, so the results are arguments for the same code.
  return { ...finding, args: redacted } as Finding;
}

/**
 * JSON without the texts of members whose names suggest secrets, otherwise unchanged. It may be the
 * beginning of a longer text.
 */
export function hideNamedSecrets(
  body: Uint8Array,
  named: ReadonlySet<string> = noNames,
): Uint8Array {
  // One character for each byte, so that binary data comes back unchanged.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const shown = text.replace(writtenMember, (whole, name: string, between: string) =>
    isSecretMember(name) || named.has(name) ? `"${name}"${between}"[redacted]"` : whole,
  );
  return shown === text ? body : new Uint8Array(Buffer.from(shown, 'latin1'));
}

/** The values of such members, which messages about them may repeat; words that may stand anywhere are left out. */
export function namedSecretsIn(
  body: Uint8Array,
  named: ReadonlySet<string>,
): readonly { readonly name: string; readonly value: string }[] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  return [...text.matchAll(writtenMember)].flatMap(([whole, name, between]) => {
    if (!isSecretMember(name!) && !named.has(name!)) return [];
    const value = textOf(whole.slice(name!.length + 2 + between!.length));
    return value.length < shortestInside ? [] : [{ name: name!, value }];
  });
}

function textOf(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    return written.replace(/^"|"$/g, '');
  }
}

/** A member with a text value, which may be cut off. */
const writtenMember = /"([\w.-]{1,100})"(\s{0,100}:\s{0,100})"(?:[^"\\]|\\.)*(?:"|\\?$)/gs;

/**
 * A copy of a value without the texts of members whose names suggest secrets: `password`,
 * `accessToken`.
 */
export function withoutNamedSecrets(value: unknown, named: ReadonlySet<string> = noNames): unknown {
  return redactValue(value, { plain: (text) => text, value: (text) => text, named });
}

function redactValue(value: unknown, hiding: Hiding): unknown {
  if (typeof value === 'string') return hiding.value(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, hiding));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      (isSecretMember(name) || hiding.named.has(name)) && typeof member === 'string'
        ? '[redacted]'
        : redactValue(member, hiding),
    ]),
  );
}
