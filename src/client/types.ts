/** The building blocks of generated types; nothing here exists at run time. */

import type { Blob, ByteStream, FormData } from './web-api.ts';

/** A file among other values: a part of a multipart body. */
export type Binary = Blob | Uint8Array<ArrayBuffer>;

/** An answer with a media type other than JSON, XML and text. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A whole body that is encoded already. */
export type BytesBody = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ByteStream;

/** A complete multipart body. */
export type MultipartBody = FormData;

/** An answer of `text/event-stream`, returned while it arrives. */
export type EventStream = ByteStream;

declare const format: unique symbol;

/** A text of a format; texts of other formats, and plain strings, are not assignable. */
export type Branded<Format extends string> = string & { readonly [format]: Format };

/**
 * The possible spellings of a described media type in a call: with parameters, and within its
 * range.
 */
export type MediaTypeOf<Described extends string> = Described extends '*/*'
  ? `${string}/${string}`
  : Described extends `${infer Type}/*`
    ? `${Type}/${string}`
    : Described | `${Described};${string}`;

/** A method for each HTTP method, which takes the paths that have it. */
export type ByPath<Paths> = {
  readonly [Method in keyof Paths]: <Path extends keyof Paths[Method]>(
    path: Path,
    ...call: ArgumentsOf<Paths[Method][Path]>
  ) => ResultOf<Paths[Method][Path]>;
};

type ArgumentsOf<Call> = Call extends (...call: infer Arguments) => unknown ? Arguments : never;

type ResultOf<Call> = Call extends (call: never) => infer Result ? Result : never;
