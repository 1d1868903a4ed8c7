import { type RequestExample, requestExamples } from '../../src/example/request.ts';
import { type Finding, finding, type Place } from '../../src/finding.ts';
import type { Exchange, Judge, Operation } from '../../src/index.ts';
import type { Sent } from '../../src/verify/sent.ts';

/** The outcome of one documented request. */
export type ExampleOutcome =
  /** Nothing could be judged: there was no answer, or the contract yields no request. */
  | { readonly kind: 'inconclusive'; readonly reason: string }
  | { readonly kind: 'judged'; readonly exchange: Exchange; readonly findings: readonly Finding[] };

/** A documented request of an operation, ready to be sent. */
export interface ExampleCase extends Pick<RequestExample, 'name' | 'request'> {
  readonly operation: Operation;
}

/** One case for each documented request; operations that yield none are listed in `without`. */
export function exampleCases(
  judge: Judge,
  credentials: Readonly<Record<string, string>> = {},
): { readonly cases: readonly ExampleCase[]; readonly without: readonly Operation[] } {
  const byOperation = judge.api.operations.map((operation) => ({
    operation,
    examples: requestExamples(operation, judge.schemas, { credentials }),
  }));
  return {
    cases: byOperation.flatMap(({ operation, examples }) =>
      examples.map((example) => ({ ...example, operation })),
    ),
    without: byOperation.flatMap(({ operation, examples }) =>
      examples.length === 0 ? [operation] : [],
    ),
  };
}

/**
 * Sends a documented request and judges the exchange. A request that keeps the contract must be
 * answered with a success. Any refusal is a finding, even a documented one.
 */
export async function runExample(
  { request, operation }: ExampleCase,
  judge: Judge,
  send: (request: ExampleCase['request']) => Promise<Sent>,
): Promise<ExampleOutcome> {
  const sent = await send(request);
  if (!sent.ok) return { kind: 'inconclusive', reason: sent.reason };
  const exchange = { request, response: sent.response };
  const { findings } = judge.exchange(exchange);
  const { status } = sent.response;
  if (status < 400) return { kind: 'judged', exchange, findings };
  const refused = finding('request-refused', operation.at, refusedAt, { received: status });
  return { kind: 'judged', exchange, findings: [refused, ...findings] };
}

const refusedAt: Place = { part: 'response', in: 'status' };
