import path from 'node:path';
import type { ChangePolicy } from '../diff/policy.ts';
import type { GenerateSettings } from '../generate-settings.ts';
import { prismIsInstalled } from '../mock/prism/library.ts';
import type { ApiEntry } from '../registry.ts';
import { sayGone } from '../sources/former.ts';
import { type Base, type BaseWanted, openBase } from './base.ts';
import { openCache, type ResultCache } from './cache.ts';
import { createDigests } from './inputs.ts';
import { runTasks } from './pool.ts';
import type { ApiCheck, StepResult } from './step.ts';

export interface ProjectOptions {
  readonly cwd: string;
  /** Whether documents on other hosts may be requested. */
  readonly allowRemote: boolean;
  /** Whether `nullable` of OpenAPI 3.0 allows null beside any other keyword. */
  readonly lenientNullable?: boolean;
  /** The folder of generated files. */
  readonly generated: string;
  readonly base: BaseWanted | undefined;
  /** How changes since the base are weighed, by the API's name. */
  readonly policies: ReadonlyMap<string, ChangePolicy>;
  /** The generation settings of each API, by name. */
  readonly outputs: ReadonlyMap<string, GenerateSettings>;
  /** Whether to fix what needs no decision. */
  readonly fix: boolean;
  /** Whether earlier results of unchanged contracts are used. */
  readonly cache: boolean;
  /** Whether the entries are the whole registry. */
  readonly complete: boolean;
  /** The version of this program. */
  readonly version: string;
  readonly onChecked: (name: string) => void;
  readonly onCacheUnwritable: (reason: string) => void;
}

/**
 * Checks the APIs of a project, several at a time, and skips unchanged ones.
 * @throws {GitTrouble} if git cannot read the base.
 */
export async function checkProject(
  entries: readonly ApiEntry[],
  options: ProjectOptions,
): Promise<readonly ApiCheck[]> {
  const { cwd, allowRemote, lenientNullable = false, generated, fix, policies, outputs } = options;
  const base = await openBase(options.base, cwd);
  // A base outside git may change unnoticed.
  const cache =
    options.cache && !fix && base?.kind !== 'source' ? await openResults(base, options) : undefined;
  const checks = new Map<string, ApiCheck>();
  const changed: ApiEntry[] = [];
  for (const entry of entries) {
    const steps = await cache?.recall(keyOf(entry, options));
    if (steps === undefined) changed.push(entry);
    else checks.set(entry.name, { name: entry.name, steps, remembered: true });
  }
  const tasks = changed.map((entry) => ({
    ...{ entry, cwd, allowRemote, lenientNullable, generated, fix },
    base: options.base,
    policy: policies.get(entry.name),
    output: outputs.get(entry.name),
  }));
  await runTasks(tasks, async ({ entry }, { steps, inputs, read }) => {
    checks.set(entry.name, { name: entry.name, steps, remembered: false });
    options.onChecked(entry.name);
    if (inputs !== undefined) await cache?.keep(keyOf(entry, options), steps, inputs, read);
  });
  await cache?.save().catch((error: Error) => options.onCacheUnwritable(error.message));
  return [
    ...entries.map(({ name }) => checks.get(name)!),
    ...(options.complete ? goneFrom(entries, base) : []),
  ];
}

async function openResults(
  base: Base | undefined,
  { cwd, version, allowRemote, lenientNullable, generated }: ProjectOptions,
): Promise<ResultCache> {
  const isCompared = base !== undefined;
  const engines = [process.version, process.platform, prismIsInstalled()];
  const key = JSON.stringify([
    version,
    ...engines,
    allowRemote,
    lenientNullable,
    generated,
    isCompared,
  ]);
  const file = path.resolve(cwd, 'node_modules/.cache/specwright/check.json');
  return openCache(file, key, await createDigests(base, cwd));
}

/** Two files may give an API the same name. */
function keyOf(
  { name, source, lenientNullable }: ApiEntry,
  { policies, outputs }: ProjectOptions,
): string {
  const settings = [policies.get(name), outputs.get(name), lenientNullable];
  return `${name} ${source} ${JSON.stringify(settings)}`;
}

/** APIs that the registry had at the base and has no more, so they cannot be checked. */
function goneFrom(entries: readonly ApiEntry[], base: Base | undefined): readonly ApiCheck[] {
  if (base?.kind !== 'git') return [];
  const { apis, tree } = base;
  return apis.names
    .filter((name) => !entries.some((entry) => entry.name === name))
    .map((name) => {
      const note = sayGone(name, apis, tree);
      const breaking: StepResult = {
        step: 'breaking',
        verdict: 'inconclusive',
        problems: [],
        note,
      };
      return { name, steps: [breaking], remembered: false };
    });
}
