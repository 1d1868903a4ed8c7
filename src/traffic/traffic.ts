import { startsWithSegment } from '../api/base-path.ts';
import { locateAtHost } from '../api/locate.ts';
import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { type Exchange, noBody, splitTarget } from '../http/exchange.ts';
import { parseUrl } from '../http/url.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { NotedCase } from '../report/builder.ts';
import { secretsOf } from '../report/exchange-secrets.ts';
import { notedExchange } from '../report/noted-exchange.ts';
import { createRedactor, type Redactor } from '../report/redact.ts';
import type { Recorded } from './recorded.ts';

/** What became of a recorded exchange. */
export type JudgedTraffic =
  | {
      readonly kind: 'judged';
      readonly judge: Judge;
      /** The exchange without a base path; nothing is taken out of it. */
      readonly judged: JudgedExchange;
      /** Secrets are taken out of these two. */
      readonly noted: NotedCase;
      readonly shown: () => Exchange;
    }
  /** No contract has an operation for it. `what` has neither query nor secrets. */
  | { readonly kind: 'unmatched'; readonly what: string };

/**
 * Judges recorded exchanges by the contracts that they belong to. With a base URL, only those below
 * it belong to any, and it is left out of their paths.
 */
export function createTraffic(
  judges: readonly Judge[],
  baseUrl?: string,
): (recorded: Recorded, file: string) => JudgedTraffic {
  const base = baseUrl === undefined ? undefined : splitUrl(baseUrl);
  return (recorded, file) => {
    const url = splitUrl(recorded.url);
    const { host, target } = url;
    const inside = base === undefined ? target : targetBelow(url, base);
    const located =
      inside === undefined ? undefined : locateAtHost(judges, host, recorded.method, inside);
    if (located === undefined) {
      const what = `${recorded.method} ${host}${splitTarget(target).path}`;
      return { kind: 'unmatched', what };
    }
    return judgeRecorded(located.of, located.operation, located.target, recorded, file);
  };
}

interface SplitUrl {
  readonly host: string;
  readonly target: string;
}

function splitUrl(url: string): SplitUrl {
  const parsed = parseUrl(url);
  if (parsed === undefined) return { host: '', target: url.replace(/#.*$/s, '') };
  return { host: parsed.host, target: parsed.pathname + parsed.search };
}

/** A URL's path and query after a base URL; `undefined` where it is not below it. */
function targetBelow({ host, target }: SplitUrl, base: SplitUrl): string | undefined {
  const prefix = base.target.replace(/\/$/, '');
  const { path } = splitTarget(target);
  if (host !== base.host || !startsWithSegment(path, prefix)) return undefined;
  const rest = target.slice(prefix.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function judgeRecorded(
  judge: Judge,
  operation: Operation,
  target: string,
  recorded: Recorded,
  file: string,
): JudgedTraffic {
  const { name, method, status, requestBody, responseBody } = recorded;
  const exchange: Exchange = {
    request: { method, target, headers: recorded.requestHeaders, body: requestBody ?? noBody },
    response: {
      status: status ?? 0,
      headers: recorded.responseHeaders,
      body: responseBody ?? noBody,
    },
  };
  // Most exchanges are only counted; what is shown of others has no secrets.
  let redactor: Redactor | undefined;
  const redacted = () => (redactor ??= createRedactor(secretsOf(operation, exchange)));
  const judged = judge.exchange(exchange, operation);
  const noted = notedExchange({
    findings: findingsOf(judged, recorded),
    ...{ operation, exchange, redactor: redacted },
    details: { recorded: `${file}, ${name}` },
    missing: whatIsMissing(recorded),
  });
  return {
    kind: 'judged',
    judge,
    judged,
    shown: () => redacted().exchange(exchange),
    noted: {
      contract: judge.api.name,
      id: `${file}:${name.replace(' ', '-')}`,
      group: 'traffic',
      operation: operation.id,
      title: `as recorded in ${file}, ${name}`,
      ...noted,
    },
  };
}

function whatIsMissing({ status, requestBody, responseBody }: Recorded): string | undefined {
  if (status === undefined) return 'there is no answer in the recording';
  const bodies = [
    ...(requestBody === undefined ? ['the request body'] : []),
    ...(responseBody === undefined && mayHaveContent(status) ? ['the response body'] : []),
  ];
  return bodies.length === 0
    ? undefined
    : `${bodies.join(' and ')} ${bodies.length === 1 ? 'was' : 'were'} not recorded`;
}

function mayHaveContent(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

/**
 * What was recorded by what was promised. A faulty request that was refused is no fault of the
 * provider, nor of anybody that the contract is about.
 */
function findingsOf(
  { request, response }: JudgedExchange,
  { status, requestBody, responseBody }: Recorded,
): readonly Finding[] {
  if (status === undefined) return [];
  const isAbout = ({ place }: Finding, part: 'request' | 'response') => place?.part === part;
  const isUnseen = (found: Finding) =>
    found.place?.in === 'body' &&
    ((isAbout(found, 'request') && requestBody === undefined) ||
      (isAbout(found, 'response') && responseBody === undefined));
  const ofRequest = status < 400 ? request.findings : [];
  return [...ofRequest.map(asRecorded), ...response.findings].filter((found) => !isUnseen(found));
}

/** Credentials are often left out of recordings, so that their lack says nothing. */
function asRecorded(found: Finding): Finding {
  return found.code === 'security-unmet' ? { ...found, severity: 'advisory' } : found;
}
