import type { JsonType, XmlHints } from '../body/shape.ts';
import type { Style } from '../body/style.ts';
import type { BodyInit } from './web-api.ts';

/**
 * What a generated client knows of its API at run time, as data. What is as OpenAPI has it by
 * default is left out.
 */
export interface ApiContract extends SharedContract {
  /** By the name of the client's method. */
  readonly operations: Readonly<Record<string, OperationContract>>;
}

/** What a program that calls one operation knows of it. */
export interface OneOperation extends SharedContract {
  readonly name: string;
  readonly operation: OperationContract;
}

/** What operations have in common. */
export interface SharedContract {
  /** The first server's URL, or its path where it names no host; with its variables in braces. */
  readonly server?: string;
  /** What the variables are unless a program says otherwise. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly schemes?: Readonly<Record<string, SchemeContract>>;
  /** What bodies and answers refer to by index, because schemas may be recursive. */
  readonly shapes?: readonly ShapeData[];
  /** Makes dates of the texts that are described as such, where a program wants them so. */
  readonly dates?: DateReader;
  readonly dateShapes?: readonly DateShape[];
  /** What reads and writes the media types of this API beside JSON, text and bytes. */
  readonly codecs?: readonly ClientCodec[];
}

/** Where a credential travels (OpenAPI 3.1 section 4.8.27). */
export type SchemeContract =
  | { readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  /** A scheme of the Authorization field. */
  | { readonly http: string };

export interface OperationContract {
  readonly method: string;
  readonly path: string;
  /** Without an `operationId`, it is called by its path only. */
  readonly byPath?: true;
  /** Its own server, where that is not the document's; with its variables as above. */
  readonly server?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly styles?: readonly ParameterContract[];
  /** By media type, as the document writes it. */
  readonly body?: Readonly<Record<string, BodyContract>>;
  /** The media types of each described answer, by `200`, `2XX` or `default`. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, BodyContract>>>>;
  /** Alternatives of schemes, one of which must be met. */
  readonly security?: readonly (readonly string[])[];
}

/** A parameter in another style than its place has by default. */
export interface ParameterContract {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly style?: Style;
  readonly explode?: boolean;
  readonly allowReserved?: true;
  /** Described by `content`: written as this media type. */
  readonly content?: string;
}

export interface BodyContract {
  /** Where its dates are, as an index into the date shapes. */
  readonly dates?: number;
  /** An answer is an object or an array, which no text and no bytes are. */
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

/** Where the dates of a value are; what is inside is meant by index. */
export interface DateShape {
  readonly format?: string;
  /** What a text is that is not of the format. */
  readonly otherwise?: number;
  readonly properties?: Readonly<Record<string, number>>;
  /** Of the first items; `items` is of those behind. */
  readonly prefix?: readonly number[];
  readonly items?: number;
  /** The property that tells what else a value is, by its values. */
  readonly tag?: string;
  readonly kinds?: Readonly<Record<string, number>>;
  /** Of the members without a name of their own. */
  readonly others?: number;
}

/** @throws {RangeError} where a text is no date. */
export type DateReader = (value: unknown, at: number, shapes: readonly DateShape[]) => unknown;

/** Bytes to a value and back, for a family of media types. */
export interface ClientCodec {
  /** Asked with a media type without its parameters. */
  handles(essence: string): boolean;
  /** @throws when the bytes are not what the media type says; the message is the reason. */
  decode?(
    bytes: Uint8Array<ArrayBuffer>,
    contentType: string,
    body: BodyContract | undefined,
    contract: SharedContract,
  ): unknown;
  /** @throws {TypeError} when the media type cannot carry the value. */
  encode?(
    value: unknown,
    contentType: string,
    body: BodyContract | undefined,
    contract: SharedContract,
  ): WrittenBody;
}

/** A body as `fetch` takes it; without a content type where only the platform knows it. */
export interface WrittenBody {
  readonly body: BodyInit;
  readonly contentType: string | undefined;
}
