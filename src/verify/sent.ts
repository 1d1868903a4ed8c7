import type { HttpResponse } from '../http/exchange.ts';
import { whyNotSecure } from '../http/tls-trouble.ts';

/** An answer, or why there was none that could be read. */
export type Sent =
  | {
      readonly ok: true;
      readonly response: HttpResponse;
      /** Whether reading stopped before the content ended, because enough had come. */
      readonly isStopped?: boolean;
    }
  | ({ readonly ok: false } & SendFault);

/** Why there is no answer that could be read. */
export interface SendFault {
  readonly kind: SendFaultKind;
  /** The event, as the end of a sentence: `the connection was refused`. */
  readonly reason: string;
}

/**
 * The kinds of failures.
 * - `unreachable`: the connection failed;
 * - `silent`: no complete answer arrived in time;
 * - `cut`: the connection ended before the answer did;
 * - `malformed`: the answer is not HTTP;
 * - `too-long`: the answer exceeds the limit;
 * - `unsendable`: the request cannot be written.
 */
export type SendFaultKind =
  | 'unreachable'
  | 'silent'
  | 'cut'
  | 'malformed'
  | 'too-long'
  | 'unsendable';

interface Circumstances {
  readonly timeout: number;
  /** Whether the status and the fields had arrived. */
  readonly hasBegun: boolean;
}

/** The meaning of an error of Node's sockets, or of one of our own limits. */
export function connectionFault(error: unknown, { timeout, hasBegun }: Circumstances): SendFault {
  const {
    code = '',
    message,
    maximumBytes,
  } = error as Partial<NodeJS.ErrnoException & { maximumBytes: number }>;
  if (code === 'HPE_INVALID_CONSTANT' && hasBegun) {
    return { kind: 'malformed', reason: 'more comes after the end of the answer' };
  }
  const known = Object.hasOwn(faults, code) ? faults[code] : undefined;
  if (known !== undefined) return { kind: known[0], reason: known[1] };
  switch (code) {
    case 'TIMEOUT': {
      const missing = hasBegun ? 'end of the answer' : 'answer';
      return { kind: 'silent', reason: `there was no ${missing} within ${timeout / 1000} seconds` };
    }
    case 'TOO_LONG':
      return { kind: 'too-long', reason: `the answer is longer than ${maximumBytes} bytes` };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return {
        kind: 'cut',
        reason: hasBegun
          ? 'the connection was closed before the answer had ended'
          : 'the connection was closed without an answer',
      };
  }
  if (code.startsWith('HPE_')) {
    return { kind: 'malformed', reason: `the answer is not HTTP: ${message}` };
  }
  if (code.startsWith('ERR_INVALID') || code.startsWith('ERR_UNESCAPED')) {
    return { kind: 'unsendable', reason: `the request cannot be written: ${message}` };
  }
  const insecure = whyNotSecure({ code, message: message ?? '' });
  if (insecure !== undefined) return { kind: 'unreachable', reason: insecure };
  return { kind: 'unreachable', reason: message ?? String(error) };
}

/** By the error's code. Those that start with HPE are the parser's (llhttp's). */
const faults: Readonly<Record<string, readonly [SendFaultKind, string]>> = {
  ECONNREFUSED: ['unreachable', 'the connection was refused'],
  ENOTFOUND: ['unreachable', 'the host cannot be found'],
  EAI_AGAIN: ['unreachable', 'the host cannot be found'],
  EHOSTUNREACH: ['unreachable', 'the host cannot be reached'],
  ENETUNREACH: ['unreachable', 'the host cannot be reached'],
  ETIMEDOUT: ['unreachable', 'the host does not answer'],
  INTERIM_FLOOD: ['malformed', 'more than 100 interim answers (1xx) came, and no final one'],
  HPE_HEADER_OVERFLOW: ['too-long', 'the header fields are longer than 64 KiB'],
  HPE_INVALID_CONSTANT: ['malformed', 'the answer is not HTTP: no status line where one must be'],
  HPE_INVALID_VERSION: ['malformed', 'the answer is not HTTP/1.1: its version cannot be read'],
  HPE_INVALID_STATUS: ['malformed', 'the answer is not HTTP: its status is not three digits'],
  HPE_INVALID_HEADER_TOKEN: [
    'malformed',
    'a header field has a character that must not be present',
  ],
  HPE_INVALID_CHUNK_SIZE: ['malformed', 'the answer is chunked, and the size of a chunk is wrong'],
  HPE_STRICT: ['malformed', 'the answer is chunked, and a chunk does not end where it should'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['too-long', 'the extensions of a chunk are longer than 16 KiB'],
  HPE_INVALID_CONTENT_LENGTH: ['malformed', 'the Content-Length is not a number'],
  HPE_UNEXPECTED_CONTENT_LENGTH: [
    'malformed',
    'there is more than one Content-Length, or one beside Transfer-Encoding',
  ],
  HPE_INVALID_TRANSFER_ENCODING: [
    'malformed',
    'the Transfer-Encoding cannot be read, or stands beside a Content-Length',
  ],
  HPE_INVALID_EOF_STATE: ['cut', 'the connection was closed before the answer had ended'],
  HPE_LF_EXPECTED: ['malformed', 'a line of the answer does not end with CR LF'],
  HPE_CR_EXPECTED: ['malformed', 'a line of the answer does not end with CR LF'],
};
