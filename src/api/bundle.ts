import { fileURLToPath } from 'node:url';
import { LoadedDocuments } from './loaded-documents.ts';
import type { Api } from './model.ts';
import { bundle, type Config, createConfig } from './redocly.ts';

/**
 * The whole contract as one JSON value. It is the root document if that refers to no other.
 * Otherwise it is a copy in which references to other documents point to its own components.
 */
export async function bundleApi(api: Api): Promise<unknown> {
  if (api.documents.size === 1) return api.root.value;
  // An explicit configuration, so that no nearby redocly.yaml changes the result.
  return bundled(api, await createConfig({}));
}

/**
 * The description for readers: the decorators of a redocly.yaml change it, and `x-internal` parts
 * are left out unless that file turns `remove-x-internal` off.
 */
export async function bundlePublished(api: Api, redocly: Config | undefined): Promise<unknown> {
  const config = redocly?.forAlias(api.name) ?? (await createConfig({}));
  const version = versions[api.dialect];
  const decorators = config.decorators[version];
  const isOn = Object.values(decorators).some((setting) => !isOff(setting));
  const hides = !isOff(decorators['remove-x-internal']) && hasInternal(api);
  if (!isOn && !hides) return bundleApi(api);
  const hiding = hides && decorators['remove-x-internal'] === undefined;
  if (hiding) config.decorators[version] = { ...decorators, 'remove-x-internal': 'on' };
  return bundled(api, config);
}

const versions = { '3.0': 'oas3_0', '3.1': 'oas3_1', '3.2': 'oas3_2' } as const;

function isOff(setting: unknown): boolean {
  const severity =
    typeof setting === 'object' && setting !== null && 'severity' in setting
      ? setting.severity
      : setting;
  return severity === 'off';
}

function hasInternal({ documents }: Api): boolean {
  return [...documents.values()].some(({ text }) => text.includes('x-internal'));
}

async function bundled(api: Api, config: Config): Promise<unknown> {
  const { bundle: made } = await bundle({
    ref: addressOf(api.root.uri),
    config,
    externalRefResolver: new LoadedDocuments(api),
    dereference: false,
  });
  return made.parsed;
}

/** The bundler names files by their paths. */
function addressOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}
