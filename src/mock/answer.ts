import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { type HttpHeaders, type HttpResponse, noBody } from '../http/exchange.ts';
import { formatMediaRange } from '../http/media-type.ts';
import { problemResponse } from '../http/problem-details.ts';
import type { Judge } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';
import type { AnswerSources } from './answer-sources.ts';
import { echoParameters } from './echo.ts';
import { violationHeader } from './fault-headers.ts';
import type { Prism } from './prism.ts';
import { problem, violationsWithLines } from './problems.ts';
import type { ResponseSelection } from './select-response.ts';
import { tinyFile } from './tiny-files.ts';

/**
 * Where the body of an answer is from: a problem; what the contract shows, now or earlier; data that
 * was made up for this request; Prism; what stood in for Prism; or the mock itself where no API is
 * concerned.
 */
export type Source = 'problem' | 'shown' | 'remembered' | 'made-up' | 'prism' | 'repaired' | 'own';

/** An answer, and where its body is from. */
export interface Outcome {
  readonly response: HttpResponse;
  readonly source: Source;
}

/** What answers are made with. */
export interface Makers {
  readonly judge: Judge;
  readonly material: AnswerSources;
  readonly prism: Prism;
}

/** An answer that is wanted, for this request. */
export interface Wanted extends ResponseSelection {
  /** The request's path parameters, which made-up data repeats. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether an invalid example that was asked for by name is refused. */
  readonly errors: boolean;
}

/**
 * Makes an answer and judges it. One that breaks the contract is replaced by one that does not;
 * where there is none, the contract itself is at fault, and the answer says where. Prism is asked
 * for made-up data where the contract speaks its `x-faker`, and where what is ours breaks the
 * contract or is not there; not before, because to load it takes longer than most mocks take to
 * start.
 */
export async function makeAnswer(
  operation: Operation,
  wanted: Wanted,
  makers: Makers,
): Promise<Outcome> {
  const { material, prism } = makers;
  const headers = {
    ...material.headerFields(wanted.response),
    ...(operation.deprecated && { deprecation: 'true' }),
  };
  let trouble: Trouble | undefined;
  for (const { value, source } of ours(operation, wanted, material)) {
    const tried = tryAnswer(operation, wanted, value, headers, makers);
    if (tried.ok) return { response: tried.response, source };
    if (isMeant(wanted, tried)) return { response: withViolations(tried), source };
    trouble = tried;
  }
  if (wanted.example === undefined) {
    const given = await prism.answer(operation, wanted);
    if (given.ok) {
      const tried = tryAnswer(operation, wanted, given.value, given.headers, makers);
      if (tried.ok) return { response: tried.response, source: 'prism' };
      trouble ??= tried;
    }
    for (const value of substitutes(wanted, material)) {
      const tried = tryAnswer(operation, wanted, value, headers, makers);
      if (tried.ok) return { response: tried.response, source: 'repaired' };
      trouble ??= tried;
    }
    if (!given.ok) trouble ??= { reason: `Prism has no answer: ${given.reason}`, findings: [] };
  }
  const reason = wanted.media && material.offer(wanted.media).reason;
  return { response: refusal(operation, wanted, trouble, reason), source: 'problem' };
}

interface Given {
  readonly value: unknown;
  readonly source: Source;
}

/**
 * What the contract shows, which is what Prism would choose; or data of ours, where made-up data is
 * wanted, there is a schema to make it of, and the contract does not say how Prism makes it.
 */
function* ours(operation: Operation, wanted: Wanted, material: AnswerSources): Iterable<Given> {
  const { dynamic, media, range, seed, parameters, example } = wanted;
  if (media === undefined || range === undefined) {
    yield { value: undefined, source: 'shown' };
    return;
  }
  const isChosen = range !== media.range && media.examples.length === 0;
  const file = isChosen ? tinyFile(range) : undefined;
  if (file !== undefined) yield { value: file, source: dynamic ? 'made-up' : 'shown' };
  if (!dynamic || !material.describesValues(media)) {
    const bodies = material.bodies(media);
    const body = example === undefined ? bodies[0] : bodies.find(({ name }) => name === example);
    if (body !== undefined) yield { value: body.value, source: 'shown' };
  } else if (!material.speaksFaker(media)) {
    const made = material.random(media, seed);
    if (!made.ok) return;
    const { schema } = media;
    const isValid = (value: unknown) => schema === undefined || material.isValid(schema, value);
    const value = echoParameters(made.value, operation, parameters, isValid);
    yield { value, source: 'made-up' };
  }
}

/** What may be answered instead. */
function* substitutes({ media, dynamic, seed }: Wanted, material: AnswerSources) {
  if (media === undefined) return;
  if (dynamic) {
    const made = material.random(media, seed);
    if (made.ok) yield made.value;
  }
  for (const { value } of material.offer(media).bodies) yield value;
}

/** Whether an invalid answer is what was asked for by its name. */
function isMeant({ example, errors }: Wanted, { response }: Invalid): boolean {
  return example !== undefined && !errors && response !== undefined;
}

/** The invalid answer with a field that says what is wrong with it. */
function withViolations({ response, findings }: Invalid): HttpResponse {
  const headers = { ...response!.headers, ...violationHeader(findings) };
  return { ...response!, headers };
}

interface Trouble {
  readonly reason: string | undefined;
  readonly findings: readonly Finding[];
}

interface Invalid extends Trouble {
  readonly ok: false;
  /** The answer, where it could be written at all. */
  readonly response: HttpResponse | undefined;
}

type Tried = { readonly ok: true; readonly response: HttpResponse } | Invalid;

/** Writes an answer and judges it: whatever the contract forbids does not leave. */
function tryAnswer(
  operation: Operation,
  selection: ResponseSelection,
  value: unknown,
  headers: HttpHeaders,
  { judge, material }: Makers,
): Tried {
  const { media, range, status } = selection;
  let body: Uint8Array = noBody;
  let fields = headers;
  if (media !== undefined && range !== undefined && value !== undefined && mayHaveContent(status)) {
    const written = material.encode(value, media, range);
    if (!written.ok) {
      const reason = `${formatMediaRange(range)} cannot carry the value: ${written.reason}`;
      return { ok: false, response: undefined, reason, findings: [] };
    }
    body = written.encoded.body;
    fields = { ...headers, 'content-type': written.encoded.contentType };
  }
  const response: HttpResponse = { status, headers: fields, body };
  const findings = judge
    .response(operation, { method: operation.method }, response)
    .findings.filter(({ severity }) => severity === 'violation')
    .filter((found) => !material.isServersOwn(found));
  return findings.length === 0
    ? { ok: true, response }
    : { ok: false, response, reason: undefined, findings };
}

function mayHaveContent(status: number): boolean {
  return status !== 204 && status !== 304;
}

/** Says which line of the contract keeps the mock from answering. */
function refusal(
  operation: Operation,
  selection: ResponseSelection,
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
  const detail = `the contract has no valid answer ${selection.status} for ${operation.id}: ${why}${made}`;
  return problemResponse(problem('VIOLATIONS', detail, { validation }));
}
