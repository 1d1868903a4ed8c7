import type { HttpRequest } from '../../http/exchange.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { doneAnswer, jsonAnswer, refuse, refuseMethod, sentMember } from '../admin-answer.ts';
import { sessionOf } from '../state/session.ts';
import type { ScenarioSource } from './source.ts';
import type { ScenarioSwitch } from './switch.ts';

/**
 * Shows the scenarios of all APIs, and sets a session's scenario: `PUT {"scenario": "declined"}`.
 */
export function controlScenario(
  request: HttpRequest,
  sources: ReadonlyMap<string, ScenarioSource>,
  switches: ScenarioSwitch,
) {
  const session = sessionOf(request.headers);
  if (!session.ok) return refuse(400, 'Bad Request', session.reason);
  const all = [...sources].flatMap(([api, { current }]) =>
    [...current().values()].map(({ name, description }) => ({
      name,
      api,
      ...(description !== undefined && { description }),
    })),
  );
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return jsonAnswer({ scenario: switches.current(session.name) ?? null, scenarios: all });
    case 'DELETE':
      switches.reset(session.name);
      return doneAnswer();
    case 'PUT': {
      // `null` is no scenario.
      const wanted = sentMember(request.body, 'scenario');
      if (typeof wanted !== 'string' && wanted !== null) {
        return refuse(422, 'Unprocessable Content', 'the content must be {"scenario": "its name"}');
      }
      const names = all.map(({ name }) => name);
      if (wanted !== null && !names.includes(wanted)) {
        const detail = `there is no scenario "${wanted}"${didYouMeanOneOf(wanted, names)}`;
        return refuse(422, 'Unprocessable Content', detail);
      }
      switches.set(session.name, wanted ?? undefined);
      return jsonAnswer({ scenario: wanted, scenarios: all });
    }
    default:
      return refuseMethod(['GET', 'HEAD', 'PUT', 'DELETE']);
  }
}
