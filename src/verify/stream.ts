import type { Finding } from '../finding.ts';
import { type HttpHeaders, headerValue } from '../http/exchange.ts';
import { contentTypeOf, isEventStream, isSequence, type MediaRange } from '../http/media-type.ts';
import type { JudgedExchange } from '../judge/judge.ts';

/** When to stop reading an answer that is a sequence of values. */
export interface StreamLimits {
  /** Values that are read; 100 by default. */
  readonly items?: number;
  /** Milliseconds since its status arrived; 2 seconds by default. */
  readonly time?: number;
}

export const streamDefaults = { items: 100, time: 2_000 } as const;

/** An answer that was read in part, so faults of the whole are unknown. */
export function withoutRest(judged: JudgedExchange): JudgedExchange {
  const isOfPart = ({ place, code }: Finding) => {
    const isOfAnswer = place?.part === 'response' && place.in === 'body';
    const isOfAll = code === 'body-missing' || (code === 'value-invalid' && !place?.pointer);
    return !(isOfAnswer && isOfAll);
  };
  const { response, findings } = judged;
  return {
    ...judged,
    response: { ...response, findings: response.findings.filter(isOfPart) },
    findings: findings.filter(isOfPart),
  };
}

/** Follows such an answer, to stop after a complete value. */
export interface Stream {
  take(chunk: Uint8Array): void;
  /** How many values have ended. */
  readonly items: number;
  /** The number of bytes up to the end of the last complete value. */
  readonly end: number;
}

/**
 * The stream of an answer in JSON Lines, NDJSON, a JSON text sequence or events. `undefined` for
 * other answers, and for compressed ones, which cannot be cut.
 */
export function streamOf(headers: HttpHeaders): Stream | undefined {
  const range = contentTypeOf(headers);
  if (range === undefined || !isSequence(range)) return undefined;
  const coding = headerValue(headers, 'content-encoding') ?? 'identity';
  if (coding !== 'identity') return undefined;
  return range.subtype.endsWith('json-seq') || range.suffix === 'json-seq'
    ? followRecords()
    : followLines(range);
}

/** A record may have several lines, and ends before the next one (RFC 7464 section 2.1). */
function followRecords(): Stream {
  const begun: number[] = [];
  let offset = 0;
  return {
    take(chunk) {
      for (const byte of chunk) {
        if (byte === recordSeparator) begun.push(offset);
        offset += 1;
      }
    },
    get items() {
      return Math.max(begun.length - 1, 0);
    },
    get end() {
      return begun.at(-1) ?? 0;
    },
  };
}

const recordSeparator = 0x1e;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;

function followLines(range: MediaRange): Stream {
  const areEvents = isEventStream(range);
  let items = 0;
  let end = 0;
  let offset = 0;
  let lineLength = 0;
  let isComment = false;
  /** Whether the current event has a field (HTML Living Standard section 9.2.5). */
  let hasField = false;
  let former = 0;

  function endLine(): void {
    const isBlank = lineLength === 0;
    if (areEvents ? isBlank && hasField : !isBlank) items += 1;
    if (!areEvents || isBlank) {
      end = offset;
      hasField = false;
    } else if (!isComment) hasField = true;
    lineLength = 0;
  }

  return {
    take(chunk) {
      for (const byte of chunk) {
        offset += 1;
        if (byte === lineFeed && former === carriageReturn) {
          // The second half of one line break.
          if (end === offset - 1) end = offset;
        } else if (byte === lineFeed || byte === carriageReturn) {
          endLine();
        } else {
          if (lineLength === 0) isComment = byte === colon;
          lineLength += 1;
        }
        former = byte;
      }
    },
    get items() {
      return items;
    },
    get end() {
      return end;
    },
  };
}
