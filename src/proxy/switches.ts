import type { Operation } from '../api/model.ts';
import type { Judge } from '../judge/judge.ts';
import type { Intervention } from './hold.ts';
import { createMocks, type InterveneSettings, interventionOf } from './intervene.ts';

/** The source of an operation's answers: the mock, the provider, or the mock if the provider lacks it. */
export type AnsweredBy = 'mock' | 'pass' | 'auto';

/** The settings of the proxy, from its start or a later switch. */
export interface Switches {
  current(): InterveneSettings;
  /** For the requests from now on. */
  set(settings: InterveneSettings): void;
  /** Back to how the proxy was started. */
  reset(): void;
  intervention(): Intervention | undefined;
}

export function createSwitches(
  judges: readonly Judge[],
  target: URL,
  started: InterveneSettings,
): Switches {
  const mocks = createMocks();
  const made = (settings: InterveneSettings) => interventionOf(judges, target, settings, mocks);
  let settings = started;
  let intervention = made(started);

  function set(next: InterveneSettings): void {
    settings = next;
    intervention = made(next);
  }

  return {
    current: () => settings,
    set,
    reset: () => set(started),
    intervention: () => intervention,
  };
}

export function answeredBy(
  operation: Operation,
  { mocked, passed }: InterveneSettings,
): AnsweredBy {
  if (mocked.has(operation)) return 'mock';
  return passed.has(operation) ? 'pass' : 'auto';
}

/** The settings with another answer to who answers an operation. */
export function withAnsweredBy(
  settings: InterveneSettings,
  operation: Operation,
  by: AnsweredBy,
): InterveneSettings {
  const mocked = new Set(settings.mocked);
  const passed = new Set(settings.passed);
  mocked.delete(operation);
  passed.delete(operation);
  if (by === 'mock') mocked.add(operation);
  if (by === 'pass') passed.add(operation);
  return { ...settings, mocked, passed };
}
