import type { ApiResponse, MediaType } from '../api/model.ts';
import { withoutBlobs } from '../body/blobs.ts';
import type {
  MockContract,
  ParametersAt,
  ResponseFor,
  StatusOf,
  WholeAnswer,
} from '../client/contract-types.ts';
import { givenFields } from '../example/given-fields.ts';
import { negotiate } from '../http/accept.ts';
import {
  isWildcard,
  type MediaRange,
  mostSpecificMatch,
  parseMediaRange,
} from '../http/media-type.ts';
import type { JudgedRequest } from '../judge/judge.ts';
import { describedResponse } from '../judge/response.ts';
import { writeContent } from '../schema/content.ts';
import type { Schemas } from '../schema/schemas.ts';

/**
 * A handler for each operation of a contract. `'next'` leaves an operation to other routes of the
 * server. `Context` is the framework's context, which each handler receives.
 */
export type ServerHandlers<Contract extends MockContract, Context = unknown> = {
  readonly [Id in keyof Contract['operations']]:
    | ServerHandler<Contract['operations'][Id], Context>
    | 'next';
};

/** Answers the requests of one operation that keep the contract. */
export type ServerHandler<Operation, Context = unknown> = (
  request: ServerRequest<Operation>,
  context: Context,
) => ServerAnswer | Promise<ServerAnswer>;

/** A request that keeps the contract, decoded as the contract describes it. */
export type ServerRequest<Operation> = {
  readonly path: ParametersAt<Operation, 'path'>;
  readonly query: ParametersAt<Operation, 'query'>;
  readonly headers: ParametersAt<Operation, 'header'>;
  readonly cookies: ParametersAt<Operation, 'cookie'>;
  /** Makes the answer that a handler returns: a status that the contract describes, and its content. */
  readonly respond: <Status extends StatusOf<Operation>>(
    status: Status,
    ...answer: WholeAnswer<ResponseFor<Operation, Status>>
  ) => ServerAnswer;
} & ServerBody<Operation>;

/** The body, with the media type that describes it, as the contract writes that. */
type ServerBody<Operation> = Operation extends {
  readonly requestBody: { readonly content: infer Content };
}
  ? BodyIn<Content>
  : Operation extends { readonly requestBody?: { readonly content: infer Content } }
    ? BodyIn<Content> | WithoutBody
    : WithoutBody;

type BodyIn<Content> = {
  readonly [Media in keyof Content]: { readonly body: Content[Media]; readonly mediaType: Media };
}[keyof Content];

interface WithoutBody {
  readonly body: undefined;
  readonly mediaType: undefined;
}

declare const isAnswer: unique symbol;

/** The result of `respond`. */
export interface ServerAnswer {
  readonly [isAnswer]: true;
}

/** An answer to send; a field with several lines is a list. */
export interface WrittenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Uint8Array | undefined;
}

/** The operations of a contract by their names: `GET /notes`. */
export type ServerOperations = Readonly<Record<string, string>>;

/** The handlers of a contract, as a server calls them. */
export type CallHandler<Context> = (
  judged: JudgedRequest | undefined,
  accept: string | undefined,
  context: Context,
) => Promise<WrittenAnswer | undefined>;

interface GivenAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly mediaType: string | undefined;
}

interface AnswerOptions {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly mediaType?: string;
}

/** Calls the handler of a request's operation and writes its answer; `undefined` without a handler. */
export function callerOf<Context>(
  operations: ServerOperations,
  handlers: object,
  schemas: Schemas,
  door: string,
): CallHandler<Context> {
  const byOperation = new Map(
    Object.entries(operations).map(([name, operation]) => [
      operation,
      (handlers as Readonly<Record<string, ServerHandler<never, Context> | 'next'>>)[name],
    ]),
  );
  return async (judged, accept, context) => {
    if (judged === undefined) {
      throw new Error(
        `Cannot call a handler: nothing has read the request; register ${door}(judge) before the handlers`,
      );
    }
    const { operation } = judged;
    if (operation === undefined) return undefined;
    const handler = byOperation.get(`${operation.method} ${operation.path}`);
    if (handler === undefined || handler === 'next') return undefined;
    const respond = (status: number, body?: unknown, options: AnswerOptions = {}) => {
      const { headers = {}, mediaType } = options;
      return { status, body, headers, mediaType } satisfies GivenAnswer as never;
    };
    const { path, query, header: headers, cookie: cookies, body } = judged;
    const mediaType = judged.content.media?.name;
    const request = { path, query, headers, cookies, body, mediaType, respond };
    const given = (await handler(request as never, context)) as unknown as GivenAnswer;
    return write(given, describedResponse(operation.responses, given.status), accept, schemas);
  };
}

async function write(
  { status, body: value, headers: given, mediaType }: GivenAnswer,
  response: ApiResponse | undefined,
  accept: string | undefined,
  schemas: Schemas,
): Promise<WrittenAnswer> {
  const headers = givenFields(given, response?.headers ?? [], schemas);
  if (value === undefined) return { status, headers, body: undefined };
  const plain = await withoutBlobs(value);
  const named = mediaType === undefined ? undefined : parseMediaRange(mediaType);
  const media = mediaOf(response?.content ?? [], plain, named, accept, schemas);
  if (media === undefined) {
    throw new TypeError(`Cannot answer ${status} with a body: the contract describes none`);
  }
  const own = isWildcard(media.range) ? (named ?? usualRange(plain)) : media.range;
  const { body, contentType } = writeContent(plain, media, own, schemas);
  return { status, headers: { ...headers, 'content-type': contentType }, body };
}

/** The one that is named, else the one that is accepted best, of those whose schema takes the value. */
function mediaOf(
  content: readonly MediaType[],
  value: unknown,
  named: MediaRange | undefined,
  accept: string | undefined,
  schemas: Schemas,
): MediaType | undefined {
  const ranges = content.map(({ range }) => range);
  if (named !== undefined) return content[mostSpecificMatch(ranges, named) ?? 0];
  if (content.length < 2) return content[0];
  const wanted = [...negotiate(accept, ranges).map((index) => content[index]!), ...content];
  const takes = ({ schema }: MediaType) =>
    schema === undefined || schemas.check(schema, 'response', value).kind !== 'invalid';
  return wanted.find(takes) ?? wanted[0];
}

/** The media type of a value within a range that names no type. */
function usualRange(value: unknown): MediaRange {
  const usual =
    value instanceof Uint8Array
      ? 'application/octet-stream'
      : typeof value === 'string'
        ? 'text/plain'
        : 'application/json';
  return parseMediaRange(usual)!;
}
