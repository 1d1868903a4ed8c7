import type { HttpRequest } from '../http/exchange.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import { accessRefusal } from './admin-access.ts';
import { refuse } from './admin-answer.ts';
import type { CallbackOptions } from './callbacks.ts';
import { isPreflight, preflightResponse } from './cors.ts';
import type { DeliveredResponse } from './delivery.ts';
import type { SessionFaults } from './faults/sessions.ts';
import type { Journal } from './journal/journal.ts';
import { health, type Named, ownPath } from './own-answer.ts';
import type { Responder } from './responder.ts';
import type { ScenarioSource } from './scenarios/source.ts';
import type { ScenarioSwitch } from './scenarios/switch.ts';

/** What the mock can be asked about itself, and told. */
export interface AdminParts {
  readonly mounted: readonly (Named & { readonly responder: Responder })[];
  /** `undefined` where the mock keeps none. */
  readonly journal: Journal | undefined;
  readonly scenarios: ReadonlyMap<string, ScenarioSource>;
  readonly switches: ScenarioSwitch;
  readonly faults: SessionFaults;
  readonly isSecure: boolean;
  /** Where webhooks may be sent, as callbacks are. */
  readonly callbacks: CallbackOptions['callbacks'];
}

export type Admin = (request: HttpRequest, path: string) => Promise<DeliveredResponse>;

/** Whether a path is about the mock itself; the front page is not. */
export function isAdminPath(path: string): boolean {
  return path.startsWith(`${ownPath}/`) && path.length > ownPath.length + 1;
}

/** Answers requests about the mock itself. Each part of it is loaded when it is asked for. */
export function createAdmin(parts: AdminParts): Admin {
  const { mounted, journal, scenarios, switches, faults, isSecure, callbacks } = parts;

  const doors: Readonly<
    Record<string, (request: HttpRequest, path: string) => Promise<DeliveredResponse>>
  > = {
    reset: (request) => controlState(request, 'reset'),
    state: (request) => controlState(request, 'state'),
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
      const apis = mounted.map(({ name, responder: { judge } }) => ({ name, judge }));
      return controlWebhooks(request, path, apis, callbacks);
    },
    async scenario(request) {
      const { controlScenario } = await import('./scenarios/control.ts');
      return controlScenario(request, scenarios, switches);
    },
  };

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

  return async (request, path) => {
    const [, name = ''] = path.slice(ownPath.length).split('/');
    if (name === 'health') return health(mounted);
    const door = Object.hasOwn(doors, name) ? doors[name] : undefined;
    if (door === undefined) {
      const known = ['health', ...Object.keys(doors)];
      const meant = didYouMeanOneOf(name, known);
      return refuse(404, 'Not Found', `the mock has no "${path}"${meant}`);
    }
    const reason = accessRefusal(request);
    if (reason !== undefined) return refuse(403, 'Forbidden', reason);
    return isPreflight(request) ? preflightResponse(request, []) : door(request, path);
  };
}
