import type { Operation } from './api/model.ts';
import type { Coverage } from './coverage/coverage.ts';
import type { Finding, Severity } from './finding.ts';
import { requestAnsweredBy } from './judge/client-response.ts';
import type { Judge } from './judge/judge.ts';
import {
  type RequestMessage,
  type ResponseMessage,
  requestOf,
  responseOf,
} from './judge/messages.ts';
import { messageOf, placeInContract, subjectOf } from './report/message.ts';

/** The contract for a message. */
export interface ContractOptions {
  readonly judge: Judge;
  /** The expected operation: its id, or the operation itself. */
  readonly operation?: string | Operation | undefined;
  /** Severities that do not fail the test; `['advisory']` by default. */
  readonly tolerate?: readonly Severity[] | undefined;
  /** Receives exchanges; an answer without its request is not enough. */
  readonly coverage?: Coverage | undefined;
}

/** An answer is judged with its request, or at least with its operation. */
export type AnswerOptions = ContractOptions &
  ({ readonly request: RequestMessage } | { readonly operation: string | Operation });

/** The options for a message: an answer needs its request, unless it knows it. */
export type OptionsFor<T> = T extends Answered
  ? ContractOptions & { readonly request?: RequestMessage }
  : T extends { readonly status: number } | { readonly statusCode: number }
    ? AnswerOptions
    : ContractOptions;

/** A response of supertest, axios or light-my-request, which knows its request's method and URL. */
type Answered =
  | { readonly status: number; readonly header: unknown; readonly text: unknown }
  | { readonly status: number; readonly request?: unknown; readonly config: object }
  | { readonly statusCode: number; readonly rawPayload: unknown };

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * The matcher itself, for your own `expect`; `specwright/vitest` and `specwright/jest` add it to
 * theirs.
 */
export async function toKeepContract(
  received: unknown,
  options: ContractOptions & { readonly request?: RequestMessage },
): Promise<MatcherResult> {
  const { tolerate = ['advisory'] } = options;
  const subject = subjectFrom(received);
  const { operation, exchange, findings } = await judgeSubject(subject, options);
  const wanted = operationFrom(options);
  const elsewhere = wanted !== undefined && operation !== undefined && wanted !== operation;
  const pass = !elsewhere && findings.every(({ severity }) => tolerate.includes(severity));
  return {
    pass,
    message: () =>
      [
        pass
          ? `expected the ${subject.kind} to break the contract, and it keeps it`
          : `expected the ${subject.kind} to keep the contract, and it does not`,
        `${operation?.id ?? 'no operation'}: ${exchange}`,
        ...(elsewhere ? [`\nThe operation should be ${wanted.id}.`] : []),
        ...findings.map(wordsOf),
      ].join('\n'),
  };
}

type Subject =
  | { readonly kind: 'request'; readonly request: RequestMessage }
  | { readonly kind: 'response'; readonly response: ResponseMessage }
  | {
      readonly kind: 'exchange';
      readonly request: RequestMessage;
      readonly response: ResponseMessage;
    };

function subjectFrom(received: unknown): Subject {
  if (typeof received !== 'object' || received === null) {
    throw new TypeError(
      `Cannot judge ${String(received)}: it is not a request, response or exchange`,
    );
  }
  if ('request' in received && 'response' in received) {
    const { request, response } = received as Extract<Subject, { kind: 'exchange' }>;
    return { kind: 'exchange', request, response };
  }
  const { status, statusCode } = received as { status?: unknown; statusCode?: unknown };
  // Node's IncomingMessage has a status code and a method in both directions; only one is filled.
  return typeof status === 'number' || typeof statusCode === 'number'
    ? { kind: 'response', response: received as ResponseMessage }
    : { kind: 'request', request: received as RequestMessage };
}

interface JudgedSubject {
  readonly operation: Operation | undefined;
  /** The exchange in a line: `GET /pets → 200`. */
  readonly exchange: string;
  readonly findings: readonly Finding[];
}

async function judgeSubject(
  subject: Subject,
  options: ContractOptions & { readonly request?: RequestMessage },
): Promise<JudgedSubject> {
  const { judge } = options;
  const answered = subject.kind === 'response' ? answeredBy(subject.response, options) : undefined;
  const request = subject.kind === 'response' ? (options.request ?? answered) : subject.request;
  const response = subject.kind === 'request' ? undefined : await responseOf(subject.response);
  const arrow = response === undefined ? '' : ` → ${response.status}`;
  if (request === undefined) {
    const operation = operationFrom(options);
    if (operation === undefined || response === undefined) {
      throw new TypeError('Cannot judge the response: say which request or operation it answers');
    }
    return {
      operation,
      exchange: `${operation.method} ${operation.path}${arrow}`,
      findings: judge.response(operation, operation, response).findings,
    };
  }
  const sent = await requestOf(request);
  const inside = judge.inside(sent);
  const judged =
    response === undefined ? judge.request(inside) : judge.exchange({ request: inside, response });
  // A method and a URL are not the whole request.
  if ('exchange' in judged && request !== answered) options.coverage?.add(judged);
  const { operation, findings } = judged;
  return {
    operation,
    exchange: `${sent.method} ${sent.target}${arrow}`,
    // A faulty request is no fault of its answer; without an operation, nothing can be judged.
    findings:
      subject.kind === 'response' && operation !== undefined
        ? findings.filter(({ place }) => place?.part === 'response')
        : findings,
  };
}

/** The method and the URL of the request in a response; a named operation overrides them. */
function answeredBy(
  response: ResponseMessage,
  { operation }: ContractOptions,
): RequestMessage | undefined {
  return operation === undefined ? requestAnsweredBy(response) : undefined;
}

function operationFrom({ judge, operation }: ContractOptions): Operation | undefined {
  if (typeof operation !== 'string') return operation;
  const { operations } = judge.api;
  const found = operations.find(({ id }) => id === operation);
  if (found === undefined) {
    const known = operations.map(({ id }) => id).join(', ');
    throw new TypeError(`Cannot find the operation "${operation}": the contract has ${known}`);
  }
  return found;
}

/** A finding with its severity, message, place in the contract and in the exchange, and values. */
function wordsOf(finding: Finding): string {
  const { severity, at, place, args } = finding;
  const { expected, received, known } = args;
  const details: readonly (readonly [string, string])[] = [
    ['contract', placeInContract(at)],
    ['exchange', place === undefined ? '' : subjectOf(place)],
    ['expected', expected === undefined ? (known?.join(' or ') ?? '') : written(expected)],
    ['received', received === undefined ? '' : written(received)],
  ];
  return [
    `\n${severity}: ${messageOf(finding)}`,
    ...details.filter(([, text]) => text !== '').map(([name, text]) => `  ${name}: ${text}`),
  ].join('\n');
}

const maximumLength = 1000;

function written(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text;
}
