/**
 * The parts of the platform that a client needs. The types come from the program's own declarations
 * (`lib: dom`, Node, workers, React Native); missing ones are declared here, so that nothing
 * becomes `any`.
 */

/** By the constructor, because some declarations have `any` as `prototype`. */
type Declared<Name extends string, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: abstract new (
    ...given: never
  ) => infer Own;
}
  ? Own
  : Otherwise;

/** The type of a constructor's first or second argument. */
type Taken<Name extends string, Place extends 0 | 1, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: new (
    ...given: infer Given
  ) => unknown;
}
  ? NonNullable<Given[Place & keyof Given]>
  : Otherwise;

/** The class of requests. */
export type RequestClass = typeof globalThis extends { readonly Request: infer Kind }
  ? Kind
  : unknown;

export type Request = Declared<'Request', PlainRequest>;
export type Response = Declared<'Response', PlainResponse>;
export type FormData = Declared<'FormData', PlainForm>;
export type Blob = Declared<'Blob', PlainBlob>;
export type AbortSignal = Declared<'AbortSignal', PlainSignal>;
export type RequestInit = Taken<'Request', 1, PlainInit>;
export type HeadersInit = Taken<'Headers', 0, PlainHeadersInit>;
export type BodyInit = Taken<'Response', 0, string | Uint8Array | Blob | FormData | ByteStream>;

/** A stream of bytes, also if the platform does not declare its chunks. */
export type ByteStream = Response extends { readonly body: infer Body }
  ? NonNullable<Body> extends PlainStream & AsyncIterable<unknown>
    ? AsyncIterable<Uint8Array<ArrayBuffer>> & PlainStream & NonNullable<Body>
    : PlainStream & NonNullable<Body>
  : PlainStream;

interface PlainBody {
  readonly bodyUsed: boolean;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<PlainBlob>;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

interface PlainRequest extends PlainBody {
  readonly method: string;
  readonly url: string;
  readonly headers: PlainHeaders;
  readonly signal: PlainSignal;
  clone(): PlainRequest;
}

interface PlainResponse extends PlainBody {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: PlainHeaders;
  readonly body: PlainStream | null;
  clone(): PlainResponse;
}

interface PlainHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
  forEach(visit: (value: string, name: string) => void): void;
}

type PlainHeadersInit = PlainHeaders | Readonly<Record<string, string>> | [string, string][];

interface PlainForm {
  append(name: string, value: string | Blob, filename?: string): void;
  get(name: string): unknown;
  has(name: string): boolean;
}

interface PlainBlob {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
}

interface PlainStream {
  getReader(): {
    read(): Promise<
      | { readonly done: false; readonly value: Uint8Array<ArrayBuffer> }
      | { readonly done: true; readonly value?: unknown }
    >;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
  cancel(reason?: unknown): Promise<void>;
}

interface PlainSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listen: () => void): void;
  removeEventListener(type: 'abort', listen: () => void): void;
}

interface PlainInit {
  readonly method?: string;
  readonly headers?: PlainHeadersInit;
  readonly body?: unknown;
  readonly signal?: PlainSignal | null;
  readonly cache?: string;
  readonly credentials?: string;
  readonly integrity?: string;
  readonly keepalive?: boolean;
  readonly mode?: string;
  readonly redirect?: string;
  readonly referrer?: string;
}

type Kind = 'ArrayBuffer' | 'Blob' | 'File' | 'FormData' | 'ReadableStream' | 'URLSearchParams';

/** Whether a value is of one of these kinds, in this realm or another, if the platform has it. */
export function isA(value: unknown, ...kinds: readonly Kind[]): boolean {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return kinds.some((name) => {
    const kind = (globalThis as { [Name in Kind]?: abstract new (...given: never) => unknown })[
      name
    ];
    return tag === name || (kind !== undefined && value instanceof kind);
  });
}
