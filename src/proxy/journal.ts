import { emptyBody } from '../http/exchange.ts';
import type { MockEvent } from '../mock/event.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { JudgedTraffic } from '../traffic/traffic.ts';
import type { ProxiedExchange } from './passage.ts';

/** An exchange as the journal keeps it; `decoded` has its contents as they were before they were compressed. */
export function journaled(
  { target, by, milliseconds, trouble, isAborted = false }: ProxiedExchange,
  decoded: Recorded,
  seen: JudgedTraffic,
): MockEvent {
  const {
    method,
    requestHeaders,
    requestBody,
    status = 0,
    responseHeaders,
    responseBody,
    unread,
  } = decoded;
  const isJudged = seen.kind === 'judged';
  return {
    api: isJudged ? seen.judge.api.name : undefined,
    operation: isJudged ? seen.judged.operation : undefined,
    findings: isJudged ? seen.findings : [],
    source: by,
    request: { method, target, headers: requestHeaders, body: requestBody ?? emptyBody },
    response: { status, headers: responseHeaders, body: responseBody ?? emptyBody },
    unread,
    milliseconds,
    trouble,
    isAborted,
  };
}
