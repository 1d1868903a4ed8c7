import { isObject } from './api/node.ts';
import type {
  ApiSettings,
  ApprovedChange,
  ChangeSettings,
  Config,
  ExpectedStatuses,
  ProviderSettings,
  RoleSettings,
  WebhookConfig,
} from './configuration.ts';
import { docsKeys } from './docs-settings.ts';
import { generateKeys } from './generate-settings.ts';
import { didYouMeanOneOf } from './nearest-name.ts';

/** The kind of a setting's value. */
type Kind =
  | 'text'
  | 'flag'
  | 'number'
  | 'texts'
  | 'list'
  | 'lists'
  | 'mapping'
  | 'mappings'
  | 'function'
  | 'any';

/** The names of some settings, each with the kind of its value. */
export type Kinds = Readonly<Record<string, Kind>>;

const provider: Readonly<Record<keyof ProviderSettings, Kind>> = {
  baseUrl: 'text',
  mode: 'text',
  headers: 'mapping',
  credentials: 'mapping',
  renewAfter: 'number',
  timeout: 'number',
  maxTime: 'number',
  largeBody: 'number',
  burst: 'number',
  streamItems: 'number',
  streamSeconds: 'number',
  retries: 'number',
  rate: 'number',
  rates: 'mapping',
  concurrency: 'number',
  ca: 'text',
  cert: 'text',
  key: 'text',
  insecure: 'flag',
  sign: 'function',
  wait: 'number',
  allowDestructive: 'flag',
  destructive: 'mapping',
  formats: 'text',
  statuses: 'mapping',
  advisories: 'mapping',
  fixtures: 'mapping',
  only: 'texts',
  skip: 'texts',
  setup: 'function',
  teardown: 'function',
};

const configuration: Readonly<Record<keyof Config | '$schema', Kind>> = {
  provider: 'mapping',
  changes: 'mapping',
  docs: 'mapping',
  generate: 'mapping',
  lenientNullable: 'flag',
  apis: 'mapping',
  // `$schema`, by which editors complete JSON.
  $schema: 'text',
};

const api: Readonly<Record<keyof ApiSettings, Kind>> = {
  provider: 'mapping',
  deviations: 'text',
  handlers: 'text',
  handlerTimeout: 'number',
  webhooks: 'mapping',
  roles: 'mapping',
  changes: 'mapping',
  generate: 'mapping',
  lenientNullable: 'flag',
};

const webhooks: Readonly<Record<keyof WebhookConfig, Kind>> = {
  hosts: 'texts',
  retries: 'number',
  backoff: 'number',
  secret: 'text',
  signing: 'any',
};

const signing: Kinds = {
  header: 'text',
  prefix: 'text',
  encoding: 'text',
};

const changes: Readonly<Record<keyof ChangeSettings, Kind>> = {
  severities: 'mapping',
  approved: 'mappings',
};

const approvedChange: Readonly<Record<keyof ApprovedChange, Kind>> = {
  rule: 'text',
  operation: 'text',
  path: 'text',
  reason: 'text',
  until: 'text',
};

const statuses: Readonly<Record<keyof ExpectedStatuses, Kind>> = {
  valid: 'list',
  invalid: 'list',
};

const role: Readonly<Record<keyof RoleSettings, Kind>> = {
  role: 'text',
  resource: 'text',
  key: 'text',
  id: 'text',
};

/** The names of the settings, each with the kind of its value, as in `config.schema.json`. */
export const settingKinds = {
  configuration,
  api,
  provider,
  policy: { severities: 'mapping' },
  changes,
  approvedChange,
  role,
  webhooks,
  signing,
  statuses,
  docs: docsKeys,
  generate: generateKeys,
} as const;

/** The first member that is not one of the known settings, or is of another kind. */
export function wrongKeys(
  value: Readonly<Record<string, unknown>>,
  known: Kinds,
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
    case 'any':
      return true;
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && value >= 0;
    case 'function':
      return typeof value === 'function';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'list':
      return Array.isArray(value);
    case 'lists':
      return Array.isArray(value) && value.every(Array.isArray);
    case 'mapping':
      return isObject(value);
    case 'mappings':
      return Array.isArray(value) && value.every(isObject);
  }
}
