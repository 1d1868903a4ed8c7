/**
 * What the generated `paths` say of an operation: its parameters, its body by media type, its
 * answers by status. These types read them; nothing here exists at run time.
 */

export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

/** Marks a `readOnly` property in generated types. */
export type $Read<T> = { readonly $read: T };
/** Marks a `writeOnly` property in generated types. */
export type $Write<T> = { readonly $write: T };

/** A type as answers have it: without `writeOnly` properties. */
export type Readable<T> =
  T extends $Read<infer U>
    ? Readable<U>
    : T extends readonly (infer E)[]
      ? Readable<E>[]
      : T extends object
        ? {
            [K in keyof T as NonNullable<T[K]> extends $Write<unknown> ? never : K]: Readable<T[K]>;
          }
        : T;

/** A type as requests have it: without `readOnly` properties. */
export type Writable<T> =
  T extends $Write<infer U>
    ? Writable<U>
    : T extends readonly (infer E)[]
      ? Writable<E>[]
      : T extends object
        ? { [K in keyof T as NonNullable<T[K]> extends $Read<unknown> ? never : K]: Writable<T[K]> }
        : T;

/** The paths that have an operation for a method. */
export type PathsWith<Paths, M extends Method> = {
  [P in keyof Paths]: Paths[P] extends { [K in M]: object } ? P : never;
}[keyof Paths];

export type OperationOf<Paths, P extends keyof Paths, M extends Method> = Paths[P] extends {
  [K in M]: infer Operation;
}
  ? Operation
  : never;

/** Request bodies by media type; `never` where the operation has none. */
export type RequestContent<Operation> = Operation extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content
    : never
  : never;

export type IsBodyRequired<Operation> = Operation extends { requestBody: { content: unknown } }
  ? true
  : false;

/** Parameters by place, the places without any left out. */
export type ParametersOf<Operation> = Operation extends { parameters: infer Parameters }
  ? {
      [Place in keyof Parameters as [NonNullable<Parameters[Place]>] extends [never]
        ? never
        : Place]: Parameters[Place];
    }
  : Record<never, never>;

export type RequiredKeys<T> = {
  [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? never : K;
}[keyof T];

/** The media type that is written when a call does not say: JSON, or the only one there is. */
export type DefaultMedia<Content> = 'application/json' extends keyof Content
  ? 'application/json'
  : IsUnion<keyof Content> extends true
    ? never
    : keyof Content;

type IsUnion<T, Whole = T> = [T] extends [never]
  ? false
  : T extends unknown
    ? [Whole] extends [T]
      ? false
      : true
    : never;

/** How a media type may be spelled in a call: with parameters, and within a range. */
export type Spelled<Media> = Media extends '*/*'
  ? `${string}/${string}`
  : Media extends `${infer Type}/*`
    ? `${Type}/${string}`
    : Media extends string
      ? Media | `${Media};${string}`
      : never;

type JsonMedia = `${string}/json${'' | `;${string}`}` | `${string}+json${'' | `;${string}`}`;
type TextMedia =
  | `text/${string}`
  | `application/xml${string}`
  | `${string}+xml${string}`
  | 'application/x-www-form-urlencoded';

/** What may be given as a body: the described value, or what is already encoded. */
export type BodyValue<Media, T> = Media extends JsonMedia | TextMedia
  ? Writable<T>
  : Media extends `multipart/${string}`
    ? Writable<T> | FormData
    : Writable<T> | Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** What an answer is read into, by its media type. */
export type AnswerValue<Media, T> = Media extends JsonMedia
  ? Readable<T>
  : Media extends TextMedia
    ? T extends string
      ? T
      : string
    : Media extends `${string}*${string}`
      ? Readable<T> | string | Uint8Array<ArrayBuffer>
      : Uint8Array<ArrayBuffer>;

/** What a described response is read into, over all its media types. */
export type AnswerOf<Response> = Response extends { content: infer Content }
  ? { [Media in keyof Content]: AnswerValue<Media, Content[Media]> }[keyof Content]
  : undefined;
