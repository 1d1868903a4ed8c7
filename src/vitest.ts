import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from './api/model.ts';
import { type Coverage, createCoverage } from './coverage/coverage.ts';
import type { Finding, Severity } from './finding.ts';
import type { Judge } from './judge/judge.ts';
import {
  type RequestMessage,
  type ResponseMessage,
  requestOf,
  responseOf,
} from './judge/messages.ts';
import { openJudge } from './open.ts';
import { messageOf, placeInContract, subjectOf } from './report/message.ts';
import { renderReport } from './report/render.ts';
import { readVersion } from './report/version.ts';
import { type FetchHandler, type Served, serveHandler } from './verify/in-process.ts';
import { createRecorder } from './verify/recorder.ts';
import { createSuite, type SuitePlan } from './verify/suite.ts';

/** What a message is held against. */
export interface ContractOptions {
  readonly judge: Judge;
  /** The operation that it must be of: its id, or the operation itself. */
  readonly operation?: string | Operation | undefined;
  /** Severities that do not fail the test; `['advisory']` by default. */
  readonly tolerate?: readonly Severity[] | undefined;
  /** Is told of exchanges; answers without a request say too little. */
  readonly coverage?: Coverage | undefined;
}

/** An answer is judged as the answer to a request, or at least to an operation. */
export type AnswerOptions = ContractOptions &
  ({ readonly request: RequestMessage } | { readonly operation: string | Operation });

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an augmentation repeats the type parameters exactly.
  interface Matchers<T = any> {
    /**
     * Holds a request, an answer or an exchange against its contract. Fetch messages stay readable.
     *
     * @example
     * ```ts
     * import 'specwright/vitest';
     *
     * const judge = await openJudge('specs/pets/openapi.yaml');
     * const request = new Request('https://api.example.com/v1/pets/7');
     * await expect(request).toKeepContract({ judge });
     * const response = await fetch(request.clone());
     * await expect(response).toKeepContract({ judge, request });
     * await expect({ request, response }).toKeepContract({ judge }); // both at once
     * ```
     */
    toKeepContract(options: OptionsFor<T>): Promise<void>;
  }
}

type OptionsFor<T> = T extends { readonly status: number } | { readonly statusCode: number }
  ? AnswerOptions
  : ContractOptions;

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matcher itself, for an `expect` of one's own; importing this file adds it to vitest's. */
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

expect.extend({ toKeepContract });

/** A contract, and whom to ask: a provider at a URL, or a handler in this process. */
export type SuiteOptions = SuitePlan & {
  /** What the describe block is called; the contract's title by default. */
  readonly name?: string;
  /** A file to write a report to, as JSON that `specwright report merge` reads. */
  readonly report?: string;
} & (
    | { readonly judge: Judge }
    /** A path or URL of the document. */
    | { readonly contract: string }
  ) &
  (
    | {
        /** What the paths are appended to; a function is asked before the first test. */
        readonly baseUrl: string | (() => string | Promise<string>);
      }
    | { readonly fetch: FetchHandler }
  );

/**
 * Registers a test for each case of a contract, which `specwright verify` would send. A test fails
 * with what was promised, what came, and how to see it again; one whose answer says nothing, or that
 * the mode does not allow, is skipped with the reason. Vitest shards files, so a large contract is
 * spread by `part`.
 *
 * @example
 * ```ts
 * import { contractSuite } from 'specwright/vitest';
 *
 * await contractSuite({ contract: 'specs/pets/openapi.yaml', fetch: app.fetch });
 * ```
 *
 * @throws {ContractError} when the document cannot be used.
 * @throws {TypeError} when a credential cannot be read, or no case is left to send.
 */
export async function contractSuite(options: SuiteOptions): Promise<void> {
  const judge = 'judge' in options ? options.judge : await openJudge(options.contract);
  const { api } = judge;
  const coverage = createCoverage(judge);
  const isReported = options.report !== undefined;
  const suite = await createSuite(judge, options, isReported ? coverage.add : undefined);
  const started = new Date();
  const recorder = createRecorder({
    contracts: [{ api, coverage }],
    version: readVersion(),
    started,
  });
  let served: Served | undefined;
  let baseUrl = '';

  describe(options.name ?? api.title, () => {
    beforeAll(async () => {
      if ('fetch' in options) served = await serveHandler(options.fetch);
      const given = 'fetch' in options ? served!.baseUrl : options.baseUrl;
      baseUrl = typeof given === 'function' ? await given() : given;
    });
    afterAll(async () => {
      await served?.close();
      if (options.report === undefined) return;
      const report = recorder.report((Date.now() - started.getTime()) / 1000);
      await mkdir(dirname(options.report), { recursive: true });
      await writeFile(options.report, renderReport('json', report, new Map()));
    });
    for (const operation of new Set(suite.cases.map((each) => each.operation))) {
      describe(operation.id, () => {
        for (const each of suite.cases.filter((one) => one.operation === operation)) {
          test(`${each.title} (${each.id})`, async ({ skip }) => {
            const { outcome, verdict, message } = await suite.run(each, baseUrl);
            if (isReported) recorder.saw(outcome, api.name);
            if (verdict === 'skipped') skip(message);
            if (verdict === 'failed') throw new BrokenContract(message);
          });
        }
      });
    }
  });
}

/** Its message says everything; where in the suite it was thrown says nothing. */
class BrokenContract extends Error {
  override readonly name = 'BrokenContract';

  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
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
    throw new TypeError(`Cannot judge ${String(received)}: it is no request, response or exchange`);
  }
  if ('request' in received && 'response' in received) {
    const { request, response } = received as Extract<Subject, { kind: 'exchange' }>;
    return { kind: 'exchange', request, response };
  }
  const { status, statusCode } = received as { status?: unknown; statusCode?: unknown };
  // Node's IncomingMessage has a status code and a method whichever half it is; only one is filled.
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
  const request = subject.kind === 'response' ? options.request : subject.request;
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
  if ('exchange' in judged) options.coverage?.add(judged);
  const { operation, findings } = judged;
  return {
    operation,
    exchange: `${sent.method} ${sent.target}${arrow}`,
    // A faulty request is no fault of its answer; one that nobody describes leaves nothing to judge.
    findings:
      subject.kind === 'response' && operation !== undefined
        ? findings.filter(({ place }) => place?.part === 'response')
        : findings,
  };
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

/** A finding with its severity, words, place in the contract and in the exchange, and values. */
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
