import type { Operation } from '../../api/model.ts';
import { type HttpHeaders, headerValue } from '../../http/exchange.ts';
import { type Latest, latest } from '../../latest.ts';
import type { ScenarioSource } from '../scenarios/source.ts';
import { type ScenarioSwitch, scenarioField } from '../scenarios/switch.ts';
import { sessionName } from '../state/session.ts';
import { createFaults, type Faults, type Struck } from './engine.ts';
import type { Fault } from './fault.ts';

/** The faults of a mock: common ones, and those of sessions and of scenarios. */
export interface SessionFaults {
  /**
   * The faults of a session, without those of its scenario: its own, else the common ones; `''`
   * means the common ones.
   */
  of(session: string): readonly Fault[];
  /**
   * Sets the faults of a session, or the common ones; `undefined` returns a session to the common
   * ones.
   */
  set(session: string, faults: readonly Fault[] | undefined): void;
  /** The fault of a request; `undefined` without one. */
  strike(api: string, operation: Operation, headers: HttpHeaders): Struck | undefined;
}

const mostSessions = 1000;

export function createSessionFaults(
  forAll: Faults,
  seed: string | undefined,
  scenarios: ReadonlyMap<string, ScenarioSource>,
  switches: ScenarioSwitch,
): SessionFaults {
  const own = new Map<string, Faults>();
  const ofScenarios = new WeakMap<readonly Fault[], Latest<Faults>>();

  function scenarioFaults(api: string, headers: HttpHeaders, session: string): Faults | undefined {
    const chosen = headerValue(headers, scenarioField) ?? switches.current(session) ?? '';
    const faults = scenarios.get(api)?.current().get(chosen)?.faults ?? [];
    if (faults.length === 0) return undefined;
    const bySession = ofScenarios.get(faults) ?? latest<Faults>(mostSessions);
    ofScenarios.set(faults, bySession);
    return bySession(`${switches.choices(session)} ${session}`, () => createFaults(faults, seed));
  }

  return {
    of: (session) => (own.get(session) ?? forAll).current,
    set(session, faults) {
      if (session === '') forAll.set(faults ?? []);
      else {
        own.delete(session);
        if (faults !== undefined) own.set(session, createFaults(faults, seed));
        if (own.size > mostSessions) own.delete(own.keys().next().value!);
      }
    },
    strike(api, operation, headers) {
      // Most mocks have no faults.
      if (own.size === 0 && scenarios.size === 0) {
        return forAll.current.length === 0 ? undefined : forAll.strike(operation);
      }
      const session = sessionName(headers);
      const struck = (own.get(session) ?? forAll).strike(operation);
      return joined(struck, scenarioFaults(api, headers, session)?.strike(operation));
    },
  };
}

function joined(one: Struck | undefined, other: Struck | undefined): Struck | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    delay: one.delay + other.delay,
    effect: one.effect ?? other.effect,
    texts: [...one.texts, ...other.texts],
  };
}
