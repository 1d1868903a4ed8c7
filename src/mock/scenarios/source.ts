import type { Api } from '../../api/model.ts';
import { readScenarios } from './read.ts';
import type { Scenarios } from './scenario.ts';

/** The scenarios of an API as they are now, and where they stand. */
export interface ScenarioSource {
  readonly current: () => Scenarios;
  /** The file, line and column of a part. */
  readonly placeOf: (pointer: string) => string | undefined;
}

/** What a program gives: what a file of scenarios holds, or a source that may change. */
export type GivenScenarios = ScenarioSource | Readonly<Record<'scenarios', unknown>>;

/** @throws {Error} where what is given is not as `scenarios.schema.json` describes it. */
export function scenarioSource(given: GivenScenarios, api: Api): ScenarioSource {
  if ('current' in given) return given;
  const { scenarios, problems } = readScenarios(given, api);
  const [first] = problems;
  if (first !== undefined) {
    throw new Error(`the scenarios of "${api.name}" at "${first.pointer}": ${first.message}`);
  }
  return { current: () => scenarios, placeOf: (pointer) => `#${pointer}` };
}
