import type { ApiResponse, Operation } from '../../api/model.ts';
import type { Finding } from '../../finding.ts';
import { headerValue } from '../../http/exchange.ts';
import { describedResponse } from '../../judge/response.ts';
import { messageOf, placeInContract } from '../../report/message.ts';
import type { MockEvent } from '../event.ts';
import type { Source } from '../made-answer.ts';
import { readPreferences } from '../preferred-request.ts';
import { replayField } from '../replay/answering.ts';
import { exampleName } from '../select-response.ts';

/** One thing that led to an answer. */
export interface TrailStep {
  readonly step: 'routed' | 'judged' | 'candidates' | 'chosen' | 'body';
  /** In words. */
  readonly text: string;
  /** The place in the contract, as file, line and column. */
  readonly at?: string;
}

/**
 * Explains an answer: the operation of the request, the described answers, and why this one was
 * chosen. It is computed on demand, so that no answer waits for it.
 */
export function trailOf(event: MockEvent): readonly TrailStep[] {
  const { operation, api, request } = event;
  if (operation === undefined) return [{ step: 'routed', text: unroutedText(event) }];
  const { at } = operation;
  return [
    {
      step: 'routed',
      text:
        event.source === 'receiver'
          ? `the mock sent ${named(operation)} of "${api}"`
          : `${request.method} ${request.target} is ${named(operation)} of "${api}"`,
      at: placeInContract(at),
    },
    ...judgedSteps(event),
    { step: 'candidates', text: candidatesText(operation) },
    chosenStep(event, operation),
    bodyStep(event),
  ];
}

/** An operation without an `operationId` has its method and path as its id. */
function named({ id, method, path }: Operation): string {
  const place = `${method} ${path}`;
  return id === place ? place : `${id}, ${place}`;
}

function unroutedText({ api, findings, source }: MockEvent): string {
  if (source === 'own' && api === undefined) return 'the mock answered for itself, for no API';
  const [first] = findings;
  return first === undefined ? 'no API has this path' : `"${api}": ${messageOf(first)}`;
}

/** The answers of others are judged as well; those of the mock were, before they were sent. */
function judgedSteps({
  findings,
  source,
  response,
  isAborted,
  trouble,
  unread,
}: MockEvent): readonly TrailStep[] {
  if (isAborted) return [{ step: 'judged', text: `not judged, because ${trouble}` }];
  const ofAnswer = findings.filter(({ place }) => place?.part === 'response');
  const ofRequest = findings.filter((found) => !ofAnswer.includes(found));
  const steps = [judgedStep('the request', ofRequest, unread?.request)];
  const isByOthers = source === 'provider' || source === 'receiver';
  return isByOthers && response.status !== 0
    ? [...steps, judgedStep('the answer', ofAnswer, unread?.response)]
    : steps;
}

/** `unread` is the size of a content that was too long to judge. */
function judgedStep(
  what: string,
  findings: readonly Finding[],
  unread: number | undefined,
): TrailStep {
  const violations = findings.filter(({ severity }) => severity === 'violation');
  const [first] = violations;
  if (first === undefined) {
    const text =
      unread === undefined
        ? `${what} keeps the contract`
        : `the content of ${what} was too long to judge (${unread} bytes); the rest keeps the contract`;
    return { step: 'judged', text };
  }
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : '';
  const at = placeInContract(first.at);
  const text = `${what} breaks the contract: ${messageOf(first)}${more}`;
  return { step: 'judged', text, ...(at !== '' && { at }) };
}

function candidatesText({ responses }: Operation): string {
  if (responses.length === 0) return 'no answer is described';
  return responses.map(candidateText).join('; ');
}

/** Examples of an operation may be many. */
const mostExamples = 8;

/** `200 application/json (cat, dog)`. */
function candidateText({ status, content }: ApiResponse): string {
  const types = content.map(({ name, examples }) => {
    const names = examples.slice(0, mostExamples).map(exampleName);
    if (examples.length > mostExamples) names.push('…');
    return names.length === 0 ? name : `${name} (${names.join(', ')})`;
  });
  return [status, types.join(', ')].filter(Boolean).join(' ');
}

function chosenStep(event: MockEvent, operation: Operation): TrailStep {
  const { status, headers } = event.response;
  const described = describedResponse(operation.responses, status);
  const at = placeInContract(described?.at);
  const type = headerValue(headers, 'content-type');
  const what = [status === 0 ? 'no answer' : String(status), type].filter(Boolean).join(' ');
  return {
    step: 'chosen',
    text: `${what}, because ${reasonText(event, described)}`,
    ...(at !== '' && { at }),
  };
}

function reasonText(
  { request, response, source, findings, trouble }: MockEvent,
  described: ApiResponse | undefined,
): string {
  const { preferences } = readPreferences(request, {});
  const { code, example } = preferences.prefer;
  const preferred = [
    ...(code === undefined ? [] : [`code=${code}`]),
    ...(example === undefined ? [] : [`example=${example}`]),
  ].join(', ');
  if (source === 'provider') return trouble ?? 'the provider answered so';
  if (source === 'receiver') {
    const what = response.status === 0 ? 'the receiver gave none' : 'the receiver answered so';
    return `${what} (${trouble})`;
  }
  if (source === 'mock') return 'the mock answers in the place of the provider';
  if (source === 'proxy')
    return trouble ?? 'the proxy lets nothing through that breaks the contract';
  if (source === 'handler') return 'the handler of the operation gave it';
  if (source === 'scenario') return 'the scenario says so';
  if (source === 'replay') return `it was recorded: ${headerValue(response.headers, replayField)}`;
  if (source === 'problem')
    return `the contract describes no answer for this: ${detailOf(response)}`;
  if (source === 'state') return 'the state says so';
  if (findings.some(({ severity }) => severity === 'violation')) {
    return `${described?.status ?? response.status} is described for requests that break the contract`;
  }
  if (preferred !== '') return `the request prefers ${preferred}`;
  const accept = preferences.accept === undefined ? '' : `, for Accept: ${preferences.accept}`;
  return `it is the first success that is described${accept}`;
}

/** The detail of problem details. */
function detailOf({ body }: MockEvent['response']): string {
  try {
    const { detail, title } = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
    return String(detail ?? title);
  } catch {
    return 'see the body';
  }
}

const sourceTexts: Readonly<Record<Source, string>> = {
  problem: 'problem details that the mock wrote',
  shown: 'what the contract shows',
  remembered: 'what the contract shows, as for the same request before',
  'made-up': 'made up from the schema',
  prism: 'made by Prism',
  repaired: 'what the contract shows, in the place of data that broke it',
  own: "the mock's own",
  state: 'what earlier requests left',
  handler: 'what the handler gave',
  scenario: 'what the scenario says',
  replay: 'what was recorded',
  provider: 'what the provider sent',
  receiver: 'what the receiver sent',
  mock: 'what the mock sent',
  proxy: 'problem details that the proxy wrote',
};

function bodyStep({ source, example, response, trouble, unread }: MockEvent): TrailStep {
  const documented = example?.documented;
  const isShown = documented !== undefined && (source === 'shown' || source === 'remembered');
  const filled =
    isShown && example?.written !== documented.value ? ', with values of the path' : '';
  const name = isShown ? `: the example "${exampleName(documented)}"${filled}` : '';
  const made =
    example !== undefined &&
    documented === undefined &&
    (source === 'shown' || source === 'remembered')
      ? ', which has no valid example, so that its schema was sampled'
      : '';
  const isEmpty = response.body.length === 0 && unread?.response === undefined;
  const empty = isEmpty ? 'no content' : sourceTexts[source] + name + made;
  const at = isShown ? placeInContract(documented.at) : '';
  const isReported = ['provider', 'proxy', 'receiver'].includes(source);
  const text = trouble === undefined || isReported ? empty : `${empty}; ${trouble}`;
  return { step: 'body', text, ...(at !== '' && { at }) };
}
