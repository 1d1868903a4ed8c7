import { isObject, type JsonObject } from '../api/node.ts';
import { emptyBody, type HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { plainProblem } from './problems.ts';

/** A value that no cache keeps. */
export function jsonAnswer(value: unknown): HttpResponse {
  return jsonTextAnswer(JSON.stringify(value));
}

/** The same answer from a text that already is JSON. */
export function jsonTextAnswer(text: string): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: new TextEncoder().encode(text),
  };
}

/** An answer with a plain text. */
export function textAnswer(text: string): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: new TextEncoder().encode(text),
  };
}

/** The answer to a request that succeeded and has no content. */
export function doneAnswer(): HttpResponse {
  return { status: 204, headers: { 'cache-control': 'no-store' }, body: emptyBody };
}

/** The JSON object in a request's body; `undefined` for any other body. */
export function sentObject(body: Uint8Array): JsonObject | undefined {
  try {
    const sent: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isObject(sent) ? sent : undefined;
  } catch {
    return undefined;
  }
}

/** A member of that object. */
export function sentMember(body: Uint8Array, name: string): unknown {
  return sentObject(body)?.[name];
}

/** 405 with the methods that there are. */
export function refuseMethod(allowed: readonly string[]): HttpResponse {
  const detail = `this path has ${allowed.join(', ')}`;
  const allow = allowed.join(', ');
  return problemResponse(plainProblem(405, 'Method Not Allowed', detail), { allow });
}

export function refuse(status: number, title: string, detail: string): HttpResponse {
  return problemResponse(plainProblem(status, title, detail));
}
