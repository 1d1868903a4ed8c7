import type {
  Answer,
  MockContract,
  ParametersAt,
  RequestBody,
  ResponseFor,
  StatusOf,
} from '../../client/contract-types.ts';
import type { AbortSignal } from '../../client/web-api.ts';

export type { MockContract } from '../../client/contract-types.ts';

/** Handlers by operation, under the names that the generated client uses. */
export type MockHandlers<Contract extends MockContract = AnyContract> = {
  readonly [Id in keyof Contract['operations']]?: MockHandler<Contract['operations'][Id], Contract>;
};

/** A contract without known types: every operation may have a handler, with any answer. */
export interface AnyContract extends MockContract {
  readonly operations: Readonly<Record<string, AnyOperation>>;
  readonly schemas: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: the items of whichever contract.
  readonly resources: Readonly<Record<string, any>>;
}

/** An operation whose types are not known. */
export interface AnyOperation {
  readonly parameters: Readonly<Record<'path' | 'query' | 'header' | 'cookie', AnyValues>>;
  readonly requestBody: AnyContent;
  readonly responses: { readonly default: AnyContent };
}

interface AnyContent {
  // biome-ignore lint/suspicious/noExplicitAny: the content of whichever operation.
  readonly content: { readonly '*/*': any };
}

// biome-ignore lint/suspicious/noExplicitAny: the values of whichever operation.
type AnyValues = Readonly<Record<string, any>>;

/** Answers the valid requests of one operation. */
export type MockHandler<Operation, Contract extends MockContract = AnyContract> = (
  request: HandlerRequest<Operation, Contract>,
) => HandlerAnswer | Promise<HandlerAnswer>;

/** A valid request, decoded as the contract describes it. */
export interface HandlerRequest<Operation, Contract extends MockContract> {
  readonly path: ParametersAt<Operation, 'path'>;
  readonly query: ParametersAt<Operation, 'query'>;
  readonly headers: ParametersAt<Operation, 'header'>;
  readonly cookies: ParametersAt<Operation, 'cookie'>;
  readonly body: RequestBody<Operation>;
  /** The media type of the body, without parameters; `undefined` without a body. */
  readonly mediaType: string | undefined;
  readonly method: string;
  /** The path and the query as they were sent. */
  readonly target: string;
  /** The fields as they were sent, by their names in lower case. */
  readonly fields: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly respond: Respond<Operation>;
  /** The session of a stateful mock: `Specwright-Session`, or `''`. */
  readonly session: string;
  /** The state of this session in a stateful mock. */
  readonly store: HandlerStore<Contract['resources']>;
  /** Generated data for a component schema; with a seed, the same for the same request. */
  readonly fake: Fake<Contract['schemas']>;
  /** Waits for some milliseconds. */
  readonly delay: (milliseconds: number) => Promise<void>;
  /** Aborts when the handler exceeds its time limit. */
  readonly signal: AbortSignal;
}

/** The path values above an item, by the names of its parents. */
export type ParentIds = Readonly<Record<string, string | number>>;

/** The state of the stateful mock, for handlers: the items of the request's session. */
export interface HandlerStore<Resources> {
  all<Name extends keyof Resources & string>(resource: Name): Promise<readonly Resources[Name][]>;
  find<Name extends keyof Resources & string>(
    resource: Name,
    id: string | number,
    parents?: ParentIds,
  ): Promise<Resources[Name] | undefined>;
  /**
   * Stores an item under its id, and replaces an existing one.
   * @throws {Error} if it breaks its schema.
   */
  put<Name extends keyof Resources & string>(
    resource: Name,
    id: string | number,
    item: Resources[Name],
    parents?: ParentIds,
  ): Promise<void>;
  /** Whether there was such an item. */
  remove(
    resource: keyof Resources & string,
    id: string | number,
    parents?: ParentIds,
  ): Promise<boolean>;
}

/** Makes the answer that a handler returns. The mock judges it like every other answer. */
export interface Respond<Operation> {
  <Status extends StatusOf<Operation>>(
    status: Status,
    ...answer: Answer<ResponseFor<Operation, Status>>
  ): HandlerAnswer;
  /** The mock's answer without the handler. */
  default(): Promise<DefaultAnswer>;
  /** The contract's example with a name; of the first success if no status is given. */
  example(name: string, options?: { readonly status?: number }): Promise<DefaultAnswer>;
  /** Generated data; the same for the same seed. */
  sample(options?: { readonly seed?: string; readonly status?: number }): Promise<DefaultAnswer>;
  /** An answer that may break the contract; `sl-violations` lists its violations. */
  untrue(status: number, body?: unknown, options?: UntrueOptions): HandlerAnswer;
}

export interface UntrueOptions {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly mediaType?: string;
}

declare const isAnswer: unique symbol;

/** The result of `respond`. */
export interface HandlerAnswer {
  readonly [isAnswer]: true;
  readonly status: number;
  /** The value that the body says. */
  readonly body: unknown;
}

/** The mock's own answer. A handler may return it, or build another one from it. */
export interface DefaultAnswer extends HandlerAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: the mock chose the response, so its type is not known.
  readonly body: any;
}

export type Fake<Schemas> = <Name extends keyof Schemas & string>(
  name: Name,
  options?: { readonly seed?: string },
) => Schemas[Name];

/**
 * Gives the types of a contract to the handlers of its mock.
 *
 * @example
 * ```ts
 * import { defineMock } from 'specwright/mock';
 * import type { Kaiten } from '../generated/kaiten/mock.ts';
 *
 * export default defineMock<Kaiten>({
 *   async createCustomer({ body, respond }) {
 *     if (body.name === 'Declined') {
 *       return respond(409, { title: 'Conflict', status: 409 });
 *     }
 *     return respond.default();
 *   },
 * });
 * ```
 */
export function defineMock<Contract extends MockContract = AnyContract>(
  handlers: MockHandlers<Contract>,
): MockHandlers<Contract> {
  return handlers;
}
