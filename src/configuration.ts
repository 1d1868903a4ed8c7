import { type DocsSettings, docsKeys, wrongDocs } from './docs-settings.ts';
import { type GenerateSettings, generateKeys, wrongGenerate } from './generate-settings.ts';
import { didYouMeanOneOf } from './nearest-name.ts';

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
  /** By the API's name; what is said here comes before what is said for every API. */
  readonly apis?: Readonly<Record<string, ApiSettings>>;
}

export interface ApiSettings {
  readonly provider?: ProviderSettings;
  /** The file of known deviations; `deviations.yaml` beside the contract by default. */
  readonly deviations?: string;
  /** The file of the mock's handlers; `mock/<api>.ts` by default, where there is one. */
  readonly handlers?: string;
  /**
   * What operations do, where a mock with state takes them for something else: by their `operationId`, or
   * by method and path, as in `POST /orders/{id}/close`.
   */
  readonly roles?: Readonly<Record<string, RoleSettings>>;
  /** How `specwright diff` and `check` weigh its changes. */
  readonly changes?: ChangeSettings;
  /** What `specwright generate` writes for it. */
  readonly generate?: GenerateSettings;
}

export interface ChangeSettings {
  /** Severities other than the rules' own: `{'request-parameter-removed': 'compatible'}`. */
  readonly severities?: Readonly<Record<string, (typeof changeSeverities)[number]>>;
  /** Known changes that fail no run. */
  readonly approved?: readonly ApprovedChange[];
}

const changeSeverities = ['breaking', 'dangerous', 'compatible'] as const;

/** A change that somebody has approved. */
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

const roleNames = [
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
  /** Values that are read of an event stream, JSON Lines and the like; 100 by default. */
  readonly streamItems?: number;
  /** Seconds after the status of such an answer until it has been read enough of; 2 by default. */
  readonly streamSeconds?: number;
  /** How often a request is sent again where no connection came about. */
  readonly retries?: number;
  /** Requests a second at the most. */
  readonly rate?: number;
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
  /** Which breaches of a `format` count: all, none, or those that the contract's dialect defines. */
  readonly formats?: 'assert' | 'annotate' | 'dialect';
  /** Which advisories are told: by the code of a finding, or the kind of something that may be accepted. */
  readonly advisories?: Readonly<Record<string, boolean>>;
  /** Values that are there at the provider: by a parameter's name, or `operation.parameter`. */
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

type Kind = 'text' | 'flag' | 'number' | 'texts' | 'lists' | 'mapping' | 'mappings' | 'function';

const providerKeys: Readonly<Record<keyof ProviderSettings, Kind>> = {
  baseUrl: 'text',
  mode: 'text',
  headers: 'mapping',
  credentials: 'mapping',
  renewAfter: 'number',
  timeout: 'number',
  streamItems: 'number',
  streamSeconds: 'number',
  retries: 'number',
  rate: 'number',
  concurrency: 'number',
  ca: 'text',
  cert: 'text',
  key: 'text',
  insecure: 'flag',
  sign: 'function',
  wait: 'number',
  allowDestructive: 'flag',
  formats: 'text',
  advisories: 'mapping',
  fixtures: 'mapping',
  only: 'texts',
  skip: 'texts',
  setup: 'function',
  teardown: 'function',
};

/** The first thing that is not as `Config` says: a misspelt name must not be passed over. */
export function whatIsWrong(config: unknown): string | undefined {
  if (!isRecord(config)) return 'it must give an object';
  // Editors complete JSON by what it names.
  const known = {
    provider: 'mapping',
    changes: 'mapping',
    docs: 'mapping',
    generate: 'mapping',
    apis: 'mapping',
    $schema: 'text',
  } as const;
  const top = wrongKeys(config, known, '');
  if (top !== undefined) return top;
  const policy = wrongChanges(config.changes, 'changes', { severities: 'mapping' });
  if (policy !== undefined) return policy;
  const unfit = wrongKeys((config.docs as Record<string, unknown>) ?? {}, docsKeys, 'docs.');
  const docs = unfit ?? wrongDocs(config.docs as DocsSettings | undefined);
  if (docs !== undefined) return docs;
  const generate = wrongGenerated(config.generate, 'generate');
  if (generate !== undefined) return generate;
  const sections: (readonly [string, unknown])[] = [['provider', config.provider]];
  for (const [name, api] of Object.entries((config.apis as object | undefined) ?? {})) {
    if (!isRecord(api)) return `"apis.${name}" must be an object`;
    const wrong =
      wrongKeys(api, apiKeys, `apis.${name}.`) ??
      wrongRoles(api.roles, name) ??
      wrongChanges(api.changes, `apis.${name}.changes`, changeKeys) ??
      wrongGenerated(api.generate, `apis.${name}.generate`);
    if (wrong !== undefined) return wrong;
    sections.push([`apis.${name}.provider`, api.provider]);
  }
  for (const [name, settings] of sections) {
    if (settings === undefined) continue;
    const { mode } = settings as ProviderSettings;
    const wrong = wrongKeys(
      settings as Readonly<Record<string, unknown>>,
      providerKeys,
      `${name}.`,
    );
    if (wrong !== undefined) return wrong;
    if (mode !== undefined && !['examples', 'safe', 'full'].includes(mode)) {
      return `"${name}.mode" is "${mode}", and must be examples, safe or full`;
    }
  }
  return undefined;
}

const apiKeys: Readonly<Record<keyof ApiSettings, Kind>> = {
  provider: 'mapping',
  deviations: 'text',
  handlers: 'text',
  roles: 'mapping',
  changes: 'mapping',
  generate: 'mapping',
};

const changeKeys: Readonly<Record<keyof ChangeSettings, Kind>> = {
  severities: 'mapping',
  approved: 'mappings',
};

const approvedKeys: Readonly<Record<keyof ApprovedChange, Kind>> = {
  rule: 'text',
  operation: 'text',
  path: 'text',
  reason: 'text',
  until: 'text',
};

const roleKeys: Readonly<Record<keyof RoleSettings, Kind>> = {
  role: 'text',
  resource: 'text',
  key: 'text',
  id: 'text',
};

function wrongRoles(roles: unknown, api: string): string | undefined {
  for (const [operation, settings] of Object.entries((roles as object | undefined) ?? {})) {
    const name = `apis.${api}.roles.${operation}`;
    if (!isRecord(settings)) return `"${name}" must be an object`;
    const wrong = wrongKeys(settings, roleKeys, `${name}.`);
    if (wrong !== undefined) return wrong;
    const { role } = settings as RoleSettings;
    if (role !== undefined && !roleNames.includes(role)) {
      return `"${name}.role" is "${role}", and must be one of ${roleNames.join(', ')}`;
    }
  }
  return undefined;
}

function wrongGenerated(settings: unknown, name: string): string | undefined {
  if (settings === undefined) return undefined;
  const own = settings as Readonly<Record<string, unknown>>;
  return wrongKeys(own, generateKeys, `${name}.`) ?? wrongGenerate(own, name);
}

function wrongChanges(
  changes: unknown,
  name: string,
  keys: Readonly<Record<string, Kind>>,
): string | undefined {
  if (changes === undefined) return undefined;
  const wrong = wrongKeys(changes as Readonly<Record<string, unknown>>, keys, `${name}.`);
  if (wrong !== undefined) return wrong;
  const { severities = {}, approved = [] } = changes as ChangeSettings;
  for (const [rule, severity] of Object.entries(severities)) {
    if (changeSeverities.includes(severity)) continue;
    return `"${name}.severities.${rule}" is "${severity}", and must be one of ${changeSeverities.join(', ')}`;
  }
  for (const [index, one] of approved.entries()) {
    const at = `${name}.approved.${index}`;
    const unfit = wrongKeys({ ...one }, approvedKeys, `${at}.`);
    if (unfit !== undefined) return unfit;
    const missing = (['rule', 'reason'] as const).find((key) => !one[key]);
    if (missing !== undefined) return `"${at}.${missing}" is missing`;
    if (one.until !== undefined && !isDay(one.until)) {
      return `"${at}.until" is "${one.until}", and must be a day such as 2026-12-31`;
    }
  }
  return undefined;
}

function isDay(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(+date) && date.toISOString().startsWith(text);
}

function wrongKeys(
  value: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, Kind>>,
  prefix: string,
): string | undefined {
  for (const [key, member] of Object.entries(value)) {
    const kind = Object.hasOwn(known, key) ? known[key] : undefined;
    if (kind === undefined) {
      const names = Object.keys(known).filter((name) => name !== '$schema');
      return `"${prefix}${key}" is not known${didYouMeanOneOf(key, names)}`;
    }
    if (member !== undefined && !isOf(kind, member))
      return `"${prefix}${key}" must be ${kindWords[kind] ?? `a ${kind}`}`;
  }
  return undefined;
}

const kindWords: Partial<Record<Kind, string>> = {
  mappings: 'a list of mappings',
  lists: 'a list of lists',
};

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && value >= 0;
    case 'function':
      return typeof value === 'function';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'lists':
      return Array.isArray(value) && value.every(Array.isArray);
    case 'mapping':
      return isRecord(value);
    case 'mappings':
      return Array.isArray(value) && value.every(isRecord);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is configured for one API: its own settings, then those for every API. */
export function settingsOf(config: Config, name: string): ApiSettings {
  const { provider, changes, generate, apis = {} } = config;
  const own = Object.hasOwn(apis, name) ? apis[name]! : {};
  const merged: ProviderSettings = { ...provider, ...own.provider };
  return {
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
