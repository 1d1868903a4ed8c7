import type { Api } from '../api/model.ts';
import { readScenarioFile, type ScenarioFile } from '../mock/scenarios/file.ts';
import type { ScenarioSource } from '../mock/scenarios/source.ts';
import { watchFiles } from '../sources/watch.ts';
import type { Log } from './log.ts';

/** The scenarios of a mock's APIs, reloaded when their files change. */
export interface FollowedScenarios {
  readonly sources: Readonly<Record<string, ScenarioSource>>;
  /** The faults of the files, as messages. */
  readonly problems: readonly string[];
  /** Reads a changed file again; a broken file keeps its earlier scenarios. */
  watch(log: Log): { close(): void };
}

export async function findScenarios(apis: readonly Api[], cwd: string): Promise<FollowedScenarios> {
  const found: { api: Api; file: ScenarioFile }[] = [];
  for (const api of apis) {
    const file = await readScenarioFile(api, cwd);
    if (file !== undefined) found.push({ api, file });
  }
  return {
    sources: Object.fromEntries(
      found.map((one) => [
        one.api.name,
        { current: () => one.file.scenarios, placeOf: (at: string) => one.file.placeOf(at) },
      ]),
    ),
    problems: found.flatMap(({ file }) => problemLines(file)),
    watch(log) {
      const watcher = watchFiles(async (changed) => {
        for (const one of found) {
          if (!changed.has(one.file.path)) continue;
          const file = await readScenarioFile(one.api, cwd);
          if (file !== undefined && file.problems.length === 0) {
            one.file = file;
            log.info(`the scenarios of ${one.api.name} were loaded again`);
            continue;
          }
          for (const line of file === undefined ? [] : problemLines(file)) log.error(line);
          log.error(`the scenarios of ${one.api.name} stay as they were before the change`);
        }
      });
      watcher.follow(new Map(found.map(({ file }) => [file.path, file.text])));
      return watcher;
    },
  };
}

export function problemLines({ label, problems }: ScenarioFile): readonly string[] {
  return problems.map(({ line, column, message }) => `${label}:${line}:${column}: ${message}`);
}
