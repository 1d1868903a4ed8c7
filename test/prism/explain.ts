import type { MediaType, Operation } from '../../src/api/model.ts';
import { escapePattern } from '../../src/escape-pattern.ts';
import { type HttpResponse, headerValue, splitTarget } from '../../src/http/exchange.ts';
import type { Difference } from './compare.ts';
import type { PrismOutcome } from './prism.ts';
import type { Case } from './requests.ts';

/** A difference between Prism and the mock, with its possible causes. */
export interface Observed {
  readonly given: Case;
  readonly theirs: PrismOutcome;
  readonly ours: HttpResponse;
  /** `undefined` if Prism gave no answer. */
  readonly difference: Difference | undefined;
  /** Whether Prism's answer breaks the contract. */
  readonly isInvalid: boolean;
}

/**
 * The row of docs/prism.md that explains the difference; `undefined` if there is none. Each rule is as
 * narrow as possible, because a wide rule hides faults.
 */
export function explain(observed: Observed): string | undefined {
  return rules.find(([, applies]) => applies(observed))?.[0];
}

export const rules: readonly (readonly [id: string, applies: (observed: Observed) => boolean])[] = [
  [
    'accept-unreadable',
    ({ given, theirs, ours }) =>
      given.about === 'accept garbage' && theirs.kind === 'died' && ours.status === 406,
  ],
  [
    'no-response',
    ({ given: { operation }, theirs, ours }) =>
      statusOf(theirs) === 500 &&
      ours.status === 204 &&
      operation.responses.every(({ status }) => status.startsWith('1')),
  ],
  [
    'not-acceptable',
    ({ given: { operation }, theirs, ours }) =>
      statusOf(theirs) === 406 &&
      ours.status === 406 &&
      operation.responses.some(({ status }) => /^(406|4XX|default)$/.test(status)),
  ],
  [
    'json-malformed',
    ({ given, theirs, ours }) =>
      given.about === 'body malformed' && theirs.kind === 'silent' && isClientError(ours),
  ],
  [
    'type-unreadable',
    ({ given, theirs, ours }) =>
      given.about === 'type garbage' && statusOf(theirs) === 500 && isClientError(ours),
  ],
  [
    'head',
    ({ given, theirs, ours }) =>
      given.request.method === 'HEAD' && statusOf(theirs) === 405 && ours.status !== 405,
  ],
  [
    'optional-security',
    ({ given: { about, operation }, theirs, ours }) =>
      about === 'credentials' &&
      operation.security.some((alternative) => alternative.length === 0) &&
      statusOf(theirs) === 401 &&
      ours.status < 300,
  ],
  [
    'form-empty',
    ({ given: { request }, theirs, ours }) =>
      request.body.length === 0 &&
      /form/.test(headerValue(request.headers, 'content-type') ?? '') &&
      (statusOf(theirs) ?? 500) < 300 &&
      ours.status === 422,
  ],
  [
    'form-array',
    ({ given: { request }, theirs, ours }) =>
      /form/.test(headerValue(request.headers, 'content-type') ?? '') &&
      statusOf(theirs) === 422 &&
      /must be array/.test(textOf(theirs)) &&
      (ours.status < 300 || ours.status === 406 || ours.status === 404),
  ],
  [
    'xml-request',
    ({ given: { request }, theirs, ours }) =>
      /xml/.test(headerValue(request.headers, 'content-type') ?? '') &&
      statusOf(theirs) === 422 &&
      ours.status < 300,
  ],
  [
    'schema-example',
    ({ given, theirs, ours }) =>
      / example$/.test(given.about) &&
      given.name.endsWith(' default') &&
      statusOf(theirs) === 200 &&
      ours.status === 404,
  ],
  [
    'dynamic-schemaless',
    ({ given, theirs, ours }) =>
      given.about === 'prefer dynamic' &&
      statusOf(theirs) === 500 &&
      mediaOf(given.operation, ours)?.schema === undefined,
  ],
  ['challenge', ({ difference }) => difference?.what === 'challenge'],
  [
    'empty',
    ({ difference, ours }) =>
      difference?.what === 'media type' &&
      difference.theirs === 'text/plain' &&
      difference.ours === '' &&
      ours.body.length === 0,
  ],
  [
    'dynamic',
    ({ given, difference }) =>
      given.about === 'prefer dynamic' && /^(body|fields)$/.test(difference?.what ?? ''),
  ],
  [
    'xml',
    ({ difference, ours }) =>
      difference?.what === 'body' && /xml/.test(headerValue(ours.headers, 'content-type') ?? ''),
  ],
  [
    'path-values',
    ({ given: { request }, difference, ours }) =>
      difference?.what === 'body' && ours.status < 300 && differsByPath(difference, request.target),
  ],
  ['repair', ({ difference, isInvalid }) => difference?.what === 'body' && isInvalid],
  [
    'sample',
    ({ given, difference, ours }) =>
      difference?.what === 'body' && mediaOf(given.operation, ours)?.examples.length === 0,
  ],
  [
    'sample',
    ({ given, difference, ours }) =>
      difference?.what === 'fields' && hasFieldsWithoutExample(given.operation, ours),
  ],
];

function statusOf(outcome: PrismOutcome): number | undefined {
  return outcome.kind === 'answer' ? outcome.response.status : undefined;
}

function textOf(outcome: PrismOutcome): string {
  return outcome.kind === 'answer' ? new TextDecoder().decode(outcome.response.body) : '';
}

/** Whether two bodies differ only in values that ours takes from the path. */
function differsByPath({ theirs, ours }: Difference, target: string): boolean {
  return decodeURIComponent(splitTarget(target).path)
    .split('/')
    .filter((segment) => segment !== '' && ours.includes(segment))
    .some((segment) => {
      const pieces = ours.split(segment).map(escapePattern);
      return new RegExp(`^${pieces.join('[^",}\\]]+')}$`).test(theirs);
    });
}

function isClientError({ status }: HttpResponse): boolean {
  return status >= 400 && status < 500;
}

function describing({ responses }: Operation, { status }: HttpResponse) {
  const by = (key: string) => responses.find((one) => one.status === key);
  return by(String(status)) ?? by(`${Math.floor(status / 100)}XX`) ?? by('default');
}

/** The described media type of an answer. */
function mediaOf(operation: Operation, answer: HttpResponse): MediaType | undefined {
  const type = (headerValue(answer.headers, 'content-type') ?? '').replace(/\s*;.*$/, '');
  const content = describing(operation, answer)?.content ?? [];
  return content.find(({ name }) => name.replace(/\s*;.*$/, '') === type) ?? content[0];
}

function hasFieldsWithoutExample(operation: Operation, answer: HttpResponse): boolean {
  const headers = describing(operation, answer)?.headers ?? [];
  return headers.some(({ examples }) => examples.length === 0);
}
