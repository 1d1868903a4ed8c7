import type { DocsSettings } from './docs-settings.ts';
import type { GenerateSettings } from './generate-settings.ts';

/** The contents of `specwright.config.ts`: settings of APIs that redocly.yaml does not have. */
export interface Config {
  /** For every API. */
  readonly provider?: ProviderSettings;
  /** How `specwright diff` and `check` weigh the changes of all APIs. */
  readonly changes?: Pick<ChangeSettings, 'severities'>;
  /** How `specwright docs` shows the APIs. */
  readonly docs?: DocsSettings;
  /** The settings of `specwright generate` for all APIs. */
  readonly generate?: GenerateSettings;
  /**
   * Whether `nullable: true` of OpenAPI 3.0 allows null beside any other keyword, in all APIs. The
   * flag `--lenient-nullable` overrides it.
   */
  readonly lenientNullable?: boolean;
  /** By the API's name; these settings override those of all APIs. */
  readonly apis?: Readonly<Record<string, ApiSettings>>;
}

export interface ApiSettings {
  readonly provider?: ProviderSettings;
  /** The file of known deviations; `deviations.yaml` beside the contract by default. */
  readonly deviations?: string;
  /** The file of the mock's handlers; by default `mock/<api>.ts`, if it exists. */
  readonly handlers?: string;
  /** The time limit of the mock's handlers in seconds; 10 by default. */
  readonly handlerTimeout?: number;
  /** How a mock sends the webhooks and callbacks of the contract. */
  readonly webhooks?: WebhookConfig;
  /**
   * Roles of operations that a stateful mock infers wrongly: by `operationId`, or by method and
   * path, as in `POST /orders/{id}/close`.
   */
  readonly roles?: Readonly<Record<string, RoleSettings>>;
  /** How `specwright diff` and `check` weigh its changes. */
  readonly changes?: ChangeSettings;
  /** The settings of `specwright generate` for this API. */
  readonly generate?: GenerateSettings;
  /** Whether `nullable: true` of OpenAPI 3.0 allows null beside any other keyword. */
  readonly lenientNullable?: boolean;
}

/** How a mock sends webhooks and callbacks. */
export interface WebhookConfig {
  /** Hosts that they may go to, beside this machine. */
  readonly hosts?: readonly string[];
  /** How often a message is sent again that was not accepted; 2 by default. */
  readonly retries?: number;
  /** Seconds before it is sent again, twice as many each time; 1 by default. */
  readonly backoff?: number;
  /** The secret that signs webhooks, or `env:NAME`; by default the variable SPECWRIGHT_WEBHOOK_SECRET. */
  readonly secret?: string;
  /**
   * How they are signed: `standard-webhooks`, or by HMAC-SHA256 of the body in a field. By default as the contract
   * describes, where it describes the fields of Standard Webhooks.
   */
  readonly signing?:
    | 'standard-webhooks'
    | {
        readonly header: string;
        /** The text before the signature: `sha256=`. */
        readonly prefix?: string;
        /** The encoding of the signature's bytes; `hex` by default. */
        readonly encoding?: 'hex' | 'base64';
      };
}

export interface ChangeSettings {
  /** Other severities for rules: `{'request-parameter-removed': 'compatible'}`. */
  readonly severities?: Readonly<Record<string, (typeof changeSeverities)[number]>>;
  /** Known changes that fail no run. */
  readonly approved?: readonly ApprovedChange[];
}

export const changeSeverities = ['breaking', 'dangerous', 'compatible'] as const;

/** An approved change. */
export interface ApprovedChange {
  readonly rule: string;
  /** `POST /pets`, or an `operationId`; without one, the change in every operation. */
  readonly operation?: string;
  /**
   * The place in the value as a JSON Pointer, the name of the part, or the part as in the report.
   */
  readonly path?: string;
  readonly reason: string;
  /** The last day of the approval, `2026-12-31`. */
  readonly until?: string;
}

/** The role of an operation; missing parts are inferred from the contract. */
export interface RoleSettings {
  /** `none`: the operation is not stateful. */
  readonly role?: (typeof roleNames)[number];
  /** The name of the resource, from `specwright mock --stateful --explain`, or a new one. */
  readonly resource?: string;
  /** The path or query parameter with the item's id. */
  readonly key?: string;
  /** The property with the id of the resource's items, by its name or as a JSON Pointer. */
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

/** How `specwright verify` tests a provider. Flags of the command override it. */
export interface ProviderSettings {
  readonly baseUrl?: string;
  readonly mode?: 'examples' | 'safe' | 'full';
  /** Fields for every request; a value `env:NAME` is read from the environment. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By security scheme: the secret, `env:NAME`, or a function that fetches a token. */
  readonly credentials?: Readonly<Record<string, string | (() => string | Promise<string>)>>;
  /** Seconds after which the functions under `credentials` are called again. */
  readonly renewAfter?: number;
  /** The time limit for a complete answer, in seconds. */
  readonly timeout?: number;
  /** Seconds after which an answer is a violation of your own limit. */
  readonly maxTime?: number;
  /** How many values of an event stream, JSON Lines and similar types are read; 100 by default. */
  readonly streamItems?: number;
  /** For how many seconds after its status such an answer is read; 2 by default. */
  readonly streamSeconds?: number;
  /** How often a request is sent again if no connection is established. */
  readonly retries?: number;
  /** Requests a second at the most. */
  readonly rate?: number;
  /** The rate of one operation: by its id, or as `GET /pets/{id}`. */
  readonly rates?: Readonly<Record<string, number>>;
  /** How many cases run at the same time. */
  readonly concurrency?: number;
  /** Files with certificates as PEM: those to trust, the client's, and its key. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Whether to accept any certificate of the provider. */
  readonly insecure?: boolean;
  /** Called before each request; returns fields to add: a signature, a nonce. */
  readonly sign?: (request: {
    readonly method: string;
    readonly url: string;
    /** By lower-case name. */
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: Uint8Array;
  }) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Seconds to wait until the provider is up. */
  readonly wait?: number;
  /** Whether to send logout, reset and the like, and writes to items that the run did not make. */
  readonly allowDestructive?: boolean;
  /** Patterns of operations that are destructive (`true`), or are not (`false`), as in `only`. */
  readonly destructive?: Readonly<Record<string, boolean>>;
  /** MiB of a body to provoke 413, if described: 4 on this machine, else 0. */
  readonly largeBody?: number;
  /** How often a reading request is sent to provoke 429, if described; 0 by default. */
  readonly burst?: number;
  /**
   * Which breaches of a `format` are violations: all, none, or those of formats that the contract's
   * dialect defines.
   */
  readonly formats?: 'assert' | 'annotate' | 'dialect';
  readonly statuses?: StatusesByOperation;
  /** Which advisories are reported: by the code of a finding, or by the kind of leniency. */
  readonly advisories?: Readonly<Record<string, boolean>>;
  /**
   * Values that exist at the provider: by a parameter's name, or by the JSON Pointer of a value in
   * a body (`/customerId`). With `operation.` before it, a value is for one operation.
   */
  readonly fixtures?: Readonly<Record<string, unknown>>;
  /** Patterns of cases, like `--only` and `--skip`. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Called before the first case; its result is added to the fixtures. */
  readonly setup?: (
    run: HookContext,
  ) => Promise<Readonly<Record<string, unknown>>> | Promise<undefined> | Promise<void>;
  /** Called after the last case, if `setup` ran. */
  readonly teardown?: (
    run: HookContext & { readonly fixtures: Readonly<Record<string, unknown>> },
  ) => Promise<void> | void;
}

/** The statuses that both sides agreed on, by an operation's id or as `GET /pets/{id}`. */
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
 * Gives the default export of `specwright.config.ts` its type.
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

/** The settings of one API: its own, then those of all APIs. */
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
