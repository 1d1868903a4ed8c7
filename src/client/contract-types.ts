/**
 * The types that `generate` writes for the handlers of a mock or a server
 * (`generated/<api>/mock.ts`). They contain its operations by the client's names, its component
 * schemas, and its resources.
 */
export interface MockContract {
  readonly operations: object;
  readonly schemas: object;
  /** The items of a stateful mock, by the names of their resources. */
  readonly resources: object;
}

/** The parameters of an operation in one location; an empty object if it has none. */
export type ParametersAt<Operation, Place extends string> = Operation extends {
  readonly parameters: infer All;
}
  ? Place extends keyof All
    ? [NonNullable<All[Place]>] extends [never]
      ? Readonly<Record<string, never>>
      : NonNullable<All[Place]>
    : Readonly<Record<string, never>>
  : Readonly<Record<string, never>>;

/** The body of a request in any media type; may be `undefined` if it is optional. */
export type RequestBody<Operation> = Operation extends {
  readonly requestBody: { readonly content: infer Content };
}
  ? Content[keyof Content]
  : Operation extends { readonly requestBody?: { readonly content: infer Content } }
    ? Content[keyof Content] | undefined
    : undefined;

/** The responses of an operation by status: `200`, `'4XX'`, `'default'`. */
type Responses<Operation> = Operation extends { readonly responses: infer All } ? All : never;

/** The possible statuses. A range stands for the statuses that RFC 9110 and its registry name. */
export type StatusOf<Operation> = StatusOfKey<keyof Responses<Operation>>;

type StatusOfKey<Key> = Key extends number
  ? Key
  : Key extends keyof Ranges
    ? Ranges[Key]
    : Key extends 'default'
      ? number
      : never;

interface Ranges {
  readonly '2XX': 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;
  readonly '3XX': 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308;
  readonly '4XX': ClientErrors;
  readonly '5XX': 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 511;
}

type ClientErrors =
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415)
  | (416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451);

/** The response that describes a status: its own, else its range's, else `default` (OpenAPI 3.1 section 4.8.16). */
export type ResponseFor<Operation, Status extends number> = Described<Responses<Operation>, Status>;

type Described<All, Status extends number> = Status extends keyof All
  ? All[Status]
  : `${Status}` extends `${infer Digit}${string}`
    ? `${Digit}XX` extends keyof All
      ? All[`${Digit}XX`]
      : 'default' extends keyof All
        ? All['default']
        : never
    : never;

/** The arguments after the status: a body of one media type, which must be named unless it is the first. */
export type Answer<Response> = Response extends { readonly content: infer Content }
  ? [NonNullable<Content>] extends [never]
    ? readonly [body?: undefined, options?: AnswerOptions<Response, never>]
    : AnswerIn<Response, NonNullable<Content>>
  : readonly [body?: undefined, options?: AnswerOptions<Response, never>];

type AnswerIn<Response, Content> = {
  readonly [Media in keyof Content]: undefined extends Content[Media]
    ? readonly [body?: Content[Media], options?: AnswerOptions<Response, Media>]
    : readonly [body: Content[Media], options?: AnswerOptions<Response, Media>];
}[keyof Content];

/** Like `Answer`, but without generated values: a handler must give the fields that the contract requires. */
export type WholeAnswer<Response> = Response extends { readonly content: infer Content }
  ? [NonNullable<Content>] extends [never]
    ? WithFields<undefined, Response, never>
    : {
        readonly [Media in keyof NonNullable<Content>]: WithFields<
          NonNullable<Content>[Media],
          Response,
          Media
        >;
      }[keyof NonNullable<Content>]
  : WithFields<undefined, Response, never>;

type WithFields<Body, Response, Media> = Response extends { readonly headers: infer Headers }
  ? Record<never, never> extends Headers
    ? MaybeBody<Body, WholeAnswerOptions<Headers, Media>>
    : readonly [body: Body, options: WholeAnswerOptions<Headers, Media> & { headers: Headers }]
  : MaybeBody<Body, WholeAnswerOptions<Readonly<Record<string, unknown>>, Media>>;

type MaybeBody<Body, Options> = undefined extends Body
  ? readonly [body?: Body, options?: Options]
  : readonly [body: Body, options?: Options];

export interface WholeAnswerOptions<Headers, Media> {
  readonly headers?: Headers;
  /** Otherwise the one that the request accepts best, of those that can carry the body. */
  readonly mediaType?: MediaTypeName<Media>;
}

export interface AnswerOptions<Response, Media> {
  /** Fields of the answer; missing described fields are generated. */
  readonly headers?: Fields<Response>;
  /** The default is the one that the request prefers. */
  readonly mediaType?: MediaTypeName<Media>;
}

type Fields<Response> = Response extends { readonly headers: infer Headers }
  ? DescribedFields<Named<Headers>> & CommonFields<keyof Named<Headers>>
  : Readonly<Record<string, unknown>>;

/** The described fields alone: a generated type also allows any other name. */
type Named<Headers> = {
  [Name in keyof Headers as string extends Name ? never : Name]: Headers[Name];
};

/** Names of fields are case-insensitive (RFC 9110 section 5.1); here, also in lower case. */
type DescribedFields<Headers> = {
  readonly [Name in keyof Headers as Name | Lowercase<Name & string>]?: Headers[Name];
};

/** The fields that HTTP defines for answers of any API, if the contract does not describe them. */
type CommonFields<Described> = {
  readonly [Name in HttpField as Lowercase<Name> extends Lowercase<Described & string>
    ? never
    : Name | Lowercase<Name>]?: string | number | readonly string[];
};

type HttpField =
  | ('Accept-Ranges' | 'Age' | 'Allow' | 'Cache-Control' | 'Content-Disposition')
  | ('Content-Language' | 'Content-Location' | 'Content-Range' | 'Deprecation' | 'ETag' | 'Expires')
  | ('Last-Modified' | 'Link' | 'Location' | 'Preference-Applied' | 'Retry-After' | 'Server')
  | ('Server-Timing' | 'Set-Cookie' | 'Strict-Transport-Security' | 'Sunset' | 'Vary' | 'Via')
  | 'WWW-Authenticate';

/** A described media type, or one within a described range. */
type MediaTypeName<Media> = Media extends '*/*'
  ? string
  : Media extends `${infer Type}/*`
    ? `${Type}/${string}`
    : Media extends string
      ? Media
      : never;
