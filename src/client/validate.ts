import { defaultMediaType } from './body.ts';
import type { OperationContract } from './contract.ts';
import { describedAs } from './media-type.ts';
import { plainValue } from './plain-value.ts';
import type { Response } from './web-api.ts';

/** A schema of any library that supports Standard Schema: zod, valibot. */
export interface StandardSchema {
  readonly '~standard': {
    readonly validate: (value: unknown) => Checked | Promise<Checked>;
  };
}

interface Checked {
  readonly issues?: readonly ValidationIssue[] | undefined;
}

export interface ValidationIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The schemas of operations, in the form of `operationSchemas` in `schemas.ts`. */
export type OperationSchemas = Readonly<Record<string, SchemasOfOperation>>;

interface SchemasOfOperation {
  readonly body?: SchemasByMedia;
  /** By `200`, `2XX` or `default`. */
  readonly answers?: Readonly<Record<string, SchemasByMedia>>;
}

type SchemasByMedia = Readonly<Record<string, StandardSchema>>;

/**
 * Validates the body of a call as sent, with dates as texts, and rejects an invalid one; returns
 * the validator of the answer. `validateWith` makes one.
 */
export type Validate = (
  name: string,
  operation: OperationContract,
  given: { readonly body?: unknown; readonly contentType?: string },
) => Promise<CheckAnswer>;

/** Validates an answer by its described key and media type, if there is a schema. */
export type CheckAnswer = (
  described: string | undefined,
  media: string | undefined,
  content: unknown,
  response: Response,
) => Promise<void>;

/** A body or an answer that does not satisfy its schema. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';
  readonly part: 'request' | 'response';
  readonly issues: readonly ValidationIssue[];
  /** The validated value. */
  readonly value: unknown;
  /** The received response, if an answer is invalid. */
  readonly response: Response | undefined;

  constructor(
    operation: string,
    issues: readonly ValidationIssue[],
    value: unknown,
    response?: Response,
  ) {
    const [first] = issues;
    const path = (first?.path ?? []).map((step) => (typeof step === 'object' ? step.key : step));
    const part = response === undefined ? 'request' : 'response';
    const what = part === 'request' ? 'body' : 'answer';
    const at = path.length === 0 ? '' : `${path.map(String).join('.')}: `;
    super(`The ${what} of ${operation} is not valid: ${at}${first?.message}`);
    this.part = part;
    this.issues = issues;
    this.value = value;
    this.response = response;
  }
}

/**
 * Validates bodies and answers while a program runs.
 *
 * @example
 * ```ts
 * const kaiten = createKaitenClient({ validate: validateWith(operationSchemas, 'response') });
 * ```
 */
export function validateWith(
  schemas: OperationSchemas,
  parts: 'request' | 'response' | 'both' = 'both',
): Validate {
  return async (name, operation, { body, contentType = defaultMediaType(operation) }) => {
    const { body: bodies, answers = {} } = schemas[name] ?? {};
    const check = async (
      byMedia: SchemasByMedia = {},
      type: string,
      value: unknown,
      response?: Response,
    ) => {
      const media = describedAs(type, byMedia);
      if (media === undefined) return;
      const { issues } = await byMedia[media]!['~standard'].validate(value);
      if (issues !== undefined) throw new ValidationError(name, issues, value, response);
    };
    if (parts !== 'response' && body !== undefined) {
      await check(bodies, contentType, plainValue(body));
    }
    return async (described, media, content, response) => {
      if (parts === 'request' || described === undefined || media === undefined) return;
      await check(answers[described], media, content, response);
    };
  };
}
