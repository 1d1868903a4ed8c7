import type { Pointer } from '../json/pointer.ts';

/**
 * The facts of a schema that a codec needs to turn text into a value and back: types and XML names.
 * `schema/shape.ts` makes it from a schema, and generated clients contain it as a literal.
 */
export interface Shape {
  /** The types that the schema allows; empty if the schema has no types. */
  readonly types: ReadonlySet<JsonType>;
  readonly xml: XmlHints;
  /** Functions, because schemas may be recursive. */
  readonly properties: () => ReadonlyMap<string, Shape>;
  /** The shape of all other properties; `undefined` if the schema does not describe them. */
  readonly additionalProperties: () => Shape | undefined;
  readonly items: () => Shape | undefined;
  /** The required properties; none if they are unknown. */
  readonly required?: ReadonlySet<string>;
  /** Whether an integer that a double cannot hold is read as a `bigint`. */
  readonly isExact?: boolean;
}

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/**
 * The XML Object (OpenAPI 3.1 section 4.8.26); these members also express `nodeType` of OpenAPI
 * 3.2.
 */
export interface XmlHints {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
  /** The value is the text of its parent element; `cdata` means a CDATA section. */
  readonly text?: 'text' | 'cdata';
}

/** How to write one property of a form or multipart body (OpenAPI 3.1 section 4.8.15). */
export interface PropertyEncoding {
  readonly contentType: string | undefined;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
  readonly allowReserved: boolean;
}

/** The result of reading text or bytes: a value, or the reason of a refusal. */
export type Decoded =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The value with `bigint`s for integers that a double cannot hold, if there are any. */
      readonly exact?: unknown;
      /** Members that repeat a name of the same JSON object; `value` has the last of them. */
      readonly repeated?: readonly Pointer[];
    }
  | { readonly ok: false; readonly reason: string };

/** A shape without facts. */
export const unknownShape: Shape = {
  types: new Set(),
  xml: {},
  properties: () => new Map(),
  additionalProperties: () => undefined,
  items: () => undefined,
};
