import type { AnswerOf } from './operation.ts';

type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;
type RedirectStatus = 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308;
// biome-ignore format: one line says it best
type ClientErrorStatus =
  | 400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415
  | 416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451 | 499;
type ServerErrorStatus = 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511;
type FailureStatus = RedirectStatus | ClientErrorStatus | ServerErrorStatus;

/** The statuses a key of `responses` stands for, those with a key of their own left out. */
type StatusOf<Key, Known> = Key extends number
  ? Key
  : Key extends '2XX'
    ? Exclude<SuccessStatus, Known>
    : Key extends '3XX'
      ? Exclude<RedirectStatus, Known>
      : Key extends '4XX'
        ? Exclude<ClientErrorStatus, Known>
        : Key extends '5XX'
          ? Exclude<ServerErrorStatus, Known>
          : never;

/** The statuses that only `default` can stand for. */
type OtherStatus<Known, Every> = Exclude<
  Every,
  Known | { [Key in Known & string]: StatusOf<Key, never> }[Known & string]
>;

/** The 2XX that have a response of their own; without any, `default` means success too. */
type DescribedSuccess<Known> = Extract<Known, SuccessStatus | '2XX'>;

export interface Success<Status, Data> {
  readonly ok: true;
  readonly status: Status;
  readonly data: Data;
  readonly error?: undefined;
  /** Its body has been read. */
  readonly response: Response;
}

export interface Failure<Status, Problem> {
  readonly ok: false;
  readonly status: Status;
  readonly data?: undefined;
  readonly error: Problem;
  /** Its body has been read. */
  readonly response: Response;
}

type ResultFor<Key, Described, Known> = Key extends 'default'
  ?
      | Failure<OtherStatus<Known, FailureStatus>, AnswerOf<Described>>
      | ([DescribedSuccess<Known>] extends [never]
          ? Success<SuccessStatus, AnswerOf<Described>>
          : never)
  : `${Key & (string | number)}` extends `2${string}`
    ? Success<StatusOf<Key, Known>, AnswerOf<Described>>
    : Failure<StatusOf<Key, Known>, AnswerOf<Described>>;

/**
 * The outcome of a call, told apart by `ok` and by `status`: after `result.status === 404` the type
 * of `result.error` is what the contract says of a 404. A provider that breaks its contract may
 * answer otherwise; what it sent is there all the same.
 */
export type Result<Operation> = Operation extends { responses: infer Responses }
  ? { [Key in keyof Responses]: ResultFor<Key, Responses[Key], keyof Responses> }[keyof Responses]
  : never;
