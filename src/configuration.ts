import type { DocsSettings } from './docs-settings.ts';
import type { GenerateSettings } from './generate-settings.ts';

/** What `specwright.config.ts` holds: what redocly.yaml cannot say of an API. */
export interface Config {
  /** For every API. */
  readonly provider?: ProviderSettings;
  /** How `specwright diff` and `check` weigh the changes of every API. */
  readonly changes?: Pick<ChangeSettings, 'severities'>;
  /** How `specwright docs` shows the APIs. */
  readonly docs?: DocsSettings;
  /** What `specwright generate` writes for every API. */
  readonly generate?: GenerateSettings;
  /**
   * Whether `nullable: true` of OpenAPI 3.0 allows null whatever stands beside it, in every API. The flag
   * `--lenient-nullable` comes before it.
   */
  readonly lenientNullable?: boolean;
  /** By the API's name; what is said here comes before what is said for every API. */
  readonly apis?: Readonly<Record<string, ApiSettings>>;
}

export interface ApiSettings {
  readonly provider?: ProviderSettings;
  /** The file of known deviations; `deviations.yaml` beside the contract by default. */
  readonly deviations?: string;
  /** The file of the mock's handlers; `mock/<api>.ts` by default, where there is one. */
  readonly handlers?: string;
  /** Seconds that a handler of the mock may take; 10 by default. */
  readonly handlerTimeout?: number;
  /**
   * What operations do, where a mock with state takes them for something else: by their `operationId`, or
   * by method and path, as in `POST /orders/{id}/close`.
   */
  readonly roles?: Readonly<Record<string, RoleSettings>>;
  /** How `specwright diff` and `check` weigh its changes. */
  readonly changes?: ChangeSettings;
  /** What `specwright generate` writes for it. */
  readonly generate?: GenerateSettings;
  /** Whether `nullable: true` of OpenAPI 3.0 allows null whatever stands beside it. */
  readonly lenientNullable?: boolean;
}

export interface ChangeSettings {
  /** Severities other than the rules' own: `{'request-parameter-removed': 'compatible'}`. */
  readonly severities?: Readonly<Record<string, (typeof changeSeverities)[number]>>;
  /** Known changes that fail no run. */
  readonly approved?: readonly ApprovedChange[];
}

export const changeSeverities = ['breaking', 'dangerous', 'compatible'] as const;

/** An approved change. */
export interface ApprovedChange {
  readonly rule: string;
  /** `POST /pets`, or an `operationId`; without one, the change wherever it is. */
  readonly operation?: string;
  /** The place in the value as a JSON Pointer, the name of the part, or the part as the report writes it. */
  readonly path?: string;
  readonly reason: string;
  /** The last day on which it is approved, `2026-12-31`. */
  readonly until?: string;
}

/** What an operation does to an item; what is not said here is inferred from the contract. */
export interface RoleSettings {
  /** `none`: the operation is not stateful. */
  readonly role?: (typeof roleNames)[number];
  /** The name of the resource, as `specwright mock --stateful --explain` shows it, or a new one. */
  readonly resource?: string;
  /** The parameter of the path or of the query that names the item. */
  readonly key?: string;
  /** The property of the resource's items that is their id, by its name or as a JSON Pointer. */
  readonly id?: string;
}

export const roleNames = [
  'create',
  'read',
  'list',
  'replace',
  'update',
  'delete',
  'action',
  'none',
] as const;

/** How `specwright verify` meets a provider. Flags of the command come before it. */
export interface ProviderSettings {
  readonly baseUrl?: string;
  readonly mode?: 'examples' | 'safe' | 'full';
  /** Fields for every request; a value `env:NAME` is read from the environment. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By security scheme: the secret, `env:NAME`, or a function that fetches a token. */
  readonly credentials?: Readonly<Record<string, string | (() => string | Promise<string>)>>;
  /** Seconds after which the functions under `credentials` are called again. */
  readonly renewAfter?: number;
  /** Seconds until an answer must have come to its end. */
  readonly timeout?: number;
  /** Seconds after which an answer is too late: a violation of a limit that no contract names. */
  readonly maxTime?: number;
  /** Values that are read of an event stream, JSON Lines and the like; 100 by default. */
  readonly streamItems?: number;
  /** Seconds after the status of such an answer until it has been read enough of; 2 by default. */
  readonly streamSeconds?: number;
  /** How often a request is sent again where no connection came about. */
  readonly retries?: number;
  /** Requests a second at the most. */
  readonly rate?: number;
  /** The same for one operation: by its id, or as `GET /pets/{id}`. */
  readonly rates?: Readonly<Record<string, number>>;
  /** Cases under way at the same time. */
  readonly concurrency?: number;
  /** Files with certificates, as PEM: whom to trust, who this side is, and its key. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Whether any certificate of the provider is taken. */
  readonly insecure?: boolean;
  /** Is called before each request is sent; gives fields to add: a signature, a nonce. */
  readonly sign?: (request: {
    readonly method: string;
    readonly url: string;
    /** By lower-case name. */
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: Uint8Array;
  }) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Seconds to wait until the provider is up. */
  readonly wait?: number;
  /** Whether operations are sent that may take away what others need: logout, reset, delete all. */
  readonly allowDestructive?: boolean;
  /** Which operations these are, and which are none, by patterns as those of `only`. */
  readonly destructive?: Readonly<Record<string, boolean>>;
  /** MiB of a body that shall get 413, where that is described: 4 on this machine, else 0. */
  readonly largeBody?: number;
  /** How often a request that reads is sent to get 429, where that is described; 0 by default. */
  readonly burst?: number;
  /** Which breaches of a `format` count: all, none, or those that the contract's dialect defines. */
  readonly formats?: 'assert' | 'annotate' | 'dialect';
  readonly statuses?: StatusesByOperation;
  /** Which advisories are reported: by the code of a finding, or by the kind of leniency. */
  readonly advisories?: Readonly<Record<string, boolean>>;
  /**
   * Values that are there at the provider: by a parameter's name, or by the JSON Pointer of a value in
   * a body (`/customerId`); after `operation.` for one operation.
   */
  readonly fixtures?: Readonly<Record<string, unknown>>;
  /** Patterns of cases, as `--only` and `--skip`. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Is called before the first case; what it gives is added to the fixtures. */
  readonly setup?: (
    run: HookContext,
  ) => Promise<Readonly<Record<string, unknown>>> | Promise<undefined> | Promise<void>;
  /** Is called after the last case, when `setup` was done. */
  readonly teardown?: (
    run: HookContext & { readonly fixtures: Readonly<Record<string, unknown>> },
  ) => Promise<void> | void;
}

/** What both sides agreed on, by an operation's id or as `GET /pets/{id}`. */
export type StatusesByOperation = Readonly<Record<string, ExpectedStatuses>>;

/** The statuses of an operation that both sides agreed on: `201`, or a range `'4XX'`. */
export interface ExpectedStatuses {
  /** For requests that keep the contract. */
  readonly valid?: readonly (number | string)[];
  /** For those that break it in a value, a name or a media type. */
  readonly invalid?: readonly (number | string)[];
}

export interface HookContext {
  readonly api: string;
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/**
 * Gives the type to what `specwright.config.ts` exports.
 *
 * @example
 * ```ts
 * import { defineConfig } from 'specwright';
 *
 * export default defineConfig({
 *   apis: { kaiten: { provider: { baseUrl: 'https://demo.kaiten.sh', rate: 5 } } },
 * });
 * ```
 */
export function defineConfig(config: Config): Config {
  return config;
}

/** What is configured for one API: its own settings, then those for every API. */
export function settingsOf(config: Config, name: string): ApiSettings {
  const { provider, changes, generate, lenientNullable, apis = {} } = config;
  const own = Object.hasOwn(apis, name) ? apis[name]! : {};
  const merged: ProviderSettings = { ...provider, ...own.provider };
  return {
    ...(lenientNullable !== undefined && { lenientNullable }),
    ...own,
    generate: { ...generate, ...own.generate },
    changes: {
      severities: { ...changes?.severities, ...own.changes?.severities },
      approved: own.changes?.approved ?? [],
    },
    provider: {
      ...merged,
      headers: { ...provider?.headers, ...own.provider?.headers },
      credentials: { ...provider?.credentials, ...own.provider?.credentials },
      fixtures: { ...provider?.fixtures, ...own.provider?.fixtures },
    },
  };
}
