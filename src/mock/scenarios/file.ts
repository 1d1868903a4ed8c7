import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from '../../api/model.ts';
import { whyFilesRefuse } from '../../file-trouble.ts';
import { parseSource } from '../../json/document.ts';
import type { Problem } from '../../report/problems.ts';
import { examineScenarios } from './examine.ts';
import { readScenarios } from './read.ts';
import type { Scenarios } from './scenario.ts';

/** The current content of a file of scenarios. */
export interface ScenarioFile {
  readonly path: string;
  /** The file's name for messages: relative to the working folder. */
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

/**
 * Reads `scenarios.yaml` beside a contract, and judges its answers; `undefined` if it does not
 * exist.
 */
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

/** The faults of the scenarios beside a contract, as linter problems. */
export async function scenarioProblems(api: Api, cwd: string): Promise<readonly Problem[]> {
  const file = await readScenarioFile(api, cwd);
  return (file?.problems ?? []).map(({ line, column, message }) => ({
    ...{ file: file!.label, line, column, message },
    severity: 'error',
    rule: 'scenario-invalid',
  }));
}
