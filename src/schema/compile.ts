import type { Api, Schema } from '../api/model.ts';
import type { Shape } from '../body/shape.ts';
import type { Finding } from '../finding.ts';
import type { Location } from '../json/document.ts';
import type { Pointer } from '../json/pointer.ts';

/** Requests must not be asked for what is read-only, answers not for what is write-only. */
export type Direction = 'request' | 'response';

/** The schemas of one API, compiled when first needed and kept. */
export interface Schemas {
  check(schema: Schema, direction: Direction, value: unknown): SchemaVerdict;
  shape(schema: Schema | undefined): Shape;
  /** Follows `$ref`s of a schema until something else stands there. */
  resolve(schema: Schema): Schema;
}

export type SchemaVerdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly errors: readonly SchemaError[] }
  | { readonly kind: 'not-checked'; readonly finding: Finding };

/** One keyword that an instance does not satisfy. */
export interface SchemaError {
  /** The place in the instance. */
  readonly pointer: Pointer;
  readonly keyword: string;
  /** The keyword's place in the contract. */
  readonly at: Location;
  readonly expected: unknown;
  readonly received: unknown;
}

export declare function createSchemas(api: Api): Schemas;
