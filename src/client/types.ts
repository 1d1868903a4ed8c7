/** The building blocks of generated types; nothing here exists at run time. */

import type { StreamedEvent } from '../body/event-stream.ts';
import type { Success } from './result.ts';
import type { Blob, ByteStream, FormData } from './web-api.ts';

/** A file among other values: a part of a multipart body. */
export type Binary = Blob | Uint8Array<ArrayBuffer>;

/** An answer with a media type other than JSON, XML and text. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A whole body that is encoded already. */
export type BytesBody = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ByteStream;

/** A complete multipart body. */
export type MultipartBody = FormData;

declare const content: unique symbol;

/**
 * An answer of `text/event-stream`, as a stream of bytes. `events` and `eventData` read it; `Data` is
 * what the contract says of the data of its events.
 */
export type EventStream<Data = unknown> = ByteStream & { readonly [content]?: Data };

/** An answer of NDJSON or JSON Lines, as a stream of bytes. `jsonLines` reads it. */
export type JsonLines<Item = unknown> = ByteStream & { readonly [content]?: Item };

/** The data of the events of a described stream; a text is not read as JSON, so it is `unknown`. */
export type EventData<Described> = DataOfEvent<ItemOf<Described>>;

type DataOfEvent<Event> = Event extends string
  ? unknown
  : keyof Event extends keyof StreamedEvent
    ? Event extends { readonly data?: infer Data }
      ? Data extends string
        ? unknown
        : Data
      : unknown
    : Event;

/** The values of a described sequence: a list, or a single value. */
export type ItemOf<Described> = Described extends readonly (infer Item)[] ? Item : Described;

/** The wishes of a call about its answer. */
export interface Asked<Accept, As> {
  /** The media type that the answer must have. The result then has no success of another one. */
  readonly accept?: Accept | undefined;
  /** `stream` gives the content of a success as it comes. */
  readonly parseAs?: As | undefined;
}

/** The result of a call with these wishes. */
export type AskedResult<Result, Accept, As> = Result extends { readonly ok: true }
  ? [Accept] extends [never]
    ? Streamed<Result, As>
    : Result extends { readonly contentType: string }
      ? Result extends { readonly contentType: Accept }
        ? Streamed<Result, As>
        : never
      : Result
  : Result;

type Streamed<Result, As> = [As] extends [never]
  ? Result
  : Result extends Success<infer Status, unknown, infer Media, infer Headers>
    ? Media extends string
      ? Success<Status, ByteStream, Media, Headers>
      : Result
    : Result;

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
