import type { Finding } from '../finding.ts';
import type { Exchange, HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';

/** Something that must not be seen, and the variable that a person who has it keeps it in. */
export interface Secret {
  readonly value: string;
  /** Of a shell: `KAITEN_TOKEN`. */
  readonly variable: string;
}

/**
 * Takes secrets out of what is shown. A placeholder stands where each was, in a form in which the
 * secret could have been: a message without its secrets still has credentials.
 */
export interface Redactor {
  /** What a shell puts in the place of each placeholder: `$KAITEN_TOKEN` for `REDACTED_KAITEN_TOKEN`. */
  readonly placeholders: ReadonlyMap<string, string>;
  exchange(exchange: Exchange): Exchange;
  finding(finding: Finding): Finding;
  text(text: string): string;
}

/** Whether a field carries a secret by its nature or by its name. */
export function isSecretField(name: string): boolean {
  return secretFields.has(name) || secretName.test(name);
}

/** Fields that carry secrets by their nature; of an answer they are never shown. */
const secretFields = new Set(['set-cookie', 'authorization', 'proxy-authorization', 'cookie']);
const secretName = /(?:token|secret|passw(?:or)?d|api-?key|session|credential)s?$/i;

export function createRedactor(secrets: readonly Secret[]): Redactor {
  const forms = secrets.flatMap(formsOf).sort((a, b) => b.text.length - a.text.length);
  const placeholders = new Map(forms.map(({ shownAs, shell }) => [shownAs, shell]));
  const plain = (text: string): string => {
    let shown = text;
    for (const { text: secret, shownAs } of forms) {
      if (shown.includes(secret)) shown = shown.replaceAll(secret, () => shownAs);
    }
    return shown;
  };
  const bytes = (body: Uint8Array): Uint8Array => {
    if (forms.length === 0 || body.length === 0) return body;
    // One character a byte, so that what is no text comes back as it was.
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
    const shown = plain(text);
    return shown === text ? body : Buffer.from(shown, 'latin1');
  };
  const fields = (headers: HttpHeaders, isAnswer: boolean): HttpHeaders => {
    const shown: Record<string, string | readonly string[]> = Object.create(null);
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue;
      const hide = isAnswer && secretFields.has(name) ? hidden : plain;
      shown[name] = typeof value === 'string' ? hide(value) : value.map(hide);
    }
    return shown;
  };
  const request = (sent: HttpRequest): HttpRequest => ({
    ...sent,
    target: plain(sent.target),
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
    finding: (finding) => redactFinding(finding, plain),
  };
}

/** A secret as it may be written: as it is, percent-encoded, as JSON, as Basic credentials. */
export function writtenForms(value: string): readonly string[] {
  const texts = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  // RFC 7617 section 2: base64 of `user:password`.
  if (/^[\x20-\x7e]*:/.test(value)) texts.push(btoa(value));
  return texts;
}

/** One or two letters are no secret, and are everywhere. */
const shortest = 3;

interface Form {
  readonly text: string;
  readonly shownAs: string;
  readonly shell: string;
}

function formsOf({ value, variable }: Secret): readonly Form[] {
  if (value.length < shortest) return [];
  const shownAs = `REDACTED_${variable}`;
  const basic = writtenForms(value)[3];
  return [...new Set(writtenForms(value))].map((text) =>
    text === basic
      ? {
          text,
          shownAs: btoa(`${shownAs}:`),
          shell: `$(printf %s "$${variable}" | base64 | tr -d '\\n')`,
        }
      : { text, shownAs, shell: `$${variable}` },
  );
}

/** The name of a cookie or of a scheme stays, what follows it does not. */
function hidden(value: string): string {
  const [, name = ''] = /^([^\s=;]*[\s=])/.exec(value) ?? [];
  return `${name}[redacted]`;
}

function redactFinding(finding: Finding, plain: (text: string) => string): Finding {
  const { place, args } = finding;
  const name = place?.pointer?.split('/').at(-1) || place?.name || '';
  const isSecret =
    secretName.test(name) || (place?.in === 'header' && secretFields.has(name.toLowerCase()));
  const received =
    isSecret && typeof args.received === 'string'
      ? '[redacted]'
      : redactValue(args.received, plain);
  const reason = args.reason === undefined ? undefined : plain(args.reason);
  const redacted = {
    ...args,
    ...(received !== undefined && { received }),
    ...(reason !== undefined && { reason }),
  };
  // Texts in the place of texts, so these are arguments of the same code.
  return { ...finding, args: redacted } as Finding;
}

function redactValue(value: unknown, plain: (text: string) => string): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, plain));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretName.test(name) && typeof member === 'string'
        ? '[redacted]'
        : redactValue(member, plain),
    ]),
  );
}
