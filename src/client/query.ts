import { type AnswerError, type DataOf, orThrow } from './or-throw.ts';
import type { AnyResult } from './result.ts';
import type { AbortSignal } from './web-api.ts';

/** What a query cache holds for a call: it holds no `undefined`, so that an answer without content is `null`. */
export type QueryData<Result> =
  undefined extends DataOf<Result> ? Exclude<DataOf<Result>, undefined> | null : DataOf<Result>;

/** What a call may throw: `result` is there where an answer came that is no described success. */
export type CallError<Result extends AnyResult> = AnswerErrorOf<Result> | NoAnswerError;

/** An error by an answer of one operation. */
export interface AnswerErrorOf<Result extends AnyResult> extends AnswerError {
  readonly result: Extract<Exclude<Result, { ok: true }>, AnswerError['result']>;
}

/** The network failed, the call was stopped, or it could not be written. */
export interface NoAnswerError extends Error {
  readonly result?: undefined;
}

/** When a call that failed is made again, as a query library asks. */
export type QueryRetry<Result extends AnyResult> =
  | boolean
  | number
  | ((failureCount: number, error: CallError<Result>) => boolean);

export interface QueryContext {
  readonly signal: AbortSignal;
}

/** Some of what a call gives; it stands for all calls that give it. */
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
 * The key of a call in a query cache: what the call is about, and nothing that says how it is made. Calls
 * that mean the same have the same key. Without a call, it begins the keys of all calls of the operation.
 */
export function queryKey<Key>(
  api: string,
  operation: string,
  call: object | undefined,
  kind?: 'infinite',
): Key {
  const { params, body, contentType } = { ...call } as Given;
  const places = said(
    Object.entries(params ?? {}).map(([place, values]) => [
      place,
      said(Object.entries(values ?? {})),
    ]),
  );
  const own = said([
    ['params', places],
    ['body', body],
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

/** An object of the members that say something. */
function said(members: readonly (readonly [string, unknown])[]): object | undefined {
  const own = members.filter(([, value]) => value !== undefined);
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** The data of a call that succeeds, as a query cache holds it; anything else is thrown. */
export async function queryData<Result extends AnyResult>(
  call: Promise<Result>,
): Promise<QueryData<Result>> {
  return ((await orThrow(call)) ?? null) as QueryData<Result>;
}
