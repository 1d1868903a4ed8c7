import { emptyBody } from '../../src/http/exchange.ts';
import type { Finding, HttpRequest, HttpResponse } from '../../src/index.ts';
import { subjectOf } from '../../src/report/message.ts';

/** A request in a line, `POST /pets?x=1`, with header fields and a body. */
export function requestOf(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = emptyBody,
): HttpRequest {
  const [method = '', target = ''] = line.split(' ');
  return { method, target, headers: lowerCase(headers), body: bytesOf(body) };
}

export function responseOf(
  status: number,
  headers: Readonly<Record<string, string | string[]>> = {},
  body: string | Uint8Array = emptyBody,
): HttpResponse {
  return { status, headers: lowerCase(headers), body: bytesOf(body) };
}

/** Findings as `code keyword subject`, the keyword only where there is one. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map(({ code, place, args }) =>
    [code, args.keyword, place && subjectOf(place)].filter((part) => part !== undefined).join(' '),
  );
}

export const json = { 'Content-Type': 'application/json' };

function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

function lowerCase<Value>(headers: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
