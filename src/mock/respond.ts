import type { Api, Operation } from '../api/model.ts';
import { decodeBody } from '../body/codec.ts';
import { unknownShape } from '../body/shape.ts';
import type { Finding } from '../finding.ts';
import {
  type HttpRequest,
  type HttpResponse,
  headerLines,
  headerValue,
  splitTarget,
} from '../http/exchange.ts';
import { formatMediaRange, isJson, parseMediaRange } from '../http/media-type.ts';
import { parsePrefer, preferencesOfQuery } from '../http/prefer.ts';
import { problemResponse } from '../http/problem-details.ts';
import { createJudge, type Judge, type RequestVerdict } from '../judge/judge.ts';
import { makeAnswer, type Outcome, type Source, type Wanted } from './answer.ts';
import { type CallbackOptions, callbackField, createCallbacks } from './callbacks.ts';
import { type Ask, type Asked, choose } from './choose.ts';
import { createMaterial } from './material.ts';
import { namedServer, serverProblem } from './named-server.ts';
import { createPrism } from './prism.ts';
import { problem } from './problems.ts';
import { seedOfRequest } from './seed.ts';

export interface RespondOptions extends CallbackOptions {
  /** Whether answers are made up where a request does not say; by default examples are shown. */
  readonly dynamic?: boolean;
  /** Makes made-up data the same for the same request. */
  readonly seed?: string;
  /**
   * Whether an example that was asked for by name and breaks its schema is refused with 500; by
   * default it is sent, and `sl-violations` says what is wrong with it.
   */
  readonly errors?: boolean;
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

const memory = 2000;

export function createResponder(api: Api, options: RespondOptions = {}): Responder {
  const judge = createJudge(api);
  const material = createMaterial(judge.schemas);
  const prism = createPrism(material);
  const sendCallbacks = createCallbacks(judge.schemas, options);
  const remembered = new Map<string, HttpResponse>();

  /** What happens to a request, in order. */
  async function respond(received: HttpRequest): Promise<Answered> {
    const { request, asked, server } = readWishes(received, options);
    const verdict = judgeRequest(judge, request);
    const { operation, findings } = verdict;
    if (operation === undefined) return unrouted(verdict, request);
    const elsewhere = server === undefined ? undefined : serverProblem(server, operation);
    if (elsewhere !== undefined) {
      return { response: problemResponse(elsewhere), operation, findings, source: 'problem' };
    }
    const choice = choose(operation, findings, asked);
    if (choice.kind === 'problem') {
      const response = problemResponse(choice.problem, choice.headers);
      return { response, operation, findings, source: 'problem' };
    }
    const wanted = wantedBy(request, choice.ask, { ...verdict, operation }, options);
    const { response: made, source } = await answer(operation, wanted);
    const response = { ...made, headers: { ...choice.headers, ...made.headers } };
    if (isSuccess(response, findings)) callBack(operation, received, verdict, response);
    return { response, operation, findings, source };
  }

  function callBack(
    operation: Operation,
    { headers, method, target }: HttpRequest,
    { path, body }: RequestVerdict,
    response: HttpResponse,
  ): void {
    if (operation.callbacks.length === 0 || headers[callbackField] !== undefined) return;
    sendCallbacks(operation, {
      url: `http://${headerValue(headers, 'host') ?? 'localhost'}${target}`,
      method,
      statusCode: response.status,
      request: { headers, target, path, body },
      response: { headers: response.headers, body: jsonOf(response) },
    });
  }

  /** A remembered answer, or Prism's, or one in place of Prism's: in any case one that is valid. */
  async function answer(operation: Operation, wanted: Wanted): Promise<Outcome> {
    const key = wanted.dynamic ? undefined : keyOf(operation, wanted);
    const known = key && remembered.get(key);
    if (known) return { response: known, source: 'remembered' };
    const outcome = await makeAnswer(operation, wanted, { judge, material, prism });
    if (key !== undefined && outcome.source !== 'problem') {
      if (remembered.size >= memory) remembered.delete(remembered.keys().next().value!);
      remembered.set(key, outcome.response);
    }
    return outcome;
  }

  return { judge, respond, warm: prism.load };
}

/** What an operation was described to do was done. */
function isSuccess({ status }: HttpResponse, findings: readonly Finding[]): boolean {
  return status < 400 && findings.every(({ severity }) => severity !== 'violation');
}

function jsonOf({ headers, body }: HttpResponse): unknown {
  const type = parseMediaRange(headerValue(headers, 'content-type') ?? '');
  if (type === undefined || !isJson(type)) return undefined;
  const decoded = decodeBody(body, type, unknownShape);
  return decoded.ok ? decoded.value : undefined;
}

interface Wishes {
  readonly request: HttpRequest;
  readonly asked: Asked;
  /** The URL of the server that the request is meant for. */
  readonly server: string | undefined;
}

/** The preferences of a request, and the request without those that stood in its query. */
function readWishes(received: HttpRequest, options: RespondOptions): Wishes {
  const { path, query } = splitTarget(received.target);
  const { server, query: withoutServer } = namedServer(query);
  const inQuery = preferencesOfQuery(withoutServer);
  const lines = headerLines(received.headers, 'prefer');
  const target = inQuery.query === '' ? path : `${path}?${inQuery.query}`;
  return {
    server,
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

/** A choice with what this request makes of it. */
function wantedBy(
  request: HttpRequest,
  ask: Ask,
  { operation, path }: { readonly operation: Operation } & Pick<RequestVerdict, 'path'>,
  { seed: standing, errors = false }: RespondOptions,
): Wanted {
  const given = ask.seed ?? standing;
  const seed =
    ask.dynamic && given !== undefined ? seedOfRequest(given, operation, path, request) : undefined;
  return { ...ask, seed, parameters: path, errors };
}

/** Everything that a static answer depends on. */
function keyOf(operation: Operation, ask: Ask): string {
  return JSON.stringify([
    operation.at.document.uri,
    operation.at.pointer,
    operation.method,
    ask.status,
    ask.media?.name,
    ask.range && formatMediaRange(ask.range),
    ask.example,
  ]);
}
