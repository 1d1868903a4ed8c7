import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { type HttpHeaders, type HttpResponse, noBody } from '../http/exchange.ts';
import { formatMediaRange } from '../http/media-type.ts';
import { problemResponse } from '../http/problem-details.ts';
import type { Judge } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';
import type { Ask } from './choose.ts';
import type { MockMaterial } from './material.ts';
import type { Prism } from './prism.ts';
import { problem, violationsWithLines } from './problems.ts';

/**
 * Where the body of an answer is from: a problem, Prism now or earlier, what stood in for Prism, or
 * the mock itself where no API is concerned.
 */
export type Source = 'problem' | 'prism' | 'remembered' | 'repaired' | 'own';

/** An answer, and where its body is from. */
export interface Outcome {
  readonly response: HttpResponse;
  readonly source: Source;
}

/**
 * Asks Prism for an answer and judges it. One that breaks the contract is replaced by one that does
 * not; where there is none, the contract itself is at fault, and the answer says where.
 */
export async function makeAnswer(
  operation: Operation,
  ask: Ask,
  judge: Judge,
  material: MockMaterial,
  prism: Prism,
): Promise<Outcome> {
  const given = await prism.answer(operation, ask);
  const headers = given.ok ? given.headers : material.headerFields(ask.response);
  let trouble: Trouble | undefined = given.ok
    ? undefined
    : { reason: `Prism has no answer: ${given.reason}`, findings: [] };
  if (given.ok) {
    const tried = tryAnswer(operation, ask, given.value, headers, judge, material);
    if (tried.ok) return { response: tried.response, source: 'prism' };
    trouble = tried;
  }
  for (const value of substitutes(ask, material)) {
    const tried = tryAnswer(operation, ask, value, headers, judge, material);
    if (tried.ok) return { response: tried.response, source: 'repaired' };
    trouble ??= tried;
  }
  const reason = ask.media && material.offer(ask.media).reason;
  return { response: refusal(operation, ask, trouble, reason), source: 'problem' };
}

/** What may be answered instead; where one example was asked for, nothing may. */
function* substitutes(ask: Ask, material: MockMaterial): Iterable<unknown> {
  const { media, example } = ask;
  if (example !== undefined) return;
  if (media === undefined) {
    yield undefined;
    return;
  }
  if (ask.dynamic) {
    const made = material.random(media, ask.seed);
    if (made.ok) yield made.value;
  }
  for (const { value } of material.offer(media).bodies) yield value;
}

interface Trouble {
  readonly reason: string | undefined;
  readonly findings: readonly Finding[];
}

type Tried =
  | { readonly ok: true; readonly response: HttpResponse }
  | ({ readonly ok: false } & Trouble);

/** Writes an answer and judges it: whatever the contract forbids does not leave. */
function tryAnswer(
  operation: Operation,
  ask: Ask,
  value: unknown,
  headers: HttpHeaders,
  judge: Judge,
  material: MockMaterial,
): Tried {
  const { media, range, status } = ask;
  let body: Uint8Array = noBody;
  let fields = headers;
  if (media !== undefined && range !== undefined && value !== undefined && mayHaveContent(status)) {
    const written = material.encode(value, media, range);
    if (!written.ok) {
      const reason = `${formatMediaRange(range)} cannot carry the value: ${written.reason}`;
      return { ok: false, reason, findings: [] };
    }
    body = written.encoded.body;
    fields = { ...headers, 'content-type': written.encoded.contentType };
  }
  const response: HttpResponse = { status, headers: fields, body };
  const findings = judge
    .response(operation, { method: operation.method }, response)
    .filter(({ severity }) => severity === 'violation')
    .filter((found) => !material.isServersOwn(found));
  return findings.length === 0
    ? { ok: true, response }
    : { ok: false, reason: undefined, findings };
}

function mayHaveContent(status: number): boolean {
  return status !== 204 && status !== 304;
}

/** Says which line of the contract keeps the mock from answering. */
function refusal(
  operation: Operation,
  ask: Ask,
  trouble: Trouble | undefined,
  noSample: string | undefined,
): HttpResponse {
  const validation = violationsWithLines(trouble?.findings ?? []);
  const [first] = trouble?.findings ?? [];
  const why =
    trouble?.reason ??
    (first === undefined ? 'nothing could be made' : messageOf(first)) +
      (validation[0]?.contract === undefined ? '' : ` (${validation[0].contract})`);
  const made = noSample === undefined ? '' : `; no value could be made of its schema: ${noSample}`;
  const detail = `the contract has no valid answer ${ask.status} for ${operation.id}: ${why}${made}`;
  return problemResponse(problem('VIOLATIONS', detail, { validation }));
}
