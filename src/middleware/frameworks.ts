import type { JudgedRequest } from '../judge/judge.ts';

/** The parts of a request in Express and in frameworks with the same interface. */
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

/** The parts of a request in Hono. */
export interface HonoContext {
  readonly req: { readonly raw: Request; readonly method: string; readonly url: string };
  get(name: 'contract'): JudgedRequest | undefined;
  readonly res: Response;
  set(name: 'contract', judged: JudgedRequest): void;
}

/** The parts of a request in Fastify. */
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

/** The parts of an application in Fastify. */
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
