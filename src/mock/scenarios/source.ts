import type { Api } from '../../api/model.ts';
import { readScenarios } from './read.ts';
import type { Scenarios } from './scenario.ts';

/** The current scenarios of an API, and their places. */
export interface ScenarioSource {
  readonly current: () => Scenarios;
  /** The file, line and column of a part. */
  readonly placeOf: (pointer: string) => string | undefined;
}

/** The input of a program: the contents of a file of scenarios, or a source that may change. */
export type GivenScenarios = ScenarioSource | Readonly<Record<'scenarios', unknown>>;

/** @throws {Error} if the input does not fit `scenarios.schema.json`. */
export function scenarioSource(given: GivenScenarios, api: Api): ScenarioSource {
  if ('current' in given) return given;
  const { scenarios, problems } = readScenarios(given, api);
  const [first] = problems;
  if (first !== undefined) {
    throw new Error(`the scenarios of "${api.name}" at "${first.pointer}": ${first.message}`);
  }
  return { current: () => scenarios, placeOf: (pointer) => `#${pointer}` };
}
