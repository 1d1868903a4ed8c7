import type { Api, MediaType, Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import {
  type HttpHeaders,
  type HttpRequest,
  type HttpResponse,
  headerLines,
  headerValue,
  noBody,
  splitTarget,
} from '../http/exchange.ts';
import { formatMediaRange } from '../http/media-type.ts';
import { parsePrefer, preferencesOfQuery } from '../http/prefer.ts';
import { problemResponse } from '../http/problem-details.ts';
import { createJudge, type Judge, type RequestVerdict } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';
import { type Ask, type Asked, choose } from './choose.ts';
import { createMaterial, type MockMaterial } from './material.ts';
import { createPrism, type Prism } from './prism.ts';
import { problem, violationsWithLines } from './problems.ts';

export interface RespondOptions {
  /** Whether answers are made up where a request does not say; by default examples are shown. */
  readonly dynamic?: boolean;
  /** Makes made-up data the same for the same request. */
  readonly seed?: string;
}

/** One API as a mock: what its requests are answered with. */
export interface Responder {
  readonly judge: Judge;
  respond(request: HttpRequest): Promise<Answered>;
  /** Loads what the first answer needs. */
  warm(): Promise<unknown>;
}

/** An answer, and how it came about. */
export interface Answered {
  readonly response: HttpResponse;
  readonly operation: Operation | undefined;
  /** What is wrong with the request, or undocumented in it. */
  readonly findings: readonly Finding[];
  readonly source: Source;
}

/** Where the body of an answer is from: a problem of ours, Prism, or what stood in for Prism. */
export type Source = 'problem' | 'remembered' | 'prism' | 'repaired';

const memory = 2000;

export function createResponder(api: Api, options: RespondOptions = {}): Responder {
  const judge = createJudge(api);
  const material = createMaterial(judge.schemas);
  const prism = createPrism(material);
  const remembered = new Map<string, HttpResponse>();

  /** What happens to a request, in order. */
  async function respond(received: HttpRequest): Promise<Answered> {
    const { request, asked } = readWishes(received, options);
    const verdict = judgeRequest(judge, request);
    const { operation, findings } = verdict;
    if (operation === undefined) return unrouted(verdict, request);
    const choice = choose(operation, findings, asked);
    if (choice.kind === 'problem') {
      const response = problemResponse(choice.problem, choice.headers);
      return { response, operation, findings, source: 'problem' };
    }
    const ask = withSeed(choice.ask, request, options);
    const { response, source } = await answer(operation, ask);
    const headers = { ...choice.headers, ...response.headers };
    return { response: { ...response, headers }, operation, findings, source };
  }

  /** A remembered answer, or Prism's, or one in place of Prism's: in any case one that is valid. */
  async function answer(operation: Operation, ask: Ask): Promise<Outcome> {
    const key = ask.dynamic ? undefined : keyOf(operation, ask);
    const known = key && remembered.get(key);
    if (known) return { response: known, source: 'remembered' };
    const outcome = await makeAnswer(operation, ask, judge, material, prism);
    if (key !== undefined && outcome.source !== 'problem') {
      if (remembered.size >= memory) remembered.delete(remembered.keys().next().value!);
      remembered.set(key, outcome.response);
    }
    return outcome;
  }

  return { judge, respond, warm: prism.load };
}

interface Outcome {
  readonly response: HttpResponse;
  readonly source: Source;
}

async function makeAnswer(
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

/** The preferences of a request, and the request without those that stood in its query. */
function readWishes(
  received: HttpRequest,
  options: RespondOptions,
): { readonly request: HttpRequest; readonly asked: Asked } {
  const { path, query } = splitTarget(received.target);
  const inQuery = preferencesOfQuery(query);
  const lines = headerLines(received.headers, 'prefer');
  const target = inQuery.query === '' ? path : `${path}?${inQuery.query}`;
  return {
    request: { ...received, target: query === '' ? received.target : target },
    asked: {
      accept: headerValue(received.headers, 'accept'),
      // One place counts, or a link that was shared would change what a client asks for.
      preferences: lines.length > 0 ? parsePrefer(lines) : inQuery.preferences,
      dynamic: options.dynamic ?? false,
    },
  };
}

/** A HEAD that is not described is a GET without content (RFC 9110 section 9.3.2). */
function judgeRequest(judge: Judge, request: HttpRequest): RequestVerdict {
  const verdict = judge.request(request);
  return request.method === 'HEAD' && verdict.allowed.includes('GET')
    ? judge.request({ ...request, method: 'GET' })
    : verdict;
}

function unrouted({ allowed, findings }: RequestVerdict, request: HttpRequest): Answered {
  const { path } = splitTarget(request.target);
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])];
  const response =
    allow.length === 0
      ? problemResponse(problem('NO_PATH_MATCHED_ERROR', `no operation has the path "${path}"`))
      : problemResponse(
          problem(
            'NO_METHOD_MATCHED_ERROR',
            `"${path}" has no operation for ${request.method}; it has ${allowed.join(', ')}`,
          ),
          { allow: [...new Set(allow)].join(', ') },
        );
  return { response, operation: undefined, findings, source: 'problem' };
}

function withSeed(ask: Ask, request: HttpRequest, { seed }: RespondOptions): Ask {
  if (ask.seed !== undefined || seed === undefined) return ask;
  return { ...ask, seed: `${seed} ${request.method} ${request.target}` };
}

/** Everything that a static answer depends on. */
function keyOf(operation: Operation, ask: Ask): string {
  const media: MediaType | undefined = ask.media;
  return JSON.stringify([
    operation.at.document.uri,
    operation.at.pointer,
    operation.method,
    ask.status,
    media?.name,
    ask.range && formatMediaRange(ask.range),
    ask.example,
  ]);
}
