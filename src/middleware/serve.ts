import { headerValue, sentFields, sentLines } from '../http/exchange.ts';
import type { Judge, JudgedRequest } from '../judge/judge.ts';
import type {
  ExpressRequest,
  ExpressResponse,
  FastifyApplication,
  FastifyReply,
  FastifyRequest,
  HonoContext,
} from './frameworks.ts';
import { callerOf, type ServerOperations } from './handlers.ts';

/**
 * Middleware for Express that calls the handlers of a contract. Register it after
 * `expressContract`. A generated `server.ts` passes it the operations, and gives the handlers their
 * types.
 */
export function expressHandlers(operations: ServerOperations, judge: Judge, handlers: object) {
  const call = callerOf<unknown>(operations, handlers, judge.schemas, 'expressContract');
  return (request: ExpressRequest, response: ExpressResponse, next: (error?: unknown) => void) => {
    const handle = async () => {
      const { contract } = response.locals as { readonly contract?: JudgedRequest };
      const accept = headerValue(request.headers, 'accept');
      const answer = await call(contract, accept, { request, response });
      if (answer === undefined) return next();
      response.statusCode = answer.status;
      for (const [name, value] of Object.entries(sentFields(answer.headers))) {
        response.setHeader(name, value);
      }
      (response.end as (body?: Uint8Array) => void)(answer.body);
    };
    handle().catch(next);
  };
}

/** A plugin for Fastify that calls the handlers of a contract. It is registered behind `fastifyContract`. */
export function fastifyHandlers(operations: ServerOperations, judge: Judge, handlers: object) {
  const call = callerOf<unknown>(operations, handlers, judge.schemas, 'fastifyContract');
  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { contract } = request as { readonly contract?: JudgedRequest | null };
    const accept = headerValue(request.headers, 'accept');
    const answer = await call(contract ?? undefined, accept, { request, reply });
    if (answer === undefined) {
      reply.callNotFound();
      return reply;
    }
    reply.code(answer.status);
    reply.headers(sentFields(answer.headers));
    return reply.send(answer.body && Buffer.from(answer.body));
  }
  return async (application: unknown): Promise<void> => {
    const app = application as FastifyApplication;
    // The contract has already read the body, in any media type.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_, __, done) => done(null));
    app.all('*', handle);
  };
}

/** Middleware for Hono that calls the handlers of a contract. Register it after `honoContract`. */
export function honoHandlers(operations: ServerOperations, judge: Judge, handlers: object) {
  const call = callerOf<unknown>(operations, handlers, judge.schemas, 'honoContract');
  // Hono requires the type of its own context; `HonoContext` declares the used parts.
  return async (c: unknown, next: () => Promise<void>): Promise<Response | undefined> => {
    const context = c as HonoContext;
    const accept = context.req.raw.headers.get('accept') ?? undefined;
    const answer = await call(context.get('contract'), accept, c);
    if (answer === undefined) {
      await next();
      return undefined;
    }
    const headers = new Headers(sentLines(answer.headers));
    const body = (answer.body ?? null) as BodyInit | null;
    return new Response(body, { status: answer.status, headers });
  };
}
