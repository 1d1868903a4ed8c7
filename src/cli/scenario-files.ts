import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from '../api/model.ts';
import { whyFilesRefuse } from '../file-trouble.ts';
import { parseSource } from '../json/document.ts';
import { examineScenarios } from '../mock/scenarios/examine.ts';
import { readScenarios } from '../mock/scenarios/read.ts';
import type { Scenarios } from '../mock/scenarios/scenario.ts';
import type { ScenarioSource } from '../mock/scenarios/source.ts';
import { watchFiles } from '../sources/watch.ts';
import type { Log } from './log.ts';

/** A file of scenarios, as it is now. */
export interface ScenarioFile {
  readonly path: string;
  /** As it is shown: relative to the working folder. */
  readonly label: string;
  readonly text: string | undefined;
  readonly scenarios: Scenarios;
  readonly problems: readonly PlacedProblem[];
  readonly placeOf: (pointer: string) => string;
}

export interface PlacedProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Reads `scenarios.yaml` beside a contract, and judges its answers; `undefined` where there is none. */
export async function readScenarioFile(api: Api, cwd: string): Promise<ScenarioFile | undefined> {
  if (!api.root.uri.startsWith('file:')) return undefined;
  const path = fileURLToPath(new URL('scenarios.yaml', api.root.uri));
  const label = relative(cwd, path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const message = whyFilesRefuse(error) ?? String(error);
    const problems = [{ line: 1, column: 1, message }];
    return { path, label, text: undefined, scenarios: new Map(), problems, placeOf: () => label };
  }
  const parsed = parseSource(new URL('scenarios.yaml', api.root.uri).href, label, text);
  const { document } = parsed;
  const placed = (pointer: string, message: string) => ({ ...document.position(pointer), message });
  const placeOf = (pointer: string) => {
    const { line, column } = document.position(pointer);
    return `${label}:${line}:${column}`;
  };
  if (!parsed.ok) {
    const problems = [placed('', parsed.reason)];
    return { path, label, text, scenarios: new Map(), problems, placeOf };
  }
  const { scenarios, problems } = readScenarios(document.value, api);
  const all = [...problems, ...(await examineScenarios(scenarios, api))];
  return {
    ...{ path, label, text, scenarios, placeOf },
    problems: all.map(({ pointer, message }) => placed(pointer, message)),
  };
}

/** The scenarios of a mock's APIs, kept up with their files. */
export interface FollowedScenarios {
  readonly sources: Readonly<Record<string, ScenarioSource>>;
  /** What is wrong with the files, as it is told. */
  readonly problems: readonly string[];
  /** Reads a file again when it changes; what is broken stays as it was before. */
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
          log.error(`the scenarios of ${one.api.name} from before the change answer`);
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
