import type { Operation } from '../../api/model.ts';
import type { Pointer } from '../../json/pointer.ts';
import type { Fault } from '../faults/fault.ts';

/** The scenarios of one API, by their names. */
export type Scenarios = ReadonlyMap<string, Scenario>;

/** A named set of answers. */
export interface Scenario {
  readonly name: string;
  readonly description: string | undefined;
  readonly answers: readonly ScenarioAnswers[];
  /** The faults that the mock injects. */
  readonly faults: readonly Fault[];
}

/** The answers of an operation to a request that meets the conditions: one after another. */
export interface ScenarioAnswers {
  readonly operation: Operation;
  readonly when: Conditions;
  readonly steps: readonly ScenarioStep[];
  /** Whether the sequence starts again after its last answer; by default the last one repeats. */
  readonly repeats: boolean;
  /** The place in the file. */
  readonly at: Pointer;
}

/** Conditions on the request: parameters by name, parts of the body by JSON Pointer. */
export interface Conditions {
  readonly path: Values;
  readonly query: Values;
  readonly headers: Values;
  readonly body: Values;
}

export type Values = Readonly<Record<string, unknown>>;

/** One answer. Without a status, an example and a body, it is the mock's default answer. */
export interface ScenarioStep {
  readonly status: number | undefined;
  readonly example: string | undefined;
  readonly hasBody: boolean;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly mediaType: string | undefined;
  /** Whether it breaks the contract on purpose. */
  readonly isUntrue: boolean;
  readonly at: Pointer;
}

/** Whether a step leaves the answer to the mock. */
export function isUsual({ status, example, hasBody, headers }: ScenarioStep): boolean {
  return (
    status === undefined && example === undefined && !hasBody && Object.keys(headers).length === 0
  );
}
