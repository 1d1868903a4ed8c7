import type { JsonWriter } from '../body/coerce.ts';
import type { JsonType, XmlHints } from '../body/shape.ts';
import type { Style } from '../body/style.ts';
import type { BodyInit, Response } from './web-api.ts';

/** The data of an API that a generated client needs at run time. OpenAPI's defaults are left out. */
export interface ApiContract extends SharedContract {
  /** By the name of the client's method. */
  readonly operations: Readonly<Record<string, OperationContract>>;
}

/** The data that a program needs to call one operation. */
export interface OneOperation extends SharedContract {
  readonly name: string;
  readonly operation: OperationContract;
}

/** The data that operations share. */
export interface SharedContract {
  /** The first server's URL, or its path if it has no host; with its variables in braces. */
  readonly server?: string;
  /** The defaults of the variables. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly schemes?: Readonly<Record<string, SchemeContract>>;
  /** Bodies and answers refer to these by index, because schemas may be recursive. */
  readonly shapes?: readonly ShapeData[];
  /** Whether an undescribed success is a success nevertheless. */
  readonly lenient?: true;
  /** Turns described texts into dates, if the program wants that. */
  readonly dates?: FormatReader;
  readonly dateShapes?: readonly FormatShape[];
  /** Reads and writes described integers with every digit, if the program wants that. */
  readonly json?: ExactJson;
  readonly integerShapes?: readonly FormatShape[];
  /** Reads the described headers of an answer. */
  readonly readHeaders?: HeaderReader;
  /** The codecs of this API's media types beside JSON, text and bytes. */
  readonly codecs?: readonly ClientCodec[];
}

/** The place of a credential (OpenAPI 3.1 section 4.8.27). */
export type SchemeContract =
  | { readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  /** A scheme of the Authorization field. */
  | { readonly http: string };

export interface OperationContract {
  readonly method: string;
  readonly path: string;
  /** Without an `operationId`, it is called only by path. */
  readonly byPath?: true;
  /** The operation's own server, if it is not the document's; with variables as above. */
  readonly server?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly styles?: readonly ParameterContract[];
  /** By media type, as the document writes it. */
  readonly body?: Readonly<Record<string, BodyContract>>;
  /** The media types of each described answer, by `200`, `2XX` or `default`. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, BodyContract>>>>;
  /** The headers of described answers, by the same keys. */
  readonly headers?: Readonly<Record<string, readonly HeaderContract[]>>;
  /** Alternatives of schemes; a request must meet one of them. */
  readonly security?: readonly (readonly string[])[];
}

/** A parameter whose style is not the default. */
export interface ParameterContract {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly style?: Style;
  readonly explode?: boolean;
  readonly allowReserved?: true;
  /** Described by `content`: written as this media type. */
  readonly content?: string;
}

/** A header of an answer, in the style `simple`. */
export interface HeaderContract extends FormatPlaces {
  readonly name: string;
  /** The types of its value, if it is more than a text; an index into the shapes. */
  readonly shape?: number;
  readonly explode?: true;
  /** Described by `content`: read as this media type. */
  readonly content?: string;
}

/** @returns the headers by their described names; without those that cannot be read as described. */
export type HeaderReader = (
  response: Response,
  described: readonly HeaderContract[],
  contract: SharedContract,
) => object;

/** The places of formats in a value, as indexes. */
export interface FormatPlaces {
  /** In the date shapes. */
  readonly dates?: number;
  /** In the integer shapes. */
  readonly integers?: number;
}

export interface BodyContract extends FormatPlaces {
  /** The answer is an object or an array, so a text or bytes are unreadable. */
  readonly structured?: true;
  readonly shape?: number;
  readonly rootName?: string;
  readonly encoding?: Readonly<Record<string, EncodingData>>;
}

export interface EncodingData {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

export interface ShapeData {
  readonly types?: readonly JsonType[];
  readonly xml?: XmlHints;
  readonly properties?: Readonly<Record<string, number>>;
  readonly additionalProperties?: number;
  readonly items?: number;
  readonly required?: readonly string[];
}

/** The parts of a value that have one of some formats; inner values are indexes. */
export interface FormatShape {
  readonly format?: string;
  /** The shape of a value without the format. */
  readonly otherwise?: number;
  readonly properties?: Readonly<Record<string, number>>;
  /** The first items; `items` is for those after them. */
  readonly prefix?: readonly number[];
  readonly items?: number;
  /** The property that selects the branch of a value. */
  readonly tag?: string;
  readonly kinds?: Readonly<Record<string, number>>;
  /** Members without their own entry. */
  readonly others?: number;
}

/** @throws {RangeError} if a value does not have its format. */
export type FormatReader = (
  value: unknown,
  at: number | undefined,
  shapes: readonly FormatShape[],
) => unknown;

/** JSON with every digit of its integers. */
export interface ExactJson extends JsonWriter {
  /** The value, with `bigint`s for integers that a double cannot hold. */
  parse(text: string): unknown;
  /** The value with `bigint`s at the described places, and nowhere else. */
  readonly read: FormatReader;
}

/** Bytes to a value and back, for a family of media types. */
export interface ClientCodec {
  /** Called with a media type without its parameters. */
  handles(essence: string): boolean;
  /** @throws if the bytes do not fit the media type; the message is the reason. */
  decode?(
    bytes: Uint8Array<ArrayBuffer>,
    contentType: string,
    body: BodyContract | undefined,
    contract: SharedContract,
  ): unknown;
  /** @throws {TypeError} if the media type cannot carry the value. */
  encode?(
    value: unknown,
    contentType: string,
    body: BodyContract | undefined,
    contract: SharedContract,
  ): WrittenBody;
}

/** A body for `fetch`; without a content type if only the platform knows it. */
export interface WrittenBody {
  readonly body: BodyInit;
  readonly contentType: string | undefined;
}
