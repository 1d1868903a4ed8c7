import type { ProblemDetails } from '../http/problem-details.ts';
import type { Response } from './web-api.ts';

/**
 * The results of a call: a union by `ok` and `status`, and by `contentType` if an answer has
 * several media types. `response` is always the received response. Its body was read, unless the
 * contract describes none; then it can still be read.
 */
export type AnyResult =
  | Success<number, unknown, string | undefined, object | undefined>
  | Failure<number, unknown, string | undefined, object | undefined>
  | Problem<number, unknown, string, object | undefined>
  | Lenient<unknown>
  | Undocumented
  | Unreadable;

/** An answer that the contract describes as a success: a 2XX, or otherwise `default`. */
export interface Success<Status, Data, Media = 'application/json', Headers = undefined> {
  readonly ok: true;
  readonly status: Status;
  /** The media type as the contract writes it; `undefined` if it describes no content. */
  readonly contentType: Media;
  /** `undefined` if the contract describes no content. */
  readonly data: Data;
  readonly error?: undefined;
  readonly problem?: undefined;
  /** The described headers, read as values; `undefined` if the contract describes none. */
  readonly headers: Headers;
  readonly response: Response;
}

/** An answer that the contract describes as a failure. */
export interface Failure<Status, Content, Media = 'application/json', Headers = undefined> {
  readonly ok: false;
  readonly status: Status;
  readonly contentType: Media;
  readonly data?: undefined;
  /** `undefined` if the contract describes no content. */
  readonly error: Content;
  readonly problem?: undefined;
  /** The described headers, read as values; `undefined` if the contract describes none. */
  readonly headers: Headers;
  readonly response: Response;
}

/** A described failure whose content is problem details (RFC 9457). */
export interface Problem<
  Status,
  Details = ProblemDetails,
  Media = 'application/problem+json',
  Headers = undefined,
> {
  readonly ok: false;
  readonly status: Status;
  readonly contentType: Media;
  readonly data?: undefined;
  /** The same value as `problem`. */
  readonly error: Details;
  readonly problem: Details;
  /** The described headers, read as values; `undefined` if the contract describes none. */
  readonly headers: Headers;
  readonly response: Response;
}

/**
 * An answer that the contract does not describe: another status, another media type, or missing
 * content. The status is `response.status`.
 */
export interface Undocumented {
  readonly ok: false;
  readonly status: 'undocumented';
  readonly contentType?: undefined;
  readonly data?: undefined;
  /** The content, read by its Content-Type if possible; `undefined` without content. */
  readonly error: unknown;
  readonly problem?: undefined;
  readonly headers?: undefined;
  /** The undescribed part, in words. */
  readonly reason: string;
  readonly response: Response;
}

/** A described answer whose content does not fit its Content-Type. */
export interface Unreadable {
  readonly ok: false;
  readonly status: 'unreadable';
  readonly contentType?: undefined;
  readonly data?: undefined;
  /** The content as text, or as bytes if it is no text. */
  readonly error: string | Uint8Array<ArrayBuffer>;
  readonly problem?: undefined;
  readonly headers?: undefined;
  /** Why it cannot be read, in words. */
  readonly reason: string;
  readonly response: Response;
}

/**
 * A success of a lenient client that the contract does not describe: another status of success, or
 * another media type. `Data` is what the described successes have, and nothing checks that.
 */
export interface Lenient<Data> {
  readonly ok: true;
  readonly status: 'undocumented';
  readonly contentType?: undefined;
  readonly data: Data;
  readonly error?: undefined;
  readonly problem?: undefined;
  readonly headers?: undefined;
  /** The undescribed part, in words. */
  readonly reason: string;
  readonly response: Response;
}

/** The outcomes of a call of a lenient client. */
export type OrLenient<Result> =
  | Result
  | Lenient<Result extends { readonly ok: true; readonly data: infer Data } ? Data : never>;

/** The described headers of an answer, by their names; Set-Cookie is not among them. */
export type HeadersOf<Described> = {
  readonly [Name in keyof Described as string extends Name
    ? never
    : Name extends string
      ? Lowercase<Name> extends 'set-cookie'
        ? never
        : Name
      : never]: Described[Name];
};

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** The statuses of a class: `StatusOf<4>` is 400 to 499 (RFC 9110 section 15). */
export type StatusOf<Class extends 1 | 2 | 3 | 4 | 5> =
  `${Class}${Digit}${Digit}` extends `${infer Status extends number}` ? Status : never;

/** The statuses of a class without their own description. */
export type Rest<Class extends 1 | 2 | 3 | 4 | 5, Described> = Exclude<StatusOf<Class>, Described>;
