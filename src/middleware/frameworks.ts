import type { JudgedRequest } from '../judge/judge.ts';

/** What Express and whatever is made as it is has of a request. */
export interface ExpressRequest extends AsyncIterable<Uint8Array> {
  readonly method: string;
  readonly originalUrl: string;
  readonly headers: NodeHeaders;
  body?: unknown;
}

/** Fields as Node has them. */
export type NodeHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface ExpressResponse {
  readonly locals: object;
  statusCode: number;
  getHeaders(): Readonly<Record<string, number | string | string[] | undefined>>;
  setHeader(name: string, value: string | string[]): unknown;
  write(...given: never): boolean;
  end(...given: never): unknown;
}

/** What Hono has of a request. */
export interface HonoContext {
  readonly req: { readonly raw: Request; readonly method: string; readonly url: string };
  get(name: 'contract'): JudgedRequest | undefined;
  readonly res: Response;
  set(name: 'contract', judged: JudgedRequest): void;
}

/** What Fastify has of a request. */
export interface FastifyRequest {
  readonly method: string;
  readonly originalUrl: string;
  readonly headers: NodeHeaders;
}

export interface FastifyReply {
  readonly statusCode: number;
  code(status: number): unknown;
  headers(fields: Readonly<Record<string, string | string[]>>): unknown;
  send(content: unknown): unknown;
  getHeaders(): Readonly<Record<string, number | string | string[] | undefined>>;
  callNotFound(): unknown;
}

/** What Fastify has of an application. */
export interface FastifyApplication {
  addHook(name: never, hook: never): unknown;
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    name: '*',
    parse: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown;
  all(path: '*', handle: (request: never, reply: never) => Promise<unknown>): unknown;
  decorateRequest(name: 'contract', value: null): unknown;
}
