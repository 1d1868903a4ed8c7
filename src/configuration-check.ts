import { isObject } from './api/node.ts';
import {
  type ChangeSettings,
  changeSeverities,
  type ProviderSettings,
  type RoleSettings,
  roleNames,
} from './configuration.ts';
import { type DocsSettings, wrongDocs } from './docs-settings.ts';
import { wrongGenerate } from './generate-settings.ts';
import { isDate } from './schema/format/time.ts';
import { type Kinds, settingKinds, wrongKeys } from './setting-kinds.ts';

/** The first fault of a configuration; a misspelled name must not be ignored. */
export function whatIsWrong(config: unknown): string | undefined {
  if (!isObject(config)) return 'it must give an object';
  const top = wrongKeys(config, settingKinds.configuration, '');
  if (top !== undefined) return top;
  const policy = wrongChanges(config.changes, 'changes', settingKinds.policy);
  if (policy !== undefined) return policy;
  const unfit = wrongKeys(
    (config.docs as Record<string, unknown>) ?? {},
    settingKinds.docs,
    'docs.',
  );
  const docs = unfit ?? wrongDocs(config.docs as DocsSettings | undefined);
  if (docs !== undefined) return docs;
  const generate = wrongGenerated(config.generate, 'generate');
  if (generate !== undefined) return generate;
  const sections: (readonly [string, unknown])[] = [['provider', config.provider]];
  for (const [name, api] of Object.entries((config.apis as object | undefined) ?? {})) {
    if (!isObject(api)) return `"apis.${name}" must be an object`;
    const wrong =
      wrongKeys(api, settingKinds.api, `apis.${name}.`) ??
      wrongTimeout(api.handlerTimeout, name) ??
      wrongWebhooks(api.webhooks, `apis.${name}.webhooks`) ??
      wrongRoles(api.roles, name) ??
      wrongChanges(api.changes, `apis.${name}.changes`, settingKinds.changes) ??
      wrongGenerated(api.generate, `apis.${name}.generate`);
    if (wrong !== undefined) return wrong;
    sections.push([`apis.${name}.provider`, api.provider]);
  }
  for (const [name, settings] of sections) {
    if (settings === undefined) continue;
    const { mode, statuses } = settings as ProviderSettings;
    const wrong = wrongKeys(
      settings as Readonly<Record<string, unknown>>,
      settingKinds.provider,
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

function wrongStatuses(statuses: unknown, name: string): string | undefined {
  for (const [operation, expected] of Object.entries((statuses as object | undefined) ?? {})) {
    const own = `${name}.${operation}`;
    if (!isObject(expected)) return `"${own}" must be an object`;
    const unfit = wrongKeys(expected, settingKinds.statuses, `${own}.`);
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
  const wrong = wrongKeys(
    settings as Readonly<Record<string, unknown>>,
    settingKinds.webhooks,
    `${name}.`,
  );
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
  const unfit = wrongKeys(signing, settingKinds.signing, `${name}.signing.`);
  if (unfit !== undefined) return unfit;
  const { encoding = 'hex' } = signing;
  if (encoding === 'hex' || encoding === 'base64') return undefined;
  return `"${name}.signing.encoding" is "${encoding}", but must be hex or base64`;
}

function wrongRoles(roles: unknown, api: string): string | undefined {
  for (const [operation, settings] of Object.entries((roles as object | undefined) ?? {})) {
    const name = `apis.${api}.roles.${operation}`;
    if (!isObject(settings)) return `"${name}" must be an object`;
    const wrong = wrongKeys(settings, settingKinds.role, `${name}.`);
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
  return wrongKeys(own, settingKinds.generate, `${name}.`) ?? wrongGenerate(own, name);
}

function wrongChanges(changes: unknown, name: string, keys: Kinds): string | undefined {
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
    const unfit = wrongKeys({ ...one }, settingKinds.approvedChange, `${at}.`);
    if (unfit !== undefined) return unfit;
    const missing = (['rule', 'reason'] as const).find((key) => !one[key]);
    if (missing !== undefined) return `"${at}.${missing}" is missing`;
    if (one.until !== undefined && !isDate(one.until)) {
      return `"${at}.until" is "${one.until}", but must be a day such as 2026-12-31`;
    }
  }
  return undefined;
}
