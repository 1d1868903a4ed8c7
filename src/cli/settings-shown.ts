import { isObject } from '../api/node.ts';
import { type Config, settingsOf } from '../configuration.ts';
import { usualHandlerTimeout } from '../mock/handlers/run.ts';
import { isSecretField } from '../report/secret-name.ts';
import { providerDefaults } from '../verify/provider.ts';
import { streamDefaults } from '../verify/stream.ts';

/** A setting that counts. */
export interface Setting {
  /** `provider.timeout`. */
  readonly setting: string;
  /** Without secrets. */
  readonly value: unknown;
  /** The file that says it, or `default`. */
  readonly from: string;
  /** The name in that file: `apis.pets.provider.timeout`. */
  readonly at?: string;
}

/** The settings with several members, to which an API's own settings are added one by one. */
const mappings = new Set([
  ...['provider', 'provider.headers', 'provider.credentials', 'provider.fixtures'],
  ...['changes', 'changes.severities', 'generate', 'docs'],
]);

/** The defaults, without flags and configuration. */
const defaults: Readonly<Record<string, unknown>> = {
  'provider.mode': 'full on this machine, safe elsewhere',
  'provider.timeout': providerDefaults.timeout / 1000,
  'provider.streamItems': streamDefaults.items,
  'provider.streamSeconds': streamDefaults.time / 1000,
  'provider.retries': providerDefaults.retries,
  'provider.concurrency': providerDefaults.concurrency,
  handlerTimeout: usualHandlerTimeout / 1000,
  deviations: 'deviations.yaml beside the contract',
  lenientNullable: false,
  'generate.dates': 'string',
  'generate.int64': 'number',
  'generate.extension': 'js',
};

/** The effective settings of an API: its own, those of all APIs, and the defaults. */
export function apiSettings(config: Config, name: string, file: string): readonly Setting[] {
  const own = Object.hasOwn(config.apis ?? {}, name) ? config.apis![name] : undefined;
  const ownNames = new Set(leavesOf(own ?? {}).map(([setting]) => setting));
  const configured = leavesOf(settingsOf(config, name)).map(([setting, value]) => ({
    ...{ setting, value: shown(value, setting), from: file },
    at: ownNames.has(setting) ? `apis.${name}.${setting}` : setting,
  }));
  const names = new Set(configured.map(({ setting }) => setting));
  const others = Object.entries({ ...defaults, handlers: `mock/${name}.ts, if it exists` })
    .filter(([setting]) => !names.has(setting))
    .map(([setting, value]) => ({ setting, value, from: 'default' }));
  return [...configured, ...others];
}

/** The settings of a section of the configuration. */
export function settingsFrom(section: string, value: unknown, file: string): readonly Setting[] {
  return leavesOf({ [section]: value }).map(([setting, leaf]) => ({
    ...{ setting, value: shown(leaf, setting), from: file, at: setting },
  }));
}

function leavesOf(value: object, within = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([key, member]) => {
    const name = within === '' ? key : `${within}.${key}`;
    if (member === undefined || (Array.isArray(member) && member.length === 0)) return [];
    return mappings.has(name) && isObject(member) ? leavesOf(member, name) : [[name, member]];
  });
}

const hidden = 'REDACTED';

/** A value for output: a credential or header that is written in the file is a secret. */
function shown(value: unknown, setting: string): unknown {
  const isSecret = /^provider\.(?:credentials|headers)\./.test(setting);
  if (isSecret && typeof value === 'string') return value.startsWith('env:') ? value : hidden;
  return withoutSecrets(value, setting.split(/[./]/).at(-1) ?? '');
}

/** A value without members whose names suggest secrets, and without credentials in URLs. */
export function withoutSecrets(value: unknown, name: string): unknown {
  if (typeof value === 'function') return 'a function';
  if (isSecretField(name)) return hidden;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, ''));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        withoutSecrets(member, key.split(/[./]/).at(-1) ?? ''),
      ]),
    );
  }
  if (typeof value !== 'string') return value;
  return value
    .replace(/(?<=:\/\/)[^/@\s]+@/g, `${hidden}@`)
    .replace(/([?&])([^=&#]+)=[^&#]+/g, (pair, mark, key) =>
      isSecretField(key) ? `${mark}${key}=${hidden}` : pair,
    );
}
