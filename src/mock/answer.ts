import type { Operation } from '../api/model.ts';
import type { MediaTypeExample } from '../example/media-type.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { messageOf } from '../report/message.ts';
import type { AnswerSources, ResponseMedia } from './answer-sources.ts';
import { violationHeader } from './fault-headers.ts';
import { judgeAnswer, type Refused } from './judge-answer.ts';
import type { MadeAnswer, Makers, RequestedAnswer, Source } from './made-answer.ts';
import { ours, substitutes } from './own-examples.ts';
import { problem, violationsOfExchange } from './problems.ts';
import type { ResponseSelection } from './select-response.ts';

/**
 * Makes an answer and judges it. A valid answer replaces an invalid one. If there is none, the
 * contract is at fault, and the answer is a problem that names the line. Prism generates data if
 * the contract uses its `x-faker`, or if our data is invalid or missing. It loads only then,
 * because loading takes longer than most mocks need to start, and never if nothing can be judged.
 * If one media type has no valid answer, the next acceptable one is tried.
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

/** An answer, or a problem together with the answer that was refused. */
interface Attempt extends MadeAnswer {
  readonly closest?: MadeAnswer | undefined;
}

/** Makes an answer in one media type. */
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
  for await (const { example, source, ...one } of ours(operation, requested, answered, sources)) {
    varies = one.varies ?? false;
    const made = judge(example, source);
    if (made !== undefined) return made;
    const [refused] = invalid;
    if (isMeant(requested, refused!)) return asItIs(refused!);
  }
  const isRefused = invalid.length > 0 && requested.errors && !requested.dynamic;
  let noPrism: string | undefined;
  // If a schema does not compile, no value can be proved valid. If a `oneOf` is ambiguous, Prism, which
  // takes one branch as it is, has no better value, and loads for most of a second.
  const isHopeless =
    !requested.lenient && (!canBeJudged(answered, makers) || isAmbiguous(answered, sources));
  if (requested.example === undefined && !isRefused && !isHopeless) {
    const given = await prism.answer(operation, requested);
    if (given.ok) {
      const example =
        answered && given.value !== undefined
          ? sources.exampleOf(given.value, answered)
          : undefined;
      const made = judge(example, 'prism', { ...given.headers, ...headers });
      if (made !== undefined) return made;
    }
    for await (const example of substitutes(requested, answered, sources)) {
      const made = judge(example, 'repaired');
      if (made !== undefined) return made;
    }
    if (!given.ok && given.reason !== undefined) noPrism = `Prism has no answer: ${given.reason}`;
  }
  const { reason, closest, isTooComplex } = (answered && sources.examples(answered)) ?? {};
  const why = invalid[0] ?? (noPrism === undefined ? undefined : { reason: noPrism, findings: [] });
  const isFaulty = invalid.some(({ example }) => example?.documented !== undefined);
  const response =
    isTooComplex && !isFaulty
      ? tooComplex(operation, requested, reason!)
      : refusal(operation, requested, why, reason);
  if (requested.lenient && closest !== undefined) judge(closest, 'made-up');
  const best = requested.lenient ? leastInvalid(invalid) : undefined;
  return {
    response,
    source: 'problem',
    example: undefined,
    closest: best && { ...asItIs(best), tolerated: best.findings },
  };
}

/** Whether the schema of the content compiles. */
function canBeJudged(answered: ResponseMedia | undefined, { judge }: Makers): boolean {
  const schema = answered?.media.schema;
  return schema === undefined || judge.schemas.whyNotCompiled(schema, 'response') === undefined;
}

/** Whether a `oneOf` has no value of ours; `x-faker` may make another one. */
function isAmbiguous(answered: ResponseMedia | undefined, sources: AnswerSources): boolean {
  if (answered === undefined || sources.speaksFaker(answered.media)) return false;
  return sources.examples(answered).isAmbiguous === true;
}

/** The first of the possible answers with the fewest violations. */
function leastInvalid(answers: readonly InvalidAnswer[]): InvalidAnswer | undefined {
  return answers
    .filter(({ response }) => response !== undefined)
    .toSorted((a, b) => a.findings.length - b.findings.length)[0];
}

/** The content to write; `undefined` if no content is described. */
function mediaOf({ response, media, range }: ResponseSelection): ResponseMedia | undefined {
  return media === undefined || range === undefined ? undefined : { response, media, range };
}

/** Whether an invalid answer was requested by its name. */
function isMeant({ example, errors }: RequestedAnswer, { response }: InvalidAnswer): boolean {
  return example !== undefined && !errors && response !== undefined;
}

/** The invalid answer with a header field that lists its violations. */
function asItIs({ response, source, example, findings }: InvalidAnswer): MadeAnswer {
  const headers = { ...response!.headers, ...violationHeader(findings) };
  return { response: { ...response!, headers }, source, example };
}

interface InvalidAnswer extends Refused {
  readonly source: Source;
  readonly example: MediaTypeExample | undefined;
}

/** Names the line of the contract that prevents an answer. */
function refusal(
  operation: Operation,
  selection: RequestedAnswer,
  invalid: Pick<InvalidAnswer, 'reason' | 'findings'> | undefined,
  noSample: string | undefined,
): HttpResponse {
  const validation = violationsOfExchange(invalid?.findings ?? []);
  const [first] = invalid?.findings ?? [];
  const why =
    invalid?.reason ??
    (first === undefined ? 'nothing could be made' : messageOf(first)) +
      (validation[0]?.contract === undefined ? '' : ` (${validation[0].contract})`);
  const made = noSample === undefined ? '' : `; ${unmade(noSample)}`;
  const detail = `${noAnswer(operation, selection)}: ${why}${made}${helpFor(selection)}`;
  const field = violationHeader(invalid?.findings ?? []);
  return problemResponse(problem('VIOLATIONS', detail, { validation }), field);
}

/** A contract without a fault, whose values are too large to generate. */
function tooComplex(operation: Operation, selection: RequestedAnswer, reason: string) {
  const detail = `${noAnswer(operation, selection)}: ${unmade(reason)}; an example in the contract would be sent`;
  return problemResponse(problem('SCHEMA_TOO_COMPLEX', detail + helpFor(selection)));
}

function noAnswer({ id }: Operation, { status }: RequestedAnswer): string {
  return `the contract has no valid answer ${status} for ${id}`;
}

function unmade(reason: string): string {
  return `no value could be made of its schema: ${reason}`;
}

function helpFor({ lenient, errors }: RequestedAnswer): string {
  return lenient || errors ? '' : '; with --lenient, the mock sends the closest answer';
}
