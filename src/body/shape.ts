import type { Pointer } from '../json/pointer.ts';

/**
 * What a codec must know of a schema to turn text into a value and back: types and XML names. Made
 * from a schema by `schema/shape.ts`, and from a literal in generated clients.
 */
export interface Shape {
  /** The types the schema allows; empty when it does not say. */
  readonly types: ReadonlySet<JsonType>;
  readonly xml: XmlHints;
  /** Functions, because schemas may be recursive. */
  readonly properties: () => ReadonlyMap<string, Shape>;
  /** The shape of properties without a name of their own; `undefined` when it is not described. */
  readonly additionalProperties: () => Shape | undefined;
  readonly items: () => Shape | undefined;
  /** The properties that must be there; none where it is not known. */
  readonly required?: ReadonlySet<string>;
}

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** The XML Object (OpenAPI 3.1 section 4.8.26); what `nodeType` of 3.2 says is said by these as well. */
export interface XmlHints {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
  /** The value is the text of the element around it; `cdata` where it is written as a CDATA section. */
  readonly text?: 'text' | 'cdata';
}

/** How one property of a form or multipart body is written (OpenAPI 3.1 section 4.8.15). */
export interface PropertyEncoding {
  readonly contentType: string | undefined;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
  readonly allowReserved: boolean;
}

/** The outcome of reading text or bytes: a value, or why there is none. */
export type Decoded =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The value with the integers that a double does not hold as `bigint`s, where it has any. */
      readonly exact?: unknown;
      /** Members whose name came before in the same JSON object; `value` has the last of them. */
      readonly repeated?: readonly Pointer[];
    }
  | { readonly ok: false; readonly reason: string };

/** A shape that says nothing. */
export const unknownShape: Shape = {
  types: new Set(),
  xml: {},
  properties: () => new Map(),
  additionalProperties: () => undefined,
  items: () => undefined,
};
