import type { Operation } from '../../api/model.ts';
import { type HttpHeaders, type HttpResponse, headerValue } from '../../http/exchange.ts';
import { decodedOrSame } from '../../http/percent.ts';
import type { Judge, JudgedRequest } from '../../judge/judge.ts';
import { createRecordedLocator } from '../../recording/locate.ts';
import { type Recorded, unrecordedParts } from '../../recording/recorded.ts';
import { messageOf } from '../../report/message.ts';
import { violationHeader } from '../fault-headers.ts';
import { serversOwn } from '../response-headers.ts';

/** A recorded request of one operation. */
export interface RecordedRequest {
  readonly judged: JudgedRequest;
  /** The content as bytes, if it could not be read as a value. */
  readonly bytes: Uint8Array;
  /** In the order in which they were recorded. */
  readonly answers: readonly RecordedAnswer[];
}

export interface RecordedAnswer {
  /** The place in the recording: `line 17`. */
  readonly name: string;
  readonly response: HttpResponse;
}

/** Recorded answers by operation, and by request as `requestKey` writes it. */
export type ReplaySource = ReadonlyMap<Operation, ReadonlyMap<string, RecordedRequest>>;

export interface ReadReplay {
  readonly source: ReplaySource;
  /** How many answers there are. */
  readonly count: number;
  /** Exchanges that are left out, and why. */
  readonly problems: readonly string[];
}

/**
 * The parts of a recording that the mock can answer with. It leaves out invalid and incomplete
 * answers; a lenient mock sends them with `sl-violations`.
 */
export function readReplay(
  judges: readonly Judge[],
  recorded: readonly Recorded[],
  { lenient = false, baseUrl }: { readonly lenient?: boolean; readonly baseUrl?: string } = {},
): ReadReplay {
  const source = new Map<Operation, Map<string, Growing>>();
  const problems: string[] = [];
  const locate = createRecordedLocator(judges, baseUrl);
  let count = 0;
  for (const one of recorded) {
    const located = locate(one);
    if (typeof located === 'string') {
      problems.push(`${one.name}: no contract has an operation for ${located}`);
      continue;
    }
    const { judge, operation, exchange } = located;
    if (exchange.response.status < 200 && one.status !== undefined) {
      problems.push(`${one.name}: the status ${one.status} does not end an exchange`);
      continue;
    }
    const [missing] = unrecordedParts(one);
    if (missing !== undefined) {
      problems.push(`${one.name}: ${missing} was not recorded`);
      continue;
    }
    const headers = sendable(exchange.response.headers);
    const response = { ...exchange.response, headers };
    const judged = judge.exchange({ ...exchange, response }, operation);
    const broken = judged.response.findings.filter(({ severity }) => severity === 'violation');
    if (broken.length > 0 && !lenient) {
      problems.push(`${one.name}: the answer breaks the contract: ${messageOf(broken[0]!)}`);
      continue;
    }
    const requests = source.get(operation) ?? new Map<string, Growing>();
    source.set(operation, requests);
    const key = requestKey(judged.request, exchange.request.body);
    const known = requests.get(key) ?? {
      ...{ judged: judged.request, bytes: exchange.request.body, answers: [] },
    };
    requests.set(key, known);
    known.answers.push({
      name: one.name,
      response: { ...response, headers: { ...headers, ...violationHeader(broken) } },
    });
    count += 1;
  }
  return { source, count, problems };
}

interface Growing extends RecordedRequest {
  readonly answers: RecordedAnswer[];
}

/** The key of a request: path, query and content. */
export function requestKey({ parts }: JudgedRequest, body: Uint8Array): string {
  const path = [...(parts?.path.values() ?? [])].map(decodedOrSame);
  const query = [...new URLSearchParams(parts?.queryText ?? '')]
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return JSON.stringify([path, query, Buffer.from(body).toString('latin1')]);
}

/** Fields of one connection, of one moment and of one site, and those that the server writes. */
const dropped =
  /^(?:proxy-.*|te|age|server|via|strict-transport-security|alt-svc|access-control-.*|sl-violations|specwright-.*)$/;

function sendable(headers: HttpHeaders): HttpHeaders {
  const kept: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || serversOwn.has(name) || dropped.test(name)) continue;
    // No client can send back a secret that was removed.
    if (name === 'set-cookie' && headerValue(headers, name)?.includes('[redacted]')) continue;
    kept[name] = value;
  }
  return kept;
}
