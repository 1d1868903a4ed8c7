import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import { isJson } from '../../http/media-type.ts';
import { isSafeMethod } from '../../http/method.ts';
import { oneOf, randomOf } from '../../random.ts';
import type { Case } from '../case.ts';
import { fixtureFor } from '../fixtures.ts';
import { escapeToken } from '../id.ts';
import { type Random, randomValue, strangeValue } from '../values/random.ts';
import { quiet } from '../values/subject.ts';
import { isCursor } from './pagination.ts';
import { breaksOnly, type Fuzz, keepsContract, type Planning, propose } from './planning.ts';
import { conditionOf } from './steps.ts';
import { bodySubject, subjectOf } from './subjects.ts';
import { validRequestsOf, withoutParameter, withParameter } from './valid-request.ts';

/** How many candidate requests are judged for one case. */
const limits = { valid: 6, invalid: 40, unwanted: 1000 };

/**
 * Random requests that are valid, or break the contract in one way. Each round sends reads, then
 * writes, then invalid requests.
 */
export function* fuzzCases(
  operations: readonly Operation[],
  planning: Planning,
  { cases = Infinity, rounds = Infinity, isOver = () => false }: Fuzz,
): Iterable<Case> {
  const varied = operations.filter(
    (one) =>
      (one.parameters.length > 0 || varies(one)) && validRequestsOf(one, planning).length > 0,
  );
  const reads = varied.filter(({ method }) => isSafeMethod(method));
  const writes = varied.filter(({ method }) => !isSafeMethod(method) && method !== 'DELETE');
  const deletions = varied.filter(({ method }) => method === 'DELETE');
  const turns = [
    ...[...reads, ...writes]
      .filter(varies)
      .map((operation) => ({ operation, way: 'valid' }) as const),
    ...[...reads, ...writes, ...deletions].map(
      (operation) => ({ operation, way: 'invalid' }) as const,
    ),
  ];
  let [count, unwanted] = [0, 0];
  for (let round = 1; round <= rounds && turns.length > 0; round += 1) {
    for (const { operation, way } of turns) {
      if (count === cases || unwanted === limits.unwanted || isOver()) return;
      count += 1;
      unwanted += 1;
      for (const one of fuzzCase(operation, way, round, planning)) {
        unwanted = 0;
        yield one;
      }
    }
  }
}

/** Whether valid requests of an operation about one item differ. */
function varies({ parameters, requestBody }: Operation): boolean {
  return requestBody !== undefined || parameters.some((one) => one.in !== 'path');
}

function fuzzCase(
  operation: Operation,
  way: 'valid' | 'invalid',
  round: number,
  planning: Planning,
): Iterable<Case> {
  const { names, options } = planning;
  const random = randomOf(`${options.seed ?? ''} ${names.get(operation)} ${way} ${round}`);
  const isValid = way === 'valid';
  return propose(
    {
      operation,
      group: 'fuzz',
      tokens: [way, escapeToken(String(round))],
      title: isValid ? 'with random values' : 'with random values, one of them wrong',
      at: operation.at,
      isMadeUp: true,
      drafts: isValid
        ? draftsOf(limits.valid, () => validDraft(operation, random, planning))
        : draftsOf(limits.invalid, () => invalidDraft(operation, random, planning)),
      expects: isValid
        ? keepsContract(operation)
        : breaksOnly(operation, ({ code }) => faults.has(code)),
    },
    planning,
  );
}

const faults = new Set([
  ...['value-invalid', 'parameter-malformed', 'parameter-missing'],
  ...['body-missing', 'body-malformed'],
]);

function* draftsOf(most: number, make: () => RequestDraft): Iterable<RequestDraft> {
  for (let count = 0; count < most; count += 1) yield make();
}

function validDraft(operation: Operation, random: Random, planning: Planning): RequestDraft {
  let draft = oneOf(validRequestsOf(operation, planning), random);
  for (const parameter of operation.parameters) {
    // Answers provide the ids of items, positions of pages and tags of states, so these stay.
    const isGiven =
      parameter.in === 'path' ||
      isCursor(parameter) ||
      parameter === conditionOf(operation) ||
      fixtureFor(operation, parameter, planning.options.fixtures) !== undefined;
    if (isGiven) continue;
    const schema = parameter.content?.schema ?? parameter.schema;
    if (!parameter.required && (schema === undefined || random() < 0.5)) {
      draft = withoutParameter(draft, parameter);
      continue;
    }
    if (schema === undefined) continue;
    const textual = parameter.content === undefined || !isJson(parameter.content.range);
    const tokens = [parameter.in, escapeToken(parameter.name)];
    const part = { schema, textual, shown: [], tokens };
    const value = randomValue(quiet(subjectOf(operation, planning, part)), random);
    if (value !== undefined) draft = withParameter(draft, { parameter, value });
  }
  const { body } = draft;
  if (body === undefined || !('media' in body)) return draft;
  if (operation.requestBody?.required !== true && random() < 0.2) {
    return { ...draft, body: undefined };
  }
  const subject = bodySubject(operation, body.media, planning);
  const value = subject && randomValue(quiet(subject), random);
  return value === undefined ? draft : { ...draft, body: { media: body.media, value } };
}

/** A valid request with an unusual value in one of its parts. */
function invalidDraft(operation: Operation, random: Random, planning: Planning): RequestDraft {
  const draft = validDraft(operation, random, planning);
  const { body, parameters } = draft;
  // OpenAPI does not say which other names an object in a query may have.
  const plain = parameters.filter((one) => 'value' in one && !isObject(one.value));
  const hasBody = body !== undefined && 'media' in body;
  if (plain.length > 0 && (!hasBody || random() < 0.3)) {
    const one = oneOf(plain, random);
    const { parameter } = one;
    if (random() < 0.1) return withoutParameter(draft, parameter);
    const value = strangeValue('value' in one ? one.value : undefined, random);
    return withParameter(draft, { parameter, value });
  }
  if (!hasBody) return draft;
  const { media } = body;
  if (isJson(media.range) && random() < 0.15) return withBrokenText(draft, random, planning);
  if (random() < 0.03) return { ...draft, body: undefined };
  return { ...draft, body: { media, value: strangeValue(body.value, random) } };
}

/** The body without one of its characters. */
function withBrokenText(draft: RequestDraft, random: Random, { judge }: Planning): RequestDraft {
  const { body, headers } = writeRequest(draft, judge.schemas);
  const text = [...new TextDecoder().decode(body)];
  const broken = text.toSpliced(Math.floor(random() * text.length), 1).join('');
  const bytes = new TextEncoder().encode(broken);
  return { ...draft, body: { bytes, contentType: String(headers['content-type']) } };
}
