import { Readable } from 'node:stream';
import { joinBytes } from '../body/bytes.ts';
import type { Finding } from '../finding.ts';
import { isEventStream, parseMediaRange } from '../http/media-type.ts';
import type { Judge } from '../judge/judge.ts';
import type { RequestData, ResponseMessage } from '../judge/messages.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import type {
  ExpressRequest,
  ExpressResponse,
  FastifyApplication,
  FastifyReply,
  FastifyRequest,
  HonoContext,
  NodeHeaders,
} from './frameworks.ts';
import { type Refusal, refusalOf, tooLarge } from './refusal.ts';

export type { MockContract as ServerContract } from '../client/contract-types.ts';
export type { Judge, JudgedRequest } from '../judge/judge.ts';
export type {
  ServerAnswer,
  ServerHandler,
  ServerHandlers,
  ServerOperations,
  ServerRequest,
} from './handlers.ts';
export { type Refusal, refusalOf } from './refusal.ts';
export { expressHandlers, fastifyHandlers, honoHandlers } from './serve.ts';

export interface ServerContractOptions {
  /** Whether to judge answers, too; by default unless `NODE_ENV` is `production`. */
  readonly answers?: boolean;
  /**
   * Receives the violations of an answer; by default they are written with `console.warn`. The
   * answer is sent unchanged.
   */
  readonly report?: (findings: readonly Finding[], answer: JudgedAnswer) => void;
  /** The largest request body in bytes; 1 MiB by default. */
  readonly limit?: number;
}

export interface JudgedAnswer {
  readonly method: string;
  /** The path and the query as they were sent. */
  readonly url: string;
  readonly status: number;
}

/**
 * Middleware for Express that refuses requests that break the contract. It sets `request.body` to
 * the decoded body, and `response.locals.contract` to the parameters. Register it before everything
 * that reads bodies.
 *
 * @example
 * ```ts
 * app.use(expressContract(await openJudge('openapi.yaml')));
 * ```
 */
export function expressContract(judge: Judge, options: ServerContractOptions = {}) {
  const own = settled(options);
  return (request: ExpressRequest, response: ExpressResponse, next: (error?: unknown) => void) => {
    const admit = async () => {
      const { method, originalUrl: url, headers } = request;
      // Something before this has read it.
      const isRead = request.body !== undefined && !isEmptyObject(request.body);
      const body = isRead ? (request.body as Uint8Array) : await bytesOf(request, own.limit);
      if (body === undefined) return refuse(response, tooLarge(own.limit));
      const sent: RequestData = { method, url, headers, body };
      const judged = await judge.fetched(sent);
      const refusal = refusalOf(judged);
      if (refusal !== undefined) return refuse(response, refusal);
      // Body parsers skip a body that was already read.
      Object.assign(request, { body: judged.body, _body: true });
      Object.assign(response.locals, { contract: judged });
      if (own.answers) watch(response, (answer) => judgeAnswer(judge, sent, answer, own));
      return next();
    };
    admit().catch(next);
  };
}

function refuse(response: ExpressResponse, { status, headers, problem }: Refusal): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  (response.end as (text: string) => void)(JSON.stringify(problem));
}

/** Returns an answer after it was written, as it was written. */
function watch(response: ExpressResponse, done: (answer: ResponseMessage) => void): void {
  const chunks: Uint8Array[] = [];
  const { write, end } = response;
  const isStream = () => isStreamType(String(response.getHeaders()['content-type'] ?? ''));
  const keep = ([chunk, encoding]: readonly unknown[]) => {
    if (isStream() || chunk === undefined || chunk === null || typeof chunk === 'function') return;
    const known = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, known) : (chunk as Uint8Array));
  };
  Object.assign(response, {
    write(...given: readonly unknown[]) {
      keep(given);
      return Reflect.apply(write, response, given);
    },
    end(...given: readonly unknown[]) {
      keep(given);
      const ended: unknown = Reflect.apply(end, response, given);
      if (!isStream()) {
        const headers = response.getHeaders() as NodeHeaders;
        done({ status: response.statusCode, headers, body: joinBytes(chunks) });
      }
      return ended;
    },
  });
}

/**
 * Middleware for Hono: refuses requests that break the contract. `c.get('contract')` is the request
 * as the contract reads it.
 *
 * @example
 * ```ts
 * const app = new Hono<{ Variables: { contract: JudgedRequest } }>();
 * app.use(honoContract(await openJudge('openapi.yaml')));
 * ```
 */
export function honoContract(judge: Judge, options: ServerContractOptions = {}) {
  const own = settled(options);
  // Hono requires the type of its own context; the used parts are declared above.
  return async (c: unknown, next: () => Promise<void>): Promise<Response | undefined> => {
    const context = c as HonoContext;
    const { raw } = context.req;
    const content = raw.body === null ? new Uint8Array() : await bytesOf(streamOf(raw), own.limit);
    if (content === undefined) return respond(tooLarge(own.limit));
    const headers = Object.fromEntries(raw.headers);
    const sent: RequestData = { method: raw.method, url: raw.url, headers, body: content };
    const judged = await judge.fetched(sent);
    const refusal = refusalOf(judged);
    if (refusal !== undefined) return respond(refusal);
    context.set('contract', judged);
    await next();
    if (!own.answers || isStreamType(context.res.headers.get('content-type') ?? '')) return;
    judgeAnswer(judge, sent, context.res.clone(), own);
    return;
  };
}

/** The handler reads the request itself; a copy that is left early is not canceled, which would wait for it. */
async function* streamOf(request: Request): AsyncIterable<Uint8Array> {
  const reader = request.clone().body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function respond({ status, headers, problem }: Refusal): Response {
  return new Response(JSON.stringify(problem), { status, headers });
}

/**
 * A plugin for Fastify: refuses requests that break the contract. `request.contract` is the request as
 * the contract reads it, and `request.body` what Fastify parses.
 *
 * @example
 * ```ts
 * await app.register(fastifyContract(await openJudge('openapi.yaml')));
 * ```
 */
export function fastifyContract(judge: Judge, options: ServerContractOptions = {}) {
  const own = settled(options);
  const sentBy = new WeakMap<object, RequestData>();

  async function admit(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: AsyncIterable<Uint8Array>,
  ) {
    const body = await bytesOf(payload, own.limit);
    const { method, originalUrl: url, headers } = request;
    const sent: RequestData = { method, url, headers, body };
    const judged = body === undefined ? undefined : await judge.fetched(sent);
    const refusal = judged === undefined ? tooLarge(own.limit) : refusalOf(judged);
    if (refusal !== undefined) {
      reply.code(refusal.status);
      reply.headers(refusal.headers);
      return reply.send(JSON.stringify(refusal.problem));
    }
    Object.assign(request, { contract: judged });
    sentBy.set(request, sent);
    return Readable.from(body!.length === 0 ? [] : [Buffer.from(body!)]);
  }

  async function look(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
    const sent = sentBy.get(request);
    const isWhole = payload === null || payload === undefined || isText(payload);
    if (sent === undefined || !isWhole) return payload;
    const headers = reply.getHeaders() as NodeHeaders;
    judgeAnswer(judge, sent, { status: reply.statusCode, headers, body: payload }, own);
    return payload;
  }

  const plugin = async (application: unknown): Promise<void> => {
    const app = application as FastifyApplication;
    const addHook = (name: string, hook: unknown) => app.addHook(name as never, hook as never);
    app.decorateRequest('contract', null);
    addHook('preParsing', admit);
    if (own.answers) addHook('onSend', look);
  };
  // The hook then counts for the application that registers it, and not only for the plugin.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}

function isText(payload: unknown): payload is string | Uint8Array {
  return typeof payload === 'string' || payload instanceof Uint8Array;
}

type Settled = Required<ServerContractOptions>;

function settled(options: ServerContractOptions): Settled {
  const { answers = process.env.NODE_ENV !== 'production', report = warn } = options;
  return { answers, report, limit: options.limit ?? 2 ** 20 };
}

/** The bytes of a body; `undefined` if there are too many. */
async function bytesOf(
  stream: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A stream of Node's that is left early is destroyed with its connection, which has yet to be answered.
  const isNode = stream instanceof Readable;
  for await (const chunk of isNode ? stream.iterator({ destroyOnReturn: false }) : stream) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return joinBytes(chunks);
}

/** Express 4 gives each request such a body. */
function isEmptyObject(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0;
}

/** A stream may not end, so it is not judged. */
function isStreamType(contentType: string): boolean {
  const type = parseMediaRange(contentType);
  return type !== undefined && isEventStream(type);
}

/** Judges an answer that is sent in any case; a failure of the judge is reported as well. */
function judgeAnswer(
  judge: Judge,
  sent: RequestData,
  answer: ResponseMessage,
  { report }: Settled,
): void {
  const { method = 'GET', url = '' } = sent;
  const about = (status: number) => ({ method, url, status });
  judge.fetched(sent, answer).then(
    ({ response, exchange }) => {
      const violations = response.findings.filter(({ severity }) => severity === 'violation');
      if (violations.length > 0) report(violations, about(exchange.response.status));
    },
    (error: unknown) => console.warn(`Cannot judge the answer to ${method} ${url}: ${error}`),
  );
}

function warn(findings: readonly Finding[], { method, url, status }: JudgedAnswer): void {
  const lines = findings.map((found) => `  ${placeInContract(found.at)}: ${messageOf(found)}`);
  console.warn([`${method} ${url} → ${status} breaks the contract`, ...lines].join('\n'));
}
