import { existsSync } from 'node:fs';
import path from 'node:path';
import { isUrl } from '../api/loaded-documents.ts';
import {
  BaseResolver,
  type Config,
  createConfig,
  loadConfig,
  type Source,
} from '../api/redocly.ts';
import {
  type Configuration,
  type ConfigurationProblem,
  malformed,
  readConfigurations,
  refused,
  unapplied,
} from './configuration.ts';

/** The rules of a project. */
export interface Rules {
  /** Redocly's form of them; `undefined` if it fails. */
  readonly config: Config | undefined;
  /** The file with the rules; `undefined` without a file. */
  readonly from: string | undefined;
  /** The invalid rules. */
  readonly problems: readonly ConfigurationProblem[];
  /** The files that were read or searched for. */
  readonly files: readonly string[];
  /** The files of plugins. */
  readonly plugins: readonly string[];
  /** Whether a part of them comes from a server. */
  readonly isRemote: boolean;
}

/** The rules of the project's redocly.yaml, else the strict recommendation. */
export async function loadRules(cwd: string): Promise<Rules> {
  const names = ['redocly.yaml', 'redocly.yml'].map((name) => path.resolve(cwd, name));
  const from = names.find((file) => existsSync(file));
  if (from === undefined) {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const files = [...names];
    return { config, from, problems: [], files, plugins: [], isRemote: false };
  }
  const configurations = await readConfigurations(from, cwd);
  const resolver = new RecordingResolver();
  const { config, problems } = await load(from, configurations, resolver, cwd);
  const found = (config?.plugins ?? []) as readonly { readonly absolutePath?: string }[];
  return {
    config,
    from: path.relative(cwd, from),
    problems,
    files: [
      ...names,
      // Redocly looks for these beside its configuration.
      ...['.redocly.lint-ignore.yaml', ...pluginNames].map((name) =>
        path.resolve(path.dirname(from), name),
      ),
      ...configurations.map(({ file }) => file),
      ...resolver.requested.filter((address) => !isUrl(address)),
    ],
    plugins: found.flatMap(({ absolutePath }) => absolutePath ?? []),
    isRemote: resolver.requested.some(isUrl),
  };
}

const pluginNames = ['js', 'cjs', 'mjs'].map((end) => `@theme/plugin.${end}`);

async function load(
  configPath: string,
  configurations: readonly Configuration[],
  externalRefResolver: BaseResolver,
  cwd: string,
): Promise<Pick<Rules, 'config' | 'problems'>> {
  const builtIn = await createConfig({});
  const problems = configurations.flatMap((one) => malformed(one, builtIn));
  if (problems.length > 0) return { config: undefined, problems };
  try {
    const config = await loadConfig({ configPath, externalRefResolver });
    return { config, problems: await unapplied(config, configurations, cwd) };
  } catch (error) {
    return { config: undefined, problems: [refused(error, configurations)] };
  }
}

/** Reads as Redocly does, and records the files that it reads. */
class RecordingResolver extends BaseResolver {
  readonly requested: string[] = [];

  override loadExternalRef(address: string): Promise<Source> {
    this.requested.push(address);
    return super.loadExternalRef(address);
  }
}
