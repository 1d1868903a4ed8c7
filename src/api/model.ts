import type { PropertyEncoding } from '../body/shape.ts';
import type { MediaRange } from '../http/media-type.ts';
import type { Location, SourceDocument } from '../json/document.ts';

/**
 * An OpenAPI document, parsed once into immutable data. References to parameters, bodies,
 * responses, headers, examples, links and path items are followed; schemas stay where they were
 * written. Every part knows its place.
 */
export interface Api {
  /** The name in the registry, or the file's name. */
  readonly name: string;
  readonly title: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly version: string;
  readonly dialect: Dialect;
  /** Whether `nullable` of OpenAPI 3.0 allows null beside any other keyword (see `LoadOptions`). */
  readonly lenientNullable?: boolean;
  readonly root: SourceDocument;
  /** Every document by its URI, including the root. */
  readonly documents: ReadonlyMap<string, SourceDocument>;
  /** Why referenced documents were not read, by URI. */
  readonly unread: ReadonlyMap<string, string>;
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Operation[];
  /** The schemas under `components`, by name. */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
}

/** The version of OpenAPI that defines a schema's meaning. */
export type Dialect = '3.0' | '3.1' | '3.2';

export interface Server {
  /** The URL as written, with variables: `https://{region}.example.com/v1`. */
  readonly url: string;
  readonly description: string | undefined;
  readonly variables: Readonly<Record<string, ServerVariable>>;
  readonly at: Location;
}

export interface ServerVariable {
  readonly default: string;
  readonly enum: readonly string[] | undefined;
}

export interface Operation {
  /** `operationId`, or `GET /path` if the document gives none. */
  readonly id: string;
  readonly operationId: string | undefined;
  /** Upper case: `GET`. */
  readonly method: string;
  /** The path template: `/customers/{id}`; the name of a webhook. */
  readonly path: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  readonly responses: readonly ApiResponse[];
  /** Alternatives; a request must meet one of them. The list is empty for a public operation. */
  readonly security: readonly SecurityRequirement[];
  readonly servers: readonly Server[];
  readonly callbacks: readonly Callback[];
  readonly at: Location;
}

export type ParameterPlace = 'path' | 'query' | 'querystring' | 'header' | 'cookie';

export type ParameterStyle =
  | 'matrix'
  | 'label'
  | 'simple'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'cookie';

export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly allowEmptyValue: boolean;
  readonly allowReserved: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly description: string | undefined;
  readonly schema: Schema | undefined;
  /** A parameter described by `content` has this one media type and no `schema`. */
  readonly content: MediaType | undefined;
  readonly examples: readonly Example[];
  readonly at: Location;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description: string | undefined;
  readonly content: readonly MediaType[];
  readonly at: Location;
}

/** A described response; a received one is an `HttpResponse`. */
export interface ApiResponse {
  /** `200`, a range `2XX`, or `default`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
  readonly links: readonly Link[];
  readonly at: Location;
}

/** A described response header: like a parameter, except its location. */
export interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly explode: boolean;
  readonly description: string | undefined;
  readonly schema: Schema | undefined;
  readonly content: MediaType | undefined;
  readonly examples: readonly Example[];
  readonly at: Location;
}

export interface MediaType {
  /** The media type as written: `application/json`, `text/*`. */
  readonly name: string;
  readonly range: MediaRange;
  readonly schema: Schema | undefined;
  /** Describes each value of a sequence media type (3.2). */
  readonly itemSchema: Schema | undefined;
  readonly examples: readonly Example[];
  /**
   * The encodings of the properties of a form or multipart body, by name. Parts without a name are
   * listed by position, and the rest of them under `''` (3.2).
   */
  readonly encoding: Readonly<Record<string, Encoding>>;
  readonly at: Location;
}

export interface Encoding extends PropertyEncoding {
  readonly headers: readonly Header[];
}

export interface Example {
  /** The key under `examples`; `undefined` for a lone `example`. */
  readonly name: string | undefined;
  readonly summary: string | undefined;
  /** `undefined` if the file of an `externalValue` was not read. */
  readonly value: unknown;
  readonly externalValue: string | undefined;
  /** Why it was not read; missing if it was not allowed. */
  readonly unread?: string;
  readonly at: Location;
}

/** A schema as written: the raw value and its place. */
export interface Schema {
  readonly value: unknown;
  readonly at: Location;
}

export interface Link {
  readonly name: string;
  readonly operationId: string | undefined;
  readonly operationRef: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly requestBody: unknown;
  readonly description: string | undefined;
  readonly at: Location;
}

export interface Callback {
  readonly name: string;
  /** A runtime expression that gives the URL to call. */
  readonly expression: string;
  readonly operations: readonly Operation[];
}

/** Schemes that must all be met, each with its scopes; empty means anonymous access. */
export type SecurityRequirement = readonly {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
}[];

export interface SecurityScheme {
  /** The key under `components/securitySchemes`. */
  readonly name: string;
  readonly description: string | undefined;
  readonly credential: Credential;
  readonly at: Location;
}

/** The place of a credential in a message. */
export type Credential =
  | { readonly type: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  /** `scheme` in lower case: `bearer`, `basic`, `digest` …; OAuth 2 and OpenID Connect are bearer. */
  | { readonly type: 'http'; readonly scheme: string }
  /** No message shows it: mutual TLS. */
  | { readonly type: 'transport' }
  /** The requirement names an undescribed scheme, or an unusable one. */
  | { readonly type: 'unknown'; readonly name: string };
