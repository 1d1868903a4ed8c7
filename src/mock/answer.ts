import type { MediaType, Operation } from '../api/model.ts';
import { isValid, type MediaTypeExample } from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import { type HttpHeaders, type HttpResponse, noBody } from '../http/exchange.ts';
import { formatMediaRange } from '../http/media-type.ts';
import { problemResponse } from '../http/problem-details.ts';
import type { Judge } from '../judge/judge.ts';
import { judgeHeaders } from '../judge/response.ts';
import { messageOf } from '../report/message.ts';
import { writtenValue } from '../schema/written-number.ts';
import type { AnswerSources, ResponseMedia } from './answer-sources.ts';
import { echoParameters, type PathValues } from './echo.ts';
import { exampleForPath, variesByPath } from './example-for-path.ts';
import { violationHeader } from './fault-headers.ts';
import type { Prism } from './prism/data.ts';
import { problem, violationsWithLines } from './problems.ts';
import { exampleName, type ResponseSelection } from './select-response.ts';

/**
 * Where the body of an answer is from: a problem; what the contract shows, now or earlier; data that
 * was made up for this request; Prism; what stood in for Prism; what requests have left in the state; a
 * handler; or the mock itself where no API is concerned.
 */
export type Source =
  | ('problem' | 'shown' | 'remembered' | 'made-up' | 'prism' | 'repaired' | 'own')
  | ('state' | 'handler');

/** An answer, and where its body is from. */
export interface MadeAnswer {
  readonly response: HttpResponse;
  readonly source: Source;
  /** What its body says, where it is of the contract's media types. */
  readonly example: MediaTypeExample | undefined;
  /** Whether the same selection may be answered otherwise for other path parameters. */
  readonly varies?: boolean;
  /** What breaks the contract in it, and was let through because that was asked for. */
  readonly tolerated?: readonly Finding[];
  /** For the log: why the answer is not the one that was wanted. */
  readonly trouble?: string;
}

/** What answers are made with. */
export interface Makers {
  readonly judge: Judge;
  readonly sources: AnswerSources;
  readonly prism: Prism;
}

/** The answer that was selected, for one request. */
export interface RequestedAnswer extends ResponseSelection {
  /** The request's path parameters, which choose among examples, and are repeated in the answer. */
  readonly parameters: PathValues;
  /** Whether the first example, or the one that was asked for by name, is refused where it is invalid. */
  readonly errors: boolean;
  /** Whether the best invalid answer is sent where there is no valid one. */
  readonly lenient: boolean;
}

/**
 * Makes an answer and judges it. One that breaks the contract is replaced by one that does not;
 * where there is none, the contract itself is at fault, and the answer says where. Prism is asked
 * for made-up data where the contract speaks its `x-faker`, and where what is ours breaks the
 * contract or is not there; not before, because to load it takes longer than most mocks take to
 * start. Where one media type has no valid answer, the next acceptable one is tried.
 */
export async function makeAnswer(
  operation: Operation,
  requested: RequestedAnswer,
  makers: Makers,
): Promise<MadeAnswer> {
  const made = await makeAs(operation, requested, makers);
  if (made.source !== 'problem' || requested.errors) return made;
  let { closest } = made;
  for (const offer of requested.others) {
    const other = await makeAs(operation, { ...requested, ...offer }, makers);
    if (other.source !== 'problem') return other;
    closest ??= other.closest;
  }
  return closest ?? made;
}

/** An answer, or a problem and what could be sent instead of it. */
interface Attempt extends MadeAnswer {
  readonly closest?: MadeAnswer | undefined;
}

/** The same in one media type. */
async function makeAs(
  operation: Operation,
  requested: RequestedAnswer,
  makers: Makers,
): Promise<Attempt> {
  const { sources, prism } = makers;
  const headers = {
    ...sources.headerFields(requested.response),
    ...(operation.deprecated && { deprecation: 'true' }),
  };
  const answered = mediaOf(requested);
  const invalid: InvalidAnswer[] = [];
  let varies = false;
  const judge = (example: MediaTypeExample | undefined, source: Source, fields = headers) => {
    const judged = judgeAnswer(operation, requested, example, fields, makers);
    if (judged.ok) return { response: judged.response, source, example, varies };
    invalid.push({ ...judged, source, example });
    return undefined;
  };
  for (const { example, source, ...one } of ours(operation, requested, answered, sources)) {
    varies = one.varies ?? false;
    const made = judge(example, source);
    if (made !== undefined) return made;
    const [refused] = invalid;
    if (isMeant(requested, refused!)) return asItIs(refused!);
  }
  const isRefused = invalid.length > 0 && requested.errors && !requested.dynamic;
  let noPrism: string | undefined;
  if (requested.example === undefined && !isRefused) {
    const given = await prism.answer(operation, requested);
    if (given.ok) {
      const example =
        answered && given.value !== undefined
          ? sources.exampleOf(given.value, answered)
          : undefined;
      const made = judge(example, 'prism', { ...given.headers, ...headers });
      if (made !== undefined) return made;
    }
    for (const example of substitutes(requested, answered, sources)) {
      const made = judge(example, 'repaired');
      if (made !== undefined) return made;
    }
    if (!given.ok && given.reason !== undefined) noPrism = `Prism has no answer: ${given.reason}`;
  }
  const { reason, closest } = (answered && sources.examples(answered)) ?? {};
  const why = invalid[0] ?? (noPrism === undefined ? undefined : { reason: noPrism, findings: [] });
  const response = refusal(operation, requested, why, reason);
  if (requested.lenient && closest !== undefined) judge(closest, 'made-up');
  const best = requested.lenient ? leastInvalid(invalid) : undefined;
  return {
    response,
    source: 'problem',
    example: undefined,
    closest: best && { ...asItIs(best), tolerated: best.findings },
  };
}

/** Of the answers that can be written, the first of those that break least. */
function leastInvalid(answers: readonly InvalidAnswer[]): InvalidAnswer | undefined {
  return answers
    .filter(({ response }) => response !== undefined)
    .toSorted((a, b) => a.findings.length - b.findings.length)[0];
}

/** What is written; `undefined` where no content is described. */
function mediaOf({ response, media, range }: ResponseSelection): ResponseMedia | undefined {
  return media === undefined || range === undefined ? undefined : { response, media, range };
}

interface SourcedExample {
  /** `undefined` for an answer without content. */
  readonly example: MediaTypeExample | undefined;
  readonly source: Source;
  readonly varies?: boolean;
}

/**
 * What the contract shows, which is what Prism would choose; or data of ours, where made-up data is
 * wanted, there is a schema to make it of, and the contract does not say how Prism makes it.
 */
function* ours(
  operation: Operation,
  requested: RequestedAnswer,
  answered: ResponseMedia | undefined,
  sources: AnswerSources,
): Iterable<SourcedExample> {
  const { dynamic, seed, parameters, example: name } = requested;
  if (answered === undefined) {
    yield { example: undefined, source: 'shown' };
    return;
  }
  const { media } = answered;
  if (dynamic && sources.describesValues(media)) {
    if (sources.speaksFaker(media)) return;
    const fill = (value: unknown) => echoed(value, operation, parameters, media, sources);
    const example = madeUp(answered, seed, sources, fill);
    if (example !== undefined) yield { example, source: 'made-up' };
    return;
  }
  const { examples } = sources.examples(answered);
  if (name !== undefined) {
    const example = examples.find(
      ({ documented }) => documented && exampleName(documented) === name,
    );
    if (example !== undefined) yield { example, source: 'shown' };
    return;
  }
  yield* shown(operation, requested, examples, answered, sources);
}

/** The example that a request means, with its path parameters in it where that keeps the contract. */
function* shown(
  operation: Operation,
  { status, parameters, errors }: RequestedAnswer,
  all: readonly MediaTypeExample[],
  answered: ResponseMedia,
  sources: AnswerSources,
): Iterable<SourcedExample> {
  const { media } = answered;
  const first = errors ? media.examples.find(({ value }) => value !== undefined) : undefined;
  const preferred = all.find(({ documented }) => first !== undefined && documented === first);
  const examples = all.filter(isValid);
  // What is said of a fault is not about the thing that was asked for.
  const isAboutPath = status < 300 && variesByPath(examples, operation);
  const chosen = isAboutPath ? exampleForPath(examples, operation, parameters) : undefined;
  const example = chosen?.isMeant ? chosen.example : (preferred ?? all[0]);
  if (example === undefined) return;
  if (chosen !== undefined && !chosen.isMeant && example === chosen.example) {
    const { written, documented, isText } = example;
    const exact = (documented && writtenValue(written, documented.at)) ?? written;
    const value = isText ? exact : echoed(exact, operation, parameters, media, sources);
    if (value !== exact) {
      const filled = sources.exampleOf(value, answered);
      if (isValid(filled)) yield { example: filled, source: 'shown', varies: true };
    }
  }
  yield { example, source: 'shown', varies: isAboutPath };
}

/** A value with the path's parameters in it, as far as its schema allows. */
function echoed(
  value: unknown,
  operation: Operation,
  parameters: PathValues,
  { schema }: MediaType,
  sources: AnswerSources,
): unknown {
  return echoParameters(
    value,
    operation,
    parameters,
    (one) => schema === undefined || sources.isValid(schema, one),
  );
}

/** Data at random, with what is put into it; the file that is shown, of which there are no others. */
function madeUp(
  answered: ResponseMedia,
  seed: string | undefined,
  sources: AnswerSources,
  fill: (value: unknown) => unknown = (value) => value,
): MediaTypeExample | undefined {
  const [best] = sources.examples(answered).examples;
  if (best?.written instanceof Uint8Array) return best;
  const made = sources.random(answered, seed);
  return made.ok ? sources.exampleOf(fill(made.exact ?? made.value), answered) : undefined;
}

/** What may be answered instead. */
function* substitutes(
  { dynamic, seed }: RequestedAnswer,
  answered: ResponseMedia | undefined,
  sources: AnswerSources,
): Iterable<MediaTypeExample> {
  if (answered === undefined) return;
  const example = dynamic ? madeUp(answered, seed, sources) : undefined;
  if (example !== undefined) yield example;
  yield* sources.examples(answered).examples;
}

/** Whether an invalid answer is what was asked for by its name. */
function isMeant({ example, errors }: RequestedAnswer, { response }: InvalidAnswer): boolean {
  return example !== undefined && !errors && response !== undefined;
}

/** The invalid answer with a field that says what is wrong with it. */
function asItIs({ response, source, example, findings }: InvalidAnswer): MadeAnswer {
  const headers = { ...response!.headers, ...violationHeader(findings) };
  return { response: { ...response!, headers }, source, example };
}

type JudgedAnswer = { readonly ok: true; readonly response: HttpResponse } | Refused;

interface Refused {
  readonly ok: false;
  /** The answer, where it could be written at all. */
  readonly response: HttpResponse | undefined;
  /** Why it could not. */
  readonly reason: string | undefined;
  readonly findings: readonly Finding[];
}

interface InvalidAnswer extends Refused {
  readonly source: Source;
  readonly example: MediaTypeExample | undefined;
}

/** Puts an answer together and judges it: whatever the contract forbids does not leave. */
export function judgeAnswer(
  operation: Operation,
  { response: described, range, status }: ResponseSelection,
  example: MediaTypeExample | undefined,
  headers: HttpHeaders,
  { judge, sources }: Makers,
): JudgedAnswer {
  const { method } = operation;
  let response: HttpResponse = { status, headers, body: noBody };
  let findings: readonly Finding[];
  if (example === undefined || !mayHaveContent(status)) {
    findings = judge.response(operation, { method }, response).findings;
  } else {
    const { sent } = example;
    if (!sent.ok) {
      const reason = `${formatMediaRange(range!)} cannot carry the value: ${sent.reason}`;
      return { ok: false, response: undefined, reason, findings: [] };
    }
    const { body, contentType } = sent.content;
    response = { status, headers: { ...headers, 'content-type': contentType }, body };
    const fields = judgeHeaders(described.headers, response, judge.schemas);
    findings = method === 'HEAD' ? fields.findings : [...fields.findings, ...example.findings];
  }
  const violations = findings
    .filter(({ severity }) => severity === 'violation')
    .filter((found) => !sources.isServersOwn(found));
  return violations.length === 0
    ? { ok: true, response }
    : { ok: false, response, reason: undefined, findings: violations };
}

function mayHaveContent(status: number): boolean {
  return status !== 204 && status !== 304;
}

/** Says which line of the contract keeps the mock from answering. */
function refusal(
  operation: Operation,
  selection: ResponseSelection,
  invalid: Pick<InvalidAnswer, 'reason' | 'findings'> | undefined,
  noSample: string | undefined,
): HttpResponse {
  const validation = violationsWithLines(invalid?.findings ?? []);
  const [first] = invalid?.findings ?? [];
  const why =
    invalid?.reason ??
    (first === undefined ? 'nothing could be made' : messageOf(first)) +
      (validation[0]?.contract === undefined ? '' : ` (${validation[0].contract})`);
  const made = noSample === undefined ? '' : `; no value could be made of its schema: ${noSample}`;
  const detail = `the contract has no valid answer ${selection.status} for ${operation.id}: ${why}${made}`;
  return problemResponse(problem('VIOLATIONS', detail, { validation }));
}
