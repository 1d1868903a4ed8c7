import type { MediaType, Operation } from '../api/model.ts';
import { isValid, type MediaTypeExample } from '../example/media-type.ts';
import { isJson } from '../http/media-type.ts';
import { writtenValue } from '../schema/written-number.ts';
import type { AnswerSources, ResponseMedia } from './answer-sources.ts';
import { echoParameters, type PathValues } from './echo.ts';
import { exampleForPath, variesByPath } from './example-for-path.ts';
import type { RequestedAnswer, Source } from './made-answer.ts';
import { exampleName } from './select-response.ts';
import { withOwnStatus } from './told-status.ts';

interface SourcedExample {
  /** `undefined` for an answer without content. */
  readonly example: MediaTypeExample | undefined;
  readonly source: Source;
  readonly varies?: boolean;
}

/**
 * The contract's example that Prism would choose. Generated data instead, if the request wants it,
 * there is a schema, and the contract does not use Prism's `x-faker`.
 */
export async function* ours(
  operation: Operation,
  requested: RequestedAnswer,
  answered: ResponseMedia | undefined,
  sources: AnswerSources,
): AsyncIterable<SourcedExample> {
  const { dynamic, seed, status, parameters, example: name } = requested;
  if (answered === undefined) {
    yield { example: undefined, source: 'shown' };
    return;
  }
  const { media } = answered;
  if (dynamic && sources.describesValues(media)) {
    if (sources.speaksFaker(media)) return;
    const fill = (value: unknown) =>
      ownStatus(echoed(value, operation, parameters, media, sources), status, media, sources);
    const example = await madeUp(answered, seed, sources, fill);
    if (example !== undefined) yield { example, source: 'made-up' };
    return;
  }
  await sources.prepare(answered);
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

/** The example that fits a request, with its path parameters inserted if it stays valid. */
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
  // The answer to a fault is not about the requested item.
  const isAboutPath = status < 300 && variesByPath(examples, operation);
  const chosen = isAboutPath ? exampleForPath(examples, operation, parameters) : undefined;
  const example = chosen?.isMeant ? chosen.example : (preferred ?? all[0]);
  if (example === undefined) return;
  if (chosen !== undefined && !chosen.isMeant && example === chosen.example) {
    const { written, documented, isText } = example;
    const exact = (documented && writtenValue(written, documented.at)) ?? written;
    const value = isText ? exact : echoed(exact, operation, parameters, media, sources);
    if (value !== exact) {
      const filled = sources.exampleOf(value, answered, documented);
      if (isValid(filled)) yield { example: filled, source: 'shown', varies: true };
    }
  }
  if (example.documented === undefined && !example.isText) {
    const told = ownStatus(example.written, status, media, sources);
    const filled = told === example.written ? undefined : sources.exampleOf(told, answered);
    if (filled !== undefined && isValid(filled)) yield { example: filled, source: 'shown' };
  }
  yield { example, source: 'shown', varies: isAboutPath };
}

function ownStatus(value: unknown, status: number, media: MediaType, sources: AnswerSources) {
  return withOwnStatus(value, status, (one) => isAllowed(one, media, sources));
}

function isAllowed(value: unknown, { schema }: MediaType, sources: AnswerSources): boolean {
  return schema === undefined || sources.isValid(schema, value);
}

/** A value with the path parameters inserted, if its schema allows them. */
function echoed(
  value: unknown,
  operation: Operation,
  parameters: PathValues,
  media: MediaType,
  sources: AnswerSources,
): unknown {
  return echoParameters(value, operation, parameters, (one) => isAllowed(one, media, sources));
}

/** Random data with the path parameters inserted; files are always the shown one. */
async function madeUp(
  answered: ResponseMedia,
  seed: string | undefined,
  sources: AnswerSources,
  fill: (value: unknown) => unknown = (value) => value,
): Promise<MediaTypeExample | undefined> {
  if (!isJson(answered.range)) {
    await sources.prepare(answered);
    const [best] = sources.examples(answered).examples;
    if (best?.written instanceof Uint8Array) return best;
  }
  const made = await sources.random(answered, seed);
  return made.ok ? sources.exampleOf(fill(made.exact ?? made.value), answered) : undefined;
}

/** The answers that may replace the preferred one. */
export async function* substitutes(
  { dynamic, seed }: RequestedAnswer,
  answered: ResponseMedia | undefined,
  sources: AnswerSources,
): AsyncIterable<MediaTypeExample> {
  if (answered === undefined) return;
  const example = dynamic ? await madeUp(answered, seed, sources) : undefined;
  if (example !== undefined) yield example;
  await sources.prepare(answered);
  yield* sources.examples(answered).examples;
}
