import type { Api, Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { isNamed, noOperationText } from '../../api/operation-name.ts';
import { child, type Pointer, parsePointer } from '../../json/pointer.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import type { Fault } from '../faults/fault.ts';
import { readFaults } from '../faults/named-faults.ts';
import type {
  Conditions,
  Scenario,
  ScenarioAnswers,
  ScenarioStep,
  Scenarios,
  Values,
} from './scenario.ts';

/** A fault in a file of scenarios, with its place. */
export interface ScenarioProblem {
  readonly pointer: Pointer;
  readonly message: string;
}

export interface ReadScenarios {
  readonly scenarios: Scenarios;
  readonly problems: readonly ScenarioProblem[];
}

/**
 * Reads a file of scenarios, as `scenarios.schema.json` describes it. Faulty parts are left out and
 * reported.
 */
export function readScenarios(written: unknown, api: Api): ReadScenarios {
  const problems: ScenarioProblem[] = [];
  const report = (pointer: Pointer, message: string) => {
    problems.push({ pointer, message });
    return undefined;
  };

  function mapping(value: unknown, at: Pointer, known: readonly string[]) {
    if (!isObject(value)) return report(at, 'expected a mapping');
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      report(child(at, name), `"${name}" is not known${didYouMeanOneOf(name, known)}`);
    }
    return value as Readonly<Record<string, unknown>>;
  }

  function readScenario(name: string, value: unknown, at: Pointer): Scenario | undefined {
    const own = mapping(value, at, ['description', 'answers', 'faults']);
    if (own === undefined) return undefined;
    const { description, answers = [], faults = [] } = own;
    if (description !== undefined && typeof description !== 'string') {
      report(child(at, 'description'), 'expected a text');
    }
    const read = listOf(answers, child(at, 'answers')).map(([one, where]) =>
      readAnswers(one, where),
    );
    return {
      name,
      description: typeof description === 'string' ? description : undefined,
      answers: read.filter((one) => one !== undefined),
      faults: listOf(faults, child(at, 'faults')).flatMap(([one, where]) =>
        readFaultAt(one, where),
      ),
    };
  }

  function readFaultAt(text: unknown, at: Pointer): readonly Fault[] {
    if (typeof text !== 'string') {
      report(at, 'expected a text, as "getPet: reset 10%" is');
      return [];
    }
    const faults = readFaults([text], api.operations);
    if (faults.ok) return faults.faults;
    report(at, faults.reason);
    return [];
  }

  function listOf(value: unknown, at: Pointer): readonly (readonly [unknown, Pointer])[] {
    if (Array.isArray(value)) return value.map((one, index) => [one, child(at, index)]);
    report(at, 'expected a list');
    return [];
  }

  function readAnswers(value: unknown, at: Pointer): ScenarioAnswers | undefined {
    const own = mapping(value, at, ['operation', 'when', 'sequence', 'repeat', ...stepKeys]);
    if (own === undefined) return undefined;
    const { when = {}, sequence, repeat = false } = own;
    const operation = readOperation(own.operation, at);
    const hasStep = stepKeys.some((key) => own[key] !== undefined);
    if (sequence !== undefined && hasStep) {
      report(child(at, 'sequence'), 'a sequence stands in the place of an answer, not beside one');
    }
    if (repeat !== false && sequence === undefined) {
      report(child(at, 'repeat'), '"repeat" is about a "sequence"');
    }
    const steps =
      sequence === undefined
        ? [readStep(own, at)]
        : listOf(sequence, child(at, 'sequence')).map(([one, where]) => {
            const step = mapping(one, where, stepKeys);
            return step && readStep(step, where);
          });
    if (steps.length === 0) report(child(at, 'sequence'), 'expected at least one answer');
    const conditions = readConditions(when, child(at, 'when'));
    const whole = steps.filter((step) => step !== undefined);
    if (operation === undefined || whole.length === 0) return undefined;
    return { operation, when: conditions, steps: whole, repeats: repeat === true, at };
  }

  function readOperation(name: unknown, at: Pointer): Operation | undefined {
    if (typeof name !== 'string') {
      return report(
        at,
        '"operation" must say which operation answers: its operationId, or "GET /pets"',
      );
    }
    const found = api.operations.find((one) => isNamed(one, name));
    if (found !== undefined) return found;
    return report(child(at, 'operation'), noOperationText(name, api.operations));
  }

  function readConditions(value: unknown, at: Pointer): Conditions {
    const places = ['path', 'query', 'headers', 'body'] as const;
    const own = mapping(value, at, places);
    const read = places.map((place): [string, Values] => {
      const values = own?.[place] ?? {};
      if (isObject(values)) return [place, values as Values];
      report(child(at, place), 'expected a mapping');
      return [place, {}];
    });
    const conditions = Object.fromEntries(read) as unknown as Conditions;
    for (const pointer of Object.keys(conditions.body)) {
      if (parsePointer(pointer) === undefined) {
        report(child(at, 'body', pointer), `"${pointer}" is not a JSON Pointer such as "/name"`);
      }
    }
    return conditions;
  }

  function readStep(own: Readonly<Record<string, unknown>>, at: Pointer): ScenarioStep {
    const { status, example, headers = {}, mediaType, untrue = false } = own;
    const isStatus = Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599;
    if (status !== undefined && !isStatus) {
      report(child(at, 'status'), `the status must be a whole number from 200 to 599`);
    }
    for (const [name, text] of [
      ['example', example],
      ['mediaType', mediaType],
    ] as const) {
      if (text !== undefined && typeof text !== 'string')
        report(child(at, name), 'expected a text');
    }
    if (example !== undefined && own.body !== undefined) {
      report(child(at, 'example'), 'an example stands in the place of a body, not beside one');
    }
    if (typeof untrue !== 'boolean') report(child(at, 'untrue'), 'expected true or false');
    return {
      status: isStatus ? Number(status) : undefined,
      example: typeof example === 'string' ? example : undefined,
      hasBody: own.body !== undefined,
      body: own.body,
      headers: readFields(headers, child(at, 'headers')),
      mediaType: typeof mediaType === 'string' ? mediaType : undefined,
      isUntrue: untrue === true,
      at,
    };
  }

  function readFields(value: unknown, at: Pointer): Readonly<Record<string, string>> {
    if (!isObject(value)) {
      report(at, 'expected a mapping');
      return {};
    }
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, text]) => {
        if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
          report(child(at, name), `"${name}" is not the name of a header field`);
          return [];
        }
        if (typeof text === 'object') {
          report(child(at, name), 'expected a text');
          return [];
        }
        return [[name.toLowerCase(), String(text)]];
      }),
    );
  }

  const top = mapping(written, '', ['scenarios', '$schema']);
  const all = top?.scenarios ?? {};
  if (top !== undefined && !isObject(all))
    report('/scenarios', 'expected scenarios by their names');
  const scenarios = new Map<string, Scenario>();
  for (const [name, value] of Object.entries(isObject(all) ? all : {})) {
    const read = readScenario(name, value, child('', 'scenarios', name));
    if (read !== undefined) scenarios.set(name, read);
  }
  return { scenarios, problems };
}

const stepKeys = ['status', 'example', 'body', 'headers', 'mediaType', 'untrue'];
