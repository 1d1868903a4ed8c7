import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Judge, JudgedExchange, JudgedRequest, JudgedResponse } from '../judge/judge.ts';
import { createRecordedLocator, type LocatedRecording } from '../recording/locate.ts';
import { type Recorded, unrecordedParts } from '../recording/recorded.ts';
import type { NotedCase } from '../report/builder.ts';
import { redactorOf } from '../report/exchange-secrets.ts';
import { notedExchange } from '../report/noted-exchange.ts';
import type { Redactor } from '../report/redact.ts';

/** The result for a recorded exchange. */
export type JudgedTraffic =
  | {
      readonly kind: 'judged';
      readonly judge: Judge;
      /** The exchange without a base path; it still has its secrets. */
      readonly judged: JudgedExchange;
      /** The findings of both messages, also of a refused request; they still have secrets. */
      readonly findings: readonly Finding[];
      /** Secrets are taken out of these two. */
      readonly noted: NotedCase;
      readonly shown: () => Exchange;
    }
  /** No contract has an operation for it. `what` has neither query nor secrets. */
  | { readonly kind: 'unmatched'; readonly what: string };

/** The messages of an exchange that are already judged by its operation. */
export interface JudgedMessages {
  readonly operation: Operation;
  readonly request: JudgedRequest | undefined;
  readonly response: JudgedResponse | undefined;
}

/**
 * Judges recorded exchanges by their contracts. With a base URL, only exchanges below it count, and
 * their paths are relative to it.
 */
export function createTraffic(
  judges: readonly Judge[],
  baseUrl?: string,
): (recorded: Recorded, file: string, known?: JudgedMessages) => JudgedTraffic {
  const locate = createRecordedLocator(judges, baseUrl);
  return (recorded, file, known) => {
    const located = locate(recorded);
    return typeof located === 'string'
      ? { kind: 'unmatched', what: located }
      : judgeRecorded(located, recorded, file, known);
  };
}

function judgeRecorded(
  { judge, operation, route, exchange }: LocatedRecording,
  recorded: Recorded,
  file: string,
  known: JudgedMessages | undefined,
): JudgedTraffic {
  const { name } = recorded;
  // Most exchanges are only counted; shown ones have no secrets.
  let redactor: Redactor | undefined;
  const redacted = () => (redactor ??= redactorOf(operation, exchange));
  const { request = judge.request(exchange.request, route), response } =
    known?.operation === operation ? known : noMessages;
  const judged = judge.exchange(exchange, operation, request, response);
  const seen = findingsOf(judged, recorded);
  const { abortedBecause } = recorded;
  const noted =
    abortedBecause === undefined
      ? notedExchange({
          findings: seen.findings,
          ...{ operation, exchange, redactor: redacted },
          details: { recorded: `${file}, ${name}` },
          missing: whatIsMissing(recorded, seen.unseen),
        })
      : { outcome: 'skipped' as const, reason: abortedBecause, findings: [] };
  return {
    kind: 'judged',
    judge,
    judged,
    findings: allFindings(judged, recorded),
    shown: () => redacted().exchange(exchange),
    noted: {
      contract: judge.api.name,
      id: `${file}:${name.replace(' ', '-')}`,
      group: 'traffic',
      operation: operation.id,
      title: `as recorded in ${file}, ${name}`,
      times: 1,
      ...noted,
    },
  };
}

const noMessages: Omit<JudgedMessages, 'operation'> = { request: undefined, response: undefined };

function whatIsMissing(recorded: Recorded, unseen: readonly Finding[]): string | undefined {
  if (recorded.status === undefined) return 'there is no answer in the recording';
  const { requestBody, responseBody } = recorded;
  if (unseen.length === 0 && requestBody !== undefined && responseBody !== undefined) {
    return undefined;
  }
  const fields = (['request', 'response'] as const).filter((part) =>
    unseen.some(
      ({ place, code }) =>
        place?.part === part && (place.in !== 'body' || code === 'media-type-missing'),
    ),
  );
  const parts = [
    ...fields.map((part) => `the header fields of the ${part}`),
    ...unrecordedParts(recorded),
  ];
  return parts.length === 0
    ? undefined
    : `${parts.join(' and ')} ${parts.length + fields.length === 1 ? 'was' : 'were'} not recorded`;
}

/**
 * The recorded parts judged by the contract, without findings about parts that were not recorded. An
 * invalid request that was refused is no fault of the provider.
 */
function findingsOf(
  { request, response }: JudgedExchange,
  recorded: Recorded,
): { readonly findings: readonly Finding[]; readonly unseen: readonly Finding[] } {
  const { status, isBlocked = false } = recorded;
  if (status === undefined) return noFindings;
  const ofRequest = isBlocked || status < 400 ? request.findings : [];
  const ofResponse = isBlocked ? [] : response.findings;
  if (ofRequest.length === 0 && ofResponse.length === 0) return noFindings;
  const all = [...ofRequest.map(asRecorded), ...ofResponse];
  const unseen = all.filter((found) => isUnseen(found, recorded));
  return { findings: all.filter((found) => !unseen.includes(found)), unseen };
}

const noFindings = { findings: [], unseen: [] } as const;

function allFindings({ request, response }: JudgedExchange, recorded: Recorded) {
  if (recorded.abortedBecause !== undefined) return [];
  const isOwnAnswer = recorded.isBlocked || recorded.status === undefined;
  const all = isOwnAnswer ? request.findings : [...request.findings, ...response.findings];
  return all.filter((found) => !isUnseen(found, recorded));
}

/** Whether a finding may be about a part that was not recorded. */
function isUnseen(
  { place, code }: Finding,
  { requestBody, responseBody, withoutHeaders = [] }: Recorded,
): boolean {
  if (place === undefined) return false;
  if (withoutHeaders.includes(place.part)) {
    if (place.in === 'header' || place.in === 'cookie') return true;
    if (code === 'media-type-missing') return true;
  }
  if (place.in !== 'body') return false;
  return (place.part === 'request' ? requestBody : responseBody) === undefined;
}

/** Recordings often lack credentials, so that missing ones mean nothing. */
function asRecorded(found: Finding): Finding {
  return found.code === 'security-unmet' ? { ...found, severity: 'advisory' } : found;
}
