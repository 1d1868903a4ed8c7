import type { HttpRequest } from '../http/exchange.ts';
import type { Doors } from './admin.ts';
import { refuse } from './admin-answer.ts';
import type { CallbackOptions } from './callbacks.ts';
import type { SessionFaults } from './faults/sessions.ts';
import type { Journal } from './journal/journal.ts';
import { health, type Named } from './own-answer.ts';
import type { OwnPages } from './pages.ts';
import type { Responder } from './responder.ts';
import type { ScenarioSource } from './scenarios/source.ts';
import type { ScenarioSwitch } from './scenarios/switch.ts';

/** The parts of a mock that its own paths read and change. */
export interface AdminParts {
  readonly mounted: readonly (Named & { readonly responder: Responder })[];
  /** `undefined` if the mock keeps none. */
  readonly journal: Journal | undefined;
  readonly scenarios: ReadonlyMap<string, ScenarioSource>;
  readonly switches: ScenarioSwitch;
  readonly faults: SessionFaults;
  readonly isSecure: boolean;
  /** The allowed targets of webhooks; the same rule as for callbacks. */
  readonly callbacks: CallbackOptions['callbacks'];
  /** How the webhooks and callbacks of an API are sent, and who hears of it. */
  readonly sendingOf: (api: string) => Required<Pick<CallbackOptions, 'sending' | 'onSent'>>;
  readonly pages: OwnPages;
}

/** The doors of a mock. The code behind each loads on the first request. */
export function mockDoors(parts: AdminParts): Doors {
  const { mounted, journal, scenarios, switches, faults, isSecure, callbacks, pages } = parts;
  const { sendingOf } = parts;

  async function controlState(request: HttpRequest, action: 'reset' | 'state') {
    const controlled = [];
    for (const { name, responder } of mounted) {
      if (responder.state !== undefined) controlled.push({ name, state: await responder.state });
    }
    if (controlled.length === 0) {
      const detail = 'the mock keeps no state; it does when it is started with --stateful';
      return refuse(404, 'Not Found', detail);
    }
    const control = await import('./state/control.ts');
    return control.controlState(request, action, controlled);
  }

  return {
    open: { health: () => health(mounted), console: pages.file },
    pages: { '': pages.console, home: pages.home },
    closed: {
      reset: (request) => controlState(request, 'reset'),
      state: (request) => controlState(request, 'state'),
      example: pages.example,
      async journal(request) {
        if (journal === undefined) return refuse(404, 'Not Found', 'the mock keeps no journal');
        const { controlJournal } = await import('./journal/control.ts');
        return controlJournal(request, journal, isSecure ? 'https' : 'http');
      },
      async faults(request) {
        const { controlFaults } = await import('./faults/control.ts');
        const operations = mounted.flatMap(({ responder }) => responder.judge.api.operations);
        return controlFaults(request, faults, operations);
      },
      async webhooks(request, path) {
        const { controlWebhooks } = await import('./webhooks.ts');
        const apis = mounted.map(({ name, responder: { judge } }) => ({
          ...{ name, judge },
          ...sendingOf(name),
        }));
        return controlWebhooks(request, path, apis, callbacks);
      },
      async scenario(request) {
        const { controlScenario } = await import('./scenarios/control.ts');
        return controlScenario(request, scenarios, switches);
      },
    },
  };
}
