import { isObject } from './api/node.ts';
import {
  type ApiSettings,
  type ApprovedChange,
  type ChangeSettings,
  type Config,
  changeSeverities,
  type ExpectedStatuses,
  type ProviderSettings,
  type RoleSettings,
  roleNames,
  type WebhookConfig,
} from './configuration.ts';
import { type DocsSettings, docsKeys, wrongDocs } from './docs-settings.ts';
import { generateKeys, wrongGenerate } from './generate-settings.ts';
import { didYouMeanOneOf } from './nearest-name.ts';
import { isDate } from './schema/format/time.ts';

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

const providerKeys: Readonly<Record<keyof ProviderSettings, Kind>> = {
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

/** The first fault of a configuration; a misspelled name must not be ignored. */
export function whatIsWrong(config: unknown): string | undefined {
  if (!isObject(config)) return 'it must give an object';
  const top = wrongKeys(config, topKeys, '');
  if (top !== undefined) return top;
  const policy = wrongChanges(config.changes, 'changes', policyKeys);
  if (policy !== undefined) return policy;
  const unfit = wrongKeys((config.docs as Record<string, unknown>) ?? {}, docsKeys, 'docs.');
  const docs = unfit ?? wrongDocs(config.docs as DocsSettings | undefined);
  if (docs !== undefined) return docs;
  const generate = wrongGenerated(config.generate, 'generate');
  if (generate !== undefined) return generate;
  const sections: (readonly [string, unknown])[] = [['provider', config.provider]];
  for (const [name, api] of Object.entries((config.apis as object | undefined) ?? {})) {
    if (!isObject(api)) return `"apis.${name}" must be an object`;
    const wrong =
      wrongKeys(api, apiKeys, `apis.${name}.`) ??
      wrongTimeout(api.handlerTimeout, name) ??
      wrongWebhooks(api.webhooks, `apis.${name}.webhooks`) ??
      wrongRoles(api.roles, name) ??
      wrongChanges(api.changes, `apis.${name}.changes`, changeKeys) ??
      wrongGenerated(api.generate, `apis.${name}.generate`);
    if (wrong !== undefined) return wrong;
    sections.push([`apis.${name}.provider`, api.provider]);
  }
  for (const [name, settings] of sections) {
    if (settings === undefined) continue;
    const { mode, statuses } = settings as ProviderSettings;
    const wrong = wrongKeys(
      settings as Readonly<Record<string, unknown>>,
      providerKeys,
      `${name}.`,
    );
    if (wrong !== undefined) return wrong;
    if (mode !== undefined && !['examples', 'safe', 'full'].includes(mode)) {
      return `"${name}.mode" is "${mode}", but must be examples, safe or full`;
    }
    const status = wrongStatuses(statuses, `${name}.statuses`);
    if (status !== undefined) return status;
  }
  return undefined;
}

const topKeys: Readonly<Record<keyof Config | '$schema', Kind>> = {
  provider: 'mapping',
  changes: 'mapping',
  docs: 'mapping',
  generate: 'mapping',
  lenientNullable: 'flag',
  apis: 'mapping',
  // `$schema`, by which editors complete JSON.
  $schema: 'text',
};

const policyKeys = { severities: 'mapping' } as const;

const apiKeys: Readonly<Record<keyof ApiSettings, Kind>> = {
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

const webhookKeys: Readonly<Record<keyof WebhookConfig, Kind>> = {
  hosts: 'texts',
  retries: 'number',
  backoff: 'number',
  secret: 'text',
  signing: 'any',
};

const signingKeys: Readonly<Record<string, Kind>> = {
  header: 'text',
  prefix: 'text',
  encoding: 'text',
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

const statusKeys: Readonly<Record<keyof ExpectedStatuses, Kind>> = {
  valid: 'list',
  invalid: 'list',
};

const roleKeys: Readonly<Record<keyof RoleSettings, Kind>> = {
  role: 'text',
  resource: 'text',
  key: 'text',
  id: 'text',
};

/** The names of the settings, each with the kind of its value, from `config.schema.json`. */
export const settingKinds = {
  configuration: topKeys,
  api: apiKeys,
  provider: providerKeys,
  policy: policyKeys,
  changes: changeKeys,
  approvedChange: approvedKeys,
  role: roleKeys,
  webhooks: webhookKeys,
  statuses: statusKeys,
  docs: docsKeys,
  generate: generateKeys,
};

function wrongStatuses(statuses: unknown, name: string): string | undefined {
  for (const [operation, expected] of Object.entries((statuses as object | undefined) ?? {})) {
    const own = `${name}.${operation}`;
    if (!isObject(expected)) return `"${own}" must be an object`;
    const unfit = wrongKeys(expected, statusKeys, `${own}.`);
    if (unfit !== undefined) return unfit;
    const listed = Object.values(expected).flat().map(String);
    const wrong = listed.find((one) => !/^[1-5](?:\d\d|XX)$/.test(one));
    if (wrong !== undefined) return `"${own}" has "${wrong}", but a status is like 201 or '4XX'`;
  }
  return undefined;
}

function wrongTimeout(seconds: unknown, api: string): string | undefined {
  if (seconds === undefined || (Number(seconds) > 0 && Number(seconds) <= 3600)) return undefined;
  return `"apis.${api}.handlerTimeout" is ${seconds}, but must be more than 0 and at most 3600 seconds`;
}

function wrongWebhooks(settings: unknown, name: string): string | undefined {
  if (settings === undefined) return undefined;
  const wrong = wrongKeys(settings as Readonly<Record<string, unknown>>, webhookKeys, `${name}.`);
  if (wrong !== undefined) return wrong;
  const { signing, retries = 0, backoff = 1 } = settings as Readonly<Record<string, unknown>>;
  if (!Number.isInteger(retries) || Number(retries) > 10) {
    return `"${name}.retries" is ${retries}, but must be a whole number of at most 10`;
  }
  if (Number(backoff) > 60)
    return `"${name}.backoff" is ${backoff}, but must be at most 60 seconds`;
  if (signing === undefined || signing === 'standard-webhooks') return undefined;
  if (!isObject(signing) || typeof signing.header !== 'string') {
    return `"${name}.signing" must be "standard-webhooks" or an object with a "header"`;
  }
  const unfit = wrongKeys(signing, signingKeys, `${name}.signing.`);
  if (unfit !== undefined) return unfit;
  const { encoding = 'hex' } = signing;
  if (encoding === 'hex' || encoding === 'base64') return undefined;
  return `"${name}.signing.encoding" is "${encoding}", but must be hex or base64`;
}

function wrongRoles(roles: unknown, api: string): string | undefined {
  for (const [operation, settings] of Object.entries((roles as object | undefined) ?? {})) {
    const name = `apis.${api}.roles.${operation}`;
    if (!isObject(settings)) return `"${name}" must be an object`;
    const wrong = wrongKeys(settings, roleKeys, `${name}.`);
    if (wrong !== undefined) return wrong;
    const { role } = settings as RoleSettings;
    if (role !== undefined && !roleNames.includes(role)) {
      return `"${name}.role" is "${role}", but must be one of ${roleNames.join(', ')}`;
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
    return `"${name}.severities.${rule}" is "${severity}", but must be one of ${changeSeverities.join(', ')}`;
  }
  for (const [index, one] of approved.entries()) {
    const at = `${name}.approved.${index}`;
    const unfit = wrongKeys({ ...one }, approvedKeys, `${at}.`);
    if (unfit !== undefined) return unfit;
    const missing = (['rule', 'reason'] as const).find((key) => !one[key]);
    if (missing !== undefined) return `"${at}.${missing}" is missing`;
    if (one.until !== undefined && !isDate(one.until)) {
      return `"${at}.until" is "${one.until}", but must be a day such as 2026-12-31`;
    }
  }
  return undefined;
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
