import { emptyBody, fieldLines, type HttpHeaders, headerValue } from '../../http/exchange.ts';
import { bytesOfText, readHeaders } from '../../recording/recorded.ts';
import { shortLine } from './bounded.ts';

/** The parts of a message in a tool call. */
export interface GivenMessage {
  readonly headers?: Readonly<Record<string, string>>;
  /** A text to send unchanged, or another value to send as JSON. */
  readonly body?: unknown;
}

/** The arguments for the header fields and the body of a message. */
export const messageProperties = {
  headers: {
    type: 'object',
    maxProperties: 200,
    additionalProperties: { type: 'string', maxLength: 20_000 },
    description: 'Header fields by their names.',
  },
  body: {
    description: 'The body: a text as it is sent, or else a value, which is sent as JSON.',
  },
};

/** The fields and bytes of a message; a body that is no text gets the media type of JSON. */
export function contentOf({ headers, body }: GivenMessage): {
  readonly headers: HttpHeaders;
  readonly body: Uint8Array;
} {
  const fields = readHeaders(headers);
  if (body === undefined) return { headers: fields, body: emptyBody };
  if (typeof body === 'string') return { headers: fields, body: bytesOfText(body) };
  const typed =
    headerValue(fields, 'content-type') === undefined
      ? Object.assign(Object.create(null), fields, { 'content-type': 'application/json' })
      : fields;
  return { headers: typed, body: bytesOfText(JSON.stringify(body)) };
}

/** A body as lines; only its size if it is no text. */
export function bodyLines(body: Uint8Array): readonly string[] {
  if (body.length === 0) return [];
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body).split('\n');
  } catch {
    return [`(${body.length} bytes that are not text)`];
  }
}

export function headerTexts(headers: HttpHeaders): readonly string[] {
  return fieldLines(headers).map(([name, line]) => shortLine(`${name}: ${line}`, 1_000));
}
