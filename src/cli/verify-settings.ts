import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../api/model.ts';
import { type ProviderSettings, settingsOf } from '../configuration.ts';
import { readConfiguration } from '../configuration-file.ts';
import { schemeOf } from '../example/credentials.ts';
import { whyFilesRefuse } from '../file-trouble.ts';
import { isLoopback } from '../http/loopback.ts';
import { shellWord } from '../report/program-command.ts';
import { type CredentialSource, readCredentials } from '../verify/credentials.ts';
import type { Advisories, FormatPolicy } from '../verify/leniency.ts';
import type { Provider } from '../verify/provider.ts';
import type { Shard } from '../verify/select.ts';
import type { FuzzAmount } from './flags.ts';
import type { ReportOptions } from './reports.ts';
import { strayName } from './stray-name.ts';

/** The flags of `specwright verify`. */
export interface VerifyOptions {
  readonly baseUrl?: string;
  /** `SCHEME=VALUE`, where a value `env:NAME` is read from the environment. */
  readonly credential: readonly string[];
  /** `name: value`. */
  readonly header: readonly string[];
  readonly mode?: 'examples' | 'safe' | 'full';
  /** Seconds. */
  readonly timeout?: number;
  readonly maxTime?: number;
  readonly streamItems?: number;
  /** Seconds. */
  readonly streamSeconds?: number;
  readonly retries?: number;
  readonly rate?: number;
  readonly concurrency?: number;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
  /** Seconds; `true` without a number. */
  readonly wait?: number | true;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly case: readonly string[];
  readonly shard?: Shard;
  readonly seed?: number | string;
  /** Random cases after all others. */
  readonly fuzz?: FuzzAmount;
  /** Mebibytes. */
  readonly largeBody?: number;
  readonly burst?: number;
  readonly maxFailures?: number;
  readonly allowDestructive?: boolean;
  /** `false` by `--no-formats`. */
  readonly formats?: FormatPolicy | false;
  readonly allow5xx?: boolean;
  readonly reproduce: boolean;
  readonly deviations?: string;
  readonly accept?: boolean;
  readonly list?: boolean;
  readonly json?: boolean;
  readonly report: ReportOptions['report'];
  readonly coverage?: boolean;
  readonly minCoverage?: number;
  readonly onReport?: ReportOptions['onReport'];
}

/** The provider and its settings, from the flags and the configuration. */
export interface VerifySettings {
  readonly provider: Provider;
  readonly mode: VerifyOptions['mode'];
  readonly wait: number | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly allowDestructive: boolean;
  readonly destructive: ProviderSettings['destructive'];
  /** Bytes of a body to provoke 413; 0 sends none. */
  readonly largeBody: number;
  /** How often a request is sent to provoke 429. */
  readonly burst: number;
  readonly formats: FormatPolicy | undefined;
  readonly advisories: Advisories | undefined;
  readonly statuses: ProviderSettings['statuses'];
  readonly fixtures: Readonly<Record<string, unknown>>;
  readonly deviations: string | undefined;
  readonly hooks: Pick<ProviderSettings, 'setup' | 'teardown'>;
  /** Flags for credentials and fields without secrets, to run the same again. */
  readonly flags: readonly string[];
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: VerifySettings }
  | { readonly ok: false; readonly reason: string };

/** Seconds that `--wait` waits. */
const defaultWait = 60;

export async function readSettings(
  api: Pick<Api, 'name' | 'securitySchemes' | 'operations'>,
  options: VerifyOptions,
  {
    cwd,
    env,
  }: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<ReadSettings> {
  const read = await readConfiguration(cwd, [api]);
  if (!read.ok) return read;
  const stray = strayName(api, read.config);
  if (stray !== undefined) return { ok: false, reason: `cannot use ${read.file}: ${stray}` };
  const { provider: configured = {}, deviations } = settingsOf(read.config, api.name);
  const baseUrl = options.baseUrl ?? configured.baseUrl;
  if (baseUrl === undefined && options.list !== true) {
    const reason = `cannot test ${api.name} without a provider: give --base-url, or a baseUrl in specwright.config.ts`;
    return { ok: false, reason };
  }
  const given = credentialFlags(options.credential);
  if (!given.ok) return given;
  const unknownSource = Object.keys(given.sources).find(
    (name) => !api.securitySchemes.has(schemeOf(name)),
  );
  if (unknownSource !== undefined) {
    const known = [...api.securitySchemes.keys()].join(', ') || 'none';
    return {
      ok: false,
      reason: `cannot use a credential for "${schemeOf(unknownSource)}": ${api.name} has no such security scheme (there is ${known})`,
    };
  }
  const sources = Object.fromEntries(
    // Settings for every API may name security schemes of other APIs.
    Object.entries({ ...configured.credentials, ...given.sources }).filter(([name]) =>
      api.securitySchemes.has(schemeOf(name)),
    ),
  );
  const credentials = await readCredentials(sources, env);
  if (!credentials.ok) return credentials;
  const fields = { ...lowerCased(configured.headers), ...headerFlags(options.header) };
  const headers = await readCredentials(fields, env);
  if (!headers.ok) return headers;

  const tls = await readCertificates({ ...configured, ...options }, cwd);
  if (!tls.ok) return tls;
  const seconds = options.timeout ?? configured.timeout;
  const maxTime = options.maxTime ?? configured.maxTime;
  const items = options.streamItems ?? configured.streamItems;
  const streamed = options.streamSeconds ?? configured.streamSeconds;
  const retries = options.retries ?? configured.retries;
  const rate = options.rate ?? configured.rate;
  const concurrency = options.concurrency ?? configured.concurrency;
  const { renewAfter } = configured;
  const wait = options.wait ?? configured.wait;
  return {
    ok: true,
    settings: {
      provider: {
        baseUrl: baseUrl ?? 'http://127.0.0.1',
        headers: headers.values,
        credentials: credentials.values,
        variables: { ...headers.variables, ...credentials.variables },
        ...(seconds !== undefined && { timeout: seconds * 1000 }),
        ...(maxTime !== undefined && { maximumTime: maxTime * 1000 }),
        stream: {
          ...(items !== undefined && { items }),
          ...(streamed !== undefined && { time: streamed * 1000 }),
        },
        ...(retries !== undefined && { retries }),
        ...(rate !== undefined && { rate }),
        ...(configured.rates && { rates: configured.rates }),
        ...(concurrency !== undefined && { concurrency }),
        tls: tls.files,
        ...(configured.sign && { sign: configured.sign }),
        ...(isFetched(sources) && {
          renewal: {
            ...(renewAfter !== undefined && { after: renewAfter * 1000 }),
            fetch: () => renewed(sources, env),
          },
        }),
      },
      mode: options.mode ?? configured.mode,
      wait: wait === true ? defaultWait : wait,
      only: [...options.only, ...(configured.only ?? [])],
      skip: [...options.skip, ...(configured.skip ?? [])],
      allowDestructive: options.allowDestructive ?? configured.allowDestructive ?? false,
      destructive: configured.destructive,
      largeBody: (options.largeBody ?? configured.largeBody ?? largeBodyFor(baseUrl)) * 2 ** 20,
      burst: options.burst ?? configured.burst ?? 0,
      formats: options.formats === false ? 'annotate' : (options.formats ?? configured.formats),
      advisories: configured.advisories,
      statuses: configured.statuses,
      fixtures: configured.fixtures ?? {},
      deviations: options.deviations ?? deviations,
      hooks: configured,
      flags: flagsOf(given.sources, options),
    },
  };
}

/** Mebibytes that most servers refuse; other hosts get it only on request. */
function largeBodyFor(baseUrl: string | undefined): number {
  return baseUrl === undefined || isLoopback(new URL(baseUrl).hostname) ? 4 : 0;
}

/** The certificates for connections, from their files. */
async function readCertificates(
  { ca, cert, key, insecure }: Pick<VerifyOptions, 'ca' | 'cert' | 'key' | 'insecure'>,
  cwd: string,
): Promise<
  | { readonly ok: true; readonly files: NonNullable<Provider['tls']> }
  | { readonly ok: false; readonly reason: string }
> {
  if ((cert === undefined) !== (key === undefined)) {
    const [given, missing] = cert === undefined ? ['key', 'cert'] : ['cert', 'key'];
    return { ok: false, reason: `cannot use --${given} without --${missing}` };
  }
  const files: Record<string, string> = {};
  for (const [name, file] of Object.entries({ ca, cert, key })) {
    if (file === undefined) continue;
    try {
      files[name] = await readFile(path.resolve(cwd, file), 'utf8');
    } catch (error) {
      const why = whyFilesRefuse(error) ?? String(error);
      return { ok: false, reason: `cannot use --${name}: ${why}` };
    }
    if (!files[name].includes('-----BEGIN ')) {
      return { ok: false, reason: `cannot use --${name} "${file}": it is not PEM` };
    }
  }
  return { ok: true, files: { ...files, ...(insecure === true && { insecure }) } };
}

/** Whether a later credential may differ from the first one. */
function isFetched(sources: Readonly<Record<string, CredentialSource>>): boolean {
  return Object.values(sources).some((source) => typeof source === 'function');
}

async function renewed(
  sources: Readonly<Record<string, CredentialSource>>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, string>>> {
  const credentials = await readCredentials(sources, env);
  if (!credentials.ok) throw new Error(credentials.reason);
  return credentials.values;
}

type Flags =
  | { readonly ok: true; readonly sources: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly reason: string };

function credentialFlags(texts: readonly string[]): Flags {
  const sources = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 1) {
      const reason = 'cannot read a --credential: it is written SCHEME=VALUE, or SCHEME=env:NAME';
      return { ok: false, reason };
    }
    sources.set(text.slice(0, equals), text.slice(equals + 1));
  }
  return { ok: true, sources: Object.fromEntries(sources) };
}

/** Fields by their names, from `name: value`. */
export function headerFlags(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const colon = text.indexOf(':');
      return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
    }),
  );
}

function lowerCased(fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** A secret that the user wrote out is not repeated. */
function flagsOf(credentials: Readonly<Record<string, string>>, options: VerifyOptions): string[] {
  const flags = Object.entries(credentials).map(([scheme, source]) =>
    source.startsWith('env:') ? `--credential ${scheme}=${source}` : `--credential ${scheme}=…`,
  );
  for (const text of options.header) {
    const [name = ''] = text.split(':', 1);
    flags.push(`--header '${name.trim()}: …'`);
  }
  for (const name of ['ca', 'cert', 'key'] as const) {
    if (options[name] !== undefined) flags.push(`--${name} ${shellWord(options[name])}`);
  }
  if (options.insecure === true) flags.push('--insecure');
  if (options.mode !== undefined) flags.push(`--mode ${options.mode}`);
  if (options.allowDestructive === true) flags.push('--allow-destructive');
  if (options.formats === false) flags.push('--no-formats');
  else if (options.formats !== undefined) flags.push(`--formats ${options.formats}`);
  if (options.maxTime !== undefined) flags.push(`--max-time ${options.maxTime}`);
  if (options.largeBody !== undefined) flags.push(`--large-body ${options.largeBody}`);
  if (options.burst !== undefined) flags.push(`--burst ${options.burst}`);
  if (options.seed !== undefined) flags.push(`--seed ${shellWord(String(options.seed))}`);
  return flags;
}
