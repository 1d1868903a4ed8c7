import type { Finding } from '../../finding.ts';
import type { Exchange, HttpHeaders, HttpResponse } from '../../http/exchange.ts';
import { type WrittenContent, writtenContent } from '../../http/written-content.ts';
import { redactorOf } from '../../report/exchange-secrets.ts';
import { messageOf, placeInContract } from '../../report/message.ts';
import type { MockEvent } from '../event.ts';
import { sessionName } from '../state/session.ts';
import type { JournalEntry } from './journal.ts';
import { type TrailStep, trailOf } from './trail.ts';

/**
 * The verdict on the client: its request was valid, broke the contract, has no described
 * operation, or was not judged completely because the client left or a content was too long.
 */
export type EntryVerdict = 'kept' | 'broken' | 'unknown' | 'skipped';

/** An entry for output: plain data without secrets. */
export interface ShownEntry {
  readonly id: number;
  /** An RFC 3339 date-time. */
  readonly time: string;
  readonly milliseconds: number;
  readonly api: string | null;
  readonly operation: string | null;
  readonly session: string;
  readonly verdict: EntryVerdict;
  readonly source: MockEvent['source'];
  readonly request: ShownContent & {
    readonly method: string;
    readonly target: string;
    readonly headers: HttpHeaders;
  };
  readonly response: ShownContent & { readonly status: number; readonly headers: HttpHeaders };
  readonly findings: readonly ShownFinding[];
  readonly trail: readonly TrailStep[];
}

type ShownContent = WrittenContent & {
  readonly size: number;
  /** Whether the body was cut. */
  readonly isCut: boolean;
};

interface ShownFinding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly at: string | null;
  readonly place: Finding['place'] | null;
}

export function verdictOf({ operation, findings, isAborted, unread }: MockEvent): EntryVerdict {
  if (isAborted) return 'skipped';
  if (operation === undefined) return 'unknown';
  if (findings.some(({ severity }) => severity === 'violation')) return 'broken';
  return (unread?.request ?? unread?.response) === undefined ? 'kept' : 'skipped';
}

export function shownEntry(entry: JournalEntry): ShownEntry {
  const { id, time, event, requestSize, responseSize } = entry;
  const { exchange, hide, findings } = redacted(event);
  const { request, response } = exchange;
  const { method, target, headers } = request;
  return {
    id,
    time: new Date(time).toISOString(),
    milliseconds: Math.round(event.milliseconds * 1000) / 1000,
    api: event.api ?? null,
    operation: event.operation?.id ?? null,
    session: event.session ?? sessionName(event.request.headers),
    verdict: verdictOf(event),
    source: event.source,
    request: { method, target, headers, ...contentOf(request.body, requestSize) },
    response: {
      status: response.status,
      headers: response.headers,
      ...contentOf(response.body, responseSize),
    },
    findings: findings.map(shownFinding),
    trail: trailOf(event).map((step) => ({ ...step, text: hide(step.text) })),
  };
}

function redacted(event: MockEvent) {
  const exchange: Exchange = { request: event.request, response: plainResponse(event.response) };
  const redactor = redactorOf(event.operation, exchange);
  const all = [...event.findings, ...(event.tolerated ?? [])];
  return {
    exchange: redactor.exchange(exchange),
    hide: redactor.text,
    findings: [...new Set(all)].map(redactor.finding),
  };
}

function plainResponse({ status, headers, body }: HttpResponse): HttpResponse {
  return { status, headers, body };
}

function contentOf(body: Uint8Array, size: number): ShownContent {
  return { ...writtenContent(body), size, isCut: body.length < size };
}

function shownFinding(found: Finding): ShownFinding {
  const at = placeInContract(found.at);
  const { code, severity, place } = found;
  return {
    code,
    severity,
    message: messageOf(found),
    at: at === '' ? null : at,
    place: place ?? null,
  };
}
