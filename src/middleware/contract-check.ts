import type { Operation, SecurityRequirement } from '../api/model.ts';
import type { CallInfo, Middleware } from '../client/middleware.ts';
import type { Finding, Severity } from '../finding.ts';
import { isEventStream, parseMediaRange } from '../http/media-type.ts';
import type { Judge } from '../judge/judge.ts';
import { exchangeOf } from '../judge/messages.ts';
import { messageOf, placeInContract } from '../report/message.ts';

export interface ContractCheckOptions {
  /** Severities that are not reported; `['advisory']` by default. */
  readonly tolerate?: readonly Severity[];
  /**
   * Receives the findings of one call at a time; by default they are written with `console.warn`.
   */
  readonly report?: (findings: readonly Finding[], exchange: CheckedExchange) => void;
}

export interface CheckedExchange {
  readonly call: CallInfo;
  readonly request: Request;
  readonly response: Response;
}

/**
 * Judges each exchange of a client during development, in Node or in a browser. It reports findings
 * and changes nothing: the answer arrives unchanged. The module contains the judge, so import it
 * where a bundler can omit it from production.
 *
 * @example
 * ```ts
 * const middleware: Middleware[] = [];
 * if (process.env.NODE_ENV !== 'production') {
 *   const { contractCheck } = await import('specwright/contract-check');
 *   const { openJudge } = await import('specwright');
 *   middleware.push(contractCheck(await openJudge('specs/kaiten/openapi.yaml')));
 * }
 * const kaiten = createKaitenClient({ middleware });
 * ```
 */
export function contractCheck(judge: Judge, options: ContractCheckOptions = {}): Middleware {
  const { tolerate = ['advisory'], report = warn } = options;
  return async (request, next, call) => {
    // A stream is sent as it comes, because a copy would have to be stored completely.
    const sent = call.isStream ? undefined : request.clone();
    const response = await next(request);
    if (sent === undefined || isStream(response)) return response;
    const exchange = await exchangeOf(sent, response);
    const inside = judge.inside(exchange.request, baseUrlOf(call, sent));
    const { operation, findings } = judge.exchange({ ...exchange, request: inside });
    const reported = findings.filter(
      (found) => !tolerate.includes(found.severity) && isSeen(found, operation, response),
    );
    if (reported.length > 0) report(reported, { call, request, response });
    return response;
  };
}

/** The client's base URL; `undefined` if middleware has sent the request elsewhere. */
function baseUrlOf({ baseUrl }: CallInfo, { url }: Request): string | undefined {
  const base = new URL(baseUrl, url);
  return base.origin === new URL(url).origin ? base.href : undefined;
}

/**
 * Whether a finding is about something that a program can see. A page sees no cookies, and only the
 * exposed headers of an answer from another origin (Fetch: forbidden request-headers, filtered
 * responses).
 */
function isSeen(
  { code, place }: Finding,
  operation: Operation | undefined,
  response: Response,
): boolean {
  if (code === 'header-missing' && response.type === 'cors') return false;
  if (seesCookies()) return true;
  if (code === 'header-missing') return place?.name?.toLowerCase() !== 'set-cookie';
  if (code === 'security-unmet') return !operation?.security.some(wantsCookie);
  return place?.in !== 'cookie';
}

function seesCookies(): boolean {
  return new Request('http://localhost/', { headers: { cookie: 'a=b' } }).headers.has('cookie');
}

function wantsCookie(requirement: SecurityRequirement): boolean {
  return requirement.some(
    ({ scheme: { credential } }) => credential.type === 'apiKey' && credential.in === 'cookie',
  );
}

function isStream({ headers }: Response): boolean {
  const type = parseMediaRange(headers.get('content-type') ?? '');
  return type !== undefined && isEventStream(type);
}

function warn(findings: readonly Finding[], { request, response }: CheckedExchange): void {
  const lines = findings.map((found) => `  ${placeInContract(found.at)}: ${messageOf(found)}`);
  console.warn(
    [`${request.method} ${request.url} → ${response.status} breaks the contract`, ...lines].join(
      '\n',
    ),
  );
}
