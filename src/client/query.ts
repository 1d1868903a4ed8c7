import { hasBigint } from '../json/integers.ts';
import { type AnswerError, type DataOf, orThrow } from './or-throw.ts';
import type { AnyResult } from './result.ts';
import type { AbortSignal } from './web-api.ts';

/** The cached value of a call; it is never `undefined`, so an answer without content is `null`. */
export type QueryData<Result> =
  undefined extends DataOf<Result> ? Exclude<DataOf<Result>, undefined> | null : DataOf<Result>;

/** The errors of a call: `result` is set if an answer came that is no described success. */
export type CallError<Result extends AnyResult> = AnswerErrorOf<Result> | NoAnswerError;

/** An error by an answer of one operation. */
export interface AnswerErrorOf<Result extends AnyResult> extends AnswerError {
  readonly result: Extract<Exclude<Result, { ok: true }>, AnswerError['result']>;
}

/** The network failed, the call was aborted, or it could not be written. */
export interface NoAnswerError extends Error {
  readonly result?: undefined;
}

/** When a failed call is retried, for a query library. */
export type QueryRetry<Result extends AnyResult> =
  | boolean
  | number
  | ((failureCount: number, error: CallError<Result>) => boolean);

export interface QueryContext {
  readonly signal: AbortSignal;
}

/** A part of a call's input; it matches all calls with that part. */
export type SomeOfCall<Call> = Call extends unknown
  ? {
      readonly [Name in keyof Call & KeyMember]?: Name extends 'params'
        ? SomeOfParams<Call[Name]>
        : Call[Name];
    }
  : never;

type KeyMember = 'params' | 'body' | 'contentType';

type SomeOfParams<Params> = {
  readonly [Place in keyof Params]?: Partial<Params[Place]> | undefined;
};

/**
 * The key of a call in a query cache: the content of the call without its options. Equal calls have
 * equal keys. Without a call, it is the common start of the operation's keys.
 */
export function queryKey<Key>(
  api: string,
  operation: string,
  call: object | undefined,
  kind?: 'infinite',
): Key {
  const { params, body, contentType } = { ...call } as Given;
  const places = objectOf(
    Object.entries(params ?? {}).map(([place, values]) => [
      place,
      objectOf(Object.entries(values ?? {}).map(([name, value]) => [name, keyPart(value)])),
    ]),
  );
  const own = objectOf([
    ['params', places],
    ['body', keyPart(body)],
    ['contentType', contentType],
  ]);
  const end = kind === undefined ? [] : [kind];
  const isAll = own === undefined && end.length === 0;
  return [api, operation, ...(isAll ? [] : [own ?? {}]), ...end] as Key;
}

interface Given {
  readonly params?: Readonly<Record<string, object | undefined>>;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** The value with the digits of its `bigint`s as texts, because a cache writes keys as JSON. */
function keyPart(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`;
  if (!hasBigint(value)) return value;
  if (Array.isArray(value)) return value.map(keyPart);
  return objectOf(Object.entries(value as object).map(([name, part]) => [name, keyPart(part)]));
}

/** An object without undefined members. */
function objectOf(members: readonly (readonly [string, unknown])[]): object | undefined {
  const own = members.filter(([, value]) => value !== undefined);
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** The data of a successful call for a query cache; throws otherwise. */
export async function queryData<Result extends AnyResult>(
  call: Promise<Result>,
): Promise<QueryData<Result>> {
  return ((await orThrow(call)) ?? null) as QueryData<Result>;
}
