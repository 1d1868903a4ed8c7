import type { HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { plainProblem } from './problems.ts';

/** A value that no cache keeps. */
export function jsonAnswer(value: unknown, status = 200): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
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
